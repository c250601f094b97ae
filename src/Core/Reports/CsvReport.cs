using System.Buffers;

namespace GoEnv.Reports;

/// <summary>
/// Comma-separated values after RFC 4180, UTF-8 without a byte order mark. A cell that a spreadsheet would take for a
/// formula gets an apostrophe before it.
/// </summary>
public sealed class CsvReport(TextWriter text) : StreamedReport
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",\n\r\t ");

    /// <summary>The columns, in order.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "status", "severity", "category", "ruleId", "title", "target", "address", "message", "subject", "location",
        "expected", "actual", "evidence", "fix", "helpPage",
        "waiverOwner", "waiverReason", "waiverExpires", "waiverLocation",
    ];

    /// <inheritdoc/>
    public override void Begin(ReportHeader header) => Row(Columns);

    /// <inheritdoc/>
    public override void Write(Finding finding, ReportSummary summary) => Row(
    [
        finding.Status.ToString(),
        finding.Severity.ToString(),
        finding.Category.ToString(),
        finding.RuleId,
        finding.Title,
        finding.Target.Name,
        finding.Target.Address,
        finding.Message,
        finding.Subject,
        finding.Location,
        finding.Expected,
        finding.Actual,
        string.Join('\n', finding.Evidence),
        finding.Fix,
        finding.HelpPage,
        finding.Waiver?.Owner,
        finding.Waiver?.Reason,
        finding.Waiver?.Day,
        finding.Waiver?.Location,
    ]);

    /// <inheritdoc/>
    protected override void Finish(ReportSummary summary)
    {
    }

    private void Row(IEnumerable<string?> cells)
    {
        var before = string.Empty;
        foreach (var cell in cells)
        {
            text.Write(before);
            text.Write(Cell(ReportText.Lines(cell)));
            before = ",";
        }

        text.Write("\r\n");
    }

    private static string Cell(string value)
    {
        // The full-width forms are formulas too where the spreadsheet's language has them.
        if (value.Length > 0 && value[0] is '=' or '+' or '-' or '@' or '\t' or '＝' or '＋' or '－' or '＠')
        {
            value = "'" + value;
        }

        return value.AsSpan().ContainsAny(Quoted) ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
    }
}
