namespace GoEnv.Policies;

/// <summary>Applies the waivers of a policy to the findings of a run and keeps what each of them did.</summary>
/// <param name="waivers">The waivers; the first that covers a finding is the one that it names.</param>
/// <param name="today">The day, in UTC.</param>
public sealed class WaiverLedger(IReadOnlyList<Waiver> waivers, DateOnly today)
{
    private const int ExampleCount = 5;

    private readonly object access = new();
    private readonly WaiverUse[] uses = waivers.Select(waiver => new WaiverUse(waiver, waiver.Acceptance.Expires < today)).ToArray();

    /// <summary>What the waivers did; those that were about no rule and target of the run are left out.</summary>
    public WaiverFacts Facts
    {
        get
        {
            lock (access)
            {
                return new WaiverFacts(uses.Where(use => use.InScope).ToList());
            }
        }
    }

    /// <summary>Marks what is waived among the findings of one target; safe from any thread.</summary>
    /// <param name="target">The target.</param>
    /// <param name="policy">The policy for the target.</param>
    /// <param name="rules">The rules that were applied to it.</param>
    /// <param name="findings">What they found.</param>
    public IReadOnlyList<Finding> Apply(Target target, Policy policy, IReadOnlyList<Rule> rules, IReadOnlyList<Finding> findings) =>
        Apply(target, Waivables(policy, rules), findings);

    /// <summary>The same for findings that come before the last of their target; <see cref="Apply(Target, Policy, IReadOnlyList{Rule}, IReadOnlyList{Finding}, IReadOnlySet{string})"/> is to follow.</summary>
    internal IReadOnlyList<Finding> ApplyEarly(Target target, Policy policy, IReadOnlyList<Rule> rules, IReadOnlyList<Finding> findings) =>
        Apply(target, Waivables(policy, rules), findings, null);

    /// <summary>The same for the last findings of a target, whose earlier ones left <paramref name="undecided"/> rules open.</summary>
    internal IReadOnlyList<Finding> Apply(Target target, Policy policy, IReadOnlyList<Rule> rules, IReadOnlyList<Finding> findings, IReadOnlySet<string> undecided) =>
        Apply(target, Waivables(policy, rules), findings, undecided);

    /// <summary>The same for what was judged, whether rules or checks.</summary>
    internal IReadOnlyList<Finding> Apply(Target target, IReadOnlyList<Waivable> judged, IReadOnlyList<Finding> findings) =>
        Apply(target, judged, findings, new HashSet<string>());

    private static List<Waivable> Waivables(Policy policy, IReadOnlyList<Rule> rules) => rules.Select(rule => new Waivable(rule.Id, rule.Category, policy.MayWaive(rule))).ToList();

    // Null for undecided rules while more findings of the target come: what its waivers did is known at the end.
    private IReadOnlyList<Finding> Apply(Target target, IReadOnlyList<Waivable> judged, IReadOnlyList<Finding> findings, IReadOnlySet<string>? undecided)
    {
        var covering = Enumerable.Range(0, uses.Length).Where(i => uses[i].Waiver.Covers(target)).ToList();
        if (covering.Count == 0)
        {
            return findings;
        }

        var refused = judged.Where(one => !one.MayWaive).Select(one => one.Id).ToHashSet(StringComparer.Ordinal);
        lock (access)
        {
            foreach (var i in undecided is null ? [] : covering)
            {
                uses[i] = Scope(uses[i], judged, refused, findings, undecided!);
            }

            var applied = findings.Select(finding => covering.Aggregate(finding, (found, i) => Apply(found, i, refused))).ToList();
            foreach (var i in covering)
            {
                var open = applied.Count(finding => !finding.IsWaived && !refused.Contains(finding.RuleId) && uses[i].Waiver.Covers(finding));
                uses[i] = uses[i] with { OpenCount = uses[i].OpenCount + open };
            }

            return applied;
        }
    }

    // Only a rule that came to a judgement shows that there was nothing to waive.
    private static WaiverUse Scope(WaiverUse use, IReadOnlyList<Waivable> judged, HashSet<string> refused, IReadOnlyList<Finding> findings, IReadOnlySet<string> undecided)
    {
        var about = judged.Where(one => use.Waiver.IsAbout(one.Id, one.Category)).Select(one => one.Id).ToHashSet(StringComparer.Ordinal);
        var open = findings.Where(finding => finding.Status == FindingStatus.Unknown).Select(finding => finding.RuleId).Concat(undecided).ToHashSet(StringComparer.Ordinal);
        return use with
        {
            InScope = use.InScope || about.Count > 0,
            IsJudged = use.IsJudged || about.Any(id => !refused.Contains(id) && (use.Waiver.CoversUnknown || !open.Contains(id))),
            Refused = use.Waiver.IsExact ? [.. use.Refused.Union(about.Intersect(refused))] : use.Refused,
        };
    }

    private Finding Apply(Finding finding, int i, HashSet<string> refused)
    {
        var use = uses[i];
        if (!use.Waiver.Covers(finding))
        {
            return finding;
        }

        if (refused.Contains(finding.RuleId))
        {
            uses[i] = use with { Refused = [.. use.Refused.Union([finding.RuleId])] };
            return finding;
        }

        uses[i] = use with
        {
            Count = use.Count + 1,
            Examples = use.Examples.Count < ExampleCount ? [.. use.Examples, $"{finding.RuleId} on {finding.Target.Name}: {finding.Message}"] : use.Examples,
        };
        return use.IsExpired || finding.IsWaived ? finding : finding with { Waiver = use.Waiver.Acceptance };
    }
}

/// <summary>A rule or a check that was judged.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Category">Its area; <see cref="Category.Checklist"/> for a check.</param>
/// <param name="MayWaive">False when no waiver may silence it.</param>
internal readonly record struct Waivable(string Id, Category Category, bool MayWaive);
