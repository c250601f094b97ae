using GoEnv.Connection;
using GoEnv.Toolchain;
using GoEnv.Shell;
using GoEnv.Modules;

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
        new ModuleProbe(),
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
        new ProxyListRule(),
        new ProxyCredentialsRule(),
        new ProxyTransportRule(),
        new ProxyUsedRule(),
        new ProxyFallThroughRule(),
        new ChecksumDatabaseOnRule(),
        new ChecksumDatabaseNameRule(),
        new InsecureFlagRule(),
        new RetiredVariableRule(),
        new PatternSyntaxRule(),
        new PrivateBehindProxyRule(),
        new PatternWidthRule(),
        new InsecureModulesRule(),
        new VcsListRule(),
        new AuthSyntaxRule(),
        new AuthCredentialsRule(),
        new AuthSupportedRule(),
        new NetrcModeRule(),
        new NetrcOwnerRule(),
        new NetrcMissingRule(),
        new NetrcEntriesRule(),
        new GitCredentialsRule(),
        new GitVerifiesTlsRule(),
        new CredentialStoreRule(),
        new PrivateModulesAccessRule(),
        new GitPresentRule(),
        new GoEnvLinesRule(),
        new GoEnvOverriddenRule(),
        new StrayCharactersRule(),
        new ModuleCacheWritableRule(),
        new ModuleCacheOwnerRule(),
        new ModuleCacheDriveRule(),
        new CertificatesRule(),
        new WebProxyRule(),
    ];
}
