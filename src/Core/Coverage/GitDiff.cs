using System.Globalization;
using System.Text;

namespace GoEnv.Coverage;

/// <summary>Lines of one file that changed.</summary>
public sealed class ChangedLines
{
    private readonly List<(int First, int Last)> ranges = [];

    /// <summary>Every line.</summary>
    public static ChangedLines All { get; } = Of((1, int.MaxValue));

    /// <summary>The lines of ranges in order.</summary>
    public static ChangedLines Of(params (int First, int Last)[] ranges)
    {
        var lines = new ChangedLines();
        lines.ranges.AddRange(ranges);
        return lines;
    }

    /// <summary>True for a line that changed.</summary>
    public bool Contains(int line) => ranges.Exists(range => line >= range.First && line <= range.Last);

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', ranges.Select(range => $"{range.First}-{range.Last}"));

    internal void Add(int first, int count) => ranges.Add((first, first + count - 1));
}

/// <summary>Reads what <c>git diff -U0</c> prints: which lines of the new side are new.</summary>
internal static class GitDiff
{
    private const string NewSide = "+++ ";

    /// <summary>The files of the new side; one that only lost lines has none. <see cref="GitException"/> for what git does not print.</summary>
    public static IEnumerable<(string Path, ChangedLines Lines)> Read(string text)
    {
        var reader = new Lines(text);
        string? path = null;
        ChangedLines? lines = null;
        while (reader.Next() is { } line)
        {
            if (line.StartsWith("diff ", StringComparison.Ordinal))
            {
                if (path is not null)
                {
                    yield return (path, lines!);
                }

                path = null;
            }
            else if (line.StartsWith(NewSide, StringComparison.Ordinal))
            {
                (path, lines) = (PathOf(line[NewSide.Length..]), new ChangedLines());
            }
            else if (line.StartsWith("@@ ", StringComparison.Ordinal))
            {
                var (removed, first, added) = Hunk(line);
                if (added > 0)
                {
                    lines?.Add(first, added);
                }

                // The text of a hunk may look like anything, a header too.
                for (var rest = (long)removed + added; rest > 0; rest--)
                {
                    var content = reader.Next() ?? throw new GitException("git's diff ends within a hunk");
                    rest += content.StartsWith('\\') ? 1 : 0;
                }
            }
        }

        if (path is not null)
        {
            yield return (path, lines!);
        }
    }

    // "@@ -a,b +c,d @@", where ",b" and ",d" are left out for 1.
    private static (int Removed, int First, int Added) Hunk(string line)
    {
        var words = line.Split(' ');
        if (words.Length < 4 || !words[1].StartsWith('-') || !words[2].StartsWith('+'))
        {
            throw new GitException($"git's diff has a hunk that cannot be read: {Text.TargetText.Clean(line)}");
        }

        var (_, removed) = Range(words[1], line);
        var (first, added) = Range(words[2], line);
        return (removed, first, added);
    }

    private static (int First, int Count) Range(string word, string line)
    {
        var parts = word[1..].Split(',');
        var count = 1;
        return int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && (parts.Length == 1 || int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out count))
            ? (first, count)
            : throw new GitException($"git's diff has a hunk that cannot be read: {Text.TargetText.Clean(line)}");
    }

    // Only a line feed ends a line: source may have carriage returns.
    private sealed class Lines(string text)
    {
        private int at;

        public string? Next()
        {
            if (at >= text.Length)
            {
                return null;
            }

            var feed = text.IndexOf('\n', at);
            var line = feed < 0 ? text[at..] : text[at..feed];
            at = feed < 0 ? text.Length : feed + 1;
            return line;
        }
    }

    // A tab ends a name with spaces; quotes are about names with control characters, quotes and backslashes.
    private static string? PathOf(string word)
    {
        word = word.TrimEnd('\t');
        word = word.StartsWith('"') && word.EndsWith('"') && word.Length > 1 ? Unquoted(word[1..^1]) : word;
        return word.StartsWith("b/", StringComparison.Ordinal) ? word[2..] : null;
    }

    private static string Unquoted(string text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(text[i].ToString()));
            }
            else if (text[i + 1] is >= '0' and <= '7' && i + 3 < text.Length)
            {
                bytes.Add((byte)(((text[i + 1] - '0') << 6) | ((text[i + 2] - '0') << 3) | (text[i + 3] - '0')));
                i += 3;
            }
            else
            {
                i++;
                bytes.Add((byte)(text[i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'a' => '\a', 'b' => '\b', 'v' => '\v', 'f' => '\f', var c => c }));
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
