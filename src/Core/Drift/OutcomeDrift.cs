using GoEnv.Reports;

namespace GoEnv.Drift;

/// <summary>Compares what rules said of both sides.</summary>
internal static class OutcomeDrift
{
    /// <summary>Findings that came, went, or are not known on a side.</summary>
    public static IEnumerable<Finding> Of(BaselineTarget before, BaselineTarget after, DriftFindings make)
    {
        var (old, now) = (Sort(before, make.BetweenTargets), Sort(after, make.BetweenTargets));
        var (judgedBefore, judgedNow) = (Judged(before), Judged(after));
        foreach (var (key, finding) in now.Where(pair => judgedBefore.Contains(pair.Key.Rule)))
        {
            var was = old.GetValueOrDefault(key);
            if (finding.Status == FindingStatus.Unknown || was?.Status == FindingStatus.Unknown)
            {
                yield return Make(make, finding, FindingStatus.Unknown, finding.Severity, finding.Status == FindingStatus.Unknown
                    ? $"{finding.RuleId} ({finding.Title}) could not be compared: it is unknown {(was?.Status == FindingStatus.Unknown ? "on both sides" : "here")}. {finding.Message}"
                    : $"{finding.RuleId} ({finding.Title}) could not be compared: it is unknown in {make.Reference}. {was!.Message}");
            }
            else if (was is null)
            {
                yield return Make(make, finding, FindingStatus.Fail, finding.Severity, make.BetweenTargets
                    ? $"{finding.RuleId} fails here and not on {make.Reference}: {finding.Message}"
                    : $"{finding.RuleId} fails and did not: {finding.Message}");
            }
        }

        foreach (var (key, was) in old.Where(pair => judgedNow.Contains(pair.Key.Rule) && !now.ContainsKey(pair.Key)))
        {
            yield return was.Status == FindingStatus.Unknown
                ? Make(make, was, FindingStatus.Unknown, was.Severity, $"{was.RuleId} ({was.Title}) could not be compared: it is unknown in {make.Reference}. {was.Message}")
                : after.Findings.FirstOrDefault(finding => finding.Subject is null && Judge.LeavesUndecided(finding, was.RuleId)) is { } open
                ? Make(make, was, FindingStatus.Unknown, was.Severity, $"{was.RuleId} ({was.Title}) could not be compared: it is unknown here. {open.Message}")
                : Make(make, was, FindingStatus.Fail, Severity.Information, make.BetweenTargets
                    ? $"{was.RuleId} fails on {make.Reference} and not here: {was.Message}"
                    : $"{was.RuleId} no longer fails. It said: {was.Message}");
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

    private static HashSet<string> Judged(BaselineTarget side) => side.Passed.Concat(side.Findings.Select(finding => finding.RuleId))
        .Where(IsOfTarget).ToHashSet(StringComparer.Ordinal);

    // GE09 judges the policy and its waivers, which are no part of a target.
    private static bool IsOfTarget(string rule) => !rule.StartsWith("GE09", StringComparison.Ordinal);

    private static Dictionary<(string Rule, string? Subject, string? Path), Finding> Sort(BaselineTarget side, bool betweenTargets)
    {
        var names = betweenTargets && side.Facts is { } facts ? HostNames.Of(facts) : null;
        return side.Findings.Where(finding => finding.Status != FindingStatus.Pass && IsOfTarget(finding.RuleId))
            .GroupBy(finding => (finding.RuleId, Own(finding.Subject), Own(FileLocation.Of(finding)?.Path)))
            .ToDictionary(group => group.Key, group => group.First());

        string? Own(string? text) => text is null || names is null ? text : names.Replace(text);
    }

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
