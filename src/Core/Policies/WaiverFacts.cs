namespace GoEnv.Policies;

/// <summary>What the waivers of a policy did in one run.</summary>
/// <param name="Uses">Those that were about a rule that was applied to a target that was reached.</param>
public sealed record WaiverFacts(IReadOnlyList<WaiverUse> Uses);

/// <summary>What one waiver did in a run.</summary>
/// <param name="Waiver">The waiver.</param>
/// <param name="IsExpired">Its last day is over: it waived nothing.</param>
public sealed record WaiverUse(Waiver Waiver, bool IsExpired)
{
    /// <summary>A rule that it is about was applied to a target that it is about.</summary>
    public bool InScope { get; init; }

    /// <summary>Such a rule came to a judgement, so that there would have been something to match.</summary>
    public bool IsJudged { get; init; }

    /// <summary>How many findings it covers.</summary>
    public int Count { get; init; }

    /// <summary>How many of them no other waiver covers.</summary>
    public int OpenCount { get; init; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>The ids of rules that may not be waived and that it names or would have waived.</summary>
    public IReadOnlyList<string> Refused { get; init; } = [];
}
