using System.Management.Automation;
using GoEnv.Kubernetes;
using GoEnv.Targets;

namespace GoEnv.Cmdlets;

/// <summary>A cmdlet that opens sessions with targets, many side by side, within limits, and ends them when it is stopped.</summary>
public abstract class SessionCmdlet : PSCmdlet, IDisposable
{
    // Ctrl+C may come before anything is under way.
    private readonly CancellationTokenSource stop = new();
    private Sessions? sessions;

    /// <summary>How many targets are asked at once.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int ThrottleLimit { get; set; } = 32;

    /// <summary>Seconds for the whole of one target.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSeconds { get; set; } = 90;

    /// <summary>Seconds for the connection to one target.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int ConnectTimeoutSeconds { get; set; } = 10;

    /// <summary>Seconds for each probe on a target.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public virtual int ProbeTimeoutSeconds { get; set; } = 20;

    /// <summary>An ssh client configuration file in place of the user's own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public virtual string? SshConfigFile { get; set; }

    /// <summary>The sessions that the parameters describe.</summary>
    private protected Sessions Sessions => sessions ??= new()
    {
        Kubernetes = new KubeClients(
            new KubeEnvironment { WorkingFolder = this.FullPath(".") },
            new KubeOptions { Connect = TimeSpan.FromSeconds(ConnectTimeoutSeconds) }),
        Ssh = new SshClient { ConfigFile = SshConfigFile is null ? null : this.FullPath(SshConfigFile) },
        Limits = new SessionLimits
        {
            Connect = TimeSpan.FromSeconds(ConnectTimeoutSeconds),
            Probe = TimeSpan.FromSeconds(ProbeTimeoutSeconds),
            Total = TimeSpan.FromSeconds(TimeoutSeconds),
        },
    };

    /// <summary>Cancelled by Ctrl+C and when nobody takes the output any more.</summary>
    private protected CancellationToken StopToken => stop.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => stop.Cancel();

    /// <summary>Ends what is under way.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            sessions?.Dispose();
            stop.Dispose();
        }
    }
}
