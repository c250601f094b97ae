using System.Globalization;

namespace GoEnv.Changes;

/// <summary>Ids of changes: <c>20261121T073000-1a2b3c4d</c>.</summary>
internal static class ChangeId
{
    public static string Make(DateTimeOffset now, string random) =>
        now.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture) + "-" + random[..8];

    /// <summary>True for a word that can be part of a path and of a script.</summary>
    public static bool IsValid(string id) => id.Length is > 0 and <= 64 && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
