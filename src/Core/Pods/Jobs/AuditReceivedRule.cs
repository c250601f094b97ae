namespace GoEnv.Pods.Jobs;

/// <summary>Tells whether each part of an audit in the cluster told all that it found.</summary>
public sealed class AuditReceivedRule() : Rule<PodFacts>("GE7070", Severity.Error, "Each part of an audit job told all that it found")
{
    /// <inheritdoc/>
    protected internal override bool AppliesTo(PodFacts facts) => facts.Shard is not null;

    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(PodFacts facts, RuleContext context)
    {
        if (facts.Shard is { Problem: { } problem } shard)
        {
            yield return Problem.Unknown($"What the index {shard.Index} of the job '{context.Target.Host}' found is not all known: {problem}.") with
            {
                Subject = $"index {shard.Index}",
                Fix = shard.Fix,
            };
        }
    }

    /// <inheritdoc/>
    protected internal override string? Seen(PodFacts facts) => facts.Shard is { } shard ? $"{shard.Findings} findings of the index {shard.Index}" : null;
}
