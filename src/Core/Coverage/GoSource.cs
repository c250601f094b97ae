namespace GoEnv.Coverage;

/// <summary>A function declaration with a body: its name without receiver and its place.</summary>
internal sealed record GoFunction(string Name, SourcePoint Start, SourcePoint End);

/// <summary>What coverage asks of a source file.</summary>
/// <param name="Functions">The function declarations that have bodies, in order.</param>
/// <param name="IsGenerated">True when a comment line says that the file is generated.</param>
/// <param name="CodeLines">For each line from 1, where its first and last code begin and end: what is more than braces, parentheses, commas and comments; no code is (0, 0).</param>
internal sealed record GoSource(IReadOnlyList<GoFunction> Functions, bool IsGenerated, IReadOnlyList<(int From, int To)> CodeLines)
{
    /// <summary>Reads source text; <see cref="FormatException"/> when it cannot be Go.</summary>
    public static GoSource Read(ReadOnlySpan<byte> source)
    {
        var scanner = new GoScanner(source);
        var functions = new List<GoFunction>();
        var lines = new List<(int From, int To)> { default };
        var begins = true;
        var depth = 0;
        for (var token = Next(ref scanner, lines); token.Kind != GoTokenKind.End; token = Next(ref scanner, lines))
        {
            if (begins && depth == 0 && token.Kind == GoTokenKind.Word && scanner.Text(token).SequenceEqual("func"u8))
            {
                if (ReadFunction(ref scanner, token, lines) is { } function)
                {
                    functions.Add(function);
                }

                continue; // what is read last is the semicolon, or a body, behind which one follows
            }

            begins = depth == 0 && token.Kind == GoTokenKind.Semicolon;
            depth += Depth(ref scanner, token);
            if (depth < 0)
            {
                throw new FormatException($"line {token.Start.Line}: a brace closes what was not opened");
            }
        }

        return depth == 0
            ? new GoSource(functions, scanner.IsGenerated, lines)
            : throw new FormatException("the file ends within braces");
    }

    // The receiver, type parameters and parameters are balanced. The body is the first brace outside of them that opens no type.
    private static GoFunction? ReadFunction(ref GoScanner scanner, GoToken func, List<(int From, int To)> lines)
    {
        string? name = null;
        var (depth, opensType) = (0, false);
        while (true)
        {
            var token = Next(ref scanner, lines);
            switch (token.Kind)
            {
                case GoTokenKind.End:
                    throw new FormatException($"line {func.Start.Line}: a function does not end");
                case GoTokenKind.Semicolon when depth == 0:
                    return null;
                case GoTokenKind.Word when depth == 0:
                    name ??= System.Text.Encoding.UTF8.GetString(scanner.Text(token));
                    opensType = scanner.Text(token).SequenceEqual("struct"u8) || scanner.Text(token).SequenceEqual("interface"u8);
                    continue;
                case GoTokenKind.Mark when depth == 0 && !opensType && scanner.Text(token)[0] == '{':
                    return new GoFunction(name ?? string.Empty, func.Start, SkipBody(ref scanner, func, lines));
                default:
                    opensType = false;
                    depth += Depth(ref scanner, token);
                    break;
            }
        }
    }

    private static SourcePoint SkipBody(ref GoScanner scanner, GoToken func, List<(int From, int To)> lines)
    {
        var depth = 1;
        while (true)
        {
            var token = Next(ref scanner, lines);
            if (token.Kind == GoTokenKind.End)
            {
                throw new FormatException($"line {func.Start.Line}: a function does not end");
            }

            depth += Depth(ref scanner, token);
            if (depth == 0)
            {
                return scanner.After(token);
            }
        }
    }

    private static int Depth(ref GoScanner scanner, GoToken token) => token.Kind != GoTokenKind.Mark ? 0 : scanner.Text(token)[0] switch
    {
        (byte)'{' or (byte)'(' or (byte)'[' => 1,
        (byte)'}' or (byte)')' or (byte)']' => -1,
        _ => 0,
    };

    private static GoToken Next(ref GoScanner scanner, List<(int From, int To)> lines)
    {
        var token = scanner.Next();
        var isCode = token.Kind is GoTokenKind.Word or GoTokenKind.Literal
            || (token.Kind == GoTokenKind.Mark && Depth(ref scanner, token) == 0 && scanner.Text(token)[0] != ',');
        if (isCode)
        {
            var after = scanner.After(token);
            for (var line = token.Start.Line; line <= after.Line; line++)
            {
                Mark(lines, line, line == token.Start.Line ? token.Start.Column : 1, line == after.Line ? after.Column : int.MaxValue);
            }
        }

        return token;
    }

    private static void Mark(List<(int From, int To)> lines, int line, int from, int to)
    {
        while (lines.Count <= line)
        {
            lines.Add(default);
        }

        lines[line] = lines[line].To == 0 ? (from, to) : (lines[line].From, to);
    }
}
