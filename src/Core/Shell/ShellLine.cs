namespace GoEnv.Shell;

/// <summary>A part of a line, by its first place and the place behind its last.</summary>
internal sealed record Part(int Start, int End)
{
    public string Of(string text) => text[Start..End];
}

/// <summary>One simple command of a line.</summary>
/// <param name="Words">Its words, with their quotation marks.</param>
internal sealed record ShellCommand(IReadOnlyList<Part> Words)
{
    /// <summary>From the first word to the end of the last.</summary>
    public Part Whole => new(Words[0].Start, Words[^1].End);
}

/// <summary>The commands of one line of a start-up file, in as much of the syntax as sh, zsh and fish share.</summary>
internal static class ShellLine
{
    private static readonly HashSet<string> Reserved = new("if then elif else while until do { ! begin and or not".Split(' '), StringComparer.Ordinal);

    /// <summary>
    /// The commands. <see cref="FormatException"/> when the line does not stand for itself: a quotation mark or bracket that
    /// is not closed, a line that goes on, a here-document.
    /// </summary>
    public static IReadOnlyList<ShellCommand> Parse(string line)
    {
        var commands = new List<ShellCommand>();
        var words = new List<Part>();
        for (var i = 0; i < line.Length;)
        {
            switch (line[i])
            {
                case ' ' or '\t':
                    i++;
                    break;
                case '#':
                    i = line.Length;
                    break;
                case ';' or '&' or '|' or ')':
                    End();
                    i++;
                    break;
                case '<' when i + 1 < line.Length && line[i + 1] == '<':
                    throw new FormatException("it begins a here-document");
                case '\\' when i + 1 == line.Length:
                    throw new FormatException("it goes on in the next line");
                default:
                    var end = WordEnd(line, i);
                    words.Add(new Part(i, end));
                    i = end;
                    break;
            }
        }

        End();
        return commands;

        void End()
        {
            // A word of the language before a command is no part of it.
            var own = words.SkipWhile(word => Reserved.Contains(word.Of(line))).ToList();
            if (own.Count > 0)
            {
                commands.Add(new ShellCommand(own));
            }

            words.Clear();
        }
    }

    private static bool IsQuote(char c) => c is '\'' or '"' or '`';

    private static bool Ends(char c) => c is ' ' or '\t' or ';' or '&' or '|' or ')';

    // A word runs to a blank or an operator outside of quotes, of $(...) and of name=(...).
    private static int WordEnd(string line, int start)
    {
        var (quote, depth) = ('\0', 0);
        for (var i = start; i < line.Length; i++)
        {
            var c = line[i];
            if (quote == '\'')
            {
                quote = c == '\'' ? '\0' : quote;
            }
            else if (c == '\\')
            {
                i++;
                if (i == line.Length)
                {
                    throw new FormatException("it goes on in the next line");
                }
            }
            else if (quote == '"' && depth == 0)
            {
                quote = c == '"' ? '\0' : quote;
                depth += c == '(' && line[i - 1] == '$' ? 1 : 0;
            }
            else if (depth == 0 && IsQuote(c))
            {
                quote = quote == c ? '\0' : quote == '\0' ? c : quote;
            }
            else if (quote == '`')
            {
                continue;
            }
            else if (c == '(')
            {
                depth++;
            }
            else if (c == ')' && depth > 0)
            {
                depth--;
            }
            else if (depth == 0 && quote == '\0' && Ends(c))
            {
                return i;
            }
        }

        return quote == '\0' && depth == 0 ? line.Length : throw new FormatException("a quotation mark or a bracket in it is not closed");
    }
}
