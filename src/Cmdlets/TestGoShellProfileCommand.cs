using System.Management.Automation;

namespace GoEnv.Cmdlets;

/// <summary>Judges the shell profiles of targets.</summary>
[Cmdlet(VerbsDiagnostic.Test, "GoShellProfile")]
[OutputType(typeof(Finding), typeof(bool))]
public sealed class TestGoShellProfileCommand : AuditCmdlet
{
    /// <inheritdoc/>
    private protected override IReadOnlyList<Category> Categories => [GoEnv.Category.Shell];
}
