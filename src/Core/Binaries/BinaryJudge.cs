namespace GoEnv.Binaries;

/// <summary>Judges the binaries of a target as they come: what is wrong with one is said at once, and that nothing is wrong when all have come.</summary>
internal sealed class BinaryJudge(IReadOnlyList<Rule> rules, RuleContext start)
{
    private readonly List<BinaryRule> single = rules.OfType<BinaryRule>().Where(rule => !rule.NeedsAll).ToList();
    private readonly HashSet<Rule> said = [];

    /// <summary>The rules that could not be checked for some binary.</summary>
    public HashSet<string> Undecided { get; } = new(StringComparer.Ordinal);

    /// <summary>How many findings were said of single binaries.</summary>
    public int Count { get; private set; }

    /// <summary>What is wrong with one binary, whatever the others are.</summary>
    public IReadOnlyList<Finding> Of(JudgedBinary binary)
    {
        var facts = new BinaryFacts { Binaries = [binary] };
        var findings = new List<Finding>();
        foreach (var rule in single)
        {
            var found = Judge.Problems(rule, facts, start);
            findings.AddRange(found);
            Undecided.UnionWith(found.Where(finding => finding.Status == FindingStatus.Unknown).Select(finding => finding.RuleId));
            if (found.Count > 0)
            {
                said.Add(rule);
            }
        }

        Count += findings.Count;
        return findings;
    }

    /// <summary>What is left to say when all have come.</summary>
    public IReadOnlyList<Finding> Rest(FactSet facts, RuleContext context) => Judge.Apply(rules.Where(rule => !said.Contains(rule)), facts, context).ToList();
}
