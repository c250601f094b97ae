using GoEnv.Text;

namespace GoEnv.Policies;

/// <summary>Finds rules by id or by a pattern such as <c>GE20*</c>, without regard to case.</summary>
internal static class RulePattern
{
    /// <summary>The rules; <see cref="FormatException"/>, with the nearest id, when there is none.</summary>
    public static IReadOnlyList<Rule> Find(string pattern, IReadOnlyList<Rule> rules)
    {
        // A file or an argument of 4 MiB is no id, and would cost its length for each rule.
        var found = pattern.Length > 100 ? [] : rules.Where(rule => Wildcard.Matches(pattern, rule.Id, ignoreCase: true)).ToList();
        if (found.Count > 0)
        {
            return found;
        }

        var shown = TargetText.Clean(pattern.Length > 100 ? pattern[..100] + "…" : pattern);
        if (Wildcard.IsPattern(pattern))
        {
            throw new FormatException($"no rule matches '{shown}'; write an id such as {rules[0].Id}, or a pattern such as {rules[0].Id[..4]}*");
        }

        throw new FormatException(Nearest.To(pattern, rules.Select(rule => rule.Id)) is { } near
            ? $"there is no rule '{shown}'; the nearest is {near} ({rules.First(rule => rule.Id == near).Title})"
            : $"there is no rule '{shown}'; Get-GoRule lists them all");
    }
}
