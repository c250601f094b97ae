using GoEnv.Kubernetes;

namespace GoEnv.Pods;

/// <summary>Why a container does not run as it should: the first cause.</summary>
/// <param name="What">What happened, as a clause that follows the name of the container.</param>
/// <param name="Fix">What to do.</param>
internal sealed record PodDiagnosis(string What, string Fix)
{
    private const string Runtime = "unable to start container process: ";

    /// <summary>Lines of the node that show it.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>How a container ended last; null where it never did.</summary>
    public static PodContainerTerminated? Ended(ContainerFacts container) =>
        container.Status?.State?.Terminated ?? container.Status?.LastState?.Terminated;

    /// <summary>Why a container does not run; null where it runs, or has rightly ended, or waits for another that is at fault.</summary>
    public static PodDiagnosis? Of(ContainerFacts container, PodFacts pod)
    {
        var events = Events(container, pod);
        var diagnosis = container.Status?.State switch
        {
            { Running: not null } => null,
            { Waiting: { } waiting } => Waiting(container, pod, waiting, events),
            { Terminated: { } ended } when ended.ExitCode == 0 && (pod.Pod.Spec.RestartPolicy is "Never" or "OnFailure" || container.Kind == ContainerKind.Init) => null,
            { Terminated: { } ended } => Exit(container, pod, ended, events, pod.Pod.Spec.RestartPolicy == "Never" ? "is not started again" : Started(container)),
            _ => null, // it was not created yet: the pod itself, or a container before it, is the cause
        };
        return diagnosis is null ? null : diagnosis with
        {
            Evidence = events.Where(one => one.Reason != "BackOff").Select(one => LastWordsOf.Safe($"{one.Reason}: {one.Message}")).TakeLast(3).ToList(),
        };
    }

    /// <summary>Why a pod has no node; null where it has one.</summary>
    public static PodDiagnosis? OfPod(PodFacts pod)
    {
        var status = pod.Pod.Status;
        if (status is { Phase: "Failed", Reason: { } reason } && status.ContainerStatuses.All(one => one.State?.Running is null))
        {
            return new PodDiagnosis($"was ended by its node: {reason}{Said(status.Message)}",
                reason == "Evicted" ? "Give it requests that cover what it uses, and look at the pressure of the node; then delete the pod." : "Look at the node, then delete the pod.");
        }

        var scheduled = status?.Conditions.FirstOrDefault(condition => condition is { Type: "PodScheduled", Status: "False" });
        if (pod.Pod.Spec.NodeName is null && scheduled is not null)
        {
            return new PodDiagnosis($"has no node{Said(scheduled.Message)}", "Lower its requests, or mend its node selector, tolerations and volumes, or add a node.");
        }

        var mount = pod.Events.ValueOr([]).LastOrDefault(one => one.Reason is "FailedMount" or "FailedAttachVolume" or "FailedCreatePodSandBox");
        return mount is not null && status?.ContainerStatuses.All(one => one.State?.Waiting?.Reason == "ContainerCreating") == true
            ? new PodDiagnosis($"cannot be set up by its node ({mount.Reason}){Said(mount.Message)}", "Mend the volume, Secret or ConfigMap that the message names, or the network of the node.")
            : null;
    }

    /// <summary>How the last run ended, as a clause, and what to do.</summary>
    public static PodDiagnosis Exit(ContainerFacts container, PodFacts pod, PodContainerTerminated ended, IReadOnlyList<KubeEvent> events, string then)
    {
        var words = container.LastWords;
        var said = words is null ? string.Empty : $", and its log says: {words}";
        var killed = events.LastOrDefault(one => one.Reason == "Unhealthy" && one.Message?.StartsWith("Liveness", StringComparison.Ordinal) == true);
        var (what, fix) = ended switch
        {
            { Reason: "OOMKilled" } => ($"was killed since it took more memory than its limit{Limit(container, pod)}",
                "Raise the memory limit, or set GOMEMLIMIT to about 90 % of it, and look for what grows with a heap profile."),
            _ when IsFormat(ended.Message) || IsFormat(words) => ($"is built for another processor than its node's{Platform(container, pod)} (exec format error)",
                $"Build the image for {Machine(pod)}, or for several platforms, or let the pod run on nodes of its own platform with a node selector."),
            { Reason: "StartError" or "ContainerCannotRun" } => ($"cannot be started{Said(ended.Message)}", "Mend command and args of the container, or the file in the image."),
            _ when killed is not null => ($"was killed since its liveness probe failed{Said(killed.Message)}", "Mend what the probe asks, or give it a startupProbe and more time."),
            { ExitCode: 0 } => ("ended with success, and is started again though it has nothing to do",
                "Run it as a Job, or let its command go on in the foreground."),
            { ExitCode: 2 } when words?.StartsWith("panic:", StringComparison.Ordinal) == true || words?.StartsWith("fatal error:", StringComparison.Ordinal) == true =>
                ($"ended with a Go panic (exit code 2): {words}", $"Read 'kubectl logs --previous' for the stack of the panic, and mend it in the program."),
            { ExitCode: 126 } => ($"has a command that cannot be executed (exit code 126){said}", "Set the executable bit of the file in the image."),
            { ExitCode: 127 } => ($"has a command that is not in the image (exit code 127){said}", "Mend command and args, or the image; a dynamic program needs its loader and libraries too."),
            { ExitCode: 137 } or { Signal: 9 } => ($"was killed (exit code 137){said}", "Look at the events and the memory of the node, and at what else ends processes there."),
            { ExitCode: 139 } or { Signal: 11 } => ($"crashed with a segmentation fault (exit code 139){said}", "Look at its cgo code and at the libc of the image."),
            { ExitCode: 143 } or { Signal: 15 } => ($"was asked to end (exit code 143){said}", "See who ended it in the events of pod and node."),
            _ => ($"ended with exit code {ended.ExitCode}{said}{(words is null ? Said(ended.Message) : string.Empty)}", $"Read 'kubectl logs -n {pod.Pod.Metadata.Namespace} {pod.Pod.Metadata.Name} -c {container.Name} --previous'."),
        };
        return new PodDiagnosis(what + (then.Length == 0 ? string.Empty : $"; it {then}"), fix);
    }

