using System.Text.Json.Serialization;
using GoEnv.Binaries;
using GoEnv.Kubernetes;

namespace GoEnv.Pods;

/// <summary>What a container of a pod is for.</summary>
public enum ContainerKind
{
    /// <summary>It runs side by side with the others.</summary>
    Main,

    /// <summary>It runs before the others, to its end.</summary>
    Init,

    /// <summary>It starts before the others and goes on (an init container that is restarted always).</summary>
    Sidecar,

    /// <summary>It was added to look into the pod.</summary>
    Ephemeral,
}

/// <summary>A pod: what the API says of it, and what runs in its containers.</summary>
public sealed record PodFacts
{
    // The release of Kubernetes from which on Pod Security allows more to a pod with a user namespace.
    private const int WithUserNamespaces = 35;

    /// <summary>The pod.</summary>
    public required Pod Pod { get; init; }

    /// <summary>Its node; absent while it has none.</summary>
    public Fact<KubeNode> Node { get; init; } = Fact<KubeNode>.Absent;

    /// <summary>True where the cluster has no node of that name any more.</summary>
    [JsonIgnore]
    public bool IsNodeGone { get; init; }

    /// <summary>The second number of the release of Kubernetes; 20 for 1.20.</summary>
    public Fact<int> Minor { get; init; }

    /// <summary>The containers, in the order of the pod.</summary>
    public IReadOnlyList<ContainerFacts> Containers { get; init; } = [];

    /// <summary>What happened to the pod and was no good, the newest last; asked for where a container does not run.</summary>
    public Fact<IReadOnlyList<KubeEvent>> Events { get; init; } = Fact<IReadOnlyList<KubeEvent>>.Absent;

    /// <summary>Where kubeconfig says that the certificate of the server is not to be checked, as <c>file:line</c>; null where it is checked.</summary>
    public string? UncheckedServer { get; init; }

    /// <summary>The keys of ConfigMaps that the pod takes and that look like credentials, as <c>map/key</c>; absent where it takes no ConfigMap.</summary>
    public Fact<IReadOnlyList<string>> ConfigMapSecrets { get; init; } = Fact<IReadOnlyList<string>>.Absent;

    /// <summary>The Go version that a custom resource declares for it; null where none is compared.</summary>
    [JsonIgnore]
    public DeclaredVersion? Declared { get; init; }

    /// <summary>The part of an audit in the cluster that the pod is; null for a pod that is audited.</summary>
    [JsonIgnore]
    public Jobs.AuditShard? Shard { get; init; }

    /// <summary>The name of the node; null while it has none.</summary>
    public string? NodeName => Pod.Spec.NodeName;

    /// <summary>The object that made it, such as <c>Deployment api</c>; null for a pod of its own.</summary>
    public string? Owner => Pod.Owner;

    /// <summary>True for a user namespace of its own, which makes its root nobody on the node, where Pod Security takes account of it.</summary>
    [JsonIgnore]
    internal bool HasUsersOfItsOwn => Pod.Spec.HostUsers == false && Minor.ValueOr(0) >= WithUserNamespaces;

    /// <summary>The containers that serve: those that run side by side.</summary>
    [JsonIgnore]
    internal IEnumerable<ContainerFacts> Serving => Containers.Where(container => container.Kind is ContainerKind.Main or ContainerKind.Sidecar);

    /// <summary>The containers that run now, and are no one's tool to look into the pod.</summary>
    [JsonIgnore]
    internal IEnumerable<ContainerFacts> Running => Containers.Where(container => container.Kind != ContainerKind.Ephemeral && container.IsRunning);
}

/// <summary>A container of a pod.</summary>
/// <param name="Spec">What is asked for.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Status">What it is; null while there is nothing.</param>
public sealed record ContainerFacts(PodContainer Spec, ContainerKind Kind, PodContainerStatus? Status)
{
    /// <summary>What an exec told; absent where it does not run.</summary>
    public Fact<ContainerInside> Inside { get; init; } = Fact<ContainerInside>.Absent;

    /// <summary>What to do next where <see cref="Inside"/> is unknown; null where nothing is known to help.</summary>
    public string? NextStep { get; init; }

    /// <summary>True where it could not be asked because its image has no shell.</summary>
    [JsonIgnore]
    internal bool HasNoShell { get; init; }

    /// <summary>What its HTTP probes were answered; empty where they were not asked.</summary>
    [JsonIgnore]
    public IReadOnlyList<ProbeAnswer> ProbeAnswers { get; init; } = [];

    /// <summary>What the last lines of its log say of its end; null where it runs, or they say nothing.</summary>
    public string? LastWords { get; init; }

    /// <summary>Its name.</summary>
    public string Name => Spec.Name;

    /// <summary>True while it runs.</summary>
    public bool IsRunning => Status?.State?.Running is not null;

    /// <summary>The Go programs that run in it; empty where they are not known.</summary>
    [JsonIgnore]
    internal IReadOnlyList<GoProgramInside> Programs => Inside.TryGet(out var inside) && inside.Programs.TryGet(out var programs) ? programs : [];

    /// <summary>Why its programs are not known; null where they are, and where it does not run.</summary>
    [JsonIgnore]
    internal string? WhyUnread => Inside switch
    {
        { IsUnknown: true } => Inside.Reason,
        { IsKnown: true, Value.Programs: { IsUnknown: true } programs } => programs.Reason,
        _ => null,
    };

    /// <summary>The Go programs that the go command built to run them at once (<c>go run</c>), where it is the main process; empty otherwise.</summary>
    [JsonIgnore]
    internal IReadOnlyList<GoProgramInside> RunByGo => GoRun.Of(this);

    /// <summary>What runs, in a few words.</summary>
    [JsonIgnore]
    internal string Words => Programs.Count > 0
        ? $"{Name}: " + string.Join(", ", Programs.Select(program => program.Info).Select(info => $"{info.Path} {Version(info)}{info.Module ?? info.Package}".TrimEnd()))
        : $"{Name}: no Go program ({Inside.To(inside => inside.Process.ToString())})";

    private static string Version(GoBuildInfo info) => info.GoVersionText is { } version ? $"{version} " : string.Empty;
}
