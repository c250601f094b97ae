namespace GoEnv.Changes;

/// <summary>What changes need from elsewhere than their targets, such as the index of a mirror and archives.</summary>
public interface IChangeSupply
{
    /// <summary>The remedy with what planning it needs; <see cref="PlanException"/> when that cannot be had.</summary>
    Task<Remedy> ResolveAsync(Remedy remedy, TargetState state, CancellationToken cancellationToken);

    /// <summary>What the <paramref name="reader"/>, the step of a change that reads the script's input, reads; <see cref="PlanException"/> when that cannot be had.</summary>
    Task<Stream> OpenAsync(Change change, CommandStep reader, CancellationToken cancellationToken);
}
