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
        var keys = spool.Entries.Select(Key).ToArray();
        Array.Sort(keys);
        for (int from = 0, to; from < keys.Length; from = to)
        {
            to = from + 1;
            while (to < keys.Length && keys[to] == keys[from])
            {
                to++;
            }

            var key = keys[from];
            text.Write($"goenv_findings{{target=\"{Label(summary.Targets[(int)(key >> 32)].Name)}\",rule=\"{Label(summary.Rules[(int)((key >> 8) & 0xffffff)].Id)}\"");
            text.WriteLine($",status=\"{Word((FindingStatus)((key >> 4) & 0xf))}\",severity=\"{Word((Severity)((key >> 1) & 0x7))}\",waived=\"{((key & 1) == 1 ? "true" : "false")}\"}} {to - from}");
        }

        Head("goenv_report_targets", "Targets that the report has findings of.");
        text.WriteLine($"goenv_report_targets {summary.Targets.Count}");
        Head("goenv_report_timestamp_seconds", "When the report was made, in seconds since 1970.");
        text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"goenv_report_timestamp_seconds {Header.CreatedAt.ToUnixTimeMilliseconds() / 1000.0:0.000}"));
        Head("goenv_info", "The version that made the report.");
        text.WriteLine($"goenv_info{{version=\"{Label(Header.Tool.Version)}\"}} 1");
    }

    // One number, since the runtime has compiled the sorting of numbers: target, rule, status, severity, waived.
    private static long Key(SpooledFinding entry) =>
        ((long)entry.Target << 32) | ((long)entry.Rule << 8) | ((long)entry.Status << 4) | ((long)entry.Severity << 1) | (entry.IsWaived ? 1L : 0);

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
