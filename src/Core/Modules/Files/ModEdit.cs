using System.Text;

namespace GoEnv.Modules.Files;

/// <summary>Changes of single lines of a module file; every other byte stays. Where Go's own editor would put a line, so do these.</summary>
internal static class ModEdit
{
    /// <summary>Puts other words in the place of a line's; its comment stays.</summary>
    public static byte[] Replace(ModSyntax syntax, ModLine line, params string[] words)
    {
        var text = string.Join(' ', line.Block is null ? words : words[1..]);
        return Splice(syntax, line.Start.Offset, line.Tokens[^1].End, text);
    }

    /// <summary>Takes a line out with its comments; a block that is left with one line becomes that line.</summary>
    public static byte[] Remove(ModSyntax syntax, ModLine line)
    {
        if (line.Block is not { } block)
        {
            return RemoveStatement(syntax, syntax.StartWithComments(line.LineStart, line.Before.Count), line.LineEnd);
        }

        var others = block.Lines.Where(other => other != line).ToList();
        if (others.Count == 0 && block.Trailing.Count == 0)
        {
            return RemoveStatement(syntax, syntax.StartWithComments(block.LineStart, block.Before.Count), block.LineEnd);
        }

        if (others is [var only] && block.Trailing.Count == 0 && !block.HasParenthesisComment)
        {
            var comments = only.Before.SkipWhile(comment => comment.Text.Length == 0).Select(comment => comment.Text + syntax.LineEnd);
            var text = syntax.Text(only.Start.Offset, only.LineEnd);
            return Splice(syntax, block.LineStart, block.LineEnd, string.Concat(comments) + block.Tokens[0].Text + " " + text);
        }

        return Splice(syntax, RegionStart(block, line), line.LineEnd, string.Empty);
    }

    /// <summary>
    /// Adds a line where lines with its first word are: in their last block, in its place where the block is in order. A single
    /// line becomes a block. With no such line it goes to <paramref name="otherwise"/>, a byte between statements, or to the end.
    /// </summary>
    public static byte[] Add(ModSyntax syntax, ModLine? near, int? otherwise, params string[] words)
    {
        var place = near is null
            ? syntax.Statements.LastOrDefault(statement => Verb(statement) == words[0])
            : near.Block ?? (object)near;
        return place switch
        {
            ModBlock block => AddToBlock(syntax, block, near, words[1..]),
            ModLine line => MakeBlock(syntax, line, words),
            _ => AddStatement(syntax, otherwise, words),
        };
    }

    /// <summary>Adds a line as a statement of its own, at the end where no place is given.</summary>
    public static byte[] AddStatement(ModSyntax syntax, int? place, params string[] words)
    {
        var end = syntax.LineEnd;
        var bytes = syntax.Bytes.AsSpan();
        var at = place ?? bytes.Length;
        var before = bytes[..at];
        var lead = before.IsEmpty || EndsWithBlankLine(before) ? string.Empty : before[^1] == '\n' ? end : end + end;
        var tail = at == bytes.Length || bytes[at..] is [(byte)'\n', ..] or [(byte)'\r', (byte)'\n', ..] ? string.Empty : end;
        return Splice(syntax, at, at, lead + string.Join(' ', words) + end + tail);
    }

    /// <summary>The byte after the statement that holds the line.</summary>
    public static int After(ModLine line) => line.Block?.LineEnd ?? line.LineEnd;

    private static string? Verb(object statement) => statement switch
    {
        ModLine line => line.Tokens[0].Text,
        ModBlock { Tokens: [var only] } => only.Text,
        _ => null,
    };

    private static byte[] AddToBlock(ModSyntax syntax, ModBlock block, ModLine? near, string[] words)
    {
        var end = syntax.LineEnd;
        var text = "\t" + string.Join(' ', words) + end;
        if (block.CloseStart == block.LineStart)
        {
            return Splice(syntax, block.LineStart, block.LineEnd, $"{block.Tokens[0].Text} {string.Join(' ', words)}{end}");
        }

        var isSorted = block.Lines.Zip(block.Lines.Skip(1)).All(pair => Compare(Words(pair.First), Words(pair.Second)) <= 0);
        var greater = isSorted ? block.Lines.FirstOrDefault(line => Compare(Words(line), words) > 0) : null;
        var at = greater is not null ? RegionStart(block, greater)
            : block.Lines.Count == 0 ? block.OpenEnd
            : !isSorted && near is not null ? near.LineEnd : block.Lines[^1].LineEnd;
        return Splice(syntax, at, at, text);
    }

    private static byte[] MakeBlock(ModSyntax syntax, ModLine line, string[] words)
    {
        var end = syntax.LineEnd;
        var start = syntax.StartWithComments(line.LineStart, line.Before.Count);
        var old = string.Concat(line.Before.Select(comment => "\t" + comment.Text + end))
            + "\t" + syntax.Text(line.Tokens[1].Start.Offset, line.LineEnd).TrimEnd('\r', '\n') + end;
        var added = "\t" + string.Join(' ', words[1..]) + end;
        var isFirst = Compare([.. Words(line).Skip(1)], words[1..]) > 0;
        return Splice(syntax, start, line.LineEnd, $"{words[0]} ({end}{(isFirst ? added + old : old + added)}){end}");
    }

    private static byte[] RemoveStatement(ModSyntax syntax, int start, int end)
    {
        var bytes = syntax.Bytes.AsSpan();
        var last = end;
        while (bytes[last..] is [(byte)'\n', ..] or [(byte)'\r', (byte)'\n', ..])
        {
            last += bytes[last] == '\r' ? 2 : 1;
        }

        // At the end of the file it is the blank lines before it that separate nothing any more.
        while (last == bytes.Length && start > 0 && EndsWithBlankLine(bytes[..start]))
        {
            start -= bytes[..start].EndsWith("\r\n"u8) ? 2 : 1;
        }

        return Splice(syntax, start, last, string.Empty);
    }

    private static bool EndsWithBlankLine(ReadOnlySpan<byte> text) => text.EndsWith("\n\n"u8) || text.EndsWith("\n\r\n"u8);

    // A line of a block owns the comments and blank lines above it.
    private static int RegionStart(ModBlock block, ModLine line)
    {
        var start = block.OpenEnd;
        foreach (var other in block.Lines)
        {
            if (other == line)
            {
                break;
            }

            start = other.LineEnd;
        }

        return start;
    }

    private static string[] Words(ModLine line) => [.. line.Tokens.Select(token => token.Text)];

    private static int Compare(string[] a, string[] b)
    {
        var order = a.Zip(b).Select(pair => string.CompareOrdinal(pair.First, pair.Second)).FirstOrDefault(difference => difference != 0);
        return order != 0 ? order : a.Length.CompareTo(b.Length);
    }

    private static byte[] Splice(ModSyntax syntax, int start, int end, string text) =>
        [.. syntax.Bytes.AsSpan(0, start), .. Encoding.UTF8.GetBytes(text), .. syntax.Bytes.AsSpan(end)];
}
