using System.Text.Json.Serialization;

namespace GoEnv.Changes;

/// <summary>How far a change has come.</summary>
public enum ChangeState
{
    /// <summary>Not begun.</summary>
    Planned,

    /// <summary>Begun; whether it was completed is not known here.</summary>
    Applying,

    /// <summary>Done, and not verified by a rule since none was concerned.</summary>
    Applied,

    /// <summary>Done, and what it was to mend passes now.</summary>
    Verified,

    /// <summary>Taken back at once, since what it was to mend did not pass.</summary>
    RolledBack,

    /// <summary>Refused or failed; the target is as before.</summary>
    Failed,

    /// <summary>Taken back later on request.</summary>
    Undone,
}

/// <summary>A finding that a change is to mend.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Subject">Its subject; null when the rule judges the target.</param>
public sealed record Mended(string RuleId, string? Subject)
{
    /// <summary>What the rule said besides of the same subject, and nothing mends; it may go on saying that. Null for nothing.</summary>
    public IReadOnlyList<string>? ByHand { get; init; }

    /// <summary>The remedy that mends it, while the change is planned.</summary>
    [JsonIgnore]
    public Remedy? By { get; init; }
}

/// <summary>The concrete change of one target: steps with what stood before and after. What the journal keeps.</summary>
public sealed record Change
{
    /// <summary>The id: the time and 32 random bits, so that ids sort by time.</summary>
    public required string Id { get; init; }

    /// <summary>The target.</summary>
    public required Target Target { get; init; }

    /// <summary>The target's name, for tables.</summary>
    [JsonIgnore]
    public string TargetName => Target.Name;

    /// <summary>What it does, in one line.</summary>
    public required string Title { get; init; }

    /// <summary>The account that it was planned as.</summary>
    public required string User { get; init; }

    /// <summary>The findings that it is to mend.</summary>
    public IReadOnlyList<Mended> Mends { get; init; } = [];

    /// <summary>The steps in their order.</summary>
    public required IReadOnlyList<ChangeStep> Steps { get; init; }

    /// <summary>What it was planned from, for a plan whose files cannot be in it; none in the journal.</summary>
    public IReadOnlyList<Remedy> Remedies { get; init; } = [];

    /// <summary>True when only sessions that begin after the change show what it does: the rules are then asked over a new connection.</summary>
    public bool ShowsInNewSessions { get; init; }

    /// <summary>True when a file that it edits holds what could be a secret, and so is no more than a sum in JSON.</summary>
    [JsonIgnore]
    public bool HoldsSecret => Steps.OfType<FileStep>().Any(step => step.Before.Content is { HoldsSecret: true } || step.After.Content is { HoldsSecret: true });

    /// <summary>True when such a file is known here as a sum only.</summary>
    [JsonIgnore]
    internal bool IsHidden => Steps.OfType<FileStep>().Any(step => step.Before.Content is { IsHidden: true } || step.After.Content is { IsHidden: true });

    /// <summary>How much it can hurt.</summary>
    public ChangeImpact Impact { get; init; }

    /// <summary>When it was planned.</summary>
    public required DateTimeOffset PlannedAt { get; init; }

    /// <summary>When it was applied; null before.</summary>
    public DateTimeOffset? AppliedAt { get; init; }

    /// <summary>How far it has come.</summary>
    public ChangeState State { get; init; }

    /// <summary>What happened, in one sentence; null before.</summary>
    public string? Message { get; init; }

    /// <summary>The change that this one takes back; null where it takes none back.</summary>
    public string? UndoOf { get; init; }
}
