using System.Management.Automation;
using GoEnv.Modules.Files;
using GoEnv.Toolchain;

namespace GoEnv.Cmdlets;

/// <summary>Judges go.mod, go.work and what belongs to them in folders of targets.</summary>
[Cmdlet(VerbsDiagnostic.Test, "GoModule")]
[OutputType(typeof(Finding), typeof(bool))]
public sealed class TestGoModuleCommand : AuditCmdlet
{
    /// <summary>Folders, or files such as go.mod in them; relative ones begin in the current location here, and in the home folder elsewhere.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = ["."];

    /// <inheritdoc/>
    private protected override IReadOnlyList<Category> Categories => [GoEnv.Category.Module];

    /// <inheritdoc/>
    private protected override bool OnPath => true;

    /// <inheritdoc/>
    private protected override IReadOnlyList<Probe> ProbesFor(IReadOnlyList<Rule> rules, bool isLocal) =>
    [
        .. rules.Any(rule => rule is ModuleTreeRule) ? [new ToolchainProbe(), this.Probe(Path, isLocal)] : Array.Empty<Probe>(),
        .. rules.Any(rule => rule is CacheSumsRule) ? [this.SumsProbe(Path, isLocal)] : Array.Empty<Probe>(),
    ];
}
