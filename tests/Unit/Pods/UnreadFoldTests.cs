using GoEnv.Kubernetes;
using GoEnv.Pods;
using GoEnv.Policies;
using GoEnv.Releases;

namespace GoEnv.Tests.Pods;

public sealed class UnreadFoldTests
{
    private const string Reason = "the account lacks get on pods/exec";

    [Fact]
    public async Task A_container_that_could_not_be_asked_is_unknown_once_and_names_the_rules_that_are_not_judged()
    {
        var findings = await AuditAsync(GivenPod.Unasked(GivenPod.With()));
        var unknown = Assert.Single(findings, finding => finding.Status == FindingStatus.Unknown);
        Assert.Equal("GE7001", unknown.RuleId);
        Assert.Contains(Reason, unknown.Message, StringComparison.Ordinal);
        Assert.Equal(Severity.Error, unknown.Severity);
        Assert.Equal("runs, metadata, platform", unknown.Check);
        string[] others = ["GE7002", "GE7003", "GE7010"];
        Assert.All(others, rule => Assert.Contains(rule, unknown.Message, StringComparison.Ordinal));
        Assert.All(others, rule => Assert.Contains(unknown.Evidence, line => line.StartsWith(rule + " ", StringComparison.Ordinal)));
        Assert.All(others, rule => Assert.DoesNotContain(findings, finding => finding.RuleId == rule));
    }

    [Fact]
    public async Task Each_of_the_rules_says_it_where_it_is_asked_for_alone()
    {
        var pod = GivenPod.Unasked(GivenPod.With());
        var named = Assert.Single(await AuditAsync(pod), finding => finding.Status == FindingStatus.Unknown).Evidence.Select(line => line.Split(' ')[0]).Append("GE7001").ToList();
        Assert.True(named.Count > 5);
        foreach (var rule in Catalog.Rules.Where(rule => PodCollector.NeedsInside(rule) && rule.AppliesToFacts(pod)))
        {
            var alone = Assert.Single(await AuditAsync(pod, [rule]));
            Assert.Equal(named.Contains(rule.Id), alone.Status == FindingStatus.Unknown);
            Assert.Empty(alone.Evidence);
        }
    }

    [Fact]
    public async Task A_waiver_of_the_first_rule_silences_no_other()
    {
        var policy = Policy.Parse(
            """
            version: 1
            waivers:
            - rule: GE7001
              target: '*'
              unknown: true
              owner: team-api
              reason: The image has no shell.
              expires: 2099-01-01
            """, "test");
        var findings = await AuditAsync(GivenPod.Unasked(GivenPod.With()), policy: policy);
        var unknown = findings.Where(finding => finding.Status == FindingStatus.Unknown).ToList();
        Assert.Equal(["GE7001", "GE7002"], unknown.Select(finding => finding.RuleId));
        Assert.Equal([true, false], unknown.Select(finding => finding.IsWaived));
        Assert.Contains("GE7003", unknown[1].Message, StringComparison.Ordinal);
        Assert.Equal("metadata, platform", unknown[1].Check);
    }

    [Fact]
    public async Task Two_containers_are_two_findings()
    {
        var pod = GivenPod.Unasked(GivenPod.With());
        var first = pod.Containers[0];
        var findings = await AuditAsync(pod with { Containers = [first, first with { Spec = first.Spec with { Name = "second" } }] });
        Assert.Equal([first.Name, "second"], findings.Where(finding => finding.Status == FindingStatus.Unknown).Select(finding => finding.Subject));
    }

    private static async Task<IReadOnlyList<Finding>> AuditAsync(PodFacts pod, IReadOnlyList<Rule>? rules = null, Policy? policy = null) => (await new Audit
    {
        Open = _ => null!,
        Probes = [],
        Rules = rules ?? Catalog.Rules.Where(rule => rule.Category == Category.Pod).ToList(),
        Policy = policy ?? Policy.Default,
        Releases = GoReleases.Shipped with { Date = DateOnly.FromDateTime(DateTime.UtcNow) },
        Pods = _ => _ => Task.FromResult(pod),
    }.RunAsync(Target.Parse("pod:apps/api-0"), CancellationToken.None)).Findings;
}
