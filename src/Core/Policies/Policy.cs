using System.Collections.Frozen;
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

    /// <summary>The areas whose rules are applied where the caller selects none.</summary>
    public IReadOnlySet<Category> Categories { get; init; } = Enum.GetValues<Category>().ToFrozenSet();

    /// <summary>The ids of the rules that are switched off.</summary>
    public IReadOnlySet<string> Disabled { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Severities that replace a rule's own, by rule id.</summary>
    public IReadOnlyDictionary<string, Severity> Severities { get; init; } = new Dictionary<string, Severity>();

    /// <summary>Reads a file over the default policy; <see cref="YamlFileException"/> names the line of what is wrong.</summary>
    public static Policy Load(string path) => PolicyReader.Read(YamlFile.Load(path), Default, Catalog.Rules);

    /// <summary>Reads text over the default policy; <paramref name="name"/> stands for the file in errors.</summary>
    public static Policy Parse(string text, string name) => PolicyReader.Read(YamlFile.Parse(text, name), Default, Catalog.Rules);

    /// <summary>True when the rule is switched on and its area is selected.</summary>
    public bool IsEnabled(Rule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return Categories.Contains(rule.Category) && !Disabled.Contains(rule.Id);
    }

    /// <summary>The severity of a rule: the policy's, else that of the problem, else the rule's own.</summary>
    public Severity SeverityOf(Rule rule, Severity? problem)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return Severities.TryGetValue(rule.Id, out var severity) ? severity : problem ?? rule.Severity;
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
        return PolicyReader.Read(YamlFile.Parse(reader.ReadToEnd(), name), new Policy(), Catalog.Rules);
    }
}
