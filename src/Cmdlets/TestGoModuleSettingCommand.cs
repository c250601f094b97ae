using System.Management.Automation;

namespace GoEnv.Cmdlets;

/// <summary>Judges the module settings of targets.</summary>
[Cmdlet(VerbsDiagnostic.Test, "GoModuleSetting")]
[OutputType(typeof(Finding), typeof(bool))]
public sealed class TestGoModuleSettingCommand : AuditCmdlet
{
    /// <summary>Also ask, from each target, whether its module proxies and checksum database answer.</summary>
    [Parameter]
    public SwitchParameter Online { get; set; }

    /// <inheritdoc/>
    private protected override IReadOnlyList<Category> Categories => [GoEnv.Category.Module];

    /// <inheritdoc/>
    private protected override bool IsOnline => Online;
}
