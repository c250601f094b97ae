using System.Buffers;
using System.Globalization;
using System.Text;

namespace GoEnv.Binaries;

/// <summary>One <c>key=value</c> of build information, each side quoted as a Go string where it must be.</summary>
internal static class BuildSetting
{
    private static readonly SearchValues<char> MustBeQuoted = SearchValues.Create(" \t\r\n\"`");

    /// <summary>Reads one; null where it is not well-formed.</summary>
    public static KeyValuePair<string, string>? Parse(string text)
    {
        string? key;
        string rest;
        if (text is ['"' or '`', ..])
        {
            var end = QuoteEnd(text);
            key = end < 0 ? null : Unquote(text[..(end + 1)]);
            if (key is null || end + 1 >= text.Length || text[end + 1] != '=')
            {
                return null;
            }

            rest = text[(end + 2)..];
        }
        else
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0 || text.AsSpan(0, at).IndexOfAny(MustBeQuoted) >= 0)
            {
                return null;
            }

            (key, rest) = (text[..at], text[(at + 1)..]);
        }

        var value = rest is ['"' or '`', ..] ? Unquote(rest) : rest.AsSpan().IndexOfAny(MustBeQuoted) < 0 ? rest : null;
        return value is null ? null : KeyValuePair.Create(key, value);
    }

    /// <summary>The value of a Go string literal in double quotes or backquotes; null where it is none.</summary>
    internal static string? Unquote(string literal)
    {
        if (literal.Length < 2 || QuoteEnd(literal) != literal.Length - 1)
        {
            return null;
        }

        var inner = literal[1..^1];
        return literal[0] == '`' ? inner.Replace("\r", string.Empty, StringComparison.Ordinal) : Unescape(inner);
    }

    private static int QuoteEnd(string text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == text[0])
            {
                return i;
            }

            if (text[0] == '"' && text[i] == '\\')
            {
                i++;
            }
        }

        return -1;
    }

    // Escapes of bytes may together make one character, hence bytes first.
    private static string? Unescape(string text)
    {
        var bytes = new List<byte>(text.Length);
        var plain = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
            {
                return null;
            }

            if (text[i] != '\\')
            {
                continue;
            }

            bytes.AddRange(Encoding.UTF8.GetBytes(text[plain..i]));
            if (!Escape(text.AsSpan(i + 1), bytes, out var length))
            {
                return null;
            }

            i += length;
            plain = i + 1;
        }

        bytes.AddRange(Encoding.UTF8.GetBytes(text[plain..]));
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static bool Escape(ReadOnlySpan<char> text, List<byte> bytes, out int length)
    {
        length = 1;
        const string names = "abfnrtv\\\"";
        const string values = "\a\b\f\n\r\t\v\\\"";
        if (text.Length == 0)
        {
            return false;
        }

        if (names.IndexOf(text[0], StringComparison.Ordinal) is var at and >= 0)
        {
            bytes.Add((byte)values[at]);
            return true;
        }

        if (text[0] is >= '0' and <= '7')
        {
            length = 3;
            if (text.Length < 3 || text[1] is < '0' or > '7' || text[2] is < '0' or > '7' || text[0] > '3')
            {
                return false;
            }

            bytes.Add((byte)(((text[0] - '0') << 6) | ((text[1] - '0') << 3) | (text[2] - '0')));
            return true;
        }

        var digits = text[0] switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        length = digits + 1;
        if (digits == 0 || text.Length < length
            || !uint.TryParse(text.Slice(1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        if (digits == 2)
        {
            bytes.Add((byte)number);
            return true;
        }

        if (!Rune.IsValid(number))
        {
            return false;
        }

        bytes.AddRange(Encoding.UTF8.GetBytes(new Rune(number).ToString()));
        return true;
    }
}
