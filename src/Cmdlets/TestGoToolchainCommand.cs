using System.Management.Automation;

namespace GoEnv.Cmdlets;

/// <summary>Judges the toolchains of targets.</summary>
[Cmdlet(VerbsDiagnostic.Test, "GoToolchain")]
[OutputType(typeof(Finding), typeof(bool))]
public sealed class TestGoToolchainCommand : AuditCmdlet
{
    /// <inheritdoc/>
    private protected override IReadOnlyList<Category> Categories => [GoEnv.Category.Toolchain];
}
