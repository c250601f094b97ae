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

    /// <summary>Takes all rules that run on request only.</summary>
    public bool IncludeOnRequest { get; init; }

    /// <summary>Takes those of them that have the target ask others.</summary>
    public bool IncludeOnline { get; init; }

    /// <summary>True takes the rules about paths and no others, false none of them, null both.</summary>
    public bool? OnPath { get; init; } = false;

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

    /// <summary>Those of <see cref="Demand()"/> that apply to a target with this policy.</summary>
    public IReadOnlyList<Rule> For(Policy policy, IReadOnlyList<Rule> demanded) =>
        demanded.Where(rule => IsNamed(rule) || IsOn(rule, InAreas(policy).IsEnabled)).ToList();

    // The rules on the policy itself belong to every run.
    internal IReadOnlyList<Rule> Demand(IReadOnlyList<Rule> rules)
    {
        var taken = Take(rules, InAreas(Policy).MayBeOn, Category.Policy);
        if (Categories.Count > 0 && rules.FirstOrDefault(rule => IsNamed(rule) && !Categories.Contains(rule.Category) && rule.Category != Category.Policy) is { } stray)
        {
            throw new FormatException(
                $"{stray.Id} is a rule of the area {stray.Category}, and only {string.Join(", ", Categories)} is judged.");
        }

        if (rules.FirstOrDefault(rule => IsNamed(rule) && rule.OnPath != (OnPath ?? rule.OnPath)) is { } other)
        {
            throw new FormatException(other.OnPath
                ? $"{other.Id} judges the files of a path, and no path is judged here."
                : $"{other.Id} judges no files of a path.");
        }

        return taken.Any(rule => rule.Category != Category.Policy)
            ? taken
            : throw new FormatException("No rule is left to apply to a target by what is taken, left out, and on in the policy.");
    }

    internal IReadOnlyList<Rule> Apply(IReadOnlyList<Rule> rules) => Take(rules, InAreas(Policy).IsEnabled, null);

    private List<Rule> Take(IReadOnlyList<Rule> rules, Func<Rule, bool> isEnabled, Category? always)
    {
        var included = Include.SelectMany(pattern => Find(pattern, rules)).ToHashSet();
        var excluded = Exclude.SelectMany(pattern => Find(pattern, rules)).ToHashSet();
        return rules.Where(rule => !excluded.Contains(rule)
            && rule.OnPath == (OnPath ?? rule.OnPath)
            && (Include.Count == 0 || included.Contains(rule))
            && (Categories.Count == 0 || Categories.Contains(rule.Category) || rule.Category == always)
            && (IsNamed(rule) || IsOn(rule, isEnabled))).ToList();
    }

    private Policy InAreas(Policy policy) => Categories.Count == 0 ? policy : policy with { Categories = Categories.ToHashSet() };

    private bool IsNamed(Rule rule) => Include.Contains(rule.Id, StringComparer.OrdinalIgnoreCase);

    private bool IsOn(Rule rule, Func<Rule, bool> isEnabled) =>
        isEnabled(rule)
        && (rule.Category is not (Category.Binary or Category.Coverage or Category.Pod) || Categories.Contains(rule.Category)) // these are about files and pods that a command names
        && (IncludeOnRequest || !rule.OnRequest || (IncludeOnline && Catalog.Probes.Any(probe => probe.OnRequest && probe.FactsType == rule.FactsType)));

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
