namespace GoEnv;

/// <summary>How a target is reached.</summary>
public enum TargetKind
{
    /// <summary>This machine.</summary>
    Local,

    /// <summary>A host reached by the user's own OpenSSH client.</summary>
    Ssh,
}
