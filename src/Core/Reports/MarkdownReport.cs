using System.Text;

namespace GoEnv.Reports;

/// <summary>Markdown with GitHub's tables: a summary, then every finding as a row, the worst first.</summary>
public sealed class MarkdownReport(TextWriter text) : SpooledReport
{
    private const int CellLimit = 1000;

    /// <inheritdoc/>
    public override void Finish(ReportSummary summary, FindingSpool spool)
    {
        text.WriteLine("# Go environment report\n");
        text.WriteLine($"{Escape(Header.Tool.Name)} {Escape(Header.Tool.Version)}, {Header.Time}.\n");
        text.WriteLine("## Summary\n");
        CountTable("Target", summary.Targets.Select(target => (target.Name, target.Counts)).Append(("All", summary.Counts)));
        text.WriteLine("## Areas\n");
        CountTable("Area", summary.Areas.Select(area => (area.Key.ToString(), area.Value)));
        foreach (var group in FindingGroup.All)
        {
            var count = group.Of(summary.Counts);
            if (count == 0)
            {
                continue;
            }

            text.WriteLine($"## {group.Heading} ({count})\n");
            text.WriteLine("| Rule | Target | Message | Details |\n|---|---|---|---|");
            foreach (var finding in spool.Entries.Where(group.Has).Select(spool.Read))
            {
                var details = string.Join("<br>", FindingDetails.Of(finding).Select(detail => $"{detail.Name}: {Cell(detail.Text)}"));
                text.WriteLine($"| {Cell(finding.RuleId)} | {Cell(finding.Target.Name)} | {Cell(finding.Message)} | {details} |");
            }

            text.WriteLine();
        }
    }

    /// <summary>Text as text: no character of it means anything to a reader of Markdown.</summary>
    internal static string Escape(string value)
    {
        var safe = new StringBuilder(value.Length + 16);
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            _ = c switch
            {
                '<' => safe.Append("&lt;"),
                '>' => safe.Append("&gt;"),
                '&' => safe.Append("&amp;"),
                '\n' => safe.Append("<br>"),
                '\t' => safe.Append(' '),
                // A name after it would be told that it was mentioned; the empty character keeps the two apart.
                '@' when i == 0 || !char.IsLetterOrDigit(value[i - 1]) => safe.Append("@&#8203;"),
                '\\' or '`' or '*' or '_' or '{' or '}' or '[' or ']' or '(' or ')' or '#' or '|' or '~' or '!' or '$' => safe.Append('\\').Append(c),
                // No address becomes a link.
                '@' => safe.Append("&#64;"),
                ':' => safe.Append("&#58;"),
                '.' when i >= 3 && value.AsSpan(i - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase) => safe.Append("&#46;"),
                _ => safe.Append(c),
            };
        }

        return safe.ToString();
    }

    private static string Cell(string value) => Escape(ReportText.Shorten(ReportText.Lines(value), CellLimit));

    private void CountTable(string what, IEnumerable<(string Name, FindingCounts Counts)> rows)
    {
        text.WriteLine($"| {what} | Errors | Warnings | Unknown | Information | Waived | Passed | Total |\n|---|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var (name, c) in rows)
        {
            text.WriteLine($"| {Cell(name)} | {c.Errors} | {c.Warnings} | {c.Unknown} | {c.Information} | {c.Waived} | {c.Passed} | {c.Total} |");
        }

        text.WriteLine();
    }
}
