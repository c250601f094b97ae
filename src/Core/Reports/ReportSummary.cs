using System.Runtime.InteropServices;

namespace GoEnv.Reports;

/// <summary>The findings of one target, counted.</summary>
/// <param name="Name">The target's name.</param>
/// <param name="Address">The written form of the first target of that name.</param>
/// <param name="Counts">Its findings.</param>
public sealed record TargetCounts(string Name, string Address, FindingCounts Counts);

/// <summary>A rule that a report has findings of, as the first of them says it.</summary>
public sealed record ReportedRule(string Id, string Title, Category Category, Severity Severity, string HelpPage);

/// <summary>What a report holds, counted while its findings pass by.</summary>
public sealed class ReportSummary
{
    private readonly Dictionary<string, int> targetNumbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> ruleNumbers = new(StringComparer.Ordinal);
    private readonly List<TargetCounts> targets = [];
    private readonly List<ReportedRule> rules = [];
    private readonly SortedDictionary<Category, FindingCounts> areas = [];

    /// <summary>All findings.</summary>
    public FindingCounts Counts { get; } = new();

    /// <summary>The targets by name, in the order of their first finding.</summary>
    public IReadOnlyList<TargetCounts> Targets => targets;

    /// <summary>The rules, in the order of their first finding.</summary>
    public IReadOnlyList<ReportedRule> Rules => rules;

    /// <summary>The findings of each area.</summary>
    public IReadOnlyDictionary<Category, FindingCounts> Areas => areas;

    /// <summary>The number of a target in <see cref="Targets"/>.</summary>
    public int TargetNumber(Finding finding) => targetNumbers[finding.Target.Name];

    /// <summary>The number of a rule in <see cref="Rules"/>.</summary>
    public int RuleNumber(Finding finding) => ruleNumbers[finding.RuleId];

    /// <summary>Counts one finding.</summary>
    public void Add(Finding finding)
    {
        var name = finding.Target.Name;
        ref var target = ref CollectionsMarshal.GetValueRefOrAddDefault(targetNumbers, name, out var known);
        if (!known)
        {
            target = targets.Count;
            targets.Add(new TargetCounts(name, finding.Target.Address, new FindingCounts()));
        }

        if (ruleNumbers.TryAdd(finding.RuleId, rules.Count))
        {
            rules.Add(new ReportedRule(finding.RuleId, finding.Title, finding.Category, finding.Severity, finding.HelpPage));
        }

        if (!areas.TryGetValue(finding.Category, out var area))
        {
            areas[finding.Category] = area = new FindingCounts();
        }

        Counts.Add(finding);
        targets[target].Counts.Add(finding);
        area.Add(finding);
    }
}
