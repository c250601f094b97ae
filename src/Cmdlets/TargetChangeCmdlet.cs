using System.Management.Automation;
using GoEnv.Changes;

namespace GoEnv.Cmdlets;

/// <summary>A cmdlet that brings the same change to each target that it is given: parameters in, remedies out.</summary>
public abstract class TargetChangeCmdlet : ChangeCmdlet
{
    /// <summary>The targets: <c>local</c>, hosts as ssh knows them, <c>ssh:user@host:port</c>, or target objects.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ComputerName", "CN", "HostName", "Name")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TargetCompleter))]
    public Target[]? Target { get; set; }

    /// <summary>What the parameters ask of one target.</summary>
    private protected abstract IReadOnlyList<Remedy> Remedies(Target target);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var target in Target ?? [])
        {
            Request(new ChangeRequest(target, Remedies(target)));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (Target is null && !MyInvocation.ExpectingInput)
        {
            Request(new ChangeRequest(GoEnv.Target.Local, Remedies(GoEnv.Target.Local)));
        }

        base.EndProcessing();
    }
}
