namespace GoEnv.Policies;

/// <summary>The mildest severity of which a failing finding makes a run fail.</summary>
public enum FailOn
{
    /// <summary>Any failing finding.</summary>
    Information,

    /// <summary>Findings of severity warning and error.</summary>
    Warning,

    /// <summary>Findings of severity error alone.</summary>
    Error,

    /// <summary>No finding; what is unknown and targets that were not reached still count.</summary>
    Never,
}

/// <summary>What the findings of a run come to.</summary>
public enum Verdict
{
    /// <summary>Nothing that counts failed, no more is unknown than may be, every target was reached.</summary>
    Good,

    /// <summary>Findings that count failed.</summary>
    Failed,

    /// <summary>More is unknown than may be, or a target was not reached; it outweighs findings.</summary>
    Unknown,
}

/// <summary>What makes a run fail; a waived finding never does.</summary>
/// <param name="FailOn">The mildest severity that does.</param>
/// <param name="MaxUnknown">How many findings may be unknown. A target that was not reached is never among them.</param>
public sealed record Gate(FailOn FailOn = FailOn.Warning, int MaxUnknown = 0)
{
    /// <summary>True when a failing finding of this severity counts.</summary>
    public bool Counts(Severity severity) => FailOn != FailOn.Never && (int)severity >= (int)FailOn;

    /// <summary>The gate with what is given in place of its own.</summary>
    public Gate Or(FailOn? failOn, int? maxUnknown) => new(failOn ?? FailOn, maxUnknown ?? MaxUnknown);

    /// <summary>What counts, in words: <c>severity warning or error</c>.</summary>
    public string Words => FailOn switch
    {
        FailOn.Information => "any severity",
        FailOn.Warning => "severity warning or error",
        FailOn.Error => "severity error",
        _ => "no severity",
    };

    /// <summary>What makes a run fail, in words.</summary>
    public override string ToString() => $"findings of {Words} and more than {MaxUnknown} unknown";
}
