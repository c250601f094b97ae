using System.Globalization;
using System.Text;

namespace GoEnv.Modules.Files;

/// <summary>What the lexer hands out: a word, a comment, the end of a line or of the file, or a line that cannot be read to its end.</summary>
internal enum ModTokenKind
{
    Word,
    OwnLineComment,
    EndComment,
    LineEnd,
    FileEnd,
    Broken,
}

/// <summary>Cuts the bytes of a module file into tokens by Go's rules; an error ends the line it is in and is kept.</summary>
internal sealed class ModLexer(byte[] bytes)
{
    private const string CommentStyle = "comments begin with //";

    private readonly List<ModuleFileError> errors = [];
    private int at;
    private int line = 1;
    private int column = 1;
    private bool isLineEmpty = true;

    public IReadOnlyList<ModuleFileError> Errors => errors;

    /// <summary>The byte at which the line of the last token begins.</summary>
    public int LineStart { get; private set; }

    /// <summary>The byte after the last token.</summary>
    public int Position => at;

    private FilePosition Here => new(line, column, at);

    /// <summary>Records an error; the rest of its line is passed over.</summary>
    public void Fail(FilePosition position, string message, string? expected = null) =>
        errors.Add(new ModuleFileError(position, message, expected));

    /// <summary>The next token; the comment's text for comments.</summary>
    public (ModTokenKind Kind, ModToken Token) Next()
    {
        while (at < bytes.Length && bytes[at] is (byte)' ' or (byte)'\t' or (byte)'\r')
        {
            Step();
        }

        var start = Here;
        if (at == bytes.Length)
        {
            return (ModTokenKind.FileEnd, new ModToken(string.Empty, start, at));
        }

        if (bytes[at] == '\n')
        {
            NewLine();
            return (ModTokenKind.LineEnd, new ModToken(string.Empty, start, at));
        }

        if (StartsWith("//"u8))
        {
            return Comment(start);
        }

        isLineEmpty = false;
        if (StartsWith("/*"u8))
        {
            return Broken(start, "'/*' begins no comment here", CommentStyle);
        }

        var c = (char)bytes[at];
        if (c is '(' or ')' or '[' or ']' or '{' or '}' or ',')
        {
            Step();
            return Word(start);
        }

        return c is '"' or '`' ? Quoted(start, c) : Plain(start);
    }

    private (ModTokenKind, ModToken) Comment(FilePosition start)
    {
        var kind = isLineEmpty ? ModTokenKind.OwnLineComment : ModTokenKind.EndComment;
        while (at < bytes.Length && bytes[at] != '\n')
        {
            Step();
        }

        var end = at > start.Offset && at < bytes.Length && bytes[at - 1] == '\r' ? at - 1 : at;
        var token = new ModToken(Encoding.UTF8.GetString(bytes, start.Offset, end - start.Offset), start, end);
        if (at < bytes.Length)
        {
            NewLine();
        }

        return (kind, token);
    }

    private (ModTokenKind, ModToken) Quoted(FilePosition start, char quote)
    {
        Step();
        while (true)
        {
            if (at == bytes.Length || bytes[at] == '\n')
            {
                return Broken(at == bytes.Length ? start : Here, "the string has no end on its line", $"a closing {quote}");
            }

            var c = (char)bytes[at];
            Step();
            if (c == quote)
            {
                return Word(start, isQuoted: true);
            }

            if (c == '\\' && quote != '`' && at < bytes.Length)
            {
                if (bytes[at] == '\n')
                {
                    return Broken(Here, "the string has no end on its line", $"a closing {quote}");
                }

                Step();
            }
        }
    }

    private (ModTokenKind, ModToken) Plain(FilePosition start)
    {
        while (at < bytes.Length && IsWord(Peek(out _)) && !StartsWith("//"u8))
        {
            if (StartsWith("/*"u8))
            {
                return Broken(Here, "'/*' begins no comment here", CommentStyle);
            }

            Step();
        }

        return at > start.Offset ? Word(start) : Broken(start, $"the character U+{Peek(out _).Value:X4} is not allowed here", "printable characters");
    }

    private (ModTokenKind, ModToken) Word(FilePosition start, bool isQuoted = false) =>
        (ModTokenKind.Word, new ModToken(Encoding.UTF8.GetString(bytes, start.Offset, at - start.Offset), start, at, isQuoted));

    // Go stops at the first such error; the rest of the file is read here all the same.
    private (ModTokenKind, ModToken) Broken(FilePosition position, string message, string expected)
    {
        Fail(position, message, expected);
        while (at < bytes.Length && bytes[at] != '\n')
        {
            Step();
        }

        if (at < bytes.Length)
        {
            NewLine();
        }

        return (ModTokenKind.Broken, new ModToken(string.Empty, position, at));
    }

    private bool StartsWith(ReadOnlySpan<byte> text) => bytes.AsSpan(at).StartsWith(text);

    private Rune Peek(out int length)
    {
        Rune.DecodeFromUtf8(bytes.AsSpan(at), out var rune, out length);

        // An invalid byte counts as one character, as it does for Go.
        length = rune == Rune.ReplacementChar && !bytes.AsSpan(at).StartsWith("\uFFFD"u8) ? 1 : length;
        return rune;
    }

    private void Step()
    {
        Peek(out var length);
        at += length;
        column++;
    }

    private void NewLine()
    {
        at++;
        line++;
        column = 1;
        LineStart = at;
        isLineEmpty = true;
    }

    private static bool IsWord(Rune rune) => rune.Value is not (' ' or '(' or ')' or '[' or ']' or '{' or '}' or ',')
        && !Rune.IsWhiteSpace(rune)
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}
