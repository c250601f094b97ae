using GoEnv.Policies;
using GoEnv.Releases;

namespace GoEnv.Coverage;

/// <summary>Applies the rules on coverage, and the waivers of the policy.</summary>
public static class CoverageAudit
{
    /// <summary>The rules that a policy has a minimum for, among those that are asked for; <see cref="FormatException"/> for one that there is none for.</summary>
    public static IReadOnlyList<Rule> RulesFor(Policy policy, IReadOnlyList<string> include, IReadOnlyList<string> exclude)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(include);
        var selection = new RuleSelection { Policy = policy, Categories = [Category.Coverage], Include = include, Exclude = exclude };
        var rules = selection.Demand();
        var judged = rules.OfType<CoverageRule>().Where(rule => rule.MinimumOf(policy.Coverage) is not null).ToList<Rule>();
        return judged.Count == 0 && include.Count == 0 ? []
            : rules.OfType<CoverageRule>().FirstOrDefault(rule => include.Contains(rule.Id, StringComparer.OrdinalIgnoreCase) && !judged.Contains(rule)) is { } unset
                ? throw new FormatException($"The policy sets no minimum for {unset.Id} ({unset.Title}).")
                : judged.Count == 0 ? throw new FormatException("The policy sets no minimum for a rule that is asked for.")
                : [.. judged, .. rules.Where(rule => rule.Category == Category.Policy)];
    }

    /// <summary>The findings, of the target <c>local</c>.</summary>
    public static IReadOnlyList<Finding> Judge(CoverageFacts coverage, IReadOnlyList<Rule> rules, Policy policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var facts = new FactSet();
        facts.Add(coverage);
        var context = new RuleContext(Target.Local, policy, GoReleases.Shipped, now);
        var ledger = new WaiverLedger(policy.Waivers, DateOnly.FromDateTime(now.UtcDateTime));
        var (ofPolicy, judged) = (rules.Where(rule => rule.FactsType == typeof(WaiverFacts)).ToList(), rules.Where(rule => rule.FactsType != typeof(WaiverFacts)).ToList());
        var findings = ledger.Apply(context.Target, policy, judged, GoEnv.Judge.Apply(judged, facts, context).ToList());
        facts.Add(ledger.Facts);
        return ledger.Facts.Uses.Count == 0 ? findings : [.. findings, .. GoEnv.Judge.Apply(ofPolicy, facts, context)];
    }
}
