using GoEnv.Text;

namespace GoEnv.Shell;

/// <summary>Finds the line of a start-up file that still says what was seen there.</summary>
internal static class SeenLine
{
    /// <summary>Edits that line; <see cref="FormatException"/> when it is not there, or stands for more than itself.</summary>
    public static byte[] Edit(byte[] file, int number, string seen, Action<List<string>, int> edit)
    {
        var lines = ByteText.Lines(ByteText.Of(file));
        var at = Locate(lines, number - 1, ByteText.Encode(seen));
        if (at > 0 && ByteText.Content(lines[at - 1]).EndsWith('\\'))
        {
            throw new FormatException($"line {at + 1} goes on from the line above it");
        }

        edit(lines, at);
        return ByteText.Bytes(string.Concat(lines));
    }

    // What was seen has "..." for words that did not leave the target. A block put above the line moves it.
    private static int Locate(List<string> lines, int at, string seen)
    {
        if (at >= 0 && at < lines.Count && Says(lines[at], seen))
        {
            return at;
        }

        var others = Enumerable.Range(0, lines.Count).Where(i => Says(lines[i], seen)).ToList();
        return others is [var one] ? one : throw new FormatException($"line {at + 1} no longer says '{seen}'");
    }

    private static bool Says(string line, string seen)
    {
        var at = 0;
        if (line.TrimStart().StartsWith('#') || seen.Length == 0)
        {
            return false;
        }

        foreach (var part in seen.Split([" ", "...", "$(go env", "go env"], StringSplitOptions.RemoveEmptyEntries))
        {
            var found = line.IndexOf(part, at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + part.Length;
        }

        return true;
    }
}
