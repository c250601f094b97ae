namespace GoEnv.Changes;

/// <summary>Changes of several targets, to be saved, reviewed and applied later: the file that <c>-PlanPath</c> writes.</summary>
public sealed record ChangePlan
{
    /// <summary>When the plan was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The changes, one a target.</summary>
    public required IReadOnlyList<Change> Changes { get; init; }
}
