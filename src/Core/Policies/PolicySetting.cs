namespace GoEnv.Policies;

/// <summary>One value of a policy, and where it was said.</summary>
/// <param name="Name">What is set: <c>go.minimum</c>, <c>rules.GE1003.severity</c>.</param>
/// <param name="Value">The value, as the file would have it.</param>
/// <param name="Origin"><c>file:line</c>, or <c>default</c> for what ships with the module.</param>
public sealed record PolicySetting(string Name, string Value, string Origin)
{
    /// <summary>The origin of what ships with the module.</summary>
    public const string Default = "default";

    /// <summary>The name of the target that it holds for; null where it is shown for none.</summary>
    public string? Target { get; init; }

    /// <summary>The policy with this value in it.</summary>
    internal Func<Policy, Policy> Apply { get; init; } = policy => policy;

    /// <summary>True when it switches this rule on.</summary>
    internal bool Enables(Rule rule) => Name == $"rules.{rule.Id}.enabled" && Value == "true";

    /// <summary>True when it selects areas, and this one among them.</summary>
    internal bool Selects(Category category) =>
        Name == "categories" && Value.Split(", ").Contains(category.ToString(), StringComparer.Ordinal);
}

/// <summary>Settings that hold for some targets: a profile, or a section for a label.</summary>
/// <param name="Name">The profile's name, or the label as it is written.</param>
/// <param name="Labels">What a target must have; a profile without any is chosen by name alone.</param>
/// <param name="Settings">What holds for these targets, in the order in which it is applied.</param>
/// <param name="Origin">Where the labels stand.</param>
public sealed record PolicySection(
    string Name, IReadOnlyList<Targets.LabelFilter> Labels, IReadOnlyList<PolicySetting> Settings, string Origin)
{
    /// <summary>True for a target that has all the labels, of which there is at least one.</summary>
    public bool Matches(Target target) => Labels.Count > 0 && Labels.All(label => label.Matches(target));
}
