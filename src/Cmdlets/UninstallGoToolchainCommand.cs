using System.Management.Automation;
using GoEnv.Changes;
using GoEnv.Toolchain;
using GoEnv.Toolchain.Install;

namespace GoEnv.Cmdlets;

/// <summary>Removes a Go release from targets; asks first, since the change is of high impact.</summary>
[Cmdlet(VerbsLifecycle.Uninstall, "GoToolchain", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ChangeResult))]
public sealed class UninstallGoToolchainCommand : TargetChangeCmdlet
{
    /// <summary>The release, such as <c>1.27.3</c>.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ReleaseCompleter))]
    public string Version { get; set; } = null!;

    /// <summary>The folder of the release, where several are on the target.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Remove it although it is the one in use.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        this.Parsed(Version, GoVersion.Parse);
    }

    /// <inheritdoc/>
    private protected override IReadOnlyList<Remedy> Remedies(Target target) =>
        [new ToolchainRemoveRemedy(Version) { Path = Path?.TrimEnd('/'), IsForced = Force }];
}
