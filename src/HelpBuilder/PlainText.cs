using System.Text.RegularExpressions;

namespace GoEnv.HelpBuilder;

/// <summary>Makes plain text of the little markdown that help pages use.</summary>
internal static partial class PlainText
{
    /// <summary>The paragraphs: the lines of one are joined, list items and fenced blocks stand by themselves.</summary>
    public static IReadOnlyList<string> Paragraphs(string markdown)
    {
        var paragraphs = new List<string>();
        var current = new List<string>();
        var fenced = false;
        foreach (var line in markdown.Split('\n'))
        {
            var isFence = line.StartsWith("```", StringComparison.Ordinal);
            if (isFence || (!fenced && (line.Trim().Length == 0 || ListItem().IsMatch(line))))
            {
                Flush(isFence && fenced);
                fenced ^= isFence;
            }

            if (!isFence && (fenced || line.Trim().Length > 0))
            {
                current.Add(line);
            }
        }

        Flush(asItIs: false);
        return paragraphs;

        void Flush(bool asItIs)
        {
            if (current.Count > 0)
            {
                paragraphs.Add(asItIs
                    ? string.Join('\n', current.Select(line => "    " + line))
                    : Inline(string.Join(' ', current.Select(line => line.Trim()))));
                current.Clear();
            }
        }
    }

    /// <summary>The text of a line without its marks: code, emphasis, links, escapes.</summary>
    public static string Inline(string markdown) => Mark().Replace(markdown, match => match switch
    {
        _ when match.Groups["code"] is { Success: true } code => code.Value.Trim(' '),
        _ when match.Groups["link"] is { Success: true } link => Link(Inline(link.Value), match.Groups["url"].Value),
        _ when match.Groups["strong"] is { Success: true } strong => Inline(strong.Value),
        _ when match.Groups["em"] is { Success: true } em => Inline(em.Value),
        _ => match.Groups["plain"].Value,
    });

    private static string Link(string text, string url) =>
        url == text || !url.Contains("://", StringComparison.Ordinal) ? text : $"{text} ({url})";

    [GeneratedRegex(@"^\s*(?:[-*]|[0-9]+\.)\s", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ListItem();

    [GeneratedRegex(
        """
        (?<ticks>`+)(?<code>.+?)(?<!`)\k<ticks>(?!`)
        | \[(?<link>[^\]]+)\]\((?<url>[^)\s]*)\)
        | <(?<plain>https?://[^>\s]+)>
        | \*\*(?<strong>\S.*?)\*\*
        | (?<![\w*])\*(?<em>[^\s*][^*]*)\*(?![\w*])
        | \\(?<plain>[\\`*_{}\[\]()#+.!<>|-])
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Mark();
}
