using GoEnv.Targets;

namespace GoEnv.Changes;

/// <summary>What became of a change, and the error that it ended with.</summary>
/// <param name="Result">The result.</param>
/// <param name="ErrorId">The stable kind of error, such as <c>TargetLocked</c> or <c>NotVerified</c>; null when there is none.</param>
/// <param name="Error">Why the target could not be asked; null when it could.</param>
public sealed record AppliedChange(ChangeResult Result, string? ErrorId, TargetException? Error)
{
    /// <summary>What the rules that verify say now.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}

/// <summary>A change is made, and the target could not be asked what became of it.</summary>
internal sealed class NotLookedAtException(string message, Exception inner) : Exception(message, inner);
