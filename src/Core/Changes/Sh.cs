using System.Globalization;
using System.Text.RegularExpressions;

namespace GoEnv.Changes;

/// <summary>Words of generated <c>sh</c>.</summary>
internal static partial class Sh
{
    /// <summary>A word that stands for the text, whatever is in it.</summary>
    public static string Quote(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    /// <summary>A word, or <c>-</c> for null: does not matter.</summary>
    public static string OrDash(string? text) => text is null ? "-" : Quote(text);

    /// <summary>The owner as <c>uid:gid</c>; <c>-</c> where it does not matter.</summary>
    public static string Owner(FileImage image) => image is { Uid: { } uid, Gid: { } gid }
        ? string.Create(CultureInfo.InvariantCulture, $"{uid}:{gid}")
        : "-";

    /// <summary>The word of a path as <see cref="PathQuery"/> has it; <see cref="PlanException"/> when it is none.</summary>
    public static string Path(string path)
    {
        if (path.StartsWith('/'))
        {
            return Quote(path);
        }

        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal))
        {
            return "\"$HOME\"" + Rest(path[1..]);
        }

        var plain = Variable().Match(path);
        if (plain.Success)
        {
            return $"\"${plain.Groups["name"].Value}\"" + Rest(path[plain.Length..]);
        }

        var fallback = Fallback().Match(path);
        return fallback.Success
            ? $"\"${{{fallback.Groups["name"].Value}:-$(printf %s {Path(fallback.Groups["path"].Value)})}}\"" + Rest(path[fallback.Length..])
            : throw new PlanException($"'{path}' is not an absolute path.");
    }

    private static string Rest(string rest) => rest.Length == 0 ? string.Empty : Quote(rest);

    [GeneratedRegex(@"\A\$(?<name>[A-Z_][A-Z0-9_]*)(?=/|\z)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();

    [GeneratedRegex(@"\A\$\{(?<name>[A-Z_][A-Z0-9_]*):-(?<path>([^{}]|\$\{[^{}]*\})+)\}(?=/|\z)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fallback();
}
