using System.Runtime.InteropServices;

namespace GoEnv.Coverage;

/// <summary>What a token of Go is, as far as functions and lines ask.</summary>
internal enum GoTokenKind
{
    End,
    Word,
    Literal,
    Mark,
    Semicolon,
}

/// <summary>A token: its kind, its bytes in the source, and where it begins.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct GoToken(GoTokenKind Kind, int From, int To, SourcePoint Start);

/// <summary>Splits Go source into tokens by the lexical rules of the language, semicolons at line ends included.</summary>
internal ref struct GoScanner(ReadOnlySpan<byte> source)
{
    private readonly ReadOnlySpan<byte> source = source;
    private int at = source.StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf]) ? 3 : 0;
    private int line = 1;
    private int lineStart;
    private bool ends;

    /// <summary>The first comment that stands for itself on a line and says that the file is generated, as go generate defines it.</summary>
    public bool IsGenerated { get; private set; }

    public readonly ReadOnlySpan<byte> Text(GoToken token) => source[token.From..token.To];

    public readonly SourcePoint After(GoToken token) => new(line, token.To - lineStart + 1);

    /// <summary>The next token; <see cref="FormatException"/> where a string or comment does not end.</summary>
    public GoToken Next()
    {
        while (at < source.Length)
        {
            var c = source[at];
            switch (c)
            {
                case (byte)'\n' when ends:
                    ends = false;
                    return new GoToken(GoTokenKind.Semicolon, at, at, Here);
                case (byte)'\n':
                    at++;
                    NewLine(at);
                    continue;
                case (byte)' ' or (byte)'\t' or (byte)'\r':
                    at++;
                    continue;
                case (byte)'/' when Peek(1) == '/':
                    SkipLineComment();
                    continue;
                case (byte)'/' when Peek(1) == '*':
                    if (SkipComment() && ends)
                    {
                        ends = false;
                        return new GoToken(GoTokenKind.Semicolon, at, at, Here);
                    }

                    continue;
                default:
                    return Token(c);
            }
        }

        if (ends)
        {
            ends = false;
            return new GoToken(GoTokenKind.Semicolon, at, at, Here);
        }

        return new GoToken(GoTokenKind.End, at, at, Here);
    }

    private readonly SourcePoint Here => new(line, at - lineStart + 1);

    private readonly int Peek(int ahead) => at + ahead < source.Length ? source[at + ahead] : -1;

    private GoToken Token(byte c)
    {
        var (from, start) = (at, Here);
        if (IsLetter(c))
        {
            while (at < source.Length && (IsLetter(source[at]) || char.IsAsciiDigit((char)source[at])))
            {
                at++;
            }

            ends = source[from..at] is var word && (!IsKeyword(word) || word.SequenceEqual("break"u8) || word.SequenceEqual("continue"u8)
                || word.SequenceEqual("fallthrough"u8) || word.SequenceEqual("return"u8));
            return new GoToken(GoTokenKind.Word, from, at, start);
        }

        if (char.IsAsciiDigit((char)c) || (c == '.' && Peek(1) is >= '0' and <= '9'))
        {
            SkipNumber();
        }
        else if (c is (byte)'"' or (byte)'\'')
        {
            SkipQuoted(c);
        }
        else if (c == '`')
        {
            SkipRaw();
        }
        else
        {
            return Mark(c, start);
        }

        ends = true;
        return new GoToken(GoTokenKind.Literal, from, at, start);
    }

    private GoToken Mark(byte c, SourcePoint start)
    {
        var from = at++;
        if (c is (byte)'+' or (byte)'-' && at < source.Length && source[at] == c)
        {
            at++;
            ends = true;
            return new GoToken(GoTokenKind.Mark, from, at, start);
        }

        ends = c is (byte)')' or (byte)']' or (byte)'}';
        return new GoToken(c == ';' ? GoTokenKind.Semicolon : GoTokenKind.Mark, from, at, start);
    }

    private void SkipNumber()
    {
        // Wider than the language: 0x1p-2, 1e+9, 0b1, 1_000i. What follows a number is never a letter or a dot.
        var isHex = source[at] == '0' && Peek(1) is 'x' or 'X';
        while (at < source.Length && (IsLetter(source[at]) || char.IsAsciiDigit((char)source[at]) || source[at] == '.'))
        {
            var isExponent = isHex ? source[at] is (byte)'p' or (byte)'P' : source[at] is (byte)'e' or (byte)'E';
            at += isExponent && Peek(1) is '+' or '-' ? 2 : 1;
        }
    }

    private void SkipQuoted(byte quote)
    {
        for (at++; at < source.Length && source[at] != '\n'; at++)
        {
            if (source[at] == quote)
            {
                at++;
                return;
            }

            at += source[at] == '\\' && Peek(1) is not '\n' and not -1 ? 1 : 0;
        }

        throw new FormatException($"line {line}: a {(quote == '"' ? "string" : "rune")} does not end");
    }

    private void SkipRaw()
    {
        var first = line;
        for (at++; at < source.Length; at++)
        {
            if (source[at] == '`')
            {
                at++;
                return;
            }

            if (source[at] == '\n')
            {
                NewLine(at + 1);
            }
        }

        throw new FormatException($"line {first}: a raw string does not end");
    }

    private void SkipLineComment()
    {
        var length = source[at..].IndexOf((byte)'\n');
        var text = source.Slice(at, length < 0 ? source.Length - at : length);
        var comment = text.EndsWith("\r"u8) ? text[..^1] : text;
        IsGenerated |= at == lineStart && comment.StartsWith("// Code generated "u8) && comment.EndsWith(" DO NOT EDIT."u8);
        at += text.Length;
    }

    // True when it goes over a line end, which then counts as one.
    private bool SkipComment()
    {
        var (first, length) = (line, source[(at + 2)..].IndexOf("*/"u8));
        if (length < 0)
        {
            throw new FormatException($"line {line}: a comment does not end");
        }

        for (var end = at + length + 4; at < end; at++)
        {
            if (source[at] == '\n')
            {
                NewLine(at + 1);
            }
        }

        return line > first;
    }

    private void NewLine(int start) => (line, lineStart) = (line + 1, start);

    private static bool IsLetter(byte c) => char.IsAsciiLetter((char)c) || c == '_' || c >= 0x80;

    private static bool IsKeyword(ReadOnlySpan<byte> word) => word.Length is >= 2 and <= 11 && Keywords.Contains(System.Text.Encoding.ASCII.GetString(word));

    private static readonly HashSet<string> Keywords =
    [
        "break", "case", "chan", "const", "continue", "default", "defer", "else", "fallthrough", "for", "func", "go", "goto", "if", "import",
        "interface", "map", "package", "range", "return", "select", "struct", "switch", "type", "var",
    ];
}
