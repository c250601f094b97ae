using GoEnv.Text;

namespace GoEnv.Connection;

/// <summary>
/// Edits the text of an ssh client's configuration. The first value that ssh comes to wins, so that a stanza for one host
/// stands at the top, between two marks that name the host.
/// </summary>
public static class SshConfigText
{
    /// <summary>The file with the stanza of the host, in place of the one that is there, else at the top; no options take it away.</summary>
    public static byte[] Put(byte[] file, string host, IReadOnlyList<KeyValuePair<string, string>> options) => Put(file, host, options, first: false);

    private static byte[] Put(byte[] file, string host, IReadOnlyList<KeyValuePair<string, string>> options, bool first)
    {
        var lines = ByteText.Lines(ByteText.Of(file));
        var ending = ByteText.UsualEnding(lines);
        var (begin, end) = ($"# >>> goenv {host} >>>", $"# <<< goenv {host} <<<");
        var stanza = options.Count == 0 ? [] : new[] { begin, "Host " + host }
            .Concat(options.Select(option => $"    {option.Key} {Quote(option.Value)}"))
            // What stands below would else belong to this host.
            .Append("Host *").Append(end)
            .Select(line => ByteText.Encode(line) + ending)
            .ToList();
        var from = lines.FindIndex(line => ByteText.Content(line) == ByteText.Encode(begin));
        var to = lines.FindIndex(line => ByteText.Content(line) == ByteText.Encode(end));
        if (from < 0 && to < 0)
        {
            lines.InsertRange(0, stanza);
        }
        else if (from >= 0 && to > from)
        {
            lines.RemoveRange(from, to - from + 1);
            lines.InsertRange(first ? 0 : from, stanza);
        }
        else
        {
            throw new FormatException($"the lines '{begin}' and '{end}' in it are not one pair in this order; put them right by hand first");
        }

        return ByteText.Bytes(string.Concat(lines));
    }

    /// <summary>The same at the top, with the options that the stanza has already, but for those that are given.</summary>
    public static byte[] Merge(byte[] file, string host, IReadOnlyList<KeyValuePair<string, string>> options)
    {
        var kept = ByteText.Lines(ByteText.Of(file)).Select(ByteText.Content)
            .SkipWhile(line => line != ByteText.Encode($"# >>> goenv {host} >>>"))
            .TakeWhile(line => line != ByteText.Encode($"# <<< goenv {host} <<<"))
            .Where(line => line.StartsWith("    ", StringComparison.Ordinal))
            .Select(line => line.Trim().Split(' ', 2))
            .Where(words => words.Length == 2 && !options.Any(option => option.Key.Equals(words[0], StringComparison.OrdinalIgnoreCase)))
            .Select(words => KeyValuePair.Create(words[0], System.Text.Encoding.UTF8.GetString(ByteText.Bytes(words[1])).Trim('"')));
        return Put(file, host, [.. kept, .. options], first: true);
    }

    /// <summary>Why a text cannot be a host or a value of the file, as a clause; null when it can.</summary>
    public static string? Refusal(string text) =>
        text.Length == 0 ? "it is empty"
        : text.Any(c => c < ' ' || c is '"' or '\x7f') ? "it has a control character or a quotation mark in it"
        : null;

    private static string Quote(string value) => value.Any(c => c is ' ' or '#') ? $"\"{value}\"" : value;
}
