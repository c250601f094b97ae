using System.Text.Json;
using System.Xml.Linq;
using GoEnv.Reports;
using GoEnv.Tests.Gates;

namespace GoEnv.Tests.Checklists;

/// <summary>The built goenvctl and checklists, to exit codes and reports.</summary>
public sealed class ChecklistProgramTests : IDisposable
{
    private const string Text = """
        version: 1
        name: Release
        checks:
        - {id: good, name: It is good, script: 'true'}
        - {id: bad, name: It <is> "right" & $fine, command: [sh, -c, 'echo "<b>" >&2; exit 4']}
        - {id: known, script: 'exit 1'}
        - {id: old, script: 'exit 1'}
        - {id: hint, script: 'exit 1', required: false}
        - {id: gone, command: [no-such-program]}
        - {id: setting, rule: GE3013}
        - {id: sealed, rule: GE3013}
        - {id: later, dependsOn: bad, script: 'true'}
        """;

    private const string Policy = """
        version: 1
        waivers:
        - {check: known, target: '*', owner: Me, reason: Because, expires: 2099-12-31}
        - {check: old, target: '*', owner: Me, reason: Because, expires: 2020-12-31}
        - {check: good, target: '*', owner: Me, reason: Because, expires: 2099-12-31}
        - {check: not-here, target: '*', owner: Me, reason: Because, expires: 2099-12-31}
        - {rule: GE3013, target: local, owner: You, reason: Because, expires: 2099-12-31}
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("goenv-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Findings_take_waivers_and_go_to_every_report_with_the_same_counts()
    {
        await WriteAsync("policy.yaml", Policy);
        await WriteAsync("release.yaml", Text);
        const string audit = "goenvctl Invoke-GoChecklist release.yaml local -Policy policy.yaml -IncludePassed -o jsonl > f.jsonl; echo $?; ";
        var run = await Goenvctl.RunAsync(folder, "sh", "-c", audit + "goenvctl Export-GoReport r.html r.md r.json r.jsonl r.csv r.sarif r.xml r.prom < f.jsonl; echo $?");
        Assert.Equal("2\n0\n", run.Out);
        var findings = File.ReadLines(At("f.jsonl")).Select(line => (Finding)GoEnvJson.Read(line)).ToList();
        Assert.Equal(
            "bad Fail, gone Unknown, good Pass, hint Fail, known Waived, later Unknown, old Fail, sealed Waived, setting Waived",
            string.Join(", ", findings.Where(finding => finding.Category == Category.Checklist).OrderBy(finding => finding.RuleId, StringComparer.Ordinal).Select(finding => $"{finding.RuleId} {finding.Outcome}")));
        Assert.Equal(["GE0901 policy.yaml:4", "GE0902 policy.yaml:5"], findings.Where(finding => finding is { Category: Category.Policy, Status: FindingStatus.Fail })
            .Select(finding => $"{finding.RuleId} {Path.GetFileName(finding.Location)}"));
        Assert.Equal("release.yaml:5", findings.Single(finding => finding.RuleId == "bad").Location);

        Assert.Equal(findings.Count, File.ReadLines(At("r.jsonl")).Count(line => line.Contains("\"kind\":\"finding\"", StringComparison.Ordinal)));
        Assert.Equal(findings.Count, JsonDocument.Parse(File.ReadAllText(At("r.json"))).RootElement.GetProperty("findings").GetArrayLength());
        var suites = XDocument.Load(At("r.xml")).Root!.Elements("testsuite").ToList();
        int Cases(string element) => suites.Elements("testcase").Elements(element).Count();
        Assert.Equal(findings.Count, suites.Elements("testcase").Count());
        Assert.Equal(findings.Count(Fails), Cases("failure"));
        Assert.Equal(findings.Count(finding => finding.Status == FindingStatus.Unknown), Cases("error"));
        Assert.Equal(findings.Count(finding => finding.IsWaived || finding is { Status: FindingStatus.Fail, Severity: Severity.Information }), Cases("skipped"));
        var sarif = JsonDocument.Parse(File.ReadAllText(At("r.sarif"))).RootElement.GetProperty("runs")[0];
        var results = sarif.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(findings.Count, results.Count);
        Assert.Equal(findings.Count(finding => finding.IsWaived), results.Count(result => result.GetProperty("suppressions").GetArrayLength() > 0));
        Assert.Equal(findings.Count(finding => finding.Status == FindingStatus.Unknown), results.Count(result => result.GetProperty("kind").GetString() == "open"));
        Assert.Equal(findings.Count(Fails), results.Count(result =>
            result.GetProperty("level").GetString() is "error" or "warning" && result.GetProperty("suppressions").GetArrayLength() == 0));
        Assert.Equal("release.yaml", results.Single(result => result.GetProperty("ruleId").GetString() == "bad")
            .GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.DoesNotContain("<is>", File.ReadAllText(At("r.html")), StringComparison.Ordinal);

        static bool Fails(Finding finding) => finding is { Status: FindingStatus.Fail, IsWaived: false, Severity: not Severity.Information };
    }

    [Fact]
    public async Task A_rule_that_may_not_be_waived_is_not_waived_as_a_check()
    {
        await WriteAsync("policy.yaml", """
            version: 1
            rules: {GE3013: {noWaiver: true}}
            waivers: [{check: setting, target: '*', owner: Me, reason: Because, expires: 2099-12-31}]
            """);
        await WriteAsync("c.yaml", "version: 1\nchecks: [{id: setting, rule: GE3013}]");
        var run = await Goenvctl.RunAsync(folder, Goenvctl.Program, "Invoke-GoChecklist", "c.yaml", "local", "-Policy", "policy.yaml", "-o", "jsonl");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["setting Fail", "GE0903 Fail"], run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (Finding)GoEnvJson.Read(line))
            .Select(finding => $"{finding.RuleId} {finding.Outcome}"));
    }

    [Theory]
    [InlineData(0, "{id: a, script: 'true'}")]
    [InlineData(1, "{id: a, script: 'false'}")]
    [InlineData(0, "{id: a, script: 'false', required: false}")]
    [InlineData(1, "{id: a, script: 'false', severity: warning}")]
    [InlineData(0, "{id: a, script: 'false', severity: warning}", "-FailOn", "Error")]
    [InlineData(2, "{id: a, command: [no-such-program]}")]
    [InlineData(0, "{id: a, command: [no-such-program]}", "-MaxUnknown", "1")]
    [InlineData(2, "{id: a, script: 'true', when: env=prod}")]
    [InlineData(2, "{id: a, script: 'true', onlyIf: 'false'}")]
    [InlineData(0, "{id: a, script: 'false'}", "-WhatIf")]
    [InlineData(2, "{id: a, script: 'true'}", "|")] // a pipe from which no target comes
    [InlineData(64, "{id: a, script: 'true', dependsOn: a}")]
    [InlineData(64, "{id: a, script: 'true'}", "-Policy", "none.yaml")]
    public async Task The_exit_code_says_what_came_of_it(int code, string check, params string[] words)
    {
        await WriteAsync("c.yaml", $"version: 1\nchecks: [{check}]");
        string[] target = words is ["|"] ? [] : ["local"];
        words = words is ["|"] ? [] : words;
        var run = await Goenvctl.RunAsync(folder, Goenvctl.Program, ["Invoke-GoChecklist", "c.yaml", .. target, .. words]);
        Assert.Equal((code, run.Out + run.Error), (run.ExitCode, run.Out + run.Error));
    }

    private string At(string name) => Path.Combine(folder, name);

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(At(name), text, TestContext.Current.CancellationToken);
}
