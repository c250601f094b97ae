using GoEnv.Connection;
using GoEnv.Toolchain;

namespace GoEnv;

/// <summary>Every probe and every rule there is, in the order of their ids.</summary>
public static class Catalog
{
    /// <summary>The probes.</summary>
    public static IReadOnlyList<Probe> Probes { get; } =
    [
        new HostProbe(),
        new ToolchainProbe(),
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
    ];
}
