namespace GoEnv.Policies;

/// <summary>Which rules an audit applies.</summary>
public sealed record RuleSelection
{
    /// <summary>The policy, which may switch rules off and select areas.</summary>
    public Policy Policy { get; init; } = Policy.Default;

    /// <summary>Areas, instead of those that the policy selects; empty leaves it to the policy.</summary>
    public IReadOnlyList<Category> Categories { get; init; } = [];

    /// <summary>
    /// Ids and patterns such as <c>GE20*</c>, of which a rule must match one; empty takes all. A full id takes its rule even
    /// where the policy has it off, does not select its area, or it runs on request only.
    /// </summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Ids and patterns that leave rules out; they go over all else.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Takes rules that run on request only.</summary>
    public bool IncludeOnRequest { get; init; }

    /// <summary>
    /// The rules, in the order of their ids. <see cref="FormatException"/>, with the nearest id, for an id or a pattern that
    /// matches no rule.
    /// </summary>
    public IReadOnlyList<Rule> Apply() => Apply(Catalog.Rules);

    /// <summary>
    /// As <see cref="Apply()"/>, for a run that must not pass for want of rules: <see cref="FormatException"/> also when no
    /// rule is left, or a full id is of an area that is not judged.
    /// </summary>
    public IReadOnlyList<Rule> Demand() => Demand(Catalog.Rules);

    internal IReadOnlyList<Rule> Demand(IReadOnlyList<Rule> rules)
    {
        var taken = Apply(rules);
        if (Categories.Count > 0 && rules.FirstOrDefault(rule => IsNamed(rule) && !Categories.Contains(rule.Category)) is { } stray)
        {
            throw new FormatException(
                $"{stray.Id} is a rule of the area {stray.Category}, and only {string.Join(", ", Categories)} is judged.");
        }

        return taken.Count > 0
            ? taken
            : throw new FormatException("No rule is left to apply by what is taken, left out, and on in the policy.");
    }

    internal IReadOnlyList<Rule> Apply(IReadOnlyList<Rule> rules)
    {
        var included = Include.SelectMany(pattern => Find(pattern, rules)).ToHashSet();
        var excluded = Exclude.SelectMany(pattern => Find(pattern, rules)).ToHashSet();
        return rules.Where(rule => !excluded.Contains(rule)
            && (Include.Count == 0 || included.Contains(rule))
            && (Categories.Count == 0 || Categories.Contains(rule.Category))
            && (IsNamed(rule) || IsSelected(rule))).ToList();
    }

    private bool IsNamed(Rule rule) => Include.Contains(rule.Id, StringComparer.OrdinalIgnoreCase);

    private bool IsSelected(Rule rule) =>
        !Policy.Disabled.Contains(rule.Id)
        && (Categories.Count > 0 || Policy.Categories.Contains(rule.Category))
        && (rule.Category != Category.Binary || Categories.Contains(Category.Binary)) // these are about files that a command names
        && (IncludeOnRequest || !rule.OnRequest);

    private static IReadOnlyList<Rule> Find(string pattern, IReadOnlyList<Rule> rules)
    {
        try
        {
            return RulePattern.Find(pattern, rules);
        }
        catch (FormatException e)
        {
            throw new FormatException(char.ToUpperInvariant(e.Message[0]) + e.Message[1..] + ".", e);
        }
    }
}
