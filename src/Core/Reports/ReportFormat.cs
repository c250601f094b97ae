namespace GoEnv.Reports;

/// <summary>The formats of reports.</summary>
public enum ReportFormat
{
    /// <summary>One page that needs nothing else.</summary>
    Html,

    /// <summary>Markdown with GitHub's tables.</summary>
    Markdown,

    /// <summary>One JSON object.</summary>
    Json,

    /// <summary>One JSON object a line.</summary>
    JsonLines,

    /// <summary>Comma-separated values, RFC 4180.</summary>
    Csv,

    /// <summary>SARIF 2.1.0.</summary>
    Sarif,

    /// <summary>JUnit XML.</summary>
    JUnit,

    /// <summary>The Prometheus text format.</summary>
    Prometheus,
}

/// <summary>Every format with its file ending and its writer.</summary>
public static class ReportFormats
{
    private sealed record Entry(ReportFormat Format, string Ending, Func<TextWriter, IReportWriter> Create);

    private static readonly IReadOnlyList<Entry> All =
    [
        new(ReportFormat.Html, ".html", text => new HtmlReport(text)),
        new(ReportFormat.Html, ".htm", text => new HtmlReport(text)),
        new(ReportFormat.Markdown, ".md", text => new MarkdownReport(text)),
        new(ReportFormat.Json, ".json", text => new JsonReport(text)),
        new(ReportFormat.JsonLines, ".jsonl", text => new JsonLinesReport(text)),
        new(ReportFormat.Csv, ".csv", text => new CsvReport(text)),
        new(ReportFormat.Sarif, ".sarif", text => new SarifReport(text)),
        new(ReportFormat.JUnit, ".xml", text => new JUnitReport(text)),
        new(ReportFormat.Prometheus, ".prom", text => new PrometheusReport(text)),
    ];

    /// <summary>The format of a file by its ending; <see cref="FormatException"/> names the endings there are.</summary>
    public static ReportFormat Of(string path) =>
        All.FirstOrDefault(entry => path.EndsWith(entry.Ending, StringComparison.OrdinalIgnoreCase))?.Format
        ?? throw new FormatException(
            $"The ending of '{path}' names no format: it must be one of {string.Join(' ', All.Select(entry => entry.Ending))}, or -Format must say it.");

    /// <summary>A writer to <paramref name="text"/>, whose lines must end in a line feed.</summary>
    public static IReportWriter Create(ReportFormat format, TextWriter text) =>
        All.First(entry => entry.Format == format).Create(text);
}
