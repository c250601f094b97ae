using System.Globalization;

namespace GoEnv.Reports;

/// <summary>The head of the page: the counts by severity, target and area, and the fields to filter by.</summary>
internal sealed class HtmlSummary(TextWriter text)
{
    private IReadOnlyList<FindingGroup> groups = [];

    public void Write(ReportHeader header, ReportSummary summary)
    {
        groups = FindingGroup.All.Where(group => group.Name != "waived" || summary.Counts.Waived > 0).ToList();
        text.WriteLine("<header>\n<h1>Go environment report</h1>");
        text.Write($"<p class=\"made\">{Count(summary.Counts.Total, "finding")} of {Count(summary.Targets.Count, "target")} · {header.Time} · ");
        text.WriteLine($"{HtmlReport.Escape(header.Tool.Name)} {HtmlReport.Escape(header.Tool.Version)}</p>\n<ul class=\"tiles\">");
        foreach (var group in groups)
        {
            var count = group.Of(summary.Counts);
            text.WriteLine($"<li class=\"{group.Name}{Zero(count)}\"><strong>{Number(count)}</strong> {group.Heading}</li>");
        }

        text.WriteLine("</ul>\n</header>\n<div class=\"tables\">");
        Table("Targets", "targets", summary.Targets
            .Select((target, number) => (Number: number, target.Name, target.Counts))
            .OrderByDescending(row => (row.Counts.Errors, row.Counts.Warnings, row.Counts.Unknown)));
        Table("Areas", "areas", summary.Areas.Select((area, number) => (number, area.Key.ToString(), area.Value)));
        text.WriteLine("</div>");
        if (summary.Counts.Total > 0)
        {
            // Shown by the script, without which they would do nothing.
            text.WriteLine("""
                <form id="tools" hidden>
                <label class="search">Search <input id="search" type="search" placeholder="rule, target, path, words …" autocomplete="off"></label>
                <label>Status <select id="group"><option value="">All</option></select></label>
                <label>Area <select id="area"><option value="">All</option></select></label>
                <label>Target <select id="target"><option value="">All</option></select></label>
                <output id="shown"></output>
                </form>
                """);
        }
    }

    private void Table(string what, string id, IEnumerable<(int Number, string Name, FindingCounts Counts)> rows)
    {
        text.Write($"<div class=\"scroll\"><table id=\"{id}\"><thead><tr><th scope=\"col\">{what}</th>");
        foreach (var group in groups)
        {
            text.Write($"<th scope=\"col\">{group.Heading}</th>");
        }

        text.WriteLine("</tr></thead><tbody>");
        foreach (var (number, name, counts) in rows)
        {
            text.Write($"<tr data-number=\"{number}\"><th scope=\"row\">{HtmlReport.Escape(ReportText.Line(name))}</th>");
            foreach (var group in groups)
            {
                var count = group.Of(counts);
                text.Write($"<td class=\"{group.Name}{Zero(count)}\">{count}</td>");
            }

            text.WriteLine("</tr>");
        }

        text.WriteLine("</tbody></table></div>");
    }

    private static string Zero(int count) => count == 0 ? " zero" : string.Empty;

    private static string Count(int count, string noun) => $"{Number(count)} {noun}{(count == 1 ? string.Empty : "s")}";

    // The page is in English, whatever the language of the machine.
    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
