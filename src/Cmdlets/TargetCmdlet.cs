using System.Management.Automation;
using GoEnv.Kubernetes;
using GoEnv.Targets;

namespace GoEnv.Cmdlets;

/// <summary>A cmdlet that asks targets, many side by side, and writes what each answers as it answers.</summary>
public abstract class TargetCmdlet<T> : PSCmdlet, IDisposable
{
    // Ctrl+C may come before the pump is there.
    private readonly CancellationTokenSource stop = new();
    private FleetPump<T>? pump;
    private Sessions? sessions;
    private int posted;
    private int finished;

    /// <summary>
    /// The targets: <c>local</c>, hosts as ssh knows them, <c>ssh:user@host:port</c>, <c>pod:namespace/pod/container</c>, or
    /// target objects.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ComputerName", "CN", "HostName", "Name")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TargetCompleter))]
    public virtual Target[]? Target { get; set; }

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
    public int ProbeTimeoutSeconds { get; set; } = 20;

    /// <summary>An ssh client configuration file in place of the user's own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SshConfigFile { get; set; }

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

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The targets where none is named.</summary>
    private protected virtual IEnumerable<Target> DefaultTargets => [GoEnv.Target.Local];

    /// <summary>Ends what is under way.</summary>
    private protected CancellationToken StopToken => stop.Token;

    /// <summary>What to ask each target; called once, before the first of them.</summary>
    private protected abstract Func<Target, CancellationToken, Task<T>> Prepare();

    /// <summary>Writes what one target answered.</summary>
    private protected abstract void Write(T result);

    /// <inheritdoc/>
    protected override void BeginProcessing() => pump = new FleetPump<T>(Prepare(), ThrottleLimit, stop.Token);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var target in Target ?? [])
        {
            Post(target);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var target in Remaining())
        {
            Post(target);
        }

        Drain(pump!.Complete());
        if (posted > 1)
        {
            WriteProgress(new ProgressRecord(0, MyInvocation.MyCommand.Name, "done") { RecordType = ProgressRecordType.Completed });
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => stop.Cancel();

    /// <summary>Ends what is under way.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            pump?.Dispose();
            pump = null;
            sessions?.Dispose();
            stop.Dispose();
        }
    }

    /// <summary>The targets that are asked when all input has come: the default ones, where none was given.</summary>
    private protected virtual IEnumerable<Target> Remaining() =>
        Target is null && !MyInvocation.ExpectingInput ? DefaultTargets : [];

    private void Post(Target target)
    {
        posted++;
        Drain(pump!.Post(target));
    }

    private void Drain(IEnumerable<T> results)
    {
        try
        {
            foreach (var result in results)
            {
                finished++;
                if (posted > 1)
                {
                    WriteProgress(new ProgressRecord(0, MyInvocation.MyCommand.Name, $"{finished} of {posted} targets"));
                }

                Write(result);
            }
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }
}
