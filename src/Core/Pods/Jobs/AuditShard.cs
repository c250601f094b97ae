namespace GoEnv.Pods.Jobs;

/// <summary>What became of one part of an audit in the cluster.</summary>
/// <param name="Index">Which part, from 0.</param>
/// <param name="Problem">Why its findings are not all, as a clause; null where they are.</param>
/// <param name="Fix">What to do about it; null where nothing is wrong.</param>
public sealed record AuditShard(int Index, string? Problem, string? Fix)
{
    /// <summary>How many findings came of it.</summary>
    public int Findings { get; init; }
}
