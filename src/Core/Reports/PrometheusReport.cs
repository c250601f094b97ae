using System.Globalization;

namespace GoEnv.Reports;

/// <summary>Gauges in the Prometheus text format, for the textfile collector.</summary>
public sealed class PrometheusReport(TextWriter text) : SpooledReport
{
    /// <inheritdoc/>
    public override void Finish(ReportSummary summary, FindingSpool spool)
    {
        if (summary.Counts.Total > 0)
        {
            Head("goenv_findings", "Findings of the report by target, rule, status, severity and whether they are waived.");
        }

        // Sorted, one target at a time: the series of a large fleet are never all in memory.
        var entries = spool.Entries.ToArray();
        Array.Sort(entries, (a, b) => Key(a).CompareTo(Key(b)));
        for (int from = 0, to; from < entries.Length; from = to)
        {
            to = from + 1;
            while (to < entries.Length && Key(entries[to]) == Key(entries[from]))
            {
                to++;
            }

            var first = entries[from];
            text.Write($"goenv_findings{{target=\"{Label(summary.Targets[first.Target].Name)}\",rule=\"{Label(summary.Rules[first.Rule].Id)}\"");
            text.WriteLine($",status=\"{Word(first.Status)}\",severity=\"{Word(first.Severity)}\",waived=\"{(first.IsWaived ? "true" : "false")}\"}} {to - from}");
        }

        Head("goenv_report_targets", "Targets that the report has findings of.");
        text.WriteLine($"goenv_report_targets {summary.Targets.Count}");
        Head("goenv_report_timestamp_seconds", "When the report was made, in seconds since 1970.");
        text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"goenv_report_timestamp_seconds {Header.CreatedAt.ToUnixTimeMilliseconds() / 1000.0:0.000}"));
        Head("goenv_info", "The version that made the report.");
        text.WriteLine($"goenv_info{{version=\"{Label(Header.Tool.Version)}\"}} 1");
    }

    private static (int Target, int Rule, FindingStatus Status, Severity Severity, bool IsWaived) Key(SpooledFinding entry) =>
        (entry.Target, entry.Rule, entry.Status, entry.Severity, entry.IsWaived);

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Label(string value) => ReportText.Line(value)
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal);

    private void Head(string name, string help)
    {
        text.WriteLine($"# HELP {name} {help}");
        text.WriteLine($"# TYPE {name} gauge");
    }
}
