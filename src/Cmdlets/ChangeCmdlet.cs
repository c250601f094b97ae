using System.Management.Automation;
using GoEnv.Changes;

namespace GoEnv.Cmdlets;

/// <summary>
/// A cmdlet that changes targets: collects what is to be done, plans all targets side by side, asks once for each, applies what was
/// approved side by side, and says what became of it. Derived cmdlets call <see cref="Request"/> and declare SupportsShouldProcess.
/// </summary>
public abstract class ChangeCmdlet : SessionCmdlet
{
    private readonly List<ChangeRequest> requests = [];

    /// <summary>Write an object for each target that says what became of its change.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Asks for changes of one target; several requests for one target become one change.</summary>
    private protected void Request(ChangeRequest request) => requests.Add(request);
}
