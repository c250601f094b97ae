using System.Text.Json;
using System.Xml;
using GoEnv.Targets;
using GoEnv.Tests.Gates;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Reports;

/// <summary>The reports of one audit, each opened by a reader that is not ours; all have the same counts by target and outcome.</summary>
public sealed class EveryReaderTests(OneAudit audit) : IClassFixture<OneAudit>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IReadOnlyDictionary<string, int> Expected
    {
        get
        {
            Assert.SkipWhen(audit.Export is null, "goenvctl is not built for this platform");
            Assert.Equal((0, string.Empty), (audit.Export.Value.ExitCode, audit.Export.Value.Error));
            return ReadBack.Of(audit.Findings);
        }
    }

    [Fact]
    public void The_audit_has_findings_of_every_outcome_and_hostile_text()
    {
        var counts = Expected;
        Assert.All(["local Pass", "local Fail", "local Unknown", "local Waived", "nobody@127.0.0.1:1 Fail"], key =>
            Assert.Contains(counts, pair => pair.Key.Contains(key, StringComparison.Ordinal)));
        Assert.All(["<script>", "<svg", "\\x1b[31m"], text =>
            Assert.Contains(audit.Findings, finding => $"{finding.Message} {string.Join(' ', finding.Evidence)} {finding.Actual}".Contains(text, StringComparison.Ordinal)));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", counts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}: {pair.Value}")));
    }

    [Fact(Timeout = 120_000)]
    public async Task Html_by_Chromium()
    {
        var expected = Expected;
        await using var browser = await Chromium.StartAsync(Stop);
        await browser.OpenAsync(audit.Path("html"), Stop);
        var shown = await browser.EvaluateAsync("""
            [...document.querySelectorAll('.finding')].filter(f => f.checkVisibility())
              .map(f => [f.querySelector('.target').textContent, f.querySelector('.badge').textContent])
            """, Stop);
        Same(expected, shown!.AsArray().Select(pair => ((string)pair![0]!, (string)pair[1]! switch
        {
            "Info" => "Fail Information",
            "Error" or "Warning" => $"Fail {pair[1]}",
            var other => other,
        })));
        Assert.StartsWith("Go environment report", (string?)await browser.EvaluateAsync("document.title", Stop), StringComparison.Ordinal);
        Assert.Empty(browser.Events);
    }

    [Fact]
    public void Markdown_by_Markdig() => Same(Expected, ReadBack.Markdown(File.ReadAllText(audit.Path("md"))));

    [Fact]
    public async Task Json_by_its_schema()
    {
        var (expected, text) = (Expected, File.ReadAllText(audit.Path("json")));
        Assert.Equal([null], await Schemas.AskAsync("report.schema.json", [text]));
        Same(expected, ReadBack.Json(text));
        var counts = JsonDocument.Parse(text).RootElement.GetProperty("counts");
        Assert.Equal(
            [audit.Findings.Count, .. ((string[])["Pass", "Fail", "Unknown", "Waived"]).Select(outcome => audit.Findings.Count(finding => finding.Outcome == outcome))],
            ((string[])["total", "passed", "failed", "unknown", "waived"]).Select(name => counts.GetProperty(name).GetInt32()));
    }

    [Fact]
    public async Task Json_lines_by_python() => Same(Expected, (await PythonAsync("json", """
        for line in open(sys.argv[1], encoding='utf-8'):
            f = json.loads(line)
            if f['kind'] == 'finding':
                say(f['target'], 'Waived' if 'waiver' in f else f['status'], f['severity'])
        """, "jsonl")).Select(Outcome));

    [Fact]
    public async Task Csv_by_python() => Same(Expected, (await PythonAsync("csv", """
        for f in csv.DictReader(open(sys.argv[1], newline='', encoding='utf-8'), strict=True):
            say(f['target'], 'Waived' if f['waiverOwner'] else f['status'], f['severity'])
        """, "csv")).Select(Outcome));

    [Fact]
    public async Task Sarif_by_the_schema_of_OASIS()
    {
        var expected = Expected;
        await PythonAsync("jsonschema", """
            s = json.load(open(sys.argv[2], encoding='utf-8'))
            jsonschema.validators.validator_for(s)(s).validate(json.load(open(sys.argv[1], encoding='utf-8')))
            """, "sarif", Samples.Shared("sarif-schema-2.1.0.json"));
        Same(expected, ReadBack.Sarif(File.ReadAllText(audit.Path("sarif"))));
    }

    [Fact]
    public void JUnit_by_its_schema()
    {
        var expected = Expected;
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema };
        settings.Schemas.Add(null, Samples.Shared("JUnit.xsd"));
        using (var reader = XmlReader.Create(audit.Path("xml"), settings))
        {
            while (reader.Read())
            {
            }
        }

        Same(expected, ReadBack.JUnit(File.ReadAllText(audit.Path("xml"))));
    }

    [Fact]
    public async Task Prometheus_text_by_promtool()
    {
        var expected = Expected;
        var promtool = Tool.Find("promtool");
        Assert.SkipWhen(promtool is null, "promtool is not installed");
        var text = await File.ReadAllTextAsync(audit.Path("prom"), Stop);
        var result = await ProcessRunner.RunAsync([promtool!, "check", "metrics"], text, null, TimeSpan.FromSeconds(60), 1 << 20, Stop);
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error.Trim()));
        Same(expected, ReadBack.Prometheus(text));
    }

    [Fact]
    public void Otlp_by_a_listener()
    {
        var expected = Expected;
        Assert.Equal(expected.Values.Sum(), audit.Otlp.Records.Count());
        Same(expected, audit.Otlp.Records.Select(Of));
        Same(expected, audit.Otlp.Points("goenv.findings").SelectMany(point => Enumerable.Repeat(Of(point), int.Parse(point.GetProperty("asInt").GetString()!, null))));

        static (string, string) Of(JsonElement item)
        {
            string Word(string key) => OtlpReceiver.Attribute(item, key) is { } word ? char.ToUpperInvariant(word[0]) + word[1..] : string.Empty;
            return (OtlpReceiver.Attribute(item, "goenv.target")!, Word("goenv.waived") == "True" ? "Waived" : Word("goenv.status") is "Fail" ? $"Fail {Word("goenv.severity")}" : Word("goenv.status"));
        }
    }

    private static (string, string) Outcome(string[] row) => (row[0], row[1] == "Fail" ? $"Fail {row[2]}" : row[1]);

    private static void Same(IReadOnlyDictionary<string, int> expected, IEnumerable<(string Target, string Outcome)> read) =>
        Same(expected, read.GroupBy(item => $"{item.Target} {item.Outcome}", StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal));

    private static void Same(IReadOnlyDictionary<string, int> expected, IReadOnlyDictionary<string, int> read) =>
        Assert.Equal(expected.OrderBy(pair => pair.Key, StringComparer.Ordinal), read.OrderBy(pair => pair.Key, StringComparer.Ordinal));

    private async Task<List<string[]>> PythonAsync(string module, string program, string ending, params string[] more)
    {
        Assert.SkipWhen(audit.Export is null, "goenvctl is not built for this platform");
        var python = Tool.Find("python3");
        Assert.SkipWhen(python is null, "python3 is not installed");
        var result = await ProcessRunner.RunAsync(
            [python!, "-W", "ignore", "-c", $"import json, sys, {module}\nrows = []\ndef say(*row): rows.append(row)\n{program}\nprint(json.dumps(rows))", audit.Path(ending), .. more],
            null, null, TimeSpan.FromSeconds(60), 1 << 24, Stop);
        Assert.SkipWhen(result.Error.Contains("ModuleNotFoundError", StringComparison.Ordinal), $"python3 has no {module}");
        Assert.True(result.ExitCode == 0, result.Error);
        return JsonSerializer.Deserialize<List<string[]>>(result.Output.Span)!;
    }
}
