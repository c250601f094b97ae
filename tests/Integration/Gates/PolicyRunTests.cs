using GoEnv.Reports;

namespace GoEnv.Tests.Gates;

/// <summary>Runs of goenvctl under policies, on this machine with one fault: GOINSECURE is set, which GE3013 names.</summary>
public sealed class PolicyRunTests : IDisposable
{
    private const string Layers = """
        version: 1
        rules: {GE0002: {noWaiver: true}}
        profiles: {soft: {rules: {GE3013: {severity: information}}}}

        """;

    private readonly string folder = Directory.CreateTempSubdirectory("goenv-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_live_an_expired_an_unmatched_and_a_forbidden_waiver_behave_as_written()
    {
        const string ever = "owner: Me, reason: Because, expires: 2099-12-31";
        const string over = "owner: Me, reason: Because, expires: 2020-01-01";
        var policy = Write(Layers + $$"""
            waivers:
              - {rule: GE3013, target: local, {{ever}}}
              - {rule: GE3013, target: local, {{over}}}
              - {rule: GE3013, target: local, subject: nothing, {{ever}}}
              - {rule: GE0002, target: local, {{ever}}}
              - {rule: GE0001, target: '*', {{ever}}}
              - {rule: GE2001, target: local, {{over}}}
              - {rule: GE3013, target: web01, {{over}}}
            """);
        var run = await RunAsync("Test-GoEnvironment", "local", "-Policy", policy, "-Rule", "GE0001,GE0002,GE3013,GE09*", "-IncludePassed", "-o", "jsonl");
        var findings = Findings(run.Out);
        var waived = Assert.Single(findings, finding => finding.RuleId == "GE3013");
        Assert.Equal((FindingStatus.Fail, new FindingWaiver("Me", "Because", new DateOnly(2099, 12, 31), policy + ":5")), (waived.Status, waived.Waiver));
        Assert.Equal(
            ["GE0901 :6", "GE0902 :7", "GE0903 :8", "GE0903 :9"],
            findings.Where(finding => finding.Category == Category.Policy).Select(finding => $"{finding.RuleId} {finding.Location![policy.Length..]}"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("1 waived", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "")]
    [InlineData(0, "waivers: [{rule: GE3013, target: local, owner: Me, reason: r, expires: 2099-12-31}]")]
    [InlineData(1, "waivers: [{rule: GE3013, target: local, owner: Me, reason: r, expires: 2020-12-31}]")]
    [InlineData(0, "failOn: error")]
    [InlineData(0, "failOn: never")]
    [InlineData(1, "failOn: never", "-FailOn", "Warning")]
    [InlineData(0, "", "-FailOn", "Error")]
    [InlineData(0, "", "-Profile", "SOFT")]
    [InlineData(1, "", "-Profile", "soft", "-FailOn", "Information")]
    [InlineData(1, "", "-ErrorOnFail")]
    [InlineData(64, "", "-Profile", "sofd")]
    [InlineData(64, "failOn: sometimes")]
    public async Task The_exit_code_follows_policy_and_parameters(int code, string more, params string[] words)
    {
        var run = await RunAsync(["Test-GoModuleSetting", "local", "-Policy", Write(Layers + more), "-Rule", "GE3013", .. words]);
        Assert.Equal((code, run.Error), (run.ExitCode, run.Error));
        Assert.Equal(more.Contains("2099", StringComparison.Ordinal), run.Out.StartsWith("Status", StringComparison.Ordinal) && run.Out.Contains("\nWaived ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("True", "waivers: [{rule: GE3013, target: local, owner: Me, reason: r, expires: 2099-12-31}]")]
    [InlineData("False", "")]
    public async Task A_waived_finding_leaves_Quiet_true(string says, string more) =>
        Assert.Equal(says, (await RunAsync("Test-GoModuleSetting", "local", "-Policy", Write(Layers + more), "-Rule", "GE3013", "-Quiet")).Out.Trim());

    [Fact]
    public async Task A_label_of_the_target_chooses_what_holds_for_it()
    {
        var policy = Write("""
            version: 1
            profiles: {lab: {labels: [site=lab], rules: {GE3013: {enabled: false}}}}
            labels: {env=prod: {rules: {GE3013: {severity: error}}}, env=old: {go: {releaseDataDays: 1}}}
            waivers: [{rule: GE3013, label: env=dev, owner: Me, reason: r, expires: 2099-01-01}]
            """);
        var targets = string.Join('\n', new[] { "env=prod", "env=dev", "env=test", "site=lab" }.Select(label =>
            $"{{\"target\":\"local\",\"name\":\"{label}\",\"labels\":{{\"{label.Split('=')[0]}\":\"{label.Split('=')[1]}\"}}}}"));
        await File.WriteAllTextAsync(Path.Combine(folder, "targets.jsonl"), targets, TestContext.Current.CancellationToken);
        var run = await Goenvctl.RunAsync(
            folder, "sh", "-c", $"goenvctl Test-GoModuleSetting -Policy {policy} -Rule 'GE3013*' -o jsonl < targets.jsonl");
        Assert.Equal(
            ["env=dev Waived Warning", "env=prod Fail Error", "env=test Fail Warning"],
            Findings(run.Out).Select(finding => $"{finding.TargetName} {finding.Outcome} {finding.Severity}").Order(StringComparer.Ordinal));
        Assert.Contains("warning: No rule applies to site=lab: what the rules judge is not there, or the policy for it has them off.", run.Error, StringComparison.Ordinal);
    }

    private static List<Finding> Findings(string lines) =>
        lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (Finding)GoEnvJson.Read(line)).ToList();

    private string Write(string text)
    {
        var path = Path.Combine(folder, "policy.yaml");
        File.WriteAllText(path, text);
        return path;
    }

    private Task<(int ExitCode, string Out, string Error)> RunAsync(params string[] args) => Goenvctl.RunAsync(folder, Goenvctl.Program, args);
}
