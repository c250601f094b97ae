namespace GoEnv;

/// <summary>Makes findings of what rules yield.</summary>
internal static class Judge
{
    /// <summary>Applies every rule; facts that are missing make it Unknown, nothing wrong makes it Pass.</summary>
    public static IEnumerable<Finding> Apply(IEnumerable<Rule> rules, FactSet facts, RuleContext context) =>
        rules.SelectMany(rule => Apply(rule, facts, context));

    private static IReadOnlyList<Finding> Apply(Rule rule, FactSet facts, RuleContext context)
    {
        if (facts.Find(rule.FactsType) is not { } known)
        {
            var reason = facts.Reason(rule.FactsType);
            return [ToFinding(rule, Problem.Unknown($"Could not be checked: {reason}.") with { Unread = reason }, context)];
        }

        if (!rule.AppliesToFacts(known))
        {
            return [];
        }

        var problems = Problems(rule, known, context);
        return problems.Count == 0 ? [Pass(rule, rule.SeenIn(known), context)] : problems;
    }

    /// <summary>What a rule finds wrong, or could not check, in facts; empty where nothing is wrong and where it does not apply.</summary>
    public static IReadOnlyList<Finding> Problems(Rule rule, object facts, RuleContext context) =>
        rule.AppliesToFacts(facts) ? rule.JudgeFacts(facts, context).Select(problem => ToFinding(rule, problem, context)).ToList() : [];

    private static Finding Pass(Rule rule, string? seen, RuleContext context) => new()
    {
        RuleId = rule.Id,
        Title = rule.Title,
        Category = rule.Category,
        Target = context.Target,
        Status = FindingStatus.Pass,
        Severity = context.Policy.SeverityOf(rule, null),
        Message = rule.Title + (seen is null ? "." : $": {seen}."),
        Actual = seen,
        HelpPage = rule.HelpPage,
    };

    private static Finding ToFinding(Rule rule, Problem problem, RuleContext context) => new()
    {
        RuleId = rule.Id,
        Title = rule.Title,
        Category = rule.Category,
        Target = context.Target,
        Status = problem.Status,
        Severity = context.Policy.SeverityOf(rule, problem.Severity),
        Message = problem.Message,
        Subject = problem.Subject,
        Location = problem.Location,
        Expected = problem.Expected,
        Actual = problem.Actual,
        Evidence = problem.Evidence,
        Fix = problem.Fix,
        Remedy = problem.Remedy,
        HelpPage = rule.HelpPage,
        Unread = problem.Unread,
        NeedsReleaseData = problem.NeedsReleaseData,
    };

    /// <summary>
    /// Says once what several rules do not know of one subject for one reason. The first says it, names the others, and
    /// takes the worst of their severities; what is waived and what is not stay apart.
    /// </summary>
    public static IReadOnlyList<Finding> Fold(IReadOnlyList<Finding> findings)
    {
        var groups = findings.Where(finding => finding.Unread is not null)
            .GroupBy(finding => (finding.Subject, finding.Unread, finding.Waiver))
            .ToDictionary(group => group.Key, group => group.ToList());
        return groups.Count == 0 ? findings : findings
            .Where(finding => finding.Unread is null || ReferenceEquals(groups[Key(finding)][0], finding))
            .Select(finding => finding.Unread is null ? finding : Fold(finding, groups[Key(finding)].Skip(1).ToList()))
            .ToList();

        static (string?, string?, FindingWaiver?) Key(Finding finding) => (finding.Subject, finding.Unread, finding.Waiver);
    }

    /// <summary>Whether a finding says that a rule could not be checked: its own, or one that is said with it.</summary>
    public static bool LeavesUndecided(Finding finding, string rule) => finding.Status == FindingStatus.Unknown
        && (finding.RuleId == rule || finding.UndecidedRules.Contains(rule, StringComparer.Ordinal));

    private static Finding Fold(Finding first, List<Finding> others)
    {
        var rules = others.DistinctBy(other => other.RuleId, StringComparer.Ordinal).Where(other => other.RuleId != first.RuleId).ToList();
        return others.Count == 0 ? first : first with
        {
            Message = rules.Count == 0 ? first.Message
                : $"{first.Message.TrimEnd('.')}; for the same reason {string.Join(", ", rules.Select(rule => rule.RuleId))} {(rules.Count == 1 ? "stays" : "stay")} undecided.",
            Severity = others.Append(first).Max(finding => finding.Severity),
            Evidence = [.. first.Evidence, .. rules.Select(rule => $"{rule.RuleId} {rule.Title}")],
            UndecidedRules = rules.ConvertAll(rule => rule.RuleId),
        };
    }
}
