using System.Buffers;
using System.Text;

namespace GoEnv.Reports;

/// <summary>
/// Comma-separated values after RFC 4180, UTF-8 without a byte order mark. A cell that a spreadsheet would take for a
/// formula gets an apostrophe before it, also where it would begin a cell only to a spreadsheet that divides at ';' or a tab.
/// </summary>
public sealed class CsvReport(TextWriter text) : StreamedReport
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",\n\r\t; ");

    // The full-width forms are formulas too where the spreadsheet's language has them.
    private static readonly SearchValues<char> Formulas = SearchValues.Create("=+-@＝＋－＠");

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
        value = Guarded(value);
        return value.AsSpan().ContainsAny(Quoted) ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
    }

    // A spreadsheet whose list separator is ';', or that is given tabs, divides a cell there and at its lines, quotes or not; what
    // then stands first, but for spaces and quotes, makes a formula of the rest. The comma divides nothing in quotes.
    private static string Guarded(string value)
    {
        if (!value.AsSpan().ContainsAny(Formulas) && !value.StartsWith('\t'))
        {
            return value;
        }

        var safe = new StringBuilder(value.Length + 8);
        var (from, start) = (0, 0);
        if (value.StartsWith('\t'))
        {
            safe.Append('\'');
        }

        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (c is ';' or '\t' or '\n')
            {
                start = i + 1;
            }
            else if (start >= 0 && c is not (' ' or '"'))
            {
                if (Formulas.Contains(c))
                {
                    safe.Append(value, from, start - from).Append('\'');
                    from = start;
                }

                start = -1;
            }
        }

        return safe.Append(value, from, value.Length - from).ToString();
    }
}
