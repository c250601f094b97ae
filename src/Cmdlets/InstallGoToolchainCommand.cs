using System.Management.Automation;
using GoEnv.Changes;
using GoEnv.Toolchain.Install;

namespace GoEnv.Cmdlets;

/// <summary>Installs a Go release on targets, beside those that are there, and makes it the one in use.</summary>
[Cmdlet(VerbsLifecycle.Install, "GoToolchain", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ChangeResult))]
public sealed class InstallGoToolchainCommand : TargetChangeCmdlet
{
    private ToolchainInstallRemedy? remedy;

    /// <summary>Leaves time for a download.</summary>
    public InstallGoToolchainCommand() => TimeoutSeconds = 1800;

    /// <summary>The release: <c>latest</c>, the newest patch of a line such as <c>1.27</c>, or one such as <c>1.27.3</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ReleaseCompleter))]
    public string? Version { get; set; }

    /// <summary>A go.mod file: the newest patch of the line that it needs is installed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? GoMod { get; set; }

    /// <summary>Mirrors in the form of go.dev/dl, asked in this order.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Mirror { get; set; } = ToolchainDownloads.DefaultMirrors;

    /// <summary>An archive file of this machine in place of mirrors.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Archive { get; set; }

    /// <summary>The SHA-256 of the archive file.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Sha256 { get; set; }

    /// <summary>Who downloads: the target, or this machine, which sends the archive over the session.</summary>
    [Parameter]
    public ArchiveRoute Via { get; set; }

    /// <summary>Install it and leave the one in use alone.</summary>
    [Parameter]
    public SwitchParameter NoSwitch { get; set; }

    /// <inheritdoc/>
    private protected override string[] Mirrors => Mirror;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        try
        {
            if (new object?[] { Version, GoMod, Archive }.Count(given => given is not null) > 1 || (Sha256 is not null && Archive is null))
            {
                throw new FormatException(Sha256 is not null && Archive is null
                    ? "-Sha256 is the sum of the file that -Archive names; those of mirrors come from their index."
                    : "-Version, -GoMod and -Archive each name the release: give one of them.");
            }

            var path = GoMod is null ? null : this.FullPath(GoMod);
            var wanted = path is not null ? WantedRelease.FromGoMod(File.ReadAllText(path), path) : Version is null ? WantedRelease.Latest : WantedRelease.Parse(Version);
            remedy = new ToolchainInstallRemedy(wanted.Text)
            {
                Wanted = wanted,
                Archive = Archive is null ? null : OfflineArchive.OpenAsync(this.FullPath(Archive), Sha256, StopToken).GetAwaiter().GetResult(),
                Via = Via,
                IsBeside = NoSwitch,
                IsAsked = true,
                Limit = TimeSpan.FromSeconds(TimeoutSeconds),
            };
        }
        catch (InstallException e)
        {
            ThrowTerminatingError(e.ToErrorRecord(Archive ?? GoMod));
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(Errors.InvalidInput("ParameterInvalid", e, Version ?? GoMod, "Name a release with -Version, -GoMod or -Archive."));
        }

        if (remedy?.Archive is { IsVerified: false })
        {
            WriteWarning($"Nothing vouches for {Archive}: give its SHA-256 with -Sha256.");
        }
    }

    /// <inheritdoc/>
    private protected override IReadOnlyList<Remedy> Remedies(Target target) => [remedy!];
}
