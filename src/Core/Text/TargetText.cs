using System.Globalization;
using System.Text;

namespace GoEnv.Text;

/// <summary>Makes text that came from a target safe to keep and to show.</summary>
public static class TargetText
{
    /// <summary>Decodes UTF-8 (invalid bytes become U+FFFD) and neutralises the result with <see cref="Clean"/>.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes) => Clean(Encoding.UTF8.GetString(bytes));

    /// <summary>
    /// Replaces control characters, and the characters that reorder or hide text in a terminal, by visible escapes
    /// (<c>\x1b</c>, <c>\u202e</c>). Line feed and tab are kept when <paramref name="keepLines"/> is set.
    /// </summary>
    public static string Clean(string text, bool keepLines = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        var first = 0;
        while (first < text.Length && (text[first] is >= ' ' and < '\x7f' || !MustEscape(text[first], keepLines)))
        {
            first++;
        }

        if (first == text.Length)
        {
            return text;
        }

        var clean = new StringBuilder(text, 0, first, text.Length + 16);
        foreach (var c in text.AsSpan(first))
        {
            if (!MustEscape(c, keepLines))
            {
                clean.Append(c);
            }
            else
            {
                clean.Append(c < 0x100 ? "\\x" : "\\u").Append(((int)c).ToString(c < 0x100 ? "x2" : "x4", CultureInfo.InvariantCulture));
            }
        }

        return clean.ToString();
    }

    private static bool MustEscape(char c, bool keepLines) => c switch
    {
        '\n' or '\t' => !keepLines,
        < ' ' => true,
        _ => IsHidden(c),
    };

    /// <summary>True for a control character beyond ASCII's first 32, and for one that reorders or hides text.</summary>
    internal static bool IsHidden(char c) => c switch
    {
        >= '\x7f' and <= '\x9f' => true,
        '\u061c' or (>= '\u200b' and <= '\u200f') or (>= '\u2028' and <= '\u202e') => true,
        (>= '\u2060' and <= '\u206f') or '\ufeff' => true,
        _ => false,
    };
}
