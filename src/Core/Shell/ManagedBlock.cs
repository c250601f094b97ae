using GoEnv.Text;

namespace GoEnv.Shell;

/// <summary>The one block of a start-up file that is ours: between two marker lines, replaced in place, never there twice.</summary>
internal static class ManagedBlock
{
    /// <summary>The line that begins the block.</summary>
    public const string Begin = "# >>> goenv >>>";

    /// <summary>The line that ends the block.</summary>
    public const string End = "# <<< goenv <<<";

    /// <summary>
    /// The file with the block: in place of the one that is there, else at the top, where every kind of start that reads
    /// the file comes to it, or at the end. An empty <paramref name="body"/> takes the block away.
    /// <see cref="FormatException"/> when the markers of the file are not in order.
    /// </summary>
    public static byte[] Put(byte[] file, IReadOnlyList<string> body, bool atTop)
    {
        var lines = ByteText.Lines(ByteText.Of(file));
        var ending = ByteText.UsualEnding(lines);
        var block = body.Count == 0 ? [] : body.Prepend(Begin).Append(End).Select(line => ByteText.Encode(line) + ending).ToList();
        if (Find(lines) is var (start, length))
        {
            // The last line of the file keeps the end that it has.
            if (start + length == lines.Count && block.Count > 0 && ByteText.Ending(lines[^1]).Length == 0)
            {
                block[^1] = ByteText.Content(block[^1]);
            }

            lines.RemoveRange(start, length);
            lines.InsertRange(start, block);
        }
        else if (atTop)
        {
            lines.InsertRange(lines is [var first, ..] && first.StartsWith("#!", StringComparison.Ordinal) && first.EndsWith('\n') ? 1 : 0, block);
        }
        else if (block.Count > 0)
        {
            if (lines is [.., var last] && !last.EndsWith('\n'))
            {
                lines[^1] = last + ending;
            }

            lines.AddRange(block);
        }

        return ByteText.Bytes(string.Concat(lines));
    }

    /// <summary>The lines inside the block; null where there is none.</summary>
    public static IReadOnlyList<string>? Read(byte[] file)
    {
        var lines = ByteText.Lines(ByteText.Of(file));
        return Find(lines) is var (start, length)
            ? lines.GetRange(start + 1, length - 2).ConvertAll(ByteText.Content)
            : null;
    }

    private static (int Start, int Length)? Find(List<string> lines)
    {
        var begins = Indexes(lines, Begin);
        var ends = Indexes(lines, End);
        return (begins, ends) switch
        {
            ([], []) => null,
            ([var begin], [var end]) when begin < end => (begin, end - begin + 1),
            _ => throw new FormatException(
                $"the lines '{Begin}' and '{End}' in it are not one pair in this order; put them right by hand first"),
        };
    }

    private static List<int> Indexes(List<string> lines, string marker) =>
        Enumerable.Range(0, lines.Count).Where(i => ByteText.Content(lines[i]).Trim(' ', '\t') == marker).ToList();
}
