namespace GoEnv.Changes;

/// <summary>What is to be done to one target.</summary>
/// <param name="Target">The target.</param>
/// <param name="Remedies">The remedies, in any order.</param>
public sealed record ChangeRequest(Target Target, IReadOnlyList<Remedy> Remedies)
{
    /// <summary>The findings that must pass afterwards.</summary>
    public IReadOnlyList<Mended> Mends { get; init; } = [];

    /// <summary>Completes the remedies of findings that the target is asked for again before it is planned; null where findings are taken as they are.</summary>
    public Func<Remedy, Remedy>? Recheck { get; init; }
}
