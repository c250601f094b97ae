using System.Collections.Frozen;
using GoEnv.Text;
using GoEnv.Toolchain;
using GoEnv.Yaml;

namespace GoEnv.Policies;

/// <summary>Makes a policy of its file, over another one.</summary>
internal static class PolicyReader
{
    public static readonly IReadOnlyList<string> FileKeys = ["categories", "go", "rules", "version"];
    public static readonly IReadOnlyList<string> GoKeys = ["minimum", "required"];
    public static readonly IReadOnlyList<string> RuleKeys = ["enabled", "severity"];

    public static Policy Read(YamlValue file, Policy under, IReadOnlyList<Rule> rules)
    {
        if (file.IsNull)
        {
            throw file.Error("the policy is empty; write 'version: 1' and what differs from the default");
        }

        var fields = file.Fields("a policy", FileKeys);
        fields.Require("version", "version: 1").Int("'version'", 1, 1);
        var policy = ReadRules(fields.Map("rules"), under, rules);
        if (fields.Find("go")?.Fields("'go'", GoKeys) is { } go)
        {
            policy = ReadGo(go, policy);
        }

        return fields.Find("categories") is { } categories
            ? policy with { Categories = categories.List("'categories'").Select(value => ReadName<Category>(value, "category")).ToFrozenSet() }
            : policy;
    }

    private static Policy ReadGo(YamlFields go, Policy policy)
    {
        var minimum = go.Find("minimum") is { } value ? ReadVersion(value, "'minimum'") : policy.MinimumVersion;
        if (go.Find("required") is not { } required)
        {
            return policy with { MinimumVersion = minimum };
        }

        var versions = required.Kind == YamlKind.List ? required.Items : [required];
        return policy with
        {
            MinimumVersion = minimum,
            RequiredVersions = versions.Select(version => ReadVersion(version, "a version in 'required'")).ToList(),
        };
    }

    private static GoVersion ReadVersion(YamlValue value, string what)
    {
        var text = value.Text(what);
        return GoVersion.TryParse(text, out var version) && version.ToString() == text
            ? version
            : throw value.Error($"'{text}' is not a Go version; write 1.27 or 1.27.3");
    }

    private static Policy ReadRules(IReadOnlyList<YamlEntry> entries, Policy under, IReadOnlyList<Rule> rules)
    {
        var disabled = under.Disabled.ToHashSet();
        var severities = under.Severities.ToDictionary();

        // A full id goes over a pattern, and a longer pattern over a shorter one, wherever they stand.
        var changes = entries
            .OrderBy(entry => !Wildcard.IsPattern(entry.Key.RawText))
            .ThenBy(entry => entry.Key.RawText.Length);
        foreach (var (pattern, value) in changes)
        {
            var found = pattern.Checked(() => RulePattern.Find(pattern.RawText, rules));
            var fields = value.Fields("a rule", RuleKeys);
            var enabled = fields.Bool("enabled");
            var severity = fields.Find("severity") is { } word ? ReadName<Severity>(word, "severity") : (Severity?)null;
            foreach (var rule in found)
            {
                _ = enabled switch
                {
                    true => disabled.Remove(rule.Id),
                    false => disabled.Add(rule.Id),
                    null => false,
                };
                if (severity is { } given)
                {
                    severities[rule.Id] = given;
                }
            }
        }

        return under with { Disabled = disabled.ToFrozenSet(), Severities = severities.ToFrozenDictionary() };
    }

    private static T ReadName<T>(YamlValue value, string what)
        where T : struct, Enum
    {
        var text = value.Text($"a {what}");
        var names = Enum.GetNames<T>();
        if (names.FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            return Enum.Parse<T>(found);
        }

        var near = Nearest.To(text, names) is { } meant ? $"; did you mean '{meant}'?" : ";";
        throw value.Error($"'{text}' is not a {what}{near} write {string.Join(", ", names)}");
    }
}
