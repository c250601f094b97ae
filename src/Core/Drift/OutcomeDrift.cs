using GoEnv.Reports;

namespace GoEnv.Drift;

/// <summary>Compares what rules said of both sides.</summary>
internal static class OutcomeDrift
{
    // What makes two findings the same one. Those that say what several rules leave undecided are told apart by these, too.
    private readonly record struct Key(string Rule, string? Subject, string? Path, string Others);

    /// <summary>Findings that came, went, or are not known on a side.</summary>
    public static IEnumerable<Finding> Of(BaselineTarget before, BaselineTarget after, DriftFindings make)
    {
        var (old, now) = (Sort(before, make.BetweenTargets), Sort(after, make.BetweenTargets));
        var (judgedBefore, judgedNow) = (Judged(before), Judged(after));
        var said = new HashSet<Key>();
        foreach (var (key, finding) in now.Where(pair => RulesOf(pair.Value).Any(judgedBefore.Contains)))
        {
            var was = old.GetValueOrDefault(key);
            if (finding.Status == FindingStatus.Unknown)
            {
                yield return Open(make, finding, was?.Status == FindingStatus.Unknown ? "on both sides" : "here", finding);
            }
            else if (was?.Status == FindingStatus.Unknown)
            {
                yield return Open(make, finding, $"in {make.Reference}", was);
            }
            else if (was is null && Undecided(old, key) is { } open)
            {
                said.Add(open.Key);
                yield return Open(make, finding, $"in {make.Reference}", open.Value);
            }
            else if (was is null)
            {
                yield return Make(make, finding, FindingStatus.Fail, finding.Severity, make.BetweenTargets
                    ? $"{finding.RuleId} fails here and not on {make.Reference}: {finding.Message}"
                    : $"{finding.RuleId} fails and did not: {finding.Message}");
            }
        }

        foreach (var (key, was) in old.Where(pair => RulesOf(pair.Value).Any(judgedNow.Contains) && !now.ContainsKey(pair.Key)))
        {
            if (was.Status == FindingStatus.Unknown)
            {
                if (was.UndecidedRules.Count > 0 || !said.Contains(key))
                {
                    yield return Open(make, was, $"in {make.Reference}", was);
                }
            }
            else
            {
                yield return Undecided(now, key) is { } open
                    ? Open(make, was, "here", open.Value)
                    : Make(make, was, FindingStatus.Fail, Severity.Information, make.BetweenTargets
                        ? $"{was.RuleId} fails on {make.Reference} and not here: {was.Message}"
                        : $"{was.RuleId} no longer fails. It said: {was.Message}");
            }
        }

        if (Unmatched(judgedNow, judgedBefore, $"{make.Reference} was not judged by", make) is { } fresh)
        {
            yield return fresh;
        }

        if (Unmatched(judgedBefore, judgedNow, "the target was not judged now by", make) is { } stale)
        {
            yield return stale;
        }
    }

    /// <summary>How many rules both sides were judged by.</summary>
    public static int Compared(BaselineTarget before, BaselineTarget after) => Judged(before).Intersect(Judged(after)).Count();

    private static HashSet<string> Judged(BaselineTarget side) => side.Passed.Concat(side.Findings.SelectMany(RulesOf))
        .Where(IsOfTarget).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> RulesOf(Finding finding) => finding.UndecidedRules.Prepend(finding.RuleId);

    // GE09 judges the policy and its waivers, which are no part of a target.
    private static bool IsOfTarget(string rule) => !rule.StartsWith("GE09", StringComparison.Ordinal);

    // What a side does not know of a rule, or of the subject of one of its findings.
    private static KeyValuePair<Key, Finding>? Undecided(Dictionary<Key, Finding> side, Key of) => side
        .Where(pair => (pair.Key.Subject is null || pair.Key.Subject == of.Subject) && Judge.LeavesUndecided(pair.Value, of.Rule))
        .Select(pair => (KeyValuePair<Key, Finding>?)pair).FirstOrDefault();

    private static Dictionary<Key, Finding> Sort(BaselineTarget side, bool betweenTargets)
    {
        var names = betweenTargets && side.Facts is { } facts ? HostNames.Of(facts) : null;
        return side.Findings.Where(finding => finding.Status != FindingStatus.Pass && IsOfTarget(finding.RuleId))
            .GroupBy(finding => new Key(finding.RuleId, Own(finding.Subject), Own(FileLocation.Of(finding)?.Path), string.Join(' ', finding.UndecidedRules)))
            .ToDictionary(group => group.Key, group => group.First());

        string? Own(string? text) => text is null || names is null ? text : names.Replace(text);
    }

    private static Finding Open(DriftFindings make, Finding of, string where, Finding why) => Make(make, of, FindingStatus.Unknown, of.Severity,
        $"{of.RuleId} ({of.Title}) could not be compared: it is unknown {where}. {why.Message}");

    private static Finding Make(DriftFindings make, Finding of, FindingStatus status, Severity severity, string message) =>
        make.Make(of.Category, '1', status, severity, message) with
        {
            Subject = of.Subject is null ? of.RuleId : $"{of.RuleId} {of.Subject}",
            Location = of.Location,
            Evidence = of.Evidence,
            Fix = of.Fix,
        };

    private static Finding? Unmatched(HashSet<string> some, HashSet<string> others, string what, DriftFindings make)
    {
        var rules = some.Except(others, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return rules.Count == 0 ? null : make.Make(Category.Connection, '1', FindingStatus.Unknown, Severity.Warning,
            $"{rules.Count} {(rules.Count == 1 ? "rule" : "rules")} could not be compared: {what} {string.Join(", ", rules)}.");
    }
}
