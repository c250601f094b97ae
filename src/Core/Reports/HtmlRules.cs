using System.Text.RegularExpressions;

namespace GoEnv.Reports;

/// <summary>The rules that the page has findings of, each with its own page's text.</summary>
internal sealed partial class HtmlRules(TextWriter text)
{
    /// <summary>Writes them; those that only pass, whose numbers are not in <paramref name="wanted"/>, are not printed on paper.</summary>
    public void Write(ReportHeader header, ReportSummary summary, IReadOnlySet<int> wanted)
    {
        if (summary.Rules.Count == 0)
        {
            return;
        }

        text.WriteLine("<section id=\"rules\"><h2>Rules</h2>");
        foreach (var (rule, number) in summary.Rules.Select((rule, number) => (rule, number)).OrderBy(entry => entry.rule.Id, StringComparer.Ordinal))
        {
            var id = HtmlReport.Escape(ReportText.Line(rule.Id));
            text.WriteLine($"<details class=\"page{(wanted.Contains(number) ? string.Empty : " passed")}\"><summary><span class=\"rule\">{id}</span> {HtmlReport.Escape(ReportText.Line(rule.Title))}</summary>");
            text.WriteLine($"<div id=\"rule-{id}\">{ToHtml(header.PageOf(rule) ?? "This rule has no page.")}</div></details>");
        }

        text.WriteLine("</section>");
    }

    /// <summary>The Markdown that pages of rules are written in: headings, paragraphs, lists and fenced code.</summary>
    internal static string ToHtml(string markdown) => string.Concat(Blocks(markdown).Select(Block));

    private static IEnumerable<string> Blocks(string markdown)
    {
        var block = new List<string>();
        var fenced = false;
        foreach (var line in markdown.Split('\n'))
        {
            var fence = line.StartsWith("```", StringComparison.Ordinal);
            var starts = !fenced && (fence || line.Length == 0 || line.StartsWith('#'));
            if (starts && block.Count > 0)
            {
                yield return string.Join('\n', block);
                block.Clear();
            }

            if (line.Length > 0 || fenced)
            {
                block.Add(line);
            }

            fenced ^= fence;
            if (block.Count > 0 && !fenced && (fence || line.StartsWith('#')))
            {
                yield return string.Join('\n', block);
                block.Clear();
            }
        }

        if (block.Count > 0)
        {
            yield return string.Join('\n', block);
        }
    }

    private static string Block(string block) => block switch
    {
        ['#', ..] => $"<h3>{Inline(block.TrimStart('#').Trim())}</h3>\n",
        ['`', '`', '`', ..] => $"<pre>{HtmlReport.Escape(string.Join('\n', block.Split('\n').Skip(1).Where(l => !l.StartsWith("```", StringComparison.Ordinal))))}</pre>\n",
        ['-' or '*', ' ', ..] => $"<ul>{string.Concat(Items().Split(block).Where(i => i.Length > 0).Select(i => $"<li>{Inline(i)}</li>"))}</ul>\n",
        _ => $"<p>{Inline(block)}</p>\n",
    };

    private static string Inline(string line) => Code().Replace(HtmlReport.Escape(line), "<code>${code}</code>");

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();

    [GeneratedRegex("^[-*] ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Items();
}
