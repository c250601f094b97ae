using System.Text.Json;

namespace GoEnv.Reports;

/// <summary>One JSON object, a finding a line; its schema is <c>schemas/report.schema.json</c> in the module.</summary>
public sealed class JsonReport(TextWriter text) : StreamedReport
{
    private string before = "\n";

    /// <inheritdoc/>
    public override void Begin(ReportHeader header)
    {
        text.Write($$"""{"kind":"report","schemaVersion":{{GoEnvJson.SchemaVersion}},"tool":{{Json(header.Tool)}},""");
        text.Write($"\"createdAt\":{Json(header.CreatedAt)},\"findings\":[");
    }

    /// <inheritdoc/>
    public override void Write(Finding finding, ReportSummary summary)
    {
        text.Write(before);
        text.Write(Json(finding));
        before = ",\n";
    }

    /// <inheritdoc/>
    protected override void Finish(ReportSummary summary) =>
        text.WriteLine($"\n],\"targets\":{Json(summary.Targets)},\"counts\":{Json(summary.Counts)}}}");

    private static string Json<T>(T value) => GoEnvJson.Escape(JsonSerializer.Serialize(value, GoEnvJson.Options));
}
