namespace GoEnv.Binaries;

/// <summary>A rule that looks at one binary after the other.</summary>
public abstract class BinaryRule : Rule<BinaryFacts>
{
    private protected BinaryRule(string id, Severity severity, string title)
        : base(id, severity, title)
    {
    }

    /// <summary>True where a binary is judged by what is known of its surroundings when the whole target has answered.</summary>
    internal virtual bool NeedsAll => false;

    /// <summary>The problem of one binary that was read; null where there is none.</summary>
    private protected abstract Problem? Judge(JudgedBinary binary, RuleContext context);

    /// <summary>The binaries that it looks at.</summary>
    private protected virtual IEnumerable<JudgedBinary> Of(BinaryFacts facts) => facts.Read;

    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(BinaryFacts facts, RuleContext context) =>
        Of(facts).Select(binary => Judge(binary, context) is { } problem ? problem with { Subject = binary.Subject } : null).OfType<Problem>();

    /// <inheritdoc/>
    protected internal override string? Seen(BinaryFacts facts) => facts.ToString();
}

/// <summary>A rule that looks at binaries that serve; in development the same may be right, and a distribution has its own ways.</summary>
public abstract class DeployedBinaryRule : BinaryRule
{
    private protected DeployedBinaryRule(string id, Severity severity, string title)
        : base(id, severity, title)
    {
    }

    /// <inheritdoc/>
    private protected override IEnumerable<JudgedBinary> Of(BinaryFacts facts) => facts.Deployed;
}
