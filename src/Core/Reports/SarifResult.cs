using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace GoEnv.Reports;

/// <summary>Makes a result of a finding, member by member: reports have many.</summary>
internal sealed class SarifResult
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly Fingerprints fingerprints = new();
    private readonly ArrayBufferWriter<byte> buffer = new();

    /// <summary>The result as JSON; <paramref name="rule"/> is the rule's number in the run.</summary>
    public string Of(Finding finding, int rule)
    {
        buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("ruleId", finding.RuleId);
            json.WriteNumber("ruleIndex", rule);
            json.WriteString("kind", finding.Status switch { FindingStatus.Pass => "pass", FindingStatus.Unknown => "open", _ => "fail" });
            json.WriteString("level", finding.Status == FindingStatus.Fail ? Level(finding.Severity) : "none");
            json.WriteStartObject("message");
            json.WriteString("text", Message(finding));
            json.WriteEndObject();
            json.WriteStartArray("locations");
            json.WriteStartObject();
            WritePlace(json, finding);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteStartArray("suppressions");
            WriteSuppression(json, finding.Waiver);
            json.WriteEndArray();
            json.WriteStartObject("partialFingerprints");
            json.WriteString("goenv/v1", fingerprints.Next(finding));
            json.WriteEndObject();
            json.WriteStartObject("properties");
            WriteProperties(json, finding);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return GoEnvJson.Escape(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    /// <summary>What SARIF calls a severity.</summary>
    public static string Level(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };

    // "[words](address)" is a link in SARIF's messages; a target's words make none.
    private static string Message(Finding finding) =>
        ReportText.Lines(finding.Fix is null ? finding.Message : $"{finding.Message}\nFix: {finding.Fix}")
            .Replace("](", "] (", StringComparison.Ordinal);

    private static void WritePlace(Utf8JsonWriter json, Finding finding)
    {
        if (FileLocation.Of(finding) is { } place)
        {
            json.WriteStartObject("physicalLocation");
            json.WriteStartObject("artifactLocation");
            json.WriteString("uri", place.ToUri(finding.Target));
            json.WriteEndObject();
            if (place.Line is { } line)
            {
                json.WriteStartObject("region");
                json.WriteNumber("startLine", line);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteStartArray("logicalLocations");
        json.WriteStartObject();
        json.WriteString("name", ReportText.Line(finding.Target.Name));
        json.WriteString("fullyQualifiedName", ReportText.Line(finding.Subject is null ? finding.Target.Address : $"{finding.Target.Address}/{finding.Subject}"));
        json.WriteString("kind", "resource");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    // Either every result of a run says what suppresses it, or none does: an empty list says that nothing does.
    private static void WriteSuppression(Utf8JsonWriter json, FindingWaiver? waiver)
    {
        if (waiver is null)
        {
            return;
        }

        json.WriteStartObject();
        json.WriteString("kind", "external");
        json.WriteString("status", "accepted");
        json.WriteString("justification", ReportText.Lines(waiver.ToString()));
        json.WriteStartObject("properties");
        Write(json, "owner", waiver.Owner);
        Write(json, "reason", waiver.Reason);
        Write(json, "expires", waiver.Day);
        Write(json, "location", waiver.Location);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteProperties(Utf8JsonWriter json, Finding finding)
    {
        Write(json, "target", finding.Target.Name);
        Write(json, "address", finding.Target.Address);
        Write(json, "category", finding.Category.ToString());
        Write(json, "severity", finding.Severity.ToString());
        Write(json, "subject", finding.Subject);
        Write(json, "location", finding.Location);
        Write(json, "expected", finding.Expected);
        Write(json, "actual", finding.Actual);
        Write(json, "evidence", finding.Evidence);
        Write(json, "undecidedRules", finding.UndecidedRules);
        Write(json, "fix", finding.Fix);
    }

    private static void Write(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var line in lines)
        {
            json.WriteStringValue(line);
        }

        json.WriteEndArray();
    }
}
