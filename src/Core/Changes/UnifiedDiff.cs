using System.Globalization;
using System.Text;
using GoEnv.Text;

namespace GoEnv.Changes;

/// <summary>The unified diff of two texts, as <c>diff -u</c> prints it; control characters are shown as escapes, and secrets as <c>...</c>.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;
    private const int LargestTable = 4_000_000;

    public static string Of(string path, FileContent? before, FileContent? after)
    {
        var name = TargetText.Clean(path);
        if (before is { IsHidden: true } || after is { IsHidden: true })
        {
            return $"{name} differs, and is not in the plan since it holds what could be a secret: {before} before, {after} after\n";
        }

        if (before?.Text is null && before is not null || after?.Text is null && after is not null)
        {
            return $"Binary files {name} differ: {before} before, {after} after\n";
        }

        var lines = Compare(Split(before?.Text), Split(after?.Text));
        var text = new StringBuilder()
            .Append("--- ").Append(before is null ? "/dev/null" : name).Append('\n')
            .Append("+++ ").Append(after is null ? "/dev/null" : name).Append('\n');
        foreach (var hunk in Hunks(lines))
        {
            text.Append(hunk);
        }

        return text.ToString();
    }

    private static string[] Split(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return [];
        }

        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length - 1; i++)
        {
            lines[i] += "\n";
        }

        return lines[^1].Length == 0 ? lines[..^1] : lines;
    }

    private static List<(char Sign, string Line)> Compare(string[] a, string[] b)
    {
        var start = 0;
        while (start < a.Length && start < b.Length && a[start] == b[start])
        {
            start++;
        }

        var end = 0;
        while (end < a.Length - start && end < b.Length - start && a[^(end + 1)] == b[^(end + 1)])
        {
            end++;
        }

        var lines = a[..start].Select(line => (' ', line)).ToList();
        lines.AddRange(Middle(a[start..^end], b[start..^end]));
        lines.AddRange(a[(a.Length - end)..].Select(line => (' ', line)));
        return lines;
    }

    private static IEnumerable<(char Sign, string Line)> Middle(string[] a, string[] b)
    {
        if ((long)a.Length * b.Length > LargestTable)
        {
            return a.Select(line => ('-', line)).Concat(b.Select(line => ('+', line)));
        }

        // The longest common subsequence from each place on.
        var common = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
        {
            for (var j = b.Length - 1; j >= 0; j--)
            {
                common[i, j] = a[i] == b[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var lines = new List<(char Sign, string Line)>();
        for (int i = 0, j = 0; i < a.Length || j < b.Length;)
        {
            if (i < a.Length && j < b.Length && a[i] == b[j])
            {
                lines.Add((' ', a[i++]));
                j++;
            }
            else if (i < a.Length && (j == b.Length || common[i + 1, j] >= common[i, j + 1]))
            {
                lines.Add(('-', a[i++]));
            }
            else
            {
                lines.Add(('+', b[j++]));
            }
        }

        return lines;
    }

    private static IEnumerable<string> Hunks(List<(char Sign, string Line)> lines)
    {
        for (var i = 0; (i = lines.FindIndex(Math.Min(i, lines.Count), line => line.Sign != ' ')) >= 0;)
        {
            var from = Math.Max(0, i - Context);
            var last = i;
            for (var j = i; j < lines.Count && j <= last + (2 * Context); j++)
            {
                last = lines[j].Sign == ' ' ? last : j;
            }

            var to = Math.Min(lines.Count, last + Context + 1);
            yield return Hunk(lines, from, to);
            i = to;
        }
    }

    private static string Hunk(List<(char Sign, string Line)> lines, int from, int to)
    {
        var hunk = lines.GetRange(from, to - from);
        var text = new StringBuilder().Append("@@ -").Append(Range('+')).Append(" +").Append(Range('-')).Append(" @@\n");
        foreach (var (sign, line) in hunk)
        {
            text.Append(sign).Append(TargetText.Clean(SecretText.Mask(line.TrimEnd('\n')))).Append('\n');
            if (!line.EndsWith('\n'))
            {
                text.Append("\\ No newline at end of file\n");
            }
        }

        return text.ToString();

        string Range(char other)
        {
            var before = lines.Take(from).Count(line => line.Sign != other);
            var count = hunk.Count(line => line.Sign != other);
            return string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? before : before + 1)}{(count == 1 ? string.Empty : $",{count}")}");
        }
    }
}
