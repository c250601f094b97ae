using System.Management.Automation;
using GoEnv.Changes;

namespace GoEnv.Cmdlets;

/// <summary>Takes changes back: each file gets its bytes, mode and owner again, unless somebody has changed it since.</summary>
[Cmdlet(VerbsCommon.Undo, "GoChange", SupportsShouldProcess = true)]
[OutputType(typeof(ChangeResult))]
public sealed class UndoGoChangeCommand : ChangeCmdlet
{
    /// <summary>The changes to take back, as Get-GoChange lists them.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    public Change? InputObject { get; set; }

    // What is taken back is verified by the bytes, and no probe is sent; so it is no parameter here.
    /// <inheritdoc/>
    public override int ProbeTimeoutSeconds { get; set; } = 20;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            return;
        }

        if (InputObject.State is not (ChangeState.Applied or ChangeState.Verified or ChangeState.Applying))
        {
            WriteWarning($"{InputObject.Id} is {InputObject.State}: there is nothing to take back.");
            return;
        }

        try
        {
            Request(Engine.Undo(InputObject));
        }
        catch (PlanException e)
        {
            WriteError(e.ToPlanErrorRecord(InputObject.Target));
        }
    }
}
