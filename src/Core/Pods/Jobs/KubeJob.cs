using GoEnv.Kubernetes;

namespace GoEnv.Pods.Jobs;

/// <summary>A Job: the part of it that tells how its pods are found.</summary>
/// <param name="Metadata">Its metadata.</param>
/// <param name="Spec">What is asked for.</param>
/// <param name="Status">What became of it.</param>
public sealed record KubeJob(KubeMetadata Metadata, KubeJobSpec? Spec, KubeJobStatus? Status) : IKubeObject
{
    internal static KubeResource Resource { get; } = new("/apis/batch/v1", "jobs");

    /// <summary>How many parts it has.</summary>
    public int Parts => Spec is { CompletionMode: "Indexed", Completions: > 0 and var count } ? count : 1;

    /// <summary>True when no pod of it will run any more.</summary>
    public bool HasEnded => Status?.Conditions?.Any(condition => condition is { Type: "Complete" or "Failed", Status: "True" }) == true;
}

/// <summary>What is asked for of a Job.</summary>
/// <param name="Completions">How many pods have to succeed.</param>
/// <param name="CompletionMode">Indexed, or NonIndexed; null of servers before 1.21.</param>
public sealed record KubeJobSpec(int? Completions, string? CompletionMode);

/// <summary>What became of a Job.</summary>
/// <param name="Conditions">Complete, or Failed with the reason.</param>
public sealed record KubeJobStatus(IReadOnlyList<KubeCondition>? Conditions);
