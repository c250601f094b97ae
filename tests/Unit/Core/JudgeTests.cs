using GoEnv.Policies;
using GoEnv.Releases;
using GoEnv.Shell;
using GoEnv.Toolchain;
using static GoEnv.Tests.Shell.ShellSamples;

namespace GoEnv.Tests.Core;

public sealed class JudgeTests
{
    private static readonly IReadOnlyList<Rule> ShellRules = Catalog.Rules.Where(rule => rule.FactsType == typeof(ShellFacts)).ToList();

    [Fact]
    public void A_probe_that_failed_is_said_once_for_all_rules_that_need_it()
    {
        var facts = new FactSet();
        facts.AddUnknown(typeof(ShellFacts), "the probe took too long");
        var finding = Assert.Single(Judged(facts));
        Assert.StartsWith("Could not be checked: the probe took too long; for the same reason GE2", finding.Message, StringComparison.Ordinal);
        Assert.All(ShellRules, rule => Assert.True(Judge.LeavesUndecided(finding, rule.Id)));
        Assert.False(Judge.LeavesUndecided(finding, "GE1001"));
        Assert.Equal(ShellRules.Select(rule => rule.Id).Except([finding.RuleId]).Order(StringComparer.Ordinal), finding.UndecidedRules.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_rule_that_says_twice_what_it_does_not_know_names_no_other()
    {
        var unknown = Reports.Samples.Finding(status: FindingStatus.Unknown) with { Unread = "it hangs" };
        var finding = Assert.Single(Judge.Fold([unknown, unknown with { Message = "Again." }]));
        Assert.Equal((unknown.Message, 0), (finding.Message, finding.UndecidedRules.Count));
    }

    [Fact]
    public void A_waiver_of_one_rule_leaves_the_others_as_they_are()
    {
        var facts = new FactSet();
        facts.AddUnknown(typeof(ShellFacts), "the probe took too long");
        var rule = ShellRules[1];
        var waiver = new Waiver
        {
            Rule = rule.Id,
            RuleIds = new HashSet<string> { rule.Id },
            CoversUnknown = true,
            Acceptance = new FindingWaiver("Me", "Because", new DateOnly(2099, 1, 1), null),
        };
        var context = new RuleContext(Target.Local, Policy.Default, GoReleases.Shipped, DateTimeOffset.UnixEpoch);
        var findings = Judge.Fold(new WaiverLedger([waiver], new DateOnly(2026, 1, 1)).Apply(Target.Local, context.Policy, ShellRules, Judge.Apply(ShellRules, facts, context).ToList()));
        Assert.Equal(2, findings.Count);
        var waived = Assert.Single(findings, finding => finding.IsWaived);
        Assert.Equal((rule.Id, 0), (waived.RuleId, waived.UndecidedRules.Count));
        Assert.DoesNotContain(rule.Id, findings.Single(finding => !finding.IsWaived).UndecidedRules);
    }

    [Fact]
    public void A_start_that_hangs_is_unknown_once()
    {
        var facts = new FactSet();
        facts.Add(Account("bash", Start("ssh", WithGo, "bash"), Hung("bash -lc", "bash")));
        var unknown = Assert.Single(Judged(facts), finding => finding.Status == FindingStatus.Unknown);
        Assert.EndsWith(" stay undecided.", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_PATH_that_is_not_known_is_unknown_once()
    {
        var facts = new FactSet();
        facts.Add(new ToolchainFacts { LoginPath = Fact<string>.Unknown("the login shell does not answer") });
        var unknown = Judged(facts, Catalog.Rules.Where(rule => rule.FactsType == typeof(ToolchainFacts) && !rule.OnRequest).ToList())
            .Where(finding => finding.Message.Contains("the login shell's PATH", StringComparison.Ordinal));
        Assert.Contains("GE1002", Assert.Single(unknown).Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Finding> Judged(FactSet facts, IReadOnlyList<Rule>? rules = null) =>
        Judge.Fold(Judge.Apply(rules ?? ShellRules, facts, new RuleContext(Target.Local, Policy.Default, GoReleases.Shipped, DateTimeOffset.UnixEpoch)).ToList());
}
