using System.Text.Json.Serialization;
using GoEnv.Connection;
using GoEnv.Modules;
using GoEnv.Modules.Files;
using GoEnv.Pods;
using GoEnv.Shell;
using GoEnv.Toolchain;

namespace GoEnv;

/// <summary>All that an audit learned of one target. What was not asked or not answered is null, with a reason in <see cref="Unknown"/>.</summary>
public sealed record EnvironmentFacts
{
    /// <summary>The target.</summary>
    public required Target Target { get; init; }

    /// <summary>When the answer arrived here.</summary>
    public required DateTimeOffset CollectedAt { get; init; }

    /// <summary>The way to the target.</summary>
    public ConnectionFacts? Connection { get; init; }

    /// <summary>The machine and the account.</summary>
    public HostFacts? Host { get; init; }

    /// <summary>The Go toolchains, and what the one that wins builds with.</summary>
    public ToolchainFacts? Toolchain { get; init; }

    /// <summary>The Go toolchains; empty when they are not known.</summary>
    public IReadOnlyList<GoToolchain> Toolchains => Toolchain?.Toolchains ?? [];

    /// <summary>What each kind of shell start sees.</summary>
    public ShellFacts? Shell { get; init; }

    /// <summary>Module settings, credentials that exist, the module cache.</summary>
    public ModuleFacts? Module { get; init; }

    /// <summary>What module proxies answered; asked on request only.</summary>
    public ModuleProxyFacts? ModuleProxy { get; init; }

    /// <summary>The modules of the paths that were asked about; null where none were.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ModuleTree>? ModuleTrees { get; init; }

    /// <summary>The pod; null for other targets, and for those that were asked by probes.</summary>
    [JsonIgnore]
    public PodFacts? Pod { get; init; }

    /// <summary>What runs in the container; null for other targets, and where it was not asked.</summary>
    [JsonIgnore]
    public Fact<ContainerInside>? Container { get; init; }

    /// <summary>Why facts are missing, by the name of the probe.</summary>
    public IReadOnlyDictionary<string, string> Unknown { get; init; } = new Dictionary<string, string>();
}
