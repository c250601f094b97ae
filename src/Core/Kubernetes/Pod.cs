using System.Text.Json;
using System.Text.Json.Serialization;

namespace GoEnv.Kubernetes;

/// <summary>What all objects of the API have.</summary>
public sealed record KubeMetadata
{
    /// <summary>The name.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>The namespace; null for kinds that are in none.</summary>
    public string? Namespace { get; init; }

    /// <summary>The id that no other object ever has.</summary>
    public string? Uid { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Annotations, without the copies of whole objects that kubectl keeps there.</summary>
    [JsonConverter(typeof(AnnotationsConverter))]
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>The objects that own it.</summary>
    public IReadOnlyList<KubeOwner> OwnerReferences { get; init; } = [];

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreationTimestamp { get; init; }

    /// <summary>When it will be gone; null while it is not being deleted.</summary>
    public DateTimeOffset? DeletionTimestamp { get; init; }

    /// <summary>Who has to agree before it is gone.</summary>
    public IReadOnlyList<string> Finalizers { get; init; } = [];
}

/// <summary>An object that owns another.</summary>
/// <param name="Kind">Its kind, such as <c>ReplicaSet</c>.</param>
/// <param name="Name">Its name.</param>
public sealed record KubeOwner(string? Kind, string? Name);

/// <summary>A pod: the part of it that is judged.</summary>
/// <param name="Metadata">Its metadata.</param>
/// <param name="Spec">What is asked for.</param>
/// <param name="Status">What is.</param>
public sealed record Pod(KubeMetadata Metadata, PodSpec Spec, PodStatus? Status) : IKubeObject
{
    internal const string DefaultContainerAnnotation = "kubectl.kubernetes.io/default-container";

    // What a node runs by a file of its own has another id there than in the API.
    private const string MirrorAnnotation = "kubernetes.io/config.mirror";

    /// <summary>The container that is meant where none is named: that of the annotation, else the first.</summary>
    [JsonIgnore]
    public string? DefaultContainer =>
        Metadata.Annotations.TryGetValue(DefaultContainerAnnotation, out var name) && Spec.Containers.Any(container => container.Name == name)
            ? name : Spec.Containers is [var first, ..] ? first.Name : null;

    /// <summary>The object that made it, such as <c>Deployment api</c>; null for a pod of its own.</summary>
    [JsonIgnore]
    public string? Owner => Metadata.OwnerReferences is [{ Kind: { } kind, Name: { } name }, ..]
        ? kind == "ReplicaSet" && Metadata.Labels.TryGetValue("pod-template-hash", out var hash) && name.EndsWith("-" + hash, StringComparison.Ordinal)
            ? "Deployment " + name[..^(hash.Length + 1)] : $"{kind} {name}"
        : null;

    /// <summary>The status of a container of any kind; null when there is none yet.</summary>
    public PodContainerStatus? StatusOf(string container) =>
        (Status?.ContainerStatuses ?? []).Concat(Status?.InitContainerStatuses ?? []).Concat(Status?.EphemeralContainerStatuses ?? [])
            .FirstOrDefault(status => status.Name == container);

    /// <summary>False for what is known to be of another pod of that name, as before a pod of a StatefulSet was made anew.</summary>
    internal bool MayBeMeant(KubeReference? reference) =>
        reference?.Uid is not { Length: > 0 } uid || Metadata.Uid is null || uid == Metadata.Uid || Metadata.Annotations.ContainsKey(MirrorAnnotation);

    /// <summary>All containers: those that run side by side, those that run before, and those that were added.</summary>
    [JsonIgnore]
    public IEnumerable<PodContainer> AllContainers => Spec.Containers.Concat(Spec.InitContainers).Concat(Spec.EphemeralContainers);

    /// <summary>The ConfigMaps that it takes as volumes and as variables, each as often as it does.</summary>
    [JsonIgnore]
    internal IEnumerable<PodConfigMap> ConfigMaps => Spec.Volumes.SelectMany(volume => volume.ConfigMaps)
        .Concat(AllContainers.SelectMany(container => container.EnvFrom).Select(from => from.ConfigMapRef?.Name).OfType<string>().Select(name => new PodConfigMap(name, null)))
        .Concat(AllContainers.SelectMany(container => container.Env).Where(one => one.ConfigMap is not null).Select(one => new PodConfigMap(one.ConfigMap!, one.ConfigMapKey is { } key ? [key] : null)));
}

/// <summary>What is asked for of a pod.</summary>
public sealed record PodSpec
{
    /// <summary>The node; null while it is not scheduled.</summary>
    public string? NodeName { get; init; }

