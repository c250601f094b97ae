using System.Management.Automation;
using GoEnv.Changes;
using GoEnv.Toolchain.Install;

namespace GoEnv.Cmdlets;

/// <summary>Makes another installed Go release the one in use.</summary>
[Cmdlet(VerbsCommon.Switch, "GoToolchain", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ChangeResult))]
public sealed class SwitchGoToolchainCommand : TargetChangeCmdlet
{
    /// <summary>The release, of those that are installed: <c>latest</c>, a line such as <c>1.27</c>, or one such as <c>1.27.3</c>.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ReleaseCompleter))]
    public string Version { get; set; } = null!;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        this.Parsed(Version, WantedRelease.Parse);
    }

    /// <inheritdoc/>
    private protected override IReadOnlyList<Remedy> Remedies(Target target) => [new ToolchainSwitchRemedy(Version)];
}
