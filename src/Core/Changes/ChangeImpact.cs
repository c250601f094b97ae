namespace GoEnv.Changes;

/// <summary>How much a change can hurt; the worst of a target decides whether consent is asked for.</summary>
public enum ChangeImpact
{
    /// <summary>Modes, and files that only GoEnv writes.</summary>
    Low,

    /// <summary>Edits files of the user or the machine; undone byte for byte.</summary>
    Medium,

    /// <summary>Removes something, replaces a toolchain, or touches access; consent is asked for.</summary>
    High,
}
