using System.Text.RegularExpressions;

namespace GoEnv.HelpBuilder;

/// <summary>A related link: a command or topic, or a page of the web with its address.</summary>
internal sealed partial record HelpLink(string Text, string Url)
{
    /// <summary>The links of a section; addresses of neighbouring pages are left out, since Get-Help finds those by name.</summary>
    public static IReadOnlyList<HelpLink> Read(string section) => Pattern().Matches(section)
        .Select(match => (Text: match.Groups["text"].Value, Url: match.Groups["url"].Value))
        .Select(link => new HelpLink(
            PlainText.Inline(link.Text),
            link.Url.Contains("://", StringComparison.Ordinal) ? link.Url : string.Empty))
        .ToList();

    [GeneratedRegex(@"\[(?<text>[^\]]+)\]\((?<url>[^)]*)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();
}
