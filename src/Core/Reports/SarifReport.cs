using System.Text.Json;

namespace GoEnv.Reports;

/// <summary>SARIF 2.1.0: one run; results are written as they come, and the tool with its rules after them.</summary>
public sealed class SarifReport(TextWriter text) : StreamedReport
{
    private readonly SarifResult result = new();
    private ReportHeader header = null!;
    private string before = "\n";

    /// <inheritdoc/>
    public override void Begin(ReportHeader header)
    {
        this.header = header;
        text.Write("""{"$schema":"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",""");
        text.Write("\"version\":\"2.1.0\",\"runs\":[{\"columnKind\":\"utf16CodeUnits\",\"results\":[");
    }

    /// <inheritdoc/>
    public override void Write(Finding finding, ReportSummary summary)
    {
        text.Write(before);
        text.Write(result.Of(finding, summary.RuleNumber(finding)));
        before = ",\n";
    }

    /// <inheritdoc/>
    protected override void Finish(ReportSummary summary)
    {
        text.Write("\n],\"tool\":");
        text.Write(Json(new
        {
            Driver = new { header.Tool.Name, header.Tool.Version, SemanticVersion = header.Tool.Version, Rules = summary.Rules.Select(Describe) },
        }));
        text.Write($",\"invocations\":[{Json(new { ExecutionSuccessful = true, EndTimeUtc = header.CreatedAt.UtcDateTime })}]");
        text.WriteLine($",\"properties\":{Json(new { Targets = summary.Targets.Count, summary.Counts })}}}]}}");
    }

    private object Describe(ReportedRule rule)
    {
        var page = header.PageOf(rule);
        var title = ReportText.Line(rule.Title);
        return new
        {
            rule.Id,
            ShortDescription = new { Text = title },
            FullDescription = new { Text = title },
            Help = new { Text = page ?? title, Markdown = page },
            DefaultConfiguration = new { Level = SarifResult.Level(Catalog.Rules.FirstOrDefault(r => r.Id == rule.Id)?.Severity ?? rule.Severity) },
            Properties = new { Category = rule.Category.ToString(), Tags = new[] { "go", rule.Category.ToString().ToLowerInvariant() } },
        };
    }

    private static string Json(object value) => GoEnvJson.Escape(JsonSerializer.Serialize(value, GoEnvJson.Options));
}
