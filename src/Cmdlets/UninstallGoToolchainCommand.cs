using System.Management.Automation;
using GoEnv.Changes;
using GoEnv.Toolchain;
using GoEnv.Toolchain.Install;

namespace GoEnv.Cmdlets;

/// <summary>Removes a Go release from targets.</summary>
[Cmdlet(VerbsLifecycle.Uninstall, "GoToolchain", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(ChangeResult))]
public sealed class UninstallGoToolchainCommand : ToolchainCmdlet
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
    private protected override Func<Target, CancellationToken, Task<PreparedChange>> PrepareChange()
    {
        var version = Read(Version, GoVersion.Parse);
        return (target, stop) => Preparer.UninstallAsync(target, version, Path?.TrimEnd('/'), Force, stop);
    }
}
