using GoEnv.Text;

namespace GoEnv.Modules;

/// <summary>
/// Edits the text of a <c>go/env</c> file as <c>go env -w</c> and <c>go env -u</c> do (source: cmd/go's envcmd): a line
/// that is there is replaced, others come at the end; of several lines of one name the last stays; runs of settings are
/// sorted; comments and what is no setting stay where they are.
/// </summary>
internal static class GoEnvText
{
    private static readonly char[] Separators = [',', '|', ' ', '\t', '\r', ';'];

    /// <summary>The file after the edits; the same bytes when there is nothing to do. An entry that is not there needs no replacement.</summary>
    public static byte[] Apply(byte[] file, IEnumerable<GoEnvEdit> edits)
    {
        var before = ByteText.Lines(ByteText.Of(file));
        var (add, drop) = (new SortedDictionary<string, string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var lines = before.ToList();
        var single = false;
        foreach (var edit in edits)
        {
            var current = add.GetValueOrDefault(edit.Name) ?? Value(lines, edit.Name);
            switch (edit.Action)
            {
                case GoEnvAction.Set:
                    add[edit.Name] = ByteText.Encode(edit.Value!);
                    drop.Remove(edit.Name);
                    break;
                case GoEnvAction.Unset:
                    add.Remove(edit.Name);
                    drop.Add(edit.Name);
                    break;
                case GoEnvAction.Disable:
                    lines = lines.ConvertAll(line => Key(line) == edit.Name || Content(line) == edit.Name ? "#" + line : line);
                    break;
                case GoEnvAction.Merge:
                    single |= lines.Count(line => Key(line) == edit.Name) > 1;
                    break;
                case GoEnvAction.Trim when current is not null:
                    add[edit.Name] = current.Trim(' ', '\r', '\t').Trim('"', '\'').Trim(' ', '\r', '\t');
                    break;
                case GoEnvAction.Replace when current is not null && !drop.Contains(edit.Name):
                    Put(Replaced(current, ByteText.Encode(edit.Old!), edit.Value is null ? null : ByteText.Encode(edit.Value)));
                    break;
            }

            void Put(string value)
            {
                if (value.Length == 0)
                {
                    add.Remove(edit.Name);
                    drop.Add(edit.Name);
                }
                else
                {
                    add[edit.Name] = value;
                }
            }
        }

        var changes = single || !lines.SequenceEqual(before)
            || add.Any(pair => Value(lines, pair.Key) != pair.Value)
            || drop.Any(name => Value(lines, name) is not null);
        return changes ? ByteText.Bytes(string.Concat(Write(lines, add, drop))) : file;
    }

    /// <summary>The value that the go command takes for a name; null when the file does not set it.</summary>
    public static string? Value(IEnumerable<string> lines, string name) =>
        lines.LastOrDefault(line => Key(line) == name) is { } line ? Content(line)[(name.Length + 1)..] : null;

    private static List<string> Write(List<string> lines, SortedDictionary<string, string> add, HashSet<string> drop)
    {
        if (lines is [.., var last] && !last.EndsWith('\n'))
        {
            lines[^1] = last + "\n";
        }

        var at = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < lines.Count; i++)
        {
            if (Key(lines[i]) is { Length: > 0 } key)
            {
                if (at.TryGetValue(key, out var earlier))
                {
                    lines[earlier] = string.Empty;
                }

                at[key] = i;
            }
        }

        foreach (var (name, value) in add)
        {
            var line = $"{name}={value}\n";
            if (at.TryGetValue(name, out var i))
            {
                lines[i] = line;
            }
            else
            {
                lines.Add(line);
            }
        }

        foreach (var name in drop)
        {
            if (at.TryGetValue(name, out var i))
            {
                lines[i] = string.Empty;
            }
        }

        for (var (i, start) = (0, 0); i <= lines.Count; i++)
        {
            if (i == lines.Count || Key(lines[i]).Length == 0)
            {
                lines.Sort(start, i - start, Comparer<string>.Create((a, b) => string.CompareOrdinal(Key(a), Key(b))));
                start = i + 1;
            }
        }

        return lines;
    }

    // What stands before the equals sign, unless a comment sign does.
    private static string Key(string line)
    {
        var at = line.IndexOf('=', StringComparison.Ordinal);
        return at < 0 || line.AsSpan(0, at).Contains('#') ? string.Empty : line[..at];
    }

    // The go command takes a carriage return as part of the value.
    private static string Content(string line) => line.TrimEnd('\n');

    private static string Replaced(string value, string old, string? with)
    {
        for (var from = 0; from < value.Length && value.IndexOf(old, from, StringComparison.Ordinal) is >= 0 and var at;)
        {
            var end = at + old.Length;
            from = end;
            if ((at == 0 || Separators.Contains(value[at - 1])) && (end == value.Length || Separators.Contains(value[end]) || Separators.Contains(old[^1])))
            {
                // With an entry goes the separator behind it, or the one before it.
                var isLast = value.AsSpan(end).Trim(" \t\r").Length == 0;
                var (start, rest) = with is not null ? (at, end) : isLast ? (Math.Max(0, at - 1), value.Length) : (at, end + 1);
                value = value[..start] + with + value[rest..];
                from = start + (with?.Length ?? 0);
            }
        }

        return value;
    }
}
