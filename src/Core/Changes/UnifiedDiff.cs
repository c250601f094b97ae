using System.Globalization;
using System.Text;
using GoEnv.Secrets;
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

    // A secret may go over several lines, and so is looked for in the whole text.
    private readonly record struct Row(string Text, string Shown)
    {
        public bool Is(Row other) => Text == other.Text;

        public Row And(Row other) => Shown == other.Shown ? this : this with { Shown = SecretText.Mark };
    }

    private static Row[] Split(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return [];
        }

        var lines = text.Split('\n');
        var rows = lines.Zip(SecretText.Mask(text).Split('\n'), (line, shown) => new Row(line + "\n", shown)).ToArray();
        return lines[^1].Length == 0 ? rows[..^1] : [.. rows[..^1], rows[^1] with { Text = lines[^1] }];
    }

    private static List<(char Sign, Row Line)> Compare(Row[] a, Row[] b)
    {
        var start = 0;
        while (start < a.Length && start < b.Length && a[start].Is(b[start]))
        {
            start++;
        }

        var end = 0;
        while (end < a.Length - start && end < b.Length - start && a[^(end + 1)].Is(b[^(end + 1)]))
        {
            end++;
        }

        var lines = a[..start].Zip(b, (line, other) => (' ', line.And(other))).ToList();
        lines.AddRange(Middle(a[start..^end], b[start..^end]));
        lines.AddRange(a[^end..].Zip(b[^end..], (line, other) => (' ', line.And(other))));
        return lines;
    }

    private static IEnumerable<(char Sign, Row Line)> Middle(Row[] a, Row[] b)
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
                common[i, j] = a[i].Is(b[j]) ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var lines = new List<(char Sign, Row Line)>();
        for (int i = 0, j = 0; i < a.Length || j < b.Length;)
        {
            if (i < a.Length && j < b.Length && a[i].Is(b[j]))
            {
                lines.Add((' ', a[i++].And(b[j++])));
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

    private static IEnumerable<string> Hunks(List<(char Sign, Row Line)> lines)
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

    private static string Hunk(List<(char Sign, Row Line)> lines, int from, int to)
    {
        var hunk = lines.GetRange(from, to - from);
        var text = new StringBuilder().Append("@@ -").Append(Range('+')).Append(" +").Append(Range('-')).Append(" @@\n");
        foreach (var (sign, line) in hunk)
        {
            text.Append(sign).Append(TargetText.Clean(line.Shown)).Append('\n');
            if (!line.Text.EndsWith('\n'))
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
