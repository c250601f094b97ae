using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace GoEnv.Reports;

/// <summary>
/// OTLP: a log record for each finding, sent in batches as they come, and at the end gauges with the counts by target, status,
/// severity and whether they are waived. A request that fails ends the sending, not the report: <see cref="Failure"/> says why.
/// </summary>
public sealed class OtlpReport(OtlpSender sender, CancellationToken cancellationToken) : StreamedReport
{
    private const int BatchRecords = 512;
    private const int BatchBytes = 1 << 20;
    private const int ValueLimit = 16 * 1024;
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> buffer = new();
    private readonly SortedDictionary<(string Target, string Address, FindingStatus Status, Severity Severity, bool IsWaived), int> counts = [];
    private ReportHeader header = null!;
    private Utf8JsonWriter? json;
    private int records;

    /// <summary>Why not everything was sent; null when it was.</summary>
    public string? Failure { get; private set; }

    private string Time => (header.CreatedAt.ToUnixTimeMilliseconds() * 1_000_000).ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override void Begin(ReportHeader header) => this.header = header;

    /// <inheritdoc/>
    public override void Write(Finding finding, ReportSummary summary)
    {
        var key = (finding.Target.Name, finding.Target.Address, finding.Status, finding.Severity, finding.IsWaived);
        counts[key] = counts.GetValueOrDefault(key) + 1;
        json ??= Open("resourceLogs", "scopeLogs", "logRecords");
        Record(json, finding);
        records++;
        if (records >= BatchRecords || json.BytesCommitted + json.BytesPending > BatchBytes)
        {
            Send("logs");
        }
    }

    /// <inheritdoc/>
    protected override void Finish(ReportSummary summary)
    {
        Send("logs");
        foreach (var part in counts.Chunk(BatchRecords * 4))
        {
            json = Open("resourceMetrics", "scopeMetrics", "metrics");
            Gauge("goenv.findings", "{finding}", "Findings of the report by target, status, severity and whether they are waived.", part.Select(count =>
                (count.Value, new (string Key, string? Value)[]
                {
                    ("goenv.target", count.Key.Target), ("goenv.target.address", count.Key.Address), ("goenv.status", Word(count.Key.Status)),
                    ("goenv.severity", Word(count.Key.Severity)), ("goenv.waived", count.Key.IsWaived ? "true" : "false"),
                })));
            Send("metrics");
        }

        json = Open("resourceMetrics", "scopeMetrics", "metrics");
        Gauge("goenv.report.targets", "{target}", "Targets that the report has findings of.", [(summary.Targets.Count, [])]);
        Send("metrics");
    }

    private void Record(Utf8JsonWriter to, Finding finding)
    {
        var (number, text) = Severity(finding);
        to.WriteStartObject();
        to.WriteString("timeUnixNano", Time);
        to.WriteString("observedTimeUnixNano", Time);
        to.WriteNumber("severityNumber", number);
        to.WriteString("severityText", text);
        to.WritePropertyName("body");
        Text(to, finding.Message);
        to.WriteStartArray("attributes");
        (string Key, string? Value)[] attributes =
        [
            ("goenv.rule.id", finding.RuleId), ("goenv.rule.title", finding.Title), ("goenv.category", finding.Category.ToString()),
            ("goenv.target", finding.Target.Name), ("goenv.target.address", finding.Target.Address),
            ("goenv.status", Word(finding.Status)), ("goenv.severity", Word(finding.Severity)),
            ("goenv.waived", finding.IsWaived ? "true" : "false"), ("goenv.waiver.owner", finding.Waiver?.Owner), ("goenv.waiver.reason", finding.Waiver?.Reason),
            ("goenv.waiver.expires", finding.Waiver?.Day), ("goenv.waiver.location", finding.Waiver?.Location),
            ("goenv.subject", finding.Subject), ("goenv.location", finding.Location), ("goenv.expected", finding.Expected),
            ("goenv.actual", finding.Actual), ("goenv.evidence", finding.Evidence.Count == 0 ? null : string.Join('\n', finding.Evidence)),
            ("goenv.fix", finding.Fix), ("goenv.help_page", finding.HelpPage),
        ];
        Attributes(to, attributes);
        to.WriteEndArray();
        to.WriteEndObject();
    }

    private void Gauge(string name, string unit, string description, IEnumerable<(int Value, (string Key, string? Value)[] Attributes)> points)
    {
        json!.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("unit", unit);
        json.WriteString("description", description);
        json.WriteStartObject("gauge");
        json.WriteStartArray("dataPoints");
        foreach (var (value, attributes) in points)
        {
            json.WriteStartObject();
            json.WriteString("timeUnixNano", Time);
            json.WriteString("asInt", value.ToString(CultureInfo.InvariantCulture)); // 64-bit numbers are texts in this encoding
            json.WriteStartArray("attributes");
            Attributes(json, attributes);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private Utf8JsonWriter Open(string resources, string scopes, string items)
    {
        buffer.ResetWrittenCount();
        var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartObject();
        writer.WriteStartArray(resources);
        writer.WriteStartObject();
        writer.WriteStartObject("resource");
        writer.WriteStartArray("attributes");
        Attributes(writer, ("service.name", header.Tool.Name), ("service.version", header.Tool.Version));
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteStartArray(scopes);
        writer.WriteStartObject();
        writer.WriteStartObject("scope");
        writer.WriteString("name", header.Tool.Name);
        writer.WriteString("version", header.Tool.Version);
        writer.WriteEndObject();
        writer.WriteStartArray(items);
        return writer;
    }

    private void Send(string signal)
    {
        if (json is null)
        {
            return;
        }

        using (json)
        {
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        (json, records) = (null, 0);
        if (Failure is not null)
        {
            return; // the receiver is not asked again for every batch
        }

        try
        {
            sender.SendAsync(signal, buffer.WrittenMemory, cancellationToken).GetAwaiter().GetResult();
        }
        catch (IOException e)
        {
            Failure = e.Message;
        }
    }

    private static void Attributes(Utf8JsonWriter to, params (string Key, string? Value)[] attributes)
    {
        foreach (var (key, value) in attributes)
        {
            if (!string.IsNullOrEmpty(value))
            {
                to.WriteStartObject();
                to.WriteString("key", key);
                to.WritePropertyName("value");
                Text(to, value);
                to.WriteEndObject();
            }
        }
    }

    private static void Text(Utf8JsonWriter to, string value)
    {
        to.WriteStartObject();
        to.WriteString("stringValue", ReportText.Shorten(ReportText.Lines(value), ValueLimit));
        to.WriteEndObject();
    }

    // The numbers are those of OpenTelemetry's log data model.
    private static (int Number, string Text) Severity(Finding finding) => finding switch
    {
        { Status: FindingStatus.Pass } => (5, "DEBUG"),
        { IsWaived: true } => (9, "INFO"), // someone accepts it: no alert
        { Status: FindingStatus.Unknown } => (13, "WARN"),
        { Severity: GoEnv.Severity.Error } => (17, "ERROR"),
        { Severity: GoEnv.Severity.Warning } => (13, "WARN"),
        _ => (9, "INFO"),
    };

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
