using System.Globalization;

namespace GoEnv.Pods;

/// <summary>A user and a group, by number.</summary>
/// <param name="Uid">The user.</param>
/// <param name="Gid">The group.</param>
public sealed record PodUser(long Uid, long Gid)
{
    /// <summary>Reads <c>65532:65532</c>.</summary>
    public static PodUser Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split(':') is [var uid, var gid] && Number(uid) is { } user && Number(gid) is { } group ? new PodUser(user, group)
            : throw new FormatException($"'{text}' is no user and group by number, such as 65532:65532.");
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Uid}:{Gid}");

    private static long? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
