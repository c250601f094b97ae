using System.Globalization;
using GoEnv.Text;
using GoEnv.Yaml;

namespace GoEnv.Policies;

/// <summary>Reads what a policy says of rules.</summary>
internal sealed class RuleSettingsReader(IReadOnlyList<Rule> rules, string? origin)
{
    public static readonly IReadOnlyList<string> RuleKeys = ["enabled", "noWaiver", "parameters", "severity"];

    /// <summary>The settings: those of a full id after those of patterns, and of a longer pattern after a shorter one.</summary>
    public IEnumerable<PolicySetting> Read(IReadOnlyList<YamlEntry> entries, Policy under) => entries
        .OrderBy(entry => !Wildcard.IsPattern(entry.Key.RawText))
        .ThenBy(entry => entry.Key.RawText.Length)
        .SelectMany(entry => Read(entry.Key, entry.Value, under))
        .ToList();

    private IEnumerable<PolicySetting> Read(YamlValue pattern, YamlValue value, Policy under)
    {
        var found = pattern.Checked(() => RulePattern.Find(pattern.RawText, rules));
        var fields = value.Fields("a rule", RuleKeys);
        var enabled = fields.Bool("enabled");
        var noWaiver = fields.Bool("noWaiver");
        var severity = fields.Find("severity")?.Name<Severity>("severity");
        var parameters = ReadParameters(fields, found);
        foreach (var rule in found)
        {
            if (enabled is { } on)
            {
                yield return Setting(rule, "enabled", on ? "true" : "false", fields.Find("enabled")!, p => p with
                {
                    Disabled = on ? p.Disabled.Remove(rule.Id) : p.Disabled.Add(rule.Id),
                });
            }

            if (severity is { } given)
            {
                yield return Setting(rule, "severity", fields.Find("severity")!.RawText, fields.Find("severity")!, p => p with
                {
                    Severities = p.Severities.SetItem(rule.Id, given),
                });
            }

            if (noWaiver is { } refuse)
            {
                CheckWaivable(rule, refuse, fields.Find("noWaiver")!, under);
                yield return Setting(rule, "noWaiver", refuse ? "true" : "false", fields.Find("noWaiver")!, p => p with
                {
                    Unwaivable = refuse ? p.Unwaivable.Add(rule.Id) : p.Unwaivable,
                });
            }

            foreach (var (parameter, number, at) in parameters.Where(p => rule.Parameters.Contains(p.Parameter)))
            {
                yield return Setting(rule, $"parameters.{parameter.Name}", number.ToString(CultureInfo.InvariantCulture), at, p => p with
                {
                    Parameters = p.Parameters.SetItem($"{rule.Id}.{parameter.Name}", number),
                });
            }
        }
    }

    // What a company says may not be waived stays so in the policies that extend its own.
    private static void CheckWaivable(Rule rule, bool refuse, YamlValue at, Policy under)
    {
        if (!refuse && !under.MayWaive(rule))
        {
            var said = under.Settings.GetValueOrDefault($"rules.{rule.Id}.noWaiver")?.Origin;
            throw at.Error($"findings of {rule.Id} may not be waived{(said is null ? string.Empty : $" ({said})")}, and no policy can take that back; take this line out");
        }
    }

    private static List<(RuleParameter Parameter, int Value, YamlValue At)> ReadParameters(YamlFields fields, IReadOnlyList<Rule> found)
    {
        var known = found.SelectMany(rule => rule.Parameters).Distinct().ToList();
        var read = new List<(RuleParameter Parameter, int Value, YamlValue At)>();
        foreach (var (key, value) in fields.Map("parameters"))
        {
            var named = known.Where(parameter => parameter.Name == key.RawText).ToList();
            if (named.Count == 0)
            {
                var near = Nearest.To(key.RawText, known.Select(parameter => parameter.Name)) is { } meant ? $"; did you mean '{meant}'?" : ";";
                throw key.Error(known.Count == 0
                    ? $"'{key.RawText}': {found[0].Id} has no parameters; take it out"
                    : $"'{key.RawText}' is not a parameter of {found[0].Id}{near} the parameters are {string.Join(", ", known.Select(p => p.Name).Distinct())}");
            }

            read.AddRange(named.Select(parameter => (parameter, value.Int($"'{parameter.Name}'", parameter.Minimum, parameter.Maximum), value)));
        }

        return read;
    }

    private PolicySetting Setting(Rule rule, string key, string value, YamlValue at, Func<Policy, Policy> apply) =>
        new($"rules.{rule.Id}.{key}", value, origin ?? at.Place) { Apply = apply };
}
