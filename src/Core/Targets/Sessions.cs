using GoEnv.Connection;
using GoEnv.Kubernetes;

namespace GoEnv.Targets;

/// <summary>Opens the session of a target's kind.</summary>
public sealed record Sessions : IDisposable
{
    private readonly SshIdentities identities = new();
    private readonly SharedClientOptions options = new();

    /// <summary>The ssh client.</summary>
    public SshClient Ssh { get; init; } = new();

    /// <summary>The clusters of pods.</summary>
    public KubeClients Kubernetes { get; init; } = new();

    /// <summary>The limits of each target.</summary>
    public SessionLimits Limits { get; init; } = new();

    /// <summary>A session; nothing is connected before it is used.</summary>
    public ISession Open(Target target) => target.Kind switch
    {
        TargetKind.Local => new LocalSession(target, Limits),
        TargetKind.Ssh => new SshSession(target, Limits, Ssh) { Identities = identities, Options = options },
        TargetKind.Pod => new PodSession(target, Limits, Kubernetes),
        _ => throw new ArgumentOutOfRangeException(nameof(target), target.Kind, "The kind has no session."),
    };

    /// <summary>Closes the connections that sessions share.</summary>
    public void Dispose() => Kubernetes.Dispose();
}
