namespace GoEnv.Connection;

/// <summary>Names the first broken link on the way to a target.</summary>
public sealed class ReachableRule() : Rule<ConnectionFacts>(RuleId, Severity.Error, "The target can be reached")
{
    /// <summary>The rule that a target which was not reached fails.</summary>
    public const string RuleId = "GE0001";

    /// <inheritdoc/>
    public override bool NeverWaived => true;

    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ConnectionFacts facts, RuleContext context)
    {
        if (facts.BrokenLink is { } broken)
        {
            yield return Problem.Fail(facts.Message ?? broken.Detail) with
            {
                Subject = broken.Name,
                Expected = "every link holds",
                Actual = facts.Error?.ToString(),
                Evidence = facts.Links.Select(link => link.ToString()).ToList(),
                Fix = facts.RecommendedAction,
            };
        }
    }

    /// <inheritdoc/>
    protected internal override string? Seen(ConnectionFacts facts) => facts.Links.LastOrDefault(link => link.Detail.Length > 0)?.ToString();
}
