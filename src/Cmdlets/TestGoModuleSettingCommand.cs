using System.Management.Automation;

namespace GoEnv.Cmdlets;

/// <summary>Judges the module settings of targets.</summary>
[Cmdlet(VerbsDiagnostic.Test, "GoModuleSetting")]
[OutputType(typeof(Finding), typeof(bool))]
public sealed class TestGoModuleSettingCommand : AuditCmdlet
{
    /// <inheritdoc/>
    private protected override IReadOnlyList<Category> Categories => [GoEnv.Category.Module];
}
