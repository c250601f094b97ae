using System.Globalization;
using System.Text;

namespace GoEnv.Modules.Files;

/// <summary>Quoted strings as Go writes them.</summary>
internal static class GoString
{
    /// <summary>The value of a string in double quotes; null where Go cannot read it.</summary>
    public static string? Unquote(string quoted)
    {
        var value = new StringBuilder();
        for (var i = 1; i < quoted.Length - 1; i++)
        {
            if (quoted[i] != '\\')
            {
                value.Append(quoted[i]);
                continue;
            }

            i++;
            var c = i < quoted.Length - 1 ? quoted[i] : '\0';
            var length = c switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
            if (length > 0)
            {
                if (i + length > quoted.Length - 2
                    || !uint.TryParse(quoted.AsSpan(i + 1, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
                    || !Rune.IsValid(code))
                {
                    return null;
                }

                value.Append(new Rune(code).ToString());
                i += length;
                continue;
            }

            if ("abfnrtv\\\"".IndexOf(c, StringComparison.Ordinal) is var at and >= 0)
            {
                value.Append("\a\b\f\n\r\t\v\\\""[at]);
            }
            else
            {
                return null;
            }
        }

        return value.ToString();
    }

    /// <summary>The text as a word of go.mod: itself, or in double quotes where it must be.</summary>
    public static string AutoQuote(string text) => MustQuote(text)
        ? "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\""
        : text;

    private static bool MustQuote(string text) => text.Length == 0
        || text.Contains("//", StringComparison.Ordinal)
        || text.Contains("/*", StringComparison.Ordinal)
        || text.Any(c => c is ' ' or '"' or '\'' or '`' || (text.Length > 1 && c is '(' or ')' or '[' or ']' or '{' or '}' or ',')
            || char.IsControl(c) || char.IsWhiteSpace(c));
}
