using System.Text.Json;

namespace GoEnv.Reports;

/// <summary>SARIF 2.1.0: one run; results are written as they come, and the tool with its rules after them.</summary>
public sealed class SarifReport(TextWriter text) : StreamedReport
{
    private readonly Fingerprints fingerprints = new();
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
        text.Write(Json(new
        {
            finding.RuleId,
            RuleIndex = summary.RuleNumber(finding),
            Kind = finding.Status switch { FindingStatus.Pass => "pass", FindingStatus.Unknown => "open", _ => "fail" },
            Level = finding.Status == FindingStatus.Fail ? Level(finding.Severity) : "none",
            Message = new { Text = Message(finding) },
            Locations = new[] { new { PhysicalLocation = Physical(finding), LogicalLocations = new[] { Logical(finding) } } },
            Suppressions = Suppressions(finding.Waiver),
            PartialFingerprints = new Dictionary<string, string>(StringComparer.Ordinal) { ["goenv/v1"] = fingerprints.Next(finding) },
            Properties = new
            {
                Target = finding.Target.Name,
                finding.Target.Address,
                Category = finding.Category.ToString(),
                Severity = finding.Severity.ToString(),
                finding.Subject,
                finding.Location,
                finding.Expected,
                finding.Actual,
                Evidence = finding.Evidence.Count == 0 ? null : finding.Evidence,
                finding.Fix,
            },
        }));
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
        var page = header.RulePage(rule.Id);
        var title = ReportText.Line(rule.Title);
        return new
        {
            rule.Id,
            ShortDescription = new { Text = title },
            FullDescription = new { Text = title },
            Help = new { Text = page?.Markdown ?? title, page?.Markdown },
            DefaultConfiguration = new { Level = Level(Catalog.Rules.FirstOrDefault(r => r.Id == rule.Id)?.Severity ?? rule.Severity) },
            Properties = new { Category = rule.Category.ToString(), Tags = new[] { "go", rule.Category.ToString().ToLowerInvariant() } },
        };
    }

    // Either every result of a run says what suppresses it, or none does: an empty list says that nothing does.
    private static object[] Suppressions(FindingWaiver? waiver) => waiver is null ? [] :
    [
        new
        {
            Kind = "external",
            Status = "accepted",
            Justification = ReportText.Lines(waiver.ToString()),
            Properties = new { waiver.Owner, waiver.Reason, Expires = waiver.Day, waiver.Location },
        },
    ];

    // "[words](address)" is a link in SARIF's messages; a target's words make none.
    private static string Message(Finding finding) =>
        ReportText.Lines(finding.Fix is null ? finding.Message : $"{finding.Message}\nFix: {finding.Fix}")
            .Replace("](", "] (", StringComparison.Ordinal);

    private static object? Physical(Finding finding) => FileLocation.Of(finding) is not { } place ? null : new
    {
        ArtifactLocation = new { Uri = place.ToUri(finding.Target) },
        Region = place.Line is { } line ? new { StartLine = line } : null,
    };

    private static object Logical(Finding finding) => new
    {
        Name = ReportText.Line(finding.Target.Name),
        FullyQualifiedName = ReportText.Line(finding.Subject is null ? finding.Target.Address : $"{finding.Target.Address}/{finding.Subject}"),
        Kind = "resource",
    };

    private static string Level(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };

    private static string Json(object value) => GoEnvJson.Escape(JsonSerializer.Serialize(value, GoEnvJson.Options));
}
