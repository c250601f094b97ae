using System.Collections.Frozen;
using GoEnv.Targets;
using GoEnv.Text;
using GoEnv.Toolchain;
using GoEnv.Yaml;

namespace GoEnv.Policies;

/// <summary>Reads what a policy, a profile and a section for a label alike may have: Go versions, areas, rules.</summary>
internal sealed class SectionReader(IReadOnlyList<Rule> rules, string? origin)
{
    public static readonly IReadOnlyList<string> GoKeys = ["minimum", "releaseDataDays", "required"];
    public static readonly IReadOnlyList<string> LabelKeys = ["categories", "go", "rules"];
    public static readonly IReadOnlyList<string> ProfileKeys = ["categories", "go", "labels", "rules"];

    /// <summary>The areas that a policy may select: the rules on policies are applied wherever there is one, those on coverage where there are minimums.</summary>
    public static readonly IReadOnlyList<string> Areas = Enum.GetNames<Category>().Where(name => name is not (nameof(Category.Policy) or nameof(Category.Checklist) or nameof(Category.Coverage))).ToList();

    /// <summary>The settings of a section, in the order in which they are applied.</summary>
    public IReadOnlyList<PolicySetting> Read(YamlFields fields, Policy under)
    {
        var settings = new List<PolicySetting>();
        if (fields.Find("go")?.Fields("'go'", GoKeys) is { } go)
        {
            settings.AddRange(ReadGo(go));
        }

        if (fields.Find("categories") is { } categories)
        {
            var areas = categories.List("'categories'").Select(value => value.Name<Category>("category", Areas)).ToFrozenSet();
            settings.Add(Setting("categories", string.Join(", ", areas.Order()), categories, p => p with { Categories = areas }));
        }

        settings.AddRange(new RuleSettingsReader(rules, origin).Read(fields.Map("rules"), under));
        return settings;
    }

    /// <summary>The profiles of a file.</summary>
    public IReadOnlyList<PolicySection> Profiles(YamlFields fields, Policy under) => fields.Map("profiles").Select(entry =>
    {
        var section = entry.Value.Fields("a profile", ProfileKeys);
        return new PolicySection(
            CheckName(entry.Key),
            section.Find("labels") is { } labels ? ReadLabels(labels) : [],
            Read(section, under),
            origin ?? (section.Find("labels") ?? entry.Key).Place);
    }).ToList();

    /// <summary>The sections of a file for labels.</summary>
    public IReadOnlyList<PolicySection> Labels(YamlFields fields, Policy under) => fields.Map("labels").Select(entry => new PolicySection(
        entry.Key.RawText,
        [entry.Key.Checked(() => LabelFilter.Parse(entry.Key.RawText))],
        Read(entry.Value.Fields("a label", LabelKeys), under),
        origin ?? entry.Key.Place)).ToList();

    /// <summary>One label condition, or a list of them, all of which must hold.</summary>
    public static IReadOnlyList<LabelFilter> ReadLabels(YamlValue value)
    {
        var labels = value.Kind == YamlKind.List ? value.Items : [value];
        return labels.Count == 0
            ? throw value.Error("no label is named; write env=prod, or leave it out")
            : labels.Select(label => label.Checked(() => LabelFilter.Parse(label.Text("a label")))).ToList();
    }

    private IEnumerable<PolicySetting> ReadGo(YamlFields go)
    {
        if (go.Find("minimum") is { } minimum)
        {
            var version = ReadVersion(minimum, "'minimum'");
            yield return Setting("go.minimum", minimum.RawText, minimum, p => p with { MinimumVersion = version });
        }

        if (go.Find("required") is { } required)
        {
            var versions = (required.Kind == YamlKind.List ? required.Items : [required])
                .Select(version => ReadVersion(version, "a version in 'required'")).ToList();
            yield return Setting("go.required", string.Join(", ", versions), required, p => p with { RequiredVersions = versions });
        }

        if (go.Find("releaseDataDays") is { } age)
        {
            var days = age.Int("'releaseDataDays'", 1, 3650);
            yield return Setting("go.releaseDataDays", age.RawText, age, p => p with { ReleaseDataDays = days });
        }
    }

    private static GoVersion ReadVersion(YamlValue value, string what)
    {
        var text = value.Text(what);
        return GoVersion.TryParse(text, out var version) && version.ToString() == text
            ? version
            : throw value.Error($"'{text}' is not a Go version; write 1.27 or 1.27.3");
    }

    private static string CheckName(YamlValue key) =>
        key.RawText.Length is > 0 and <= 64 && key.RawText.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? key.RawText
            : throw key.Error($"'{key.RawText}' is not a name of a profile; write letters, digits, '-', '_' and '.'");

    private PolicySetting Setting(string name, string value, YamlValue at, Func<Policy, Policy> apply) =>
        new(name, TargetText.Clean(value), origin ?? at.Place) { Apply = apply };
}
