namespace GoEnv.Reports;

/// <summary>One finding of the page: a line that opens.</summary>
internal sealed class HtmlFinding(TextWriter text)
{
    private const int LineLimit = 300;

    public void Write(Finding finding, int target, FindingGroup group)
    {
        var message = ReportText.Line(finding.Message);
        var rule = HtmlReport.Escape(ReportText.Line(finding.RuleId));
        text.Write($"<details class=\"finding\" data-area=\"{finding.Category}\" data-target=\"{target}\"><summary>");
        text.Write($"<b class=\"badge\">{Badge(group, finding)}</b> <span class=\"rule\">{rule}</span> ");
        text.Write($"<span class=\"target\">{HtmlReport.Escape(ReportText.Shorten(ReportText.Line(finding.Target.Name), LineLimit))}</span> ");
        text.Write($"<span class=\"message\">{HtmlReport.Escape(ReportText.Shorten(message, LineLimit))}</span></summary>\n<dl>");
        if (message.Length > LineLimit)
        {
            Detail("Message", $"<pre>{HtmlReport.Escape(message)}</pre>");
        }

        foreach (var (name, value) in FindingDetails.Of(finding))
        {
            var element = name is "Subject" or "Location" ? "code" : "pre";
            Detail(name, $"<{element}>{HtmlReport.Escape(value)}</{element}>");
        }

        Detail("Rule", $"<a href=\"#rule-{rule}\">{rule} {HtmlReport.Escape(ReportText.Line(finding.Title))}</a>");
        text.WriteLine("</dl></details>");
    }

    // What could not be checked would have had a severity too.
    private static string Badge(FindingGroup group, Finding finding) => group.Name switch
    {
        "pass" => "Pass",
        "unknown" => "Unknown",
        "waived" => "Waived",
        _ => finding.Severity == Severity.Information ? "Info" : finding.Severity.ToString(),
    };

    private void Detail(string name, string html) => text.Write($"<dt>{name}</dt><dd>{html}</dd>");
}
