using System.Text.Json;
using System.Text.Json.Serialization;

namespace GoEnv.Kubernetes;

/// <summary>The operating system that a pod is for.</summary>
/// <param name="Name">linux or windows.</param>
public sealed record PodOs(string? Name);

/// <summary>A condition of a pod or a node.</summary>
/// <param name="Type">Which, such as <c>PodScheduled</c>.</param>
/// <param name="Status">True, False or Unknown.</param>
/// <param name="Reason">Why, in one word.</param>
/// <param name="Message">Why, in words.</param>
public sealed record KubeCondition(string? Type, string? Status, string? Reason, string? Message);

/// <summary>Security settings of a pod or a container; null is what is not set.</summary>
public sealed record PodSecurityContext
{
    /// <summary>It has all rights of root on the node.</summary>
    public bool? Privileged { get; init; }

    /// <summary>A process may get more rights than its parent.</summary>
    public bool? AllowPrivilegeEscalation { get; init; }

    /// <summary>The node refuses to start it as root.</summary>
    public bool? RunAsNonRoot { get; init; }

    /// <summary>The uid.</summary>
    public long? RunAsUser { get; init; }

    /// <summary>The gid.</summary>
    public long? RunAsGroup { get; init; }

    /// <summary>The root file system cannot be written.</summary>
    public bool? ReadOnlyRootFilesystem { get; init; }

    /// <summary>Capabilities that are added and taken away.</summary>
    public PodCapabilities? Capabilities { get; init; }

    /// <summary>The filter of system calls.</summary>
    public PodProfile? SeccompProfile { get; init; }

    /// <summary>The profile of AppArmor.</summary>
    public PodProfile? AppArmorProfile { get; init; }

    /// <summary>The label of SELinux.</summary>
    public PodSeLinux? SeLinuxOptions { get; init; }

    /// <summary>Default or Unmasked.</summary>
    public string? ProcMount { get; init; }

    /// <summary>Kernel parameters.</summary>
    public IReadOnlyList<PodSysctl> Sysctls { get; init; } = [];

    /// <summary>Of Windows.</summary>
    public PodWindows? WindowsOptions { get; init; }
}

/// <summary>Capabilities of a container.</summary>
public sealed record PodCapabilities
{
    /// <summary>Those that are added.</summary>
    public IReadOnlyList<string> Add { get; init; } = [];

    /// <summary>Those that are taken away.</summary>
    public IReadOnlyList<string> Drop { get; init; } = [];
}

/// <summary>A profile of seccomp or AppArmor.</summary>
/// <param name="Type">RuntimeDefault, Localhost or Unconfined.</param>
public sealed record PodProfile(string? Type);

/// <summary>A label of SELinux.</summary>
/// <param name="Type">The type.</param>
/// <param name="User">The user.</param>
/// <param name="Role">The role.</param>
public sealed record PodSeLinux(string? Type, string? User, string? Role);

/// <summary>A kernel parameter.</summary>
/// <param name="Name">Its name.</param>
public sealed record PodSysctl(string Name);

/// <summary>Settings of Windows.</summary>
/// <param name="HostProcess">It runs on the node itself.</param>
/// <param name="RunAsUserName">The account that it runs as.</param>
public sealed record PodWindows(bool? HostProcess, string? RunAsUserName = null);

/// <summary>Processor and memory, as quantities such as <c>250m</c> and <c>512Mi</c>.</summary>
public sealed record PodResources
{
    /// <summary>The most that it gets.</summary>
    public IReadOnlyDictionary<string, string> Limits { get; init; } = new Dictionary<string, string>();

    /// <summary>What it is sure to get.</summary>
    public IReadOnlyDictionary<string, string> Requests { get; init; } = new Dictionary<string, string>();
}

/// <summary>A port of a container.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ContainerPort">Its number.</param>
/// <param name="HostPort">The port of the node that leads to it; 0 for none.</param>
public sealed record PodPort(string? Name, int ContainerPort, int HostPort);

/// <summary>Asks a container how it is.</summary>
/// <param name="HttpGet">By HTTP.</param>
/// <param name="TcpSocket">By a connection.</param>
public sealed record PodProbe(PodProbeAddress? HttpGet, PodProbeAddress? TcpSocket)
{
    /// <summary>By a command.</summary>
    public PodProbeCommand? Exec { get; init; }

    /// <summary>How many seconds it waits for an answer; 0 where it does not say, which is 1.</summary>
    public int TimeoutSeconds { get; init; }
}

