namespace GoEnv.Reports;

/// <summary>One JSON object a line: a <see cref="ReportStart"/>, the findings, a <see cref="ReportEnd"/>.</summary>
public sealed class JsonLinesReport(TextWriter text) : StreamedReport
{
    /// <inheritdoc/>
    public override void Begin(ReportHeader header) => text.WriteLine(GoEnvJson.Write(new ReportStart(header.Tool, header.CreatedAt)));

    /// <inheritdoc/>
    public override void Write(Finding finding, ReportSummary summary) => text.WriteLine(GoEnvJson.Write(finding));

    /// <inheritdoc/>
    protected override void Finish(ReportSummary summary) => text.WriteLine(GoEnvJson.Write(new ReportEnd(summary.Targets, summary.Counts)));
}
