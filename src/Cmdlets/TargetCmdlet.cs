using System.Management.Automation;

namespace GoEnv.Cmdlets;

/// <summary>A cmdlet that asks targets, many side by side, and writes what each answers as it answers.</summary>
public abstract class TargetCmdlet<T> : SessionCmdlet
{
    private FleetPump<Target, T>? pump;
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

    /// <summary>True where targets were to come from the pipeline, and none did.</summary>
    private protected bool IsUnfed => posted == 0 && TakesPipeline;

    /// <summary>True where targets are to come from the pipeline.</summary>
    private protected virtual bool TakesPipeline => MyInvocation.ExpectingInput;

    /// <summary>The targets where none is named.</summary>
    private protected virtual IEnumerable<Target> DefaultTargets => [GoEnv.Target.Local];

    /// <summary>What to ask each target, and to write of it as it is learnt; called once, before the first of them.</summary>
    private protected abstract Func<Target, Func<T, ValueTask>, CancellationToken, Task> Prepare();

    /// <summary>Whether a result is the last one of its target.</summary>
    private protected virtual bool IsLast(T result) => true;

    /// <summary>What is to be done a few times a second, on the pipeline thread, while targets are asked; null for nothing.</summary>
    private protected virtual Action? Tick => null;

    /// <summary>Writes what one target answered.</summary>
    private protected abstract void Write(T result);

    /// <inheritdoc/>
    protected override void BeginProcessing() => pump = new FleetPump<Target, T>(Prepare(), ThrottleLimit, StopToken, Tick);

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
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            pump?.Dispose();
            pump = null;
        }

        base.Dispose(disposing);
    }

    /// <summary>The targets that are asked when all input has come: the default ones, where none was given.</summary>
    private protected virtual IEnumerable<Target> Remaining() =>
        Target is null && !TakesPipeline ? DefaultTargets : [];

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
                finished += IsLast(result) ? 1 : 0;
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
