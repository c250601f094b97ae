namespace GoEnv.Modules.Files;

/// <summary>Reads the bytes of go.mod or go.work into lines and blocks; never throws, whatever the bytes.</summary>
internal sealed class ModParser
{
    private readonly byte[] bytes;
    private readonly ModLexer lexer;
    private readonly List<object> statements = [];
    private ModTokenKind kind;
    private ModToken token;
    private int tokenLineStart;

    private ModParser(byte[] bytes)
    {
        this.bytes = bytes;
        lexer = new ModLexer(bytes);
        Read();
    }

    public static ModSyntax Parse(byte[] bytes)
    {
        var parser = new ModParser(bytes);
        parser.File();
        return new ModSyntax { Bytes = bytes, Statements = parser.statements, Errors = parser.lexer.Errors };
    }

    private void Read()
    {
        tokenLineStart = lexer.LineStart;
        (kind, token) = lexer.Next();
        if (token.Start.Offset >= lexer.LineStart)
        {
            tokenLineStart = lexer.LineStart;
        }
    }

    private bool IsEnd => kind is ModTokenKind.LineEnd or ModTokenKind.FileEnd or ModTokenKind.EndComment or ModTokenKind.Broken;

    private void File()
    {
        var comments = new List<ModComment>();
        while (kind != ModTokenKind.FileEnd)
        {
            if (kind == ModTokenKind.Word)
            {
                Statement(comments.ToArray());
                comments.Clear();
                continue;
            }

            if (kind == ModTokenKind.OwnLineComment)
            {
                comments.Add(new ModComment(token.Text, token.Start.Line));
            }
            else
            {
                comments.Clear();
            }

            Read();
        }
    }

    private void Statement(ModComment[] before)
    {
        var lineStart = tokenLineStart;
        var tokens = new List<ModToken>();
        while (!IsEnd)
        {
            var word = token;
            Read();
            if (tokens.Count == 0 || word.Text != "(" || word.IsQuoted)
            {
                tokens.Add(word);
            }
            else if (IsEnd)
            {
                Block(before, tokens, lineStart, word);
                return;
            }
            else if (token.Text == ")" && !token.IsQuoted)
            {
                var close = token;
                Read();
                if (IsEnd)
                {
                    var (end, comment) = EndOfLine();
                    statements.Add(new ModBlock
                    {
                        Tokens = tokens, Before = before, Lines = [], LineStart = lineStart, OpenEnd = end, CloseStart = lineStart, LineEnd = end,
                        HasParenthesisComment = comment is not null,
                    });
                    return;
                }

                tokens.AddRange([word, close]);
            }
            else
            {
                tokens.Add(word);
            }
        }

        // A line that cannot be read to its end says nothing.
        var isBroken = kind == ModTokenKind.Broken;
        var (lineEnd, suffix) = EndOfLine();
        if (!isBroken)
        {
            statements.Add(new ModLine { Tokens = tokens, Before = before, Suffix = suffix, LineStart = lineStart, LineEnd = lineEnd });
        }
    }

    // Consumes the token that ends a line.
    private (int End, ModComment? Comment) EndOfLine()
    {
        ModComment? comment = kind == ModTokenKind.EndComment ? new ModComment(token.Text, token.Start.Line) : null;
        var end = kind == ModTokenKind.FileEnd ? bytes.Length : lexer.Position;
        if (kind != ModTokenKind.FileEnd)
        {
            Read();
        }

        return (end, comment);
    }

    private void Block(ModComment[] before, List<ModToken> tokens, int lineStart, ModToken open)
    {
        var (openEnd, openComment) = EndOfLine();
        var hasComment = openComment is not null;
        var lines = new List<ModLine>();
        var comments = new List<ModComment>();
        while (true)
        {
            if (kind == ModTokenKind.FileEnd)
            {
                lexer.Fail(open.Start, "the block has no end", "a line with )");
                Close(bytes.Length, bytes.Length);
                return;
            }

            if (kind == ModTokenKind.Word && token is { Text: ")", IsQuoted: false })
            {
                var closeStart = tokenLineStart;
                Read();
                if (!IsEnd)
                {
                    lexer.Fail(token.Start, "there is more after the closing parenthesis", "a new line after )");
                    while (!IsEnd)
                    {
                        Read();
                    }
                }

                var (end, comment) = EndOfLine();
                hasComment |= comment is not null;
                Close(closeStart, end);
                return;
            }

            if (kind == ModTokenKind.Word)
            {
                if (Line(comments.ToArray()) is { } line)
                {
                    lines.Add(line);
                }

                comments.Clear();
                continue;
            }

            if (kind == ModTokenKind.OwnLineComment)
            {
                comments.Add(new ModComment(token.Text, token.Start.Line));
            }
            else if (kind == ModTokenKind.LineEnd && (comments.Count == 0 ? lines.Count > 0 : comments[^1].Text.Length > 0))
            {
                comments.Add(new ModComment(string.Empty, token.Start.Line));
            }

            Read();
        }

        void Close(int closeStart, int end)
        {
            var block = new ModBlock
            {
                Tokens = tokens, Before = before, Lines = lines, LineStart = lineStart, OpenEnd = openEnd, CloseStart = closeStart, LineEnd = end,
                Trailing = comments is [{ Text.Length: 0 }] ? [] : comments, HasParenthesisComment = hasComment,
            };
            lines.ForEach(line => line.Block = block);
            statements.Add(block);
        }
    }

    private ModLine? Line(ModComment[] before)
    {
        var lineStart = tokenLineStart;
        var tokens = new List<ModToken>();
        while (!IsEnd)
        {
            tokens.Add(token);
            Read();
        }

        var isBroken = kind == ModTokenKind.Broken;
        var (end, suffix) = EndOfLine();
        return isBroken ? null : new ModLine { Tokens = tokens, Before = before, Suffix = suffix, LineStart = lineStart, LineEnd = end };
    }
}
