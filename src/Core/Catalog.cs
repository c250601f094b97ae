using GoEnv.Connection;
using GoEnv.Toolchain;
using GoEnv.Shell;

namespace GoEnv;

/// <summary>Every probe and every rule there is, in the order of their ids.</summary>
public static class Catalog
{
    /// <summary>The probes.</summary>
    public static IReadOnlyList<Probe> Probes { get; } =
    [
        new HostProbe(),
        new ToolchainProbe(),
        new ShellProbe(),
    ];

    /// <summary>The rules.</summary>
    public static IReadOnlyList<Rule> Rules { get; } =
    [
        new ReachableRule(),
        new PlatformRule(),
        new SshFolderRule(),
        new PrivateKeyModeRule(),
        new AuthorizedKeysModeRule(),
        new AuthorizedKeyStrengthRule(),
        new HostKeyCheckingRule(),
        new AgentForwardingRule(),
        new IdentityStrengthRule(),
        new ConnectionReuseRule(),
        new ClockRule(),
        new InstalledRule(),
        new SupportedReleaseRule(),
        new NewestPatchRule(),
        new PolicyVersionRule(),
        new OneGoRule(),
        new GoRootAgreesRule(),
        new OneReleaseTreeRule(),
        new VersionFileRule(),
        new GoRootOwnerRule(),
        new ArchitectureRule(),
        new RunsRule(),
        new SwitchRule(),
        new GoFlagsRule(),
        new ModuleModeRule(),
        new ExperimentRule(),
        new GoDebugRule(),
        new CgoRule(),
        new TemporaryFolderRule(),
        new GoPathRule(),
        new WindowsDriveRule(),
        new GoBinOnPathRule(),
        new DiskSpaceRule(),
        new OldToolchainsRule(),
        new StartsAgreeRule(),
        new BashrcReturnRule(),
        new ZshrcOnlyRule(),
        new DistributionGoWinsRule(),
        new PathDuplicatesRule(),
        new PathFoldersExistRule(),
        new StartsAreSilentRule(),
        new GoEnvInProfileRule(),
        new GoRootInProfileRule(),
        new Utf8LocaleRule(),
        new StartsEndRule(),
        new ServicesAgreeRule(),
    ];
}
