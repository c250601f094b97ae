namespace GoEnv.Changes;

/// <summary>What planning gave for one target.</summary>
/// <param name="Target">The target.</param>
/// <param name="Change">The change; null when all is as wanted already, or with an error.</param>
/// <param name="Error">Why there is no plan; a <see cref="TargetException"/> or a <see cref="PlanException"/>; null when there is one.</param>
public sealed record PlannedChange(Target Target, Change? Change, Exception? Error)
{
    /// <summary>Earlier changes that were cut off on the target and are taken back, or will be before this one is applied.</summary>
    public long CutOff { get; init; }

    /// <summary>What cannot be done there and was left out of the change, a sentence each.</summary>
    public IReadOnlyList<PlanException> LeftOut { get; init; } = [];
}
