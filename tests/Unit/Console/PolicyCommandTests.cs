using GoEnv.Reports;

namespace GoEnv.Tests.Console;

public sealed class PolicyCommandTests : IDisposable
{
    private const string Strict = """
        version: 1
        go: {minimum: 1.26}
        labels: {gate=soft: {rules: {GE1004: {severity: information}}}}

        """;

    private readonly string folder = Directory.CreateTempSubdirectory("goenv-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_target_that_is_not_reached_cannot_be_waived()
    {
        var config = Path.Combine(folder, "ssh_config");
        File.WriteAllText(config, "Host broken\n  ProxyCommand false\n");
        var policy = Write("version: 1\nfailOn: never\nmaxUnknown: 1000\nwaivers: [{rule: GE*, target: '*', unknown: true, owner: Me, reason: r, expires: 2099-01-01}]");
        var run = Run("Test-GoConnection", "broken", "-SshConfigFile", config, "-Policy", policy);
        Assert.Equal(2, run.ExitCode);
        var findings = Findings(run);
        Assert.False(findings.Single(finding => finding.RuleId == "GE0001").IsWaived);
        Assert.Equal("GE0903", Assert.Single(findings, finding => finding.Category == Category.Policy).RuleId);
    }

    [Fact]
    public void A_policy_is_shown_with_the_origin_of_each_value()
    {
        var policy = Write(Strict + "waivers: [{rule: GE1004, target: web*, owner: Me, reason: r, expires: 2099-01-01}]");
        var said = GoenvctlRun.Of("Get-GoPolicy", policy);
        Assert.Equal(0, said.ExitCode);
        Assert.Contains($"{policy}:2", said.Out, StringComparison.Ordinal);
        Assert.Contains("labels.gate=soft.rules.GE1004.severity", said.Out, StringComparison.Ordinal);
        Assert.Contains("waivers.1", said.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("rules.GE2001", said.Out, StringComparison.Ordinal);
        Assert.Contains("rules.GE2001.severity", GoenvctlRun.Of("Get-GoPolicy", policy, "-Effective").Out, StringComparison.Ordinal);
        var labelled = GoenvctlRun.Of("Get-GoPolicy", policy, "-Label", "gate=soft", "-o", "jsonl").Out;
        Assert.Contains($"{{\"name\":\"rules.GE1004.severity\",\"value\":\"information\",\"origin\":\"{policy}:3\"}}", labelled, StringComparison.Ordinal);
        Assert.Contains("\"target\":\"local\"", GoenvctlRun.Of("Get-GoPolicy", policy, "-Target", "local", "-o", "jsonl").Out, StringComparison.Ordinal);
        Assert.DoesNotContain("waivers.1", GoenvctlRun.Of("Get-GoPolicy", policy, "-Target", "local").Out, StringComparison.Ordinal);
        Assert.Contains("waivers.1", GoenvctlRun.Of("Get-GoPolicy", policy, "-Target", "web01").Out, StringComparison.Ordinal);
        Assert.Contains("profile", GoenvctlRun.Of("Get-GoPolicy", "-Profile", "server").Out, StringComparison.Ordinal);
        Assert.Equal(64, GoenvctlRun.Of("Get-GoPolicy", "-Profile", "none").ExitCode);
        Assert.Equal(64, GoenvctlRun.Of("Get-GoPolicy", "/does/not/exist.yaml").ExitCode);
    }

    private static GoenvctlRun Run(params string[] args) => GoenvctlRun.Of([.. args, "-o", "jsonl"]);

    private static List<Finding> Findings(GoenvctlRun run) =>
        run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (Finding)GoEnvJson.Read(line)).ToList();

    private string Write(string text)
    {
        var path = Path.Combine(folder, "policy.yaml");
        File.WriteAllText(path, text);
        return path;
    }
}