    /// <summary>The service account.</summary>
    public string? ServiceAccountName { get; init; }

    /// <summary>Always, OnFailure or Never.</summary>
    public string? RestartPolicy { get; init; }

    /// <summary>It is in the network namespace of its node.</summary>
    public bool HostNetwork { get; init; }

    /// <summary>It sees the processes of its node.</summary>
    public bool HostPID { get; init; }

    /// <summary>It is in the IPC namespace of its node.</summary>
    public bool HostIPC { get; init; }

    /// <summary>False for a user namespace of its own; null where it does not say.</summary>
    public bool? HostUsers { get; init; }

    /// <summary>Its containers see each other's processes.</summary>
    public bool ShareProcessNamespace { get; init; }

    /// <summary>The operating system that it is for; null where it does not say.</summary>
    public PodOs? Os { get; init; }

    /// <summary>What is asked for of processor and memory for all its containers together.</summary>
    public PodResources? Resources { get; init; }

    /// <summary>The security settings of all its containers.</summary>
    public PodSecurityContext? SecurityContext { get; init; }

    /// <summary>Volumes.</summary>
    public IReadOnlyList<PodVolume> Volumes { get; init; } = [];

    /// <summary>Containers that run side by side.</summary>
    public IReadOnlyList<PodContainer> Containers { get; init; } = [];

    /// <summary>Containers that run before.</summary>
    public IReadOnlyList<PodContainer> InitContainers { get; init; } = [];

    /// <summary>Containers that were added to look into it.</summary>
    public IReadOnlyList<PodContainer> EphemeralContainers { get; init; } = [];
}

/// <summary>What is asked for of a container.</summary>
public sealed record PodContainer
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>The image as it is written.</summary>
    public string? Image { get; init; }

    /// <summary>The command, without what looks like a credential; empty for the image's own.</summary>
    [JsonConverter(typeof(WordsConverter))]
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>The arguments, without what looks like a credential; empty for the image's own.</summary>
    [JsonConverter(typeof(WordsConverter))]
    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>Environment variables, without their values.</summary>
    public IReadOnlyList<PodVariable> Env { get; init; } = [];

    /// <summary>Environment variables from all keys of objects.</summary>
    public IReadOnlyList<PodVariables> EnvFrom { get; init; } = [];

    /// <summary>What is asked for of processor and memory.</summary>
    public PodResources? Resources { get; init; }

    /// <summary>Ports.</summary>
    public IReadOnlyList<PodPort> Ports { get; init; } = [];

    /// <summary>The security settings of the container.</summary>
    public PodSecurityContext? SecurityContext { get; init; }

    /// <summary>Tells whether it has to be started anew; null for none.</summary>
    public PodProbe? LivenessProbe { get; init; }

    /// <summary>Tells whether it may be sent requests; null for none.</summary>
    public PodProbe? ReadinessProbe { get; init; }

    /// <summary>Tells whether it has come up; null for none.</summary>
    public PodProbe? StartupProbe { get; init; }

    /// <summary>What is done after its start and before its end.</summary>
    public PodLifecycle? Lifecycle { get; init; }

    /// <summary>Where volumes are.</summary>
    public IReadOnlyList<PodVolumeMount> VolumeMounts { get; init; } = [];

    /// <summary>Always for one that runs before others and goes on; null otherwise.</summary>
    public string? RestartPolicy { get; init; }

    /// <summary>Of an ephemeral container, the one whose processes it sees; null where none is named.</summary>
    public string? TargetContainerName { get; init; }
}

/// <summary>What a pod is.</summary>
public sealed record PodStatus
{
    /// <summary>Pending, Running, Succeeded, Failed or Unknown.</summary>
    public string? Phase { get; init; }

    /// <summary>Why, in one word, such as <c>Evicted</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>Why, in words.</summary>
    public string? Message { get; init; }

