using System.Text;

namespace GoEnv.Targets;

/// <summary>Splits a line of ssh_config as OpenSSH does (readconf.c, misc.c argv_split).</summary>
internal static class SshConfigLine
{
    private const string Blank = " \t\r\f";

    /// <summary>The keyword and its words; null for a blank line, a comment, and quotes without their partner.</summary>
    public static (string Keyword, IReadOnlyList<string> Words)? Parse(string line)
    {
        var rest = line.AsSpan().Trim(Blank);
        if (rest.IsEmpty || rest[0] == '#')
        {
            return null;
        }

        var end = rest.IndexOfAny(" \t\r\f=");
        if (end < 0)
        {
            return null;
        }

        var keyword = rest[..end].Trim('"').ToString();
        rest = rest[end..].TrimStart(Blank);
        if (rest.StartsWith("="))
        {
            rest = rest[1..].TrimStart(Blank);
        }

        return Split(rest) is { } words ? (keyword, words) : null;
    }

    private static List<string>? Split(ReadOnlySpan<char> text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (quote, isWord) = ('\0', false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\\' && i + 1 < text.Length && (text[i + 1] is '\'' or '"' or '\\' || (quote == '\0' && text[i + 1] == ' ')))
            {
                word.Append(text[++i]);
                isWord = true;
            }
            else if (quote != '\0' ? c == quote : c is '"' or '\'')
            {
                (quote, isWord) = (quote == '\0' ? c : '\0', true);
            }
            else if (quote == '\0' && c is (' ' or '\t'))
            {
                End();
            }
            else if (quote == '\0' && c == '#' && !isWord)
            {
                break;
            }
            else
            {
                word.Append(c);
                isWord = true;
            }
        }

        End();
        return quote == '\0' ? words : null;

        void End()
        {
            if (isWord)
            {
                words.Add(word.ToString());
            }

            word.Clear();
            isWord = false;
        }
    }
}