/// <summary>What a probe runs.</summary>
public sealed record PodProbeCommand
{
    /// <summary>The words, without what looks like a credential.</summary>
    [JsonConverter(typeof(WordsConverter))]
    public IReadOnlyList<string> Command { get; init; } = [];
}

/// <summary>Whom a probe asks.</summary>
/// <param name="Host">The host; null for the pod itself.</param>
public sealed record PodProbeAddress(string? Host)
{
    /// <summary>The path; null for the root.</summary>
    [JsonConverter(typeof(SafeTextConverter))]
    public string? Path { get; init; }

    /// <summary>The port, by number or name.</summary>
    [JsonConverter(typeof(PodPortConverter))]
    public string? Port { get; init; }

    /// <summary>HTTP or HTTPS; null for HTTP.</summary>
    public string? Scheme { get; init; }

    /// <summary>Headers of its own, without their values.</summary>
    public IReadOnlyList<PodHeader> HttpHeaders { get; init; } = [];
}

/// <summary>A header of a probe; its value is never kept.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsCredential">Its value looks like a credential.</param>
[JsonConverter(typeof(PodHeaderConverter))]
public sealed record PodHeader(string Name, bool IsCredential);

/// <summary>Reads a port by number or name.</summary>
internal sealed class PodPortConverter : JsonConverter<string?>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.ToString();
    }

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

/// <summary>What is done after the start of a container and before its end.</summary>
/// <param name="PostStart">After its start.</param>
/// <param name="PreStop">Before its end.</param>
/// <param name="StopSignal">The signal that asks it to end; null for that of the image, or SIGTERM.</param>
public sealed record PodLifecycle(PodProbe? PostStart, PodProbe? PreStop, string? StopSignal = null);

/// <summary>Where a volume is in a container.</summary>
/// <param name="Name">The volume.</param>
/// <param name="MountPath">The folder.</param>
public sealed record PodVolumeMount(string Name, string MountPath);

/// <summary>A node.</summary>
/// <param name="Metadata">Its metadata.</param>
/// <param name="Status">What it is.</param>
public sealed record KubeNode(KubeMetadata Metadata, KubeNodeStatus? Status) : IKubeObject
{
    /// <summary>Its condition Ready; null where it has none.</summary>
    [JsonIgnore]
    public KubeCondition? Ready => Status?.Conditions.FirstOrDefault(condition => condition.Type == "Ready");

    /// <summary>False where its kubelet says that it is not ready, or says nothing any more.</summary>
    [JsonIgnore]
    public bool IsReady => Ready is null or { Status: "True" };
}

/// <summary>What a node is.</summary>
/// <param name="NodeInfo">Its programs.</param>
public sealed record KubeNodeStatus(KubeNodeInfo? NodeInfo)
{
    /// <summary>What of it has come to pass, such as Ready.</summary>
    public IReadOnlyList<KubeCondition> Conditions { get; init; } = [];
}

/// <summary>The machine and the programs of a node.</summary>
/// <param name="Architecture">The processor as Go names it.</param>
/// <param name="OperatingSystem">linux or windows.</param>
/// <param name="KubeletVersion">Of the kubelet.</param>
/// <param name="ContainerRuntimeVersion">Of the container runtime.</param>
public sealed record KubeNodeInfo(string? Architecture, string? OperatingSystem, string? KubeletVersion, string? ContainerRuntimeVersion);

/// <summary>Something that happened to an object.</summary>
/// <param name="Metadata">Its metadata.</param>
/// <param name="InvolvedObject">The object.</param>
/// <param name="Reason">What, in one word.</param>
/// <param name="Message">What, in words.</param>
/// <param name="Type">Normal or Warning.</param>
/// <param name="Count">How often.</param>
/// <param name="LastTimestamp">When last.</param>
public sealed record KubeEvent(
    KubeMetadata Metadata, KubeReference? InvolvedObject, string? Reason, string? Message, string? Type, int? Count, DateTimeOffset? LastTimestamp) : IKubeObject;

/// <summary>Names an object.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="FieldPath">The part of it, such as <c>spec.containers{main}</c>.</param>
public sealed record KubeReference(string? Kind, string? Namespace, string? Name, string? FieldPath)
{
    /// <summary>The id that no other object of that name has; null where it is not said.</summary>
    public string? Uid { get; init; }
}

/// <summary>Variables from all keys of an object.</summary>
/// <param name="ConfigMapRef">The ConfigMap; null for a Secret.</param>
public sealed record PodVariables(KubeName? ConfigMapRef);

/// <summary>Names an object of the same namespace.</summary>
/// <param name="Name">Its name.</param>
public sealed record KubeName(string? Name);