    /// <summary>What of it has come to pass.</summary>
    public IReadOnlyList<KubeCondition> Conditions { get; init; } = [];

    /// <summary>The addresses of the node.</summary>
    public string? HostIP { get; init; }

    /// <summary>The address of the pod.</summary>
    public string? PodIP { get; init; }

    /// <summary>Of the containers that run side by side.</summary>
    public IReadOnlyList<PodContainerStatus> ContainerStatuses { get; init; } = [];

    /// <summary>Of the containers that run before.</summary>
    public IReadOnlyList<PodContainerStatus> InitContainerStatuses { get; init; } = [];

    /// <summary>Of the containers that were added.</summary>
    public IReadOnlyList<PodContainerStatus> EphemeralContainerStatuses { get; init; } = [];
}

/// <summary>What a container is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Ready">It passes its readiness probe.</param>
/// <param name="RestartCount">How often it was started anew.</param>
/// <param name="Image">The image as the node names it.</param>
/// <param name="ImageID">The image by its digest; empty while it was not pulled.</param>
/// <param name="State">What it does now.</param>
/// <param name="LastState">What its last run came to.</param>
public sealed record PodContainerStatus(
    string Name, bool Ready, int RestartCount, string? Image, string? ImageID, PodContainerState? State, PodContainerState? LastState)
{
    /// <summary>False while its startup probe has not succeeded; null where the node does not tell.</summary>
    public bool? Started { get; init; }

    /// <summary>Its id, with the name of the container runtime before it; null while there is none.</summary>
    public string? ContainerID { get; init; }

    /// <summary>Whom its first process was started as; null where the node does not tell, as before Kubernetes 1.31.</summary>
    public PodContainerUser? User { get; init; }
}

/// <summary>Whom the first process of a container was started as.</summary>
/// <param name="Linux">On Linux.</param>
public sealed record PodContainerUser(PodLinuxUser? Linux);

/// <summary>A user and a group, by number.</summary>
/// <param name="Uid">The user.</param>
/// <param name="Gid">The group.</param>
public sealed record PodLinuxUser(long Uid, long Gid);

/// <summary>What a container does; one of the three is set.</summary>
/// <param name="Running">It runs.</param>
/// <param name="Waiting">It does not run yet, or not again yet.</param>
/// <param name="Terminated">It has ended.</param>
public sealed record PodContainerState(PodContainerRunning? Running, PodContainerWaiting? Waiting, PodContainerTerminated? Terminated)
{
    /// <summary>The state as <c>waiting: CrashLoopBackOff</c>.</summary>
    public override string ToString() => this switch
    {
        { Running: not null } => "running",
        { Waiting: { } waiting } => waiting.Reason is { } reason ? $"waiting: {reason}" : "waiting",
        { Terminated: { } ended } => $"ended: {ended.Reason ?? "no reason"}, exit code {ended.ExitCode}",
        _ => "waiting",
    };
}

/// <summary>A container that runs.</summary>
/// <param name="StartedAt">Since when.</param>
public sealed record PodContainerRunning(DateTimeOffset? StartedAt);

/// <summary>A container that waits.</summary>
/// <param name="Reason">Why, in one word, such as <c>ImagePullBackOff</c>.</param>
/// <param name="Message">Why, in words.</param>
public sealed record PodContainerWaiting(string? Reason, string? Message);

/// <summary>A container that has ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Signal">The signal that ended it; 0 for none.</param>
/// <param name="Reason">Why, in one word, such as <c>OOMKilled</c>.</param>
/// <param name="Message">Its own words, or those of the node.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="FinishedAt">When it ended.</param>
public sealed record PodContainerTerminated(
    int ExitCode, int Signal, string? Reason, string? Message, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt);

/// <summary>Leaves out the annotations that hold whole objects, which may have secrets in them.</summary>
internal sealed class AnnotationsConverter : JsonConverter<IReadOnlyDictionary<string, string>>
{
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    public override IReadOnlyDictionary<string, string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var all = JsonSerializer.Deserialize<Dictionary<string, string>>(ref reader, options) ?? [];
        all.Remove(LastApplied);
        return all;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.ToDictionary(), options);
}
