using GoEnv.Kubernetes;

namespace GoEnv.Pods;

/// <summary>Why a container does not run as it should: the first cause.</summary>
/// <param name="What">What happened, as a clause that follows the name of the container.</param>
/// <param name="Fix">What to do.</param>
internal sealed record PodDiagnosis(string What, string Fix)
{
    private const string Runtime = "unable to start container process: ";
    private const int Signalled = 128;
    private const string Counted = "Unable to attach or mount volumes";

    private static readonly string?[] SetUp =
    [
        "FailedMount", "FailedAttachVolume", "FailedMapVolume", "FailedMountOnFilesystemMismatch", "FailedCreatePodSandBox", "FailedCreatePodContainer", "FailedPrepareDynamicResources",
        "NetworkNotReady",
    ];

    // What the kernel's own signals are to a program; those that people send have rows of their own.
    private static readonly Dictionary<int, (string What, string Fix)> Signals = new()
    {
        [1] = ("was hung up (SIGHUP", "See who ended it in the events of pod and node."),
        [2] = ("was interrupted (SIGINT", "See who ended it in the events of pod and node."),
        [3] = ("was made to quit (SIGQUIT", "Read its log: a Go program prints the stacks of its goroutines then."),
        [4] = ("ran an instruction that the processor does not have (SIGILL", "Build it for the processors of the nodes, with a lower GOAMD64 or GOARM64."),
        [6] = ("aborted itself (SIGABRT", "Read its log for the reason."),
        [7] = ("had an error of its memory or a file mapped into it (SIGBUS", "Look at the volumes and the memory of the node, and at what it maps."),
        [8] = ("had an error of arithmetic (SIGFPE", "Look at its cgo code."),
        [13] = ("wrote where nobody reads any more (SIGPIPE", "See who closed its output."),
    };

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
            { Terminated: not null } when HasDone(container, pod) => null,
            { Terminated: { } ended } => Exit(container, pod, ended, events, Policy(container, pod) == "Never" ? "is not started again" : Started(container)),
            _ => null, // it was not created yet: the pod itself, or a container before it, is the cause
        };
        return diagnosis is null ? null : diagnosis with
        {
            Evidence = events.Where(one => one.Reason != "BackOff").Select(one => LastWordsOf.Safe($"{one.Reason}: {one.Message}")).TakeLast(3).ToList(),
        };
    }

    /// <summary>True for a container that has ended well and is not to be started again, and for a sidecar that its node ended with the pod.</summary>
    public static bool HasDone(ContainerFacts container, PodFacts pod) =>
        (container.Status?.State?.Terminated is { ExitCode: 0 } && (container.Kind == ContainerKind.Init || Policy(container, pod) is "Never" or "OnFailure"))
        || (container.Kind == ContainerKind.Sidecar && IsOver(pod));

    /// <summary>True for a pod that has ended, whether well or not: what ends a sidecar does not count for that.</summary>
    public static bool IsOver(PodFacts pod) => pod.Pod.Status?.Phase is "Succeeded" or "Failed";

    /// <summary>Why a pod does not run as a whole; null where that is a matter of its containers.</summary>
    public static PodDiagnosis? OfPod(PodFacts pod)
    {
        var status = pod.Pod.Status;
        if (status is { Phase: "Failed", Reason: { Length: > 0 } reason })
        {
            var (what, mend) = PodCauses.OfEnd(reason, status.Message);
            return new PodDiagnosis($"was {what} by its node: {reason}{Said(status.Message)}", mend);
        }

        var scheduled = status?.Conditions.FirstOrDefault(condition => condition is { Type: "PodScheduled", Status: "False" });
        if (pod.Pod.Spec.NodeName is null && scheduled is not null)
        {
            return new PodDiagnosis($"has no node{Said(scheduled.Message is null ? scheduled.Reason : PodCauses.Shortened(scheduled.Message))}", PodCauses.OfScheduler(scheduled.Message));
        }

        // Once the node has set the pod up, what went wrong with that before is past.
        if (status is null || !status.ContainerStatuses.Concat(status.InitContainerStatuses).All(IsUnborn)
            || status.Conditions.Any(condition => condition is { Type: "PodReadyToStartContainers", Status: "True" }))
        {
            return null;
        }

        // Of what it says about volumes, the words that only count them come last and tell least.
        var said = pod.Events.ValueOr([]).Where(one => SetUp.Contains(one.Reason) && one.InvolvedObject?.FieldPath is null).ToList();
        return (said.LastOrDefault(one => one.Message?.StartsWith(Counted, StringComparison.Ordinal) != true) ?? said.LastOrDefault()) is { } happened
            ? new PodDiagnosis($"cannot be set up by its node ({happened.Reason}){Said(happened.Message)}", PodCauses.OfNode(happened.Message))
            : null;
    }

    /// <summary>How the last run ended, as a clause, and what to do.</summary>
    public static PodDiagnosis Exit(ContainerFacts container, PodFacts pod, PodContainerTerminated ended, IReadOnlyList<KubeEvent> events, string then)
    {
        var words = container.LastWords;
        var said = words is null ? string.Empty : $", and its log says: {words}";

        // A program that says why it ended was not ended by its node, though that may have been about to.
        var isAsked = ended.ExitCode is 0 or 137 or 143;
        var isEnded = isAsked || words is null;
        var killed = isEnded ? events.LastOrDefault(one => one.Reason == "Unhealthy" && (Begins(one.Message, "Liveness") || Begins(one.Message, "Startup"))) : null;
        var hook = isEnded ? events.LastOrDefault(one => one.Reason == "FailedPostStartHook") : null;
        var (what, fix) = ended switch
        {
            { Reason: "OOMKilled" } => ($"was killed since it took more memory than its limit{Limit(container, pod)}",
                "Raise the memory limit, or set GOMEMLIMIT to about 90 % of it, and look for what grows with a heap profile."),
            _ when IsFormat(ended.Message) || IsFormat(words) => ($"is built for another processor than its node's, {Machine(pod)}, or is a script without a first line '#!' (exec format error{Image(container)})",
                $"Build the image for {Machine(pod)}, or for several platforms, or let the pod run on nodes of its own platform with a node selector; begin a script with '#!/bin/sh'."),
            // Container runtimes look for the file before, so that what is missing is what the kernel needs for it.
            _ when words is not null && IsLoader(words) => ($"cannot be started: the loader or the interpreter that its command names is not in the image ({words})",
                "Build it static (CGO_ENABLED=0, without -buildmode=pie), or put its loader and libraries into the image; of a script mend the first line, which may end in a carriage return."),
            { Reason: "StartError" or "ContainerCannotRun" } => ($"cannot be started{Said(ended.Message)}", PodCauses.OfStart(ended.Message)),
            { Reason: "ContainerStatusUnknown" or "Unknown" } => ("was lost by its node, which does not know how it ended", "See when the node or its container runtime was restarted."),
            _ when hook is not null => ($"was killed since its postStart hook failed{Said(hook.Message)}", "Mend the command or the address of the hook in lifecycle.postStart."),
            // It may have ended so of itself, before or when it was asked to.
            _ when killed is not null && !isAsked => ($"ended with exit code {ended.ExitCode}, while its {(Begins(killed.Message, "Startup") ? "startup" : "liveness")} probe failed{Said(killed.Message)}",
                $"Mend what the probe asks, and read {Logs(container, pod)}."),
            _ when killed is not null && Begins(killed.Message, "Startup") => ($"was killed since its startup probe failed{Said(killed.Message)}", "Mend what the probe asks, or give it more time (failureThreshold times periodSeconds)."),
            _ when killed is not null => ($"was killed since its liveness probe failed{Said(killed.Message)}", "Mend what the probe asks, or give it a startupProbe and more time."),
            { ExitCode: 0 } => ("ended with success, and is started again though it has nothing to do",
                "Run it as a Job, or let its command go on in the foreground."),
            { ExitCode: 2 } when words?.Contains("malformed GOMEMLIMIT", StringComparison.Ordinal) == true => ($"does not start, since its GOMEMLIMIT is no size that Go takes (exit code 2): {words}",
                "Write GOMEMLIMIT as a whole number with B, KiB, MiB, GiB or TiB, such as 400MiB: Go does not take 400Mi."),
            { ExitCode: 2 } when words?.StartsWith("panic:", StringComparison.Ordinal) == true || words?.StartsWith("fatal error:", StringComparison.Ordinal) == true =>
                ($"ended with a Go panic (exit code 2): {words}", $"Read {Logs(container, pod)} for the stack of the panic, and mend it in the program."),
            { ExitCode: 126 } => ($"has a command that cannot be executed (exit code 126){said}", "Set the executable bit of the file in the image."),
            { ExitCode: 127 } => ($"has a command that is not in the image (exit code 127){said}", "Mend command and args, or the image; a dynamic program needs its loader and libraries too."),
            { ExitCode: 137 } or { Signal: 9 } => ($"was killed (exit code 137){said}", "Look at the events and the memory of the node, and at what else ends processes there."),
            { ExitCode: 139 } or { Signal: 11 } => ($"crashed with a segmentation fault (exit code 139){said}", "Look at its cgo code and at the libc of the image."),
            { ExitCode: 143 } or { Signal: 15 } => ($"was asked to end (exit code 143){said}", "See who ended it in the events of pod and node."),
            _ when Signals.TryGetValue(ended.Signal > 0 ? ended.Signal : ended.ExitCode - Signalled, out var signal) => ($"{signal.What}, exit code {ended.ExitCode}){said}", signal.Fix),
            _ => ($"ended with exit code {ended.ExitCode}{said}{(words is null ? Said(LastWordsOf.Message(ended.Message)) : string.Empty)}", $"Read {Logs(container, pod)}."),
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
        "ImagePullBackOff" or "ErrImagePull" or "ErrImageNeverPull" or "InvalidImageName" or "ImageInspectError" or "RegistryUnavailable" or "SignatureValidationFailed" =>
            PodImage.Explain(container, pod, waiting, events.LastOrDefault(one => one.Reason == "Failed" && one.Message?.Contains("pull", StringComparison.OrdinalIgnoreCase) == true
                && one.Message.Contains(':', StringComparison.Ordinal) && !one.Message.StartsWith("Error:", StringComparison.Ordinal))?.Message),
        "CreateContainerConfigError" => new PodDiagnosis($"cannot be configured{Said(waiting.Message)}", PodCauses.OfConfiguration(waiting.Message)),
        "PostStartHookError" => new PodDiagnosis($"was killed since its postStart hook failed{Said(waiting.Message)}", "Mend the command or the address of the hook in lifecycle.postStart."),
        "CreateContainerError" or "RunContainerError" when IsFormat(waiting.Message) || IsFormat(Ended(container)?.Message) => Exit(container, pod, new PodContainerTerminated(1, 0, "StartError", "exec format error", null, null), events, "is tried again"),
        "CreateContainerError" or "RunContainerError" or "PreCreateHookError" or "PreStartHookError" =>
            new PodDiagnosis($"cannot be started{Said(waiting.Message ?? Ended(container)?.Message)}", PodCauses.OfStart(waiting.Message ?? Ended(container)?.Message)),
        _ when Ended(container) is { } ended => Exit(container, pod, ended, events, Started(container)),
        _ => new PodDiagnosis($"waits: {waiting.Reason}{Said(waiting.Message)}", $"Read 'kubectl describe pod -n {pod.Pod.Metadata.Namespace} {pod.Pod.Metadata.Name}'."),
    };

    private static string Started(ContainerFacts container) => container.Status!.RestartCount == 0 ? "is about to be started again" : $"was started {container.Status.RestartCount + 1} times";

    // From Kubernetes 1.34 on a container may have a policy of its own; that of a sidecar is Always.
    private static string Policy(ContainerFacts container, PodFacts pod) => container.Spec.RestartPolicy ?? pod.Pod.Spec.RestartPolicy ?? "Always";

    private static bool IsUnborn(PodContainerStatus status) => status is { State: null or { Running: null, Terminated: null, Waiting: null or { Reason: null or "ContainerCreating" or "PodInitializing" } }, LastState: null or { Terminated: null } };

    private static bool Begins(string? text, string words) => text?.StartsWith(words, StringComparison.Ordinal) == true;

    private static bool IsFormat(string? text) => text?.Contains("exec format error", StringComparison.Ordinal) == true;

    private static bool IsLoader(string words) => words.EndsWith("no such file or directory", StringComparison.Ordinal)
        && (Begins(words, "exec /") || words.Contains("exec user process caused", StringComparison.Ordinal));

    // Each program on the way puts words of its own before the cause.
    private static string Said(string? message) => string.IsNullOrWhiteSpace(message) ? string.Empty
        : $" ({LastWordsOf.Safe(message[(message.LastIndexOf(Runtime, StringComparison.Ordinal) is >= 0 and var at ? at + Runtime.Length : 0)..])})";

    private static string Limit(ContainerFacts container, PodFacts pod) => pod.Limit(container, "memory") is { } limit ? $" of {limit}" : string.Empty;

    private static string Machine(PodFacts pod) => pod.Node is { IsKnown: true, Value.Status.NodeInfo: { } info } ? $"{info.OperatingSystem}/{info.Architecture}" : "the platform of its node";

    // A container that is not started again has no run before its last one.
    private static string Logs(ContainerFacts container, PodFacts pod) =>
        $"'kubectl logs -n {pod.Pod.Metadata.Namespace} {pod.Pod.Metadata.Name} -c {container.Name}{(container.Status?.State?.Terminated is null ? " --previous" : string.Empty)}'";

    private static string Image(ContainerFacts container) => container.Spec.Image is { } image ? $"; the image is {image}" : string.Empty;
}
