using System.Text;

namespace GoEnv.Text;

/// <summary>
/// Bytes as text with a character for each byte (Latin-1), so that an edit gives back every byte that it does not mean to
/// change: other encodings, carriage returns, NUL. Text of ours goes in as UTF-8.
/// </summary>
internal static class ByteText
{
    /// <summary>A character for each byte.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    /// <summary>The bytes of such a text.</summary>
    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    /// <summary>The UTF-8 bytes of a text of ours, a character each.</summary>
    public static string Encode(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>The lines, each with its line feed; the last may have none. An empty text has no lines.</summary>
    public static List<string> Lines(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var feed = text.IndexOf('\n', start);
            var end = feed < 0 ? text.Length : feed + 1;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines;
    }

    /// <summary>A line without what ends it: a line feed, or a carriage return and a line feed.</summary>
    public static string Content(string line) => line[..^Ending(line).Length];

    /// <summary>What ends a line: nothing, a line feed, or a carriage return and a line feed.</summary>
    public static string Ending(string line) =>
        line.EndsWith("\r\n", StringComparison.Ordinal) ? "\r\n" : line.EndsWith('\n') ? "\n" : string.Empty;

    /// <summary>The line end of most lines, for lines that are added.</summary>
    public static string UsualEnding(IReadOnlyCollection<string> lines) =>
        lines.Count(line => Ending(line) == "\r\n") * 2 > lines.Count ? "\r\n" : "\n";
}
