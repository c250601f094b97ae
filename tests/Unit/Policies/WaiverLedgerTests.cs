using GoEnv.Policies;
using GoEnv.Tests.Reports;
using GoEnv.Yaml;

namespace GoEnv.Tests.Policies;

public sealed class WaiverLedgerTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    [Fact]
    public void A_live_waiver_marks_the_finding_and_changes_nothing_else_of_it()
    {
        var (findings, problems) = Run(["rule: GE1001, target: web01, expires: 2026-11-21"], Finding("GE1001"), Finding("GE1002"));
        Assert.Equal([true, false], findings.Select(finding => finding.IsWaived));
        Assert.Equal(GoEnv.Reports.GoEnvJson.Write(Finding("GE1001")), GoEnv.Reports.GoEnvJson.Write(findings[0] with { Waiver = null }));
        Assert.Equal("Waived", findings[0].Outcome);
        Assert.Empty(problems);
    }

    [Fact]
    public void An_expired_waiver_waives_nothing_and_is_a_finding()
    {
        var (findings, problems) = Run(["rule: GE1001, target: web01, expires: 2026-11-20"], Finding("GE1001"));
        Assert.False(findings[0].IsWaived);
        Assert.Equal("GE0901 The waiver of GE1001 on web01 by Me expired on 2026-11-20, and the finding that it covered counts again.", Assert.Single(problems));
        Assert.Equal(
            "GE0901 The waiver of GE1001 on web01 by Me expired on 2026-11-20, and there is nothing left that it would cover.",
            Assert.Single(Run(["rule: GE1001, target: web01, expires: 2026-11-20"], Finding("GE1001", FindingStatus.Pass)).Problems));
    }

    [Theory]
    [InlineData("2020-01-01", "2027-01-01")]
    [InlineData("2027-01-01", "2020-01-01")]
    public void What_a_live_waiver_covers_does_not_count_again_when_another_expires(params string[] days)
    {
        var (findings, problems) = Run([.. days.Select(day => $"rule: GE1001, target: web01, expires: {day}")], Finding("GE1001"));
        Assert.True(findings[0].IsWaived);
        Assert.Equal("GE0901 The waiver of GE1001 on web01 by Me expired on 2020-01-01, and another waiver covers what it covered.", Assert.Single(problems));
    }

    [Fact]
    public void A_waiver_that_covers_nothing_is_a_finding_where_its_rule_was_judged()
    {
        const string waiver = "rule: GE1001, target: web01, subject: GOPATH, expires: 2027-01-01";
        Assert.Equal("GE0902 The waiver of GE1001 on web01, GOPATH by Me covers no finding of this run.", Assert.Single(Run([waiver], Finding("GE1001")).Problems));
        Assert.Single(Run([waiver], Finding("GE1001", FindingStatus.Pass)).Problems);
        Assert.Empty(Run([waiver], Finding("GE1002")).Problems);
        Assert.Empty(Run([waiver], Finding("GE1001", FindingStatus.Unknown)).Problems);
        Assert.Empty(Run(["rule: GE1001, target: db01, expires: 2027-01-01"], Finding("GE1001")).Problems);
        Assert.Empty(Run(["rule: GE1001, target: db01, expires: 2020-01-01"], Finding("GE1001")).Problems);
        Assert.Single(Run([waiver.Replace("GE1001", "GE10*", StringComparison.Ordinal)], Finding("GE1001", FindingStatus.Unknown), Finding("GE1002")).Problems);
    }

    [Fact]
    public void What_could_not_be_checked_is_waived_on_request_alone()
    {
        const string waiver = "rule: GE1001, target: web01, expires: 2027-01-01";
        Assert.False(Run([waiver], Finding("GE1001", FindingStatus.Unknown)).Findings[0].IsWaived);
        Assert.True(Run([waiver + ", unknown: true"], Finding("GE1001", FindingStatus.Unknown)).Findings[0].IsWaived);
    }

    [Fact]
    public void A_rule_that_may_not_be_waived_is_not_and_the_waiver_is_a_finding()
    {
        var (findings, problems) = Run(["rule: GE0001, target: web01, expires: 2027-01-01"], Finding("GE0001"));
        Assert.False(findings[0].IsWaived);
        Assert.Equal("GE0903 The waiver of GE0001 on web01 by Me is refused: GE0001 may not be waived.", Assert.Single(problems));
        Assert.Equal(problems, Run(["rule: GE0001, target: web01, expires: 2020-01-01"], Finding("GE0001", FindingStatus.Pass)).Problems);
        Assert.Empty(Run(["rule: GE*, target: web01, expires: 2027-01-01"], Finding("GE0001", FindingStatus.Pass), Finding("GE1001")).Problems);
        (findings, problems) = Run(["rule: GE*, target: '*', unknown: true, expires: 2027-01-01"], Finding("GE0001"), Finding("GE1001"), Finding("GE2001"));
        Assert.Equal([false, true, false], findings.Select(finding => finding.IsWaived));
        Assert.Equal("GE0903 The waiver of GE* on * by Me is refused: GE0001, GE2001 may not be waived.", Assert.Single(problems));
    }

    [Fact]
    public void The_first_of_several_waivers_counts_and_none_of_them_is_left_over()
    {
        var (findings, problems) = Run(
            ["rule: GE1001, target: x, expires: 2027-01-01", "rule: GE10*, target: web*, expires: 2027-02-01", "rule: GE1001, target: '*', expires: 2027-03-01"],
            Finding("GE1001"));
        Assert.Equal(new DateOnly(2027, 2, 1), findings[0].Waiver!.Expires);
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("check: go-*", true, null)]
    [InlineData("check: GO-RUNS", true, null)]
    [InlineData("check: go-tests", false, null)]
    [InlineData("check: go-runs, subject: x", false, "GE0902 The waiver of check go-runs on web01, x by Me covers no finding of this run.")]
    [InlineData("check: go-runs, path: release.yaml", true, null)]
    [InlineData("rule: GE*", false, null)]
    [InlineData("check: sealed", false, "GE0903 The waiver of check sealed on web01 by Me is refused: sealed may not be waived.")]
    public void A_waiver_of_checks_is_about_checks(string about, bool waives, string? problem)
    {
        var policy = Read([$"{about}, target: web01, expires: 2027-01-01"]);
        var ledger = new WaiverLedger(policy.Waivers, Today);
        Finding[] checks = [OfCheck("go-runs"), OfCheck("sealed")];
        var marked = ledger.Apply(checks[0].Target, [new Waivable("go-runs", Category.Checklist, true), new Waivable("sealed", Category.Checklist, false)], checks);
        Assert.Equal([waives, false], marked.Select(finding => finding.IsWaived));
        Assert.Equal(problem is null ? [] : [problem], Problems(ledger, policy));
        Assert.False(ledger.Apply(checks[0].Target, policy, [FakeRule.All[1]], [Finding("GE1001")])[0].IsWaived && about.StartsWith("check", StringComparison.Ordinal));

        static Finding OfCheck(string id) => Samples.Finding("GE1001") with { RuleId = id, Category = Category.Checklist, Location = "release.yaml:3", Subject = null };
    }

    [Theory]
    [InlineData("rule: GE1001, target: web01, expires: 2027-01-01")]
    [InlineData("rule: 'GE*', target: web01, expires: 2027-01-01")]
    [InlineData("rule: GE1002, target: web01, expires: 2027-01-01")]
    [InlineData("rule: GE1002, target: web01, unknown: true, expires: 2027-01-01")]
    [InlineData("rule: GE1001, target: web01, subject: x, expires: 2027-01-01")]
    [InlineData("rule: GE1001, target: web01, expires: 2020-01-01")]
    [InlineData("rule: GE2001, target: web01, expires: 2027-01-01")]
    public void Findings_that_come_one_by_one_are_waived_as_all_at_once(string waiver)
    {
        Finding[] findings = [Finding("GE1001"), Finding("GE1002", FindingStatus.Unknown), Finding("GE1001"), Finding("GE2001")];
        var policy = Read([waiver]);
        var (whole, parts) = (new WaiverLedger(policy.Waivers, Today), new WaiverLedger(policy.Waivers, Today));
        var target = findings[0].Target;
        var marked = findings[..3].SelectMany(finding => parts.ApplyEarly(target, policy, FakeRule.All, [finding])).ToList();
        Assert.Empty(parts.Facts.Uses);
        marked.AddRange(parts.Apply(target, policy, FakeRule.All, findings[3..], new HashSet<string> { "GE1002" }));
        Assert.Equal(whole.Apply(target, policy, FakeRule.All, findings).Select(finding => finding.IsWaived), marked.Select(finding => finding.IsWaived));
        Assert.Equal(whole.Facts.Uses.Select(Did), parts.Facts.Uses.Select(Did));
        Assert.Equal(Problems(whole, policy), Problems(parts, policy));

        static string Did(WaiverUse use) => $"{use.InScope} {use.IsJudged} {use.Count} {use.OpenCount} {string.Join(',', use.Examples)} {string.Join(',', use.Refused)}";
    }

    [Fact]
    public void Targets_side_by_side_lose_no_count()
    {
        var policy = Read(["rule: GE1001, target: 'web*', expires: 2020-01-01"]);
        var ledger = new WaiverLedger(policy.Waivers, Today);
        Parallel.For(0, 500, i =>
        {
            var target = Target.Ssh($"web{i}");
            ledger.Apply(target, policy, [FakeRule.All[1]], [Finding("GE1001") with { Target = target }]);
        });
        var use = Assert.Single(ledger.Facts.Uses);
        Assert.Equal((500, 5), (use.Count, use.Examples.Count));
    }

    private static (IReadOnlyList<Finding> Findings, IReadOnlyList<string> Problems) Run(string[] waivers, params Finding[] findings)
    {
        var policy = Read(waivers);
        var ledger = new WaiverLedger(policy.Waivers, Today);
        var rules = FakeRule.All.Where(rule => findings.Any(finding => finding.RuleId == rule.Id)).ToList();
        var marked = ledger.Apply(findings[0].Target, policy, rules, findings);
        return (marked, Problems(ledger, policy));
    }

    private static IReadOnlyList<string> Problems(WaiverLedger ledger, Policy policy)
    {
        var context = new RuleContext(Target.Local, policy, GoEnv.Releases.GoReleases.Shipped, DateTimeOffset.UnixEpoch);
        Rule[] judges = [new WaiverExpiredRule(), new WaiverUsedRule(), new WaiverAllowedRule()];
        var problems = judges.SelectMany(rule => rule.JudgeFacts(ledger.Facts, context).Select(problem => (rule.Id, problem))).ToList();
        Assert.All(problems, found => Assert.StartsWith("f:", found.problem.Location, StringComparison.Ordinal));
        return problems.ConvertAll(found => $"{found.Id} {found.problem.Message}");
    }

    private static Finding Finding(string rule, FindingStatus status = FindingStatus.Fail) => Samples.Finding(rule, status: status) with { Subject = "GOROOT" };

    private static Policy Read(string[] waivers) => new PolicyReader(FakeRule.All).Read(
        YamlFile.Parse("version: 1\nrules: {GE2001: {noWaiver: true}}\nwaivers:\n" + string.Concat(waivers.Select(waiver => $"  - {{{waiver}, owner: Me, reason: r}}\n")), "f"), "f", new Policy());
}
