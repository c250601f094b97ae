using GoEnv.Text;

namespace GoEnv.Reports;

/// <summary>
/// Makes the text of findings fit to be shown. Findings from a target were cleaned when they were read; those of a file
/// hold whatever its writer put there.
/// </summary>
internal static class ReportText
{
    /// <summary>One line without control characters.</summary>
    public static string Line(string? text) => TargetText.Clean(Whole(text ?? string.Empty));

    /// <summary>Lines without control characters but tab.</summary>
    public static string Lines(string? text) => TargetText.Clean(Whole(text ?? string.Empty), keepLines: true);

    /// <summary>At most about <paramref name="length"/> characters, and how many there were.</summary>
    public static string Shorten(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var cut = char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
        return $"{text.AsSpan(0, cut)}… ({text.Length} characters)";
    }

    // Halves of surrogate pairs and the two noncharacters that XML refuses.
    private static string Whole(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] < '\ud800')
            {
                continue;
            }

            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]) || text[i] >= '\ufffe')
            {
                return Mend(text.ToCharArray());
            }
        }

        return text;
    }

    private static string Mend(char[] text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]) || text[i] >= '\ufffe')
            {
                text[i] = '\ufffd';
            }
        }

        return new string(text);
    }
}
