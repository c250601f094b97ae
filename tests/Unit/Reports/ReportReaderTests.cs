using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using GoEnv.Reports;

namespace GoEnv.Tests.Reports;

public sealed class ReportReaderTests : IDisposable
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly string folder = Directory.CreateTempSubdirectory("goenv-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(ReportFormat.Json)]
    [InlineData(ReportFormat.JsonLines)]
    public void What_was_written_is_read_back(ReportFormat format)
    {
        var findings = Samples.Mixed();
        Assert.Equal(findings.Select(Form), Read(Report.ToText(format, Samples.Header, findings)).Select(Form));
    }

    [Fact]
    public void A_finding_is_written_with_every_member_that_it_has()
    {
        var full = Samples.HostileFindings().First(finding => finding.Waiver is not null) with { Remedy = new GoEnv.Toolchain.Install.ToolchainInstallRemedy("latest"), UndecidedRules = ["GE2001", "GE2002"] };
        Assert.All([full, Samples.Finding()], finding => Assert.Equal(
            JsonSerializer.Serialize(finding, GoEnvJson.Reflecting), JsonSerializer.Serialize(finding, GoEnvJson.Options)));
    }

    [Fact]
    public void What_is_written_is_read_without_reflection_and_the_same_as_with_it()
    {
        var full = Samples.Finding() with
        {
            Target = Target.Ssh("web01", "me", 2222).With(name: "web-1", become: true, labels: new Dictionary<string, string> { ["env"] = "prod" }),
            Remedy = new GoEnv.Toolchain.Install.ToolchainInstallRemedy("latest"),
            UndecidedRules = ["GE2001", "GE2002"],
        };
        foreach (var finding in (Finding[])[full, .. Samples.Mixed(), .. Samples.HostileFindings(), .. Enum.GetValues<Category>().Select(area => full with { Category = area })])
        {
            var json = GoEnvJson.Write(finding);
            var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(json));
            reader.Read();
            var quick = FindingJsonReader.TryRead(ref reader, GoEnvJson.Options);
            Assert.Equal(GoEnvJson.Write(JsonSerializer.Deserialize<Finding>(json, GoEnvJson.Reflecting)), GoEnvJson.Write(quick));
            Assert.Equal(JsonTokenType.EndObject, reader.TokenType);
        }
    }

    [Theory]
    [InlineData("\"status\":\"Fail\"", "\"Status\":\"fail\"")] // names and words in any case, as JSON of other programs may have them
    [InlineData("\"severity\":\"Error\"", "\"severity\":\"ERROR\"")]
    [InlineData("\"category\":\"Toolchain\"", "\"category\":\"toolchain\"")]
    [InlineData("\"message\":", "\"subject\":null,\"more\":{\"a\":[1,{}]},\"message\":")]
    [InlineData("\"evidence\":[],", "")]
    [InlineData("\"evidence\":[],", "\"evidence\":null,")]
    [InlineData("\"evidence\":[],", "\"evidence\":[],\"undecidedRules\":[],")]
    [InlineData("\"evidence\":[],", "\"evidence\":[],\"undecidedRules\":null,")]
    public void What_others_wrote_is_read_as_well(string written, string other)
    {
        var finding = Samples.Finding() with { Evidence = [] };
        var json = GoEnvJson.Write(finding);
        Assert.Contains(written, json, StringComparison.Ordinal);
        Assert.Equal(Form(finding), Form(Assert.Single(Read(json.Replace(written, other, StringComparison.Ordinal)))));
    }

    [Fact]
    public void Labels_and_names_of_an_inventory_come_back()
    {
        var target = Target.Ssh("web01", "me", 2222).With(
            name: "web-1", become: true, labels: new Dictionary<string, string> { ["env"] = "prod" }, groups: ["web"], tags: ["eu"]);
        var read = Assert.Single(Read(Report.ToText(ReportFormat.Json, Samples.Header, [Samples.Finding() with { Target = target }]))).Target;
        Assert.Equal(("web-1", "ssh:me@web01:2222", true, "prod", "web", "eu"), (read.Name, read.Address, read.Become, read.Labels["env"], read.Groups[0], read.Tags[0]));
    }

    [Theory]
    [InlineData(ReportFormat.Json)]
    [InlineData(ReportFormat.JsonLines)]
    public void Any_text_comes_back_as_it_was(ReportFormat format) => Prop.ForAll<string>(text =>
    {
        var whole = new string((text ?? string.Empty).Where(c => !char.IsSurrogate(c)).ToArray());
        var finding = Samples.Finding() with { Message = whole, Evidence = [whole, "\u202e\u009b\0\u2028"] };
        var read = Assert.Single(Read(Report.ToText(format, Samples.Header, [finding])));
        return read.Message == whole && read.Evidence.SequenceEqual(finding.Evidence);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Reads_what_the_console_prints()
    {
        var lines = Samples.Mixed().Select(finding => GoEnvJson.Write(finding)).ToList();
        Assert.Equal(lines.Count, Read(string.Join('\n', lines) + "\n").Count);
        Assert.Equal(lines.Count, Read($"[\n{string.Join("\n,", lines)}\n]\n").Count);
        Assert.Single(Read(lines[0]));
    }

    [Fact]
    public void Reads_a_report_that_was_laid_out_anew()
    {
        var text = Report.ToText(ReportFormat.Json, Samples.Header, Samples.Mixed());
        Assert.Equal(61, Read(JsonSerializer.Serialize(JsonDocument.Parse(text).RootElement, Indented)).Count);
        Assert.Equal(61, Read(text.Replace("\n", string.Empty, StringComparison.Ordinal)).Count);
    }

    [Fact]
    public void Files_put_one_after_the_other_are_read()
    {
        var text = Report.ToText(ReportFormat.JsonLines, Samples.Header, Samples.Mixed());
        Assert.Equal(122, Read(text + "\n" + text).Count);
    }

    [Fact]
    public void A_report_that_is_cut_off_says_so()
    {
        var lines = Report.ToText(ReportFormat.JsonLines, Samples.Header, Samples.Mixed()).Split('\n');
        Assert.Contains("cut off after 9 findings", Fails(string.Join('\n', lines[..10])), StringComparison.Ordinal);
        Assert.Contains("should have 61 findings and has 60", Fails(string.Join('\n', [.. lines[..10], .. lines[11..]])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"total\":61", "\"total\":62", "should have 62 findings and has 61")]
    [InlineData("\"total\":61,", "", "not a report")]
    [InlineData("\"counts\":{", "\"counts\":7,\"more\":{", "not a report")]
    [InlineData("\"counts\":{", "\"more\":{", null)] // a report of another program has none
    public void A_report_whose_count_is_wrong_says_so(string written, string other, string? says)
    {
        var text = Report.ToText(ReportFormat.Json, Samples.Header, Samples.Mixed());
        var at = text.LastIndexOf(written, StringComparison.Ordinal);
        text = string.Concat(text.AsSpan(0, at), other, text.AsSpan(at + written.Length));
        if (says is null)
        {
            Assert.Equal(61, Read(text).Count);
            return;
        }

        Assert.Contains(says, Fails(text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"kind\":\"finding\"}", ":1: ")]
    [InlineData("\n{\"kind\":\"finding\",\"schemaVersion\":9}", ":2: ")]
    [InlineData("{\"kind\":\"facts\"}", "not an object of GoEnv")]
    [InlineData("hello", "not a report")]
    [InlineData("[1]", "not a finding")]
    [InlineData("[{\"kind\":1}]", "not a report")]
    [InlineData("{}", "has no findings")]
    [InlineData("{\"kind\":\"report\",\"schemaVersion\":2,\"findings\":[]}", "schema version is not 1")]
    [InlineData("{\"kind\":\"report\",\"schemaVersion\":1,\"findings\":[null]}", "not a finding")]
    public void What_is_no_report_is_refused_by_name_and_line(string text, string says) => Assert.Contains(says, Fails(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"message\"", "null")]
    [InlineData("\"evidence\"", "[null]")]
    [InlineData("\"status\"", "7")]
    [InlineData("\"target\"", "\"-oProxyCommand=x\"")]
    public void A_member_that_cannot_be_is_refused(string member, string value)
    {
        var node = System.Text.Json.Nodes.JsonNode.Parse(GoEnvJson.Write(Samples.Finding()))!.AsObject();
        node[member.Trim('"')] = System.Text.Json.Nodes.JsonNode.Parse(value);
        Assert.NotEmpty(Fails(node.ToJsonString()));
        Assert.NotEmpty(Fails($"[{node.ToJsonString()}]"));
    }

    [Fact]
    public void Random_text_is_a_report_or_a_format_error() => Prop.ForAll<string>(text =>
    {
        try
        {
            return Read(text ?? string.Empty).Count >= 0;
        }
        catch (FormatException)
        {
            return true;
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_pattern_names_files_by_their_names()
    {
        foreach (var name in new[] { "shard-2.json", "shard-1.json", "other.json" })
        {
            File.WriteAllText(Path.Combine(folder, name), "[]");
        }

        Assert.Equal(["shard-1.json", "shard-2.json"], ReportReader.Files(Path.Combine(folder, "shard-*.json")).Select(Path.GetFileName));
        Assert.Equal(["missing.json"], ReportReader.Files(Path.Combine(folder, "missing.json")).Select(Path.GetFileName));
    }

    private string Fails(string text) => Assert.Throws<FormatException>(() => Read(text)).Message;

    private List<Finding> Read(string text)
    {
        var path = Path.Combine(folder, "report");
        File.WriteAllText(path, text);
        return ReportReader.Read(path).ToList();
    }

    // Records compare lists by reference.
    private static string Form(Finding finding) => GoEnvJson.Write(finding);
}
