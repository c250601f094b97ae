namespace GoEnv.Shell;

/// <summary>Takes entries out of an assignment to PATH, or moves them, without touching the rest of it.</summary>
internal static class PathEntries
{
    /// <summary><c>PATH=a:b:$PATH</c> or <c>path=(a b $path)</c> without the entries that <paramref name="isOut"/> takes.</summary>
    public static string Without(string word, Func<string, bool> isOut)
    {
        var at = word.IndexOf('=', StringComparison.Ordinal) + 1;
        var (head, value) = (word[..at], word[at..]);
        if (value.StartsWith('(') && value.EndsWith(')'))
        {
            return $"{head}({string.Join(' ', value[1..^1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(part => !isOut(Bare(part))))})";
        }

        // A quotation mark around the whole value stays; one around a single entry goes with it.
        var quote = WholeQuote(value);
        var inner = value[quote.Length..^quote.Length];
        return head + quote + string.Join(':', Split(inner).Where(part => !isOut(Bare(part)))) + quote;
    }

    /// <summary>The same with the entries that <paramref name="isFirst"/> takes before all others.</summary>
    public static string WithFirst(string word, Func<string, bool> isFirst)
    {
        var at = word.IndexOf('=', StringComparison.Ordinal) + 1;
        var (head, value) = (word[..at], word[at..]);
        if (value.StartsWith('(') && value.EndsWith(')'))
        {
            return $"{head}({string.Join(' ', value[1..^1].Split(' ', StringSplitOptions.RemoveEmptyEntries).OrderByDescending(part => isFirst(Bare(part))))})";
        }

        var quote = WholeQuote(value);
        return head + quote + string.Join(':', Split(value[quote.Length..^quote.Length]).OrderByDescending(part => isFirst(Bare(part)))) + quote;
    }

    private static string WholeQuote(string value) =>
        value is ['"' or '\'', _, ..] && value[^1] == value[0] && value.IndexOf(value[0], 1) == value.Length - 1 ? value[..1] : string.Empty;

    private static string Bare(string part) => part.Replace("\"", string.Empty, StringComparison.Ordinal).Replace("'", string.Empty, StringComparison.Ordinal);

    // A colon inside ${PATH:+:$PATH} or $(...) separates nothing.
    private static List<string> Split(string text)
    {
        var (parts, depth, start) = (new List<string>(), 0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '{' or '(' => 1, '}' or ')' => -1, _ => 0 };
            if (text[i] == ':' && depth == 0)
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }
        }

        parts.Add(text[start..]);
        return parts;
    }
}
