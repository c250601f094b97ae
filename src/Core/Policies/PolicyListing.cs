using System.Globalization;

namespace GoEnv.Policies;

/// <summary>Lists what a policy says, value by value with its origin.</summary>
public static class PolicyListing
{
    /// <summary>What the files say: the general part, the profiles, the sections for labels and the waivers.</summary>
    public static IEnumerable<PolicySetting> Said(this Policy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return Ordered(policy.Settings.Values)
            .Concat(policy.Profiles.SelectMany(section => Within("profiles", section)))
            .Concat(policy.LabelSections.SelectMany(section => Within("labels", section)))
            .Concat(Waivers(policy));
    }

    /// <summary>
    /// What holds by a policy made for a target: what the files say and, with <paramref name="defaults"/>, the defaults of what
    /// they do not. The waivers are those about <paramref name="target"/>, and all where it is null.
    /// </summary>
    public static IEnumerable<PolicySetting> Effective(this Policy policy, Target? target, PolicySetting? profile, bool defaults)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var all = (defaults ? Defaults(policy) : []).ToDictionary(setting => setting.Name, StringComparer.Ordinal);
        foreach (var (name, setting) in policy.Settings)
        {
            all[name] = setting;
        }

        if (profile is not null)
        {
            all["profile"] = profile;
        }

        return Ordered(all.Values).Concat(Waivers(policy, target));
    }

    private static IEnumerable<PolicySetting> Defaults(Policy policy)
    {
        yield return Default("failOn", policy.Gate.FailOn.ToString().ToLowerInvariant());
        yield return Default("maxUnknown", policy.Gate.MaxUnknown.ToString(CultureInfo.InvariantCulture));
        yield return Default("coverage.excludeGenerated", policy.Coverage.ExcludeGenerated ? "true" : "false");
        yield return Default("categories", string.Join(", ", policy.Categories.Order()));
        foreach (var rule in Catalog.Rules)
        {
            yield return Default($"rules.{rule.Id}.enabled", rule.OnRequest ? "true, on request" : "true");
            yield return Default($"rules.{rule.Id}.severity", rule.Severity.ToString().ToLowerInvariant());
            if (rule.NeverWaived)
            {
                yield return Default($"rules.{rule.Id}.noWaiver", "true");
            }

            foreach (var parameter in rule.Parameters)
            {
                yield return Default($"rules.{rule.Id}.parameters.{parameter.Name}", parameter.Default.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    private static PolicySetting Default(string name, string value) => new(name, value, PolicySetting.Default);

    private static IEnumerable<PolicySetting> Within(string what, PolicySection section) => section.Settings
        .Select(setting => setting with { Name = $"{what}.{section.Name}.{setting.Name}" })
        .Prepend(new PolicySetting($"{what}.{section.Name}", string.Join(", ", section.Labels), section.Origin));

    private static IEnumerable<PolicySetting> Waivers(Policy policy, Target? target = null) => policy.Waivers
        .Where(waiver => target is null || waiver.Covers(target))
        .Select((waiver, i) => new PolicySetting(
            string.Create(CultureInfo.InvariantCulture, $"waivers.{i + 1}"), $"{waiver} {waiver.Acceptance}", waiver.Acceptance.Location!));

    // What is not about rules first, as in a file.
    private static IEnumerable<PolicySetting> Ordered(IEnumerable<PolicySetting> settings) => settings
        .OrderBy(setting => setting.Name.StartsWith("rules.", StringComparison.Ordinal))
        .ThenBy(setting => setting.Name, StringComparer.Ordinal);
}
