namespace GoEnv;

/// <summary>How a target is reached.</summary>
public enum TargetKind
{
    /// <summary>This machine.</summary>
    Local,

    /// <summary>A host reached by the user's own OpenSSH client.</summary>
    Ssh,

    /// <summary>A container of a Kubernetes pod, reached through the API server.</summary>
    Pod,
}
