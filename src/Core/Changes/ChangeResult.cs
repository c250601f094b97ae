using System.Text.Json.Serialization;

namespace GoEnv.Changes;

/// <summary>What became of a change.</summary>
public enum ChangeStatus
{
    /// <summary>Planned and not applied.</summary>
    Planned,

    /// <summary>Applied.</summary>
    Changed,

    /// <summary>All was as wanted already.</summary>
    Unchanged,

    /// <summary>Applied and taken back.</summary>
    RolledBack,

    /// <summary>Refused or failed; the message says why.</summary>
    Failed,
}

/// <summary>What a command that changes targets says of each.</summary>
public sealed record ChangeResult
{
    /// <summary>The target.</summary>
    public required Target Target { get; init; }

    /// <summary>The target's name, for tables.</summary>
    [JsonIgnore]
    public string TargetName => Target.Name;

    /// <summary>The change's id, for Get-GoChange and Undo-GoChange; null where nothing was to be done.</summary>
    public string? ChangeId { get; init; }

    /// <summary>What it does, in one line.</summary>
    public required string Title { get; init; }

    /// <summary>What became of it.</summary>
    public required ChangeStatus Status { get; init; }

    /// <summary>What stood before, a line for each step.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>What stands after, a line for each step.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>True when the rules concerned pass now, false when they do not; null when none was concerned, nothing was applied, or one of them cannot be decided with the release data of this side.</summary>
    public bool? Verified { get; init; }

    /// <summary>What happened, in one sentence.</summary>
    public required string Message { get; init; }
}
