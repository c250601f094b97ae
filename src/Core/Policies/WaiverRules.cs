namespace GoEnv.Policies;

/// <summary>A rule on the waivers of a policy, which none of them can waive.</summary>
public abstract class WaiverRule(string id, Severity severity, string title) : Rule<WaiverFacts>(id, severity, title)
{
    /// <inheritdoc/>
    public sealed override bool NeverWaived => true;

    /// <inheritdoc/>
    protected internal sealed override IEnumerable<Problem> Judge(WaiverFacts facts, RuleContext context) =>
        facts.Uses.Select(use => Judge(use) is { } problem ? Place(problem, use) : null).OfType<Problem>();

    private protected abstract Problem? Judge(WaiverUse use);

    private static Problem Place(Problem problem, WaiverUse use) => problem with
    {
        Subject = use.Waiver.ToString(),
        Location = use.Waiver.Acceptance.Location,
        Evidence = [use.Waiver.Acceptance.ToString(), .. use.Examples],
    };
}

/// <summary>Looks for waivers whose last day is over.</summary>
public sealed class WaiverExpiredRule() : WaiverRule("GE0901", Severity.Warning, "No waiver has expired")
{
    private protected override Problem? Judge(WaiverUse use) => !use.IsExpired || use.Refused.Count > 0 ? null
        : Problem.Fail($"The waiver of {use.Waiver} by {use.Waiver.Acceptance.Owner} expired on {use.Waiver.Acceptance.Day}"
            + (use.OpenCount > 0 ? $", and {(use.OpenCount == 1 ? $"{(use.Count == 1 ? "the" : "a")} finding that it covered counts" : $"{use.OpenCount} findings that it covered count")} again."
                : use.Count > 0 ? ", and another waiver covers what it covered."
                : ", and there is nothing left that it would cover.")) with
        {
            Expected = "a last day that is not over",
            Actual = use.Waiver.Acceptance.Day,
            Fix = use.OpenCount > 0 ? "Mend what it covered, or let its owner set a new 'expires'." : "Take the waiver out of the policy.",
        };
}

/// <summary>Looks for waivers that cover no finding of the run.</summary>
public sealed class WaiverUsedRule() : WaiverRule("GE0902", Severity.Information, "Every waiver covers a finding")
{
    private protected override Problem? Judge(WaiverUse use) => use.IsExpired || !use.IsJudged || use.Count > 0 || use.Refused.Count > 0 ? null
        : Problem.Fail($"The waiver of {use.Waiver} by {use.Waiver.Acceptance.Owner} covers no finding of this run.") with
        {
            Expected = "a finding that it covers",
            Actual = "none",
            Fix = "Take the waiver out of the policy where the fault is mended, or correct its target, path or subject.",
        };
}

/// <summary>Looks for waivers of rules that may not be waived.</summary>
public sealed class WaiverAllowedRule() : WaiverRule("GE0903", Severity.Warning, "No waiver is of a rule that may not be waived")
{
    private protected override Problem? Judge(WaiverUse use) => use.Refused.Count == 0 ? null
        : Problem.Fail($"The waiver of {use.Waiver} by {use.Waiver.Acceptance.Owner} is refused: {string.Join(", ", use.Refused)} may not be waived.") with
        {
            Expected = "no waiver of " + string.Join(", ", use.Refused),
            Actual = use.Waiver.Rule,
            Fix = "Take the waiver out of the policy, and mend what it was to cover.",
        };
}
