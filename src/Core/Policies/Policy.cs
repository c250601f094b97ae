using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using GoEnv.Toolchain;
using GoEnv.Yaml;

namespace GoEnv.Policies;

/// <summary>What a team asks of its Go environments, as <c>docs/policy.md</c> describes its file.</summary>
public sealed record Policy
{
    /// <summary>The policy that ships with the module.</summary>
    public static Policy Default { get; } = LoadDefault();

    /// <summary>The oldest Go that may be used; null where there is no such bound.</summary>
    public GoVersion? MinimumVersion { get; init; }

    /// <summary>The release lines (1.27) and versions (1.27.3), one of which must be used; empty allows every one.</summary>
    public IReadOnlyList<GoVersion> RequiredVersions { get; init; } = [];

    /// <summary>The age in days from which findings say how old the data on Go releases is; null leaves it to the data.</summary>
    public int? ReleaseDataDays { get; init; }

    /// <summary>The areas whose rules are applied where the caller selects none.</summary>
    public IReadOnlySet<Category> Categories { get; init; } = Enum.GetValues<Category>().ToFrozenSet();

    /// <summary>The ids of the rules that are switched off.</summary>
    public ImmutableHashSet<string> Disabled { get; init; } = [];

    /// <summary>The ids of the rules that no waiver may silence, besides those that never may be.</summary>
    public ImmutableHashSet<string> Unwaivable { get; init; } = [];

    /// <summary>Severities that replace a rule's own, by rule id.</summary>
    public ImmutableDictionary<string, Severity> Severities { get; init; } = ImmutableDictionary<string, Severity>.Empty;

    /// <summary>Values of rules' parameters, by <c>GEnnnn.parameter</c>.</summary>
    public ImmutableDictionary<string, int> Parameters { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>What is asked of the coverage of tests.</summary>
    public CoveragePolicy Coverage { get; init; } = new();

    /// <summary>What makes a run fail.</summary>
    public Gate Gate { get; init; } = new();

    /// <summary>The profile of targets that nothing else gives one; null where they have none.</summary>
    public string? DefaultProfile { get; init; }

    /// <summary>The profiles, those of the file before those of what it extends.</summary>
    public IReadOnlyList<PolicySection> Profiles { get; init; } = [];

    /// <summary>Settings for targets with a label, in the order in which they are applied.</summary>
    public IReadOnlyList<PolicySection> LabelSections { get; init; } = [];

    /// <summary>The waivers, those of the file before those of what it extends.</summary>
    public IReadOnlyList<Waiver> Waivers { get; init; } = [];

    /// <summary>What the files say for every target, by name.</summary>
    public ImmutableDictionary<string, PolicySetting> Settings { get; init; } = ImmutableDictionary<string, PolicySetting>.Empty;

    /// <summary>Reads a file over what it extends; <see cref="YamlFileException"/> names the line of what is wrong.</summary>
    public static Policy Load(string path) => new PolicyReader(Catalog.Rules).Read(path, Default);

    /// <summary>Reads text as <see cref="Load"/> does; <paramref name="name"/> stands for the file in errors.</summary>
    public static Policy Parse(string text, string name) =>
        new PolicyReader(Catalog.Rules).Read(YamlFile.Parse(text, name), name, Default);

    /// <summary>True when the rule is switched on and its area is selected.</summary>
    public bool IsEnabled(Rule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return (rule.Category is Category.Policy or Category.Coverage || Categories.Contains(rule.Category)) && !Disabled.Contains(rule.Id);
    }

    /// <summary>The severity of a rule: the policy's, else that of the problem, else the rule's own.</summary>
    public Severity SeverityOf(Rule rule, Severity? problem)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return Severities.TryGetValue(rule.Id, out var severity) ? severity : problem ?? rule.Severity;
    }

    /// <summary>The value of a rule's parameter: the policy's, else its default.</summary>
    public int ValueOf(Rule rule, RuleParameter parameter)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(parameter);
        return Parameters.GetValueOrDefault($"{rule.Id}.{parameter.Name}", parameter.Default);
    }

    /// <summary>True when findings of the rule may be waived.</summary>
    public bool MayWaive(Rule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return !rule.NeverWaived && !Unwaivable.Contains(rule.Id);
    }

    /// <summary>
    /// True when <paramref name="version"/> is one of <see cref="RequiredVersions"/>, of one of their lines, or there are none.
    /// </summary>
    public bool IsRequired(GoVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return RequiredVersions.Count == 0
            || RequiredVersions.Any(required => required.ToString() == required.Line ? required.Line == version.Line : required == version);
    }

    private static Policy LoadDefault()
    {
        const string name = "policy/default.yaml";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"'{name}' is not embedded in {nameof(GoEnv)}.Core.");
        using var reader = new StreamReader(stream);
        return new PolicyReader(Catalog.Rules, PolicySetting.Default).Read(YamlFile.Parse(reader.ReadToEnd(), name), name, new Policy());
    }
}
