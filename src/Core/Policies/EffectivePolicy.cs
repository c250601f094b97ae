using GoEnv.Text;

namespace GoEnv.Policies;

/// <summary>
/// What a policy comes to for one target: its general part, over that the one profile of the target, and over that every
/// section whose label the target has.
/// </summary>
public static class EffectivePolicy
{
    /// <summary>
    /// The policy for a target. The profile is <paramref name="profile"/>, else the first whose labels the target has, else
    /// the policy's own; <see cref="FormatException"/> when there is none of that name.
    /// </summary>
    public static Policy For(this Policy policy, Target target, string? profile = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var chosen = policy.ProfileOf(target, profile) is { } name ? policy.ProfileSections(name.Value) : [];
        return chosen.Concat(policy.LabelSections.Where(section => section.Matches(target)))
            .SelectMany(section => section.Settings)
            .Aggregate(policy, With);
    }

    /// <summary>The profile of a target and what gave it; null when it has none.</summary>
    public static PolicySetting? ProfileOf(this Policy policy, Target target, string? profile = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (profile is not null)
        {
            return new PolicySetting("profile", policy.CheckedProfile(profile), "-Profile");
        }

        return policy.Profiles.FirstOrDefault(section => section.Matches(target)) is { } matched
            ? new PolicySetting("profile", matched.Name, matched.Origin)
            : policy.Settings.GetValueOrDefault("profile");
    }

    /// <summary>The profile of that name, in any case, as the policy writes it; <see cref="FormatException"/> when there is none.</summary>
    public static string CheckedProfile(this Policy policy, string name)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var names = policy.Profiles.Select(section => section.Name).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (names.Find(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            return found;
        }

        var near = Nearest.To(name, names) is { } meant ? $"; did you mean '{meant}'?" : ";";
        throw new FormatException($"there is no profile '{TargetText.Clean(name)}'{near} the profiles are {string.Join(", ", names.Order(StringComparer.Ordinal))}");
    }

    /// <summary>True when the rule is on for some target.</summary>
    internal static bool MayBeOn(this Policy policy, Rule rule)
    {
        var sections = policy.Profiles.Concat(policy.LabelSections).SelectMany(section => section.Settings).ToList();
        return (!policy.Disabled.Contains(rule.Id) || sections.Exists(setting => setting.Enables(rule)))
            && (rule.Category is Category.Policy or Category.Coverage || policy.Categories.Contains(rule.Category) || sections.Exists(setting => setting.Selects(rule.Category)));
    }

    /// <summary>The policy with a value in it, and where that was said.</summary>
    internal static Policy With(this Policy policy, PolicySetting setting)
    {
        var changed = setting.Apply(policy);
        return changed with { Settings = changed.Settings.SetItem(setting.Name, setting) };
    }

    // What a file adds to a profile goes over what it extends, and so the file's own part comes last.
    private static IEnumerable<PolicySection> ProfileSections(this Policy policy, string name) =>
        policy.Profiles.Where(section => section.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Reverse();
}
