using System.Text.RegularExpressions;

namespace GoEnv.Targets;

/// <summary>Finds the files of an <c>Include</c>: relative to <c>~/.ssh</c>, with <c>~</c>, <c>${NAME}</c>, <c>%d</c> and glob patterns.</summary>
internal sealed partial class SshConfigIncludes(string home, Func<string, string?> variable)
{
    private const int MaximumMatches = 1000;

    /// <summary>The files, sorted as glob(3) sorts them; none where nothing matches, which is no fault. Or why it cannot be followed.</summary>
    public (IReadOnlyList<string> Paths, string? Problem) Find(string word)
    {
        if (Expand(word) is not { } pattern)
        {
            return ([], $"'Include {word}' is not followed, since it needs what only a connection knows");
        }

        var path = Path.IsPathRooted(pattern) ? pattern : Path.Combine(home, ".ssh", pattern);
        IEnumerable<string> found = [Path.GetPathRoot(path)!];
        try
        {
            foreach (var segment in path[Path.GetPathRoot(path)!.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                found = found.SelectMany(folder => Entries(folder, segment)).Take(MaximumMatches).ToList();
            }
        }
        catch (RegexMatchTimeoutException)
        {
            return ([], $"'Include {word}' is not followed, since its pattern takes too long to match");
        }

        return (found.Where(File.Exists).Order(StringComparer.Ordinal).ToList(), null);
    }

    private static IEnumerable<string> Entries(string folder, string segment)
    {
        if (segment.AsSpan().IndexOfAny("*?[\\") < 0)
        {
            return [Path.Combine(folder, segment)];
        }

        try
        {
            var pattern = ToRegex(segment);
            return Directory.EnumerateFileSystemEntries(folder)
                .Where(entry => (Path.GetFileName(entry)[0] != '.' || segment[0] == '.') && pattern.IsMatch(Path.GetFileName(entry)))
                .ToList();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // glob(3) leaves out what it cannot list, and takes a malformed set literally.
            return [];
        }
    }

    private static Regex ToRegex(string segment) => new(
        "^" + GlobPart().Replace(segment, part => part.Value switch
        {
            "*" => ".*",
            "?" => ".",
            ['[', .. var set, ']'] => "[" + (set[0] is '!' or '^' ? "^" + Escape(set[1..]) : Escape(set)) + "]",
            ['\\', var c] => Regex.Escape(c.ToString()),
            var other => Regex.Escape(other),
        }) + "$",
        RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking,
        TimeSpan.FromSeconds(1));

    private static string Escape(string set) => set.Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("[", @"\[", StringComparison.Ordinal).Replace("]", @"\]", StringComparison.Ordinal);

    private string? Expand(string word)
    {
        var text = word is "~" || word.StartsWith("~/", StringComparison.Ordinal) ? home + word[1..] : word;
        if (text.StartsWith('~'))
        {
            return null;
        }

        var isKnown = true;
        text = Token().Replace(text, token =>
        {
            var value = token.Value switch
            {
                "%%" => "%",
                "%d" => home,
                ['$', '{', .. var name, '}'] => variable(name),
                _ => null,
            };
            isKnown &= value is not null;
            return value ?? string.Empty;
        });
        return isKnown && !text.Contains('\0') ? text : null;
    }

    [GeneratedRegex(@"\$\{[^}]*\}|%.?", RegexOptions.CultureInvariant | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();

    [GeneratedRegex(@"\[[!^]?[^\]]+\]|\\.|.", RegexOptions.CultureInvariant | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GlobPart();
}