    /// <summary>The events of a container, and those of the pod that are about none.</summary>
    public static IReadOnlyList<KubeEvent> Events(ContainerFacts container, PodFacts pod) => pod.Events.ValueOr([])
        .Where(one => one.InvolvedObject?.FieldPath is not { } path || path.Contains("{" + container.Name + "}", StringComparison.Ordinal)).ToList();

    private static PodDiagnosis? Waiting(ContainerFacts container, PodFacts pod, PodContainerWaiting waiting, IReadOnlyList<KubeEvent> events) => waiting.Reason switch
    {
        // A container before it, or the pod, is the cause.
        null or "PodInitializing" or "ContainerCreating" => null,
        "ImagePullBackOff" or "ErrImagePull" or "ErrImageNeverPull" or "InvalidImageName" or "ImageInspectError" or "RegistryUnavailable" =>
            PodImage.Explain(container, pod, waiting, events.LastOrDefault(one => one.Reason == "Failed" && one.Message?.Contains("pull", StringComparison.OrdinalIgnoreCase) == true
                && one.Message.Contains(':', StringComparison.Ordinal) && !one.Message.StartsWith("Error:", StringComparison.Ordinal))?.Message),
        "CreateContainerConfigError" => new PodDiagnosis($"cannot be configured{Said(waiting.Message)}", "Create the Secret or ConfigMap or key that the message names, or mend the securityContext."),
        "CreateContainerError" or "RunContainerError" when IsFormat(waiting.Message) || IsFormat(Ended(container)?.Message) => Exit(container, pod, new PodContainerTerminated(1, 0, "StartError", "exec format error", null, null), events, "is tried again"),
        "CreateContainerError" or "RunContainerError" => new PodDiagnosis($"cannot be started{Said(waiting.Message ?? Ended(container)?.Message)}", "Mend command and args of the container, or the file in the image."),
        _ when Ended(container) is { } ended => Exit(container, pod, ended, events, Started(container)),
        _ => new PodDiagnosis($"waits: {waiting.Reason}{Said(waiting.Message)}", $"Read 'kubectl describe pod -n {pod.Pod.Metadata.Namespace} {pod.Pod.Metadata.Name}'."),
    };

    private static string Started(ContainerFacts container) => container.Status!.RestartCount == 0 ? "is about to be started again" : $"was started {container.Status.RestartCount + 1} times";

    private static bool IsFormat(string? text) => text?.Contains("exec format error", StringComparison.Ordinal) == true;

    // Each program on the way puts words of its own before the cause.
    private static string Said(string? message) => string.IsNullOrWhiteSpace(message) ? string.Empty
        : $" ({LastWordsOf.Safe(message[(message.LastIndexOf(Runtime, StringComparison.Ordinal) is >= 0 and var at ? at + Runtime.Length : 0)..])})";

    private static string Limit(ContainerFacts container, PodFacts pod) => pod.Limit(container, "memory") is { } limit ? $" of {limit}" : string.Empty;

    private static string Machine(PodFacts pod) => pod.Node is { IsKnown: true, Value.Status.NodeInfo: { } info } ? $"{info.OperatingSystem}/{info.Architecture}" : "the platform of its node";

    private static string Platform(ContainerFacts container, PodFacts pod) =>
        $", {Machine(pod)}" + (container.Spec.Image is { } image ? $": the image is {image}" : string.Empty);
}
