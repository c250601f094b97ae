using System.Management.Automation;

namespace GoEnv.Cmdlets;

/// <summary>Judges everything there is to judge about Go on targets.</summary>
[Cmdlet(VerbsDiagnostic.Test, "GoEnvironment")]
[OutputType(typeof(Finding), typeof(bool))]
public sealed class TestGoEnvironmentCommand : AuditCmdlet
{
    /// <summary>The areas to judge; those of the policy where none is named.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public Category[] Category { get; set; } = [];

    /// <summary>Also ask, from each target, whether its module proxies and checksum database answer.</summary>
    [Parameter]
    public SwitchParameter Online { get; set; }

    /// <inheritdoc/>
    private protected override IReadOnlyList<Category> Categories => Category;

    /// <inheritdoc/>
    private protected override bool IsOnline => Online;
}
