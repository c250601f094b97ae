using GoEnv.Kubernetes;

namespace GoEnv.Pods;

/// <summary>Tells why containers do not run: the first cause, once.</summary>
public sealed class ContainersRunRule() : Rule<PodFacts>("GE7060", Severity.Error, "Containers run")
{
    // The clock here may differ from that of the server.
    private static readonly TimeSpan DeletionSlack = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(PodFacts facts, RuleContext context)
    {
        if (facts.Pod.Metadata.DeletionTimestamp is { } gone)
        {
            return gone + DeletionSlack < context.Now ? [Stuck(facts, gone)] : [];
        }

        if (PodDiagnosis.OfPod(facts) is { } whole)
        {
            return [Problem.Fail($"The pod {whole.What}.") with { Fix = whole.Fix, Evidence = whole.Evidence }];
        }

        var problems = facts.Containers.Where(container => container.Kind != ContainerKind.Ephemeral)
            .OrderBy(container => container.Kind == ContainerKind.Main)
            .Select(container => (Container: container, Why: PodDiagnosis.Of(container, facts)))
            .Where(pair => pair.Why is not null)
            .Select(pair => Problem.Fail($"The container '{pair.Container.Name}' {pair.Why!.What}.") with
            {
                Subject = pair.Container.Name,
                Actual = pair.Container.Status?.State?.ToString(),
                Evidence = pair.Why.Evidence,
                Fix = pair.Why.Fix,
            })
            .ToList();
        if (problems.Count == 0 && facts.Running.Any() && facts.Node is { IsKnown: true, Value: { IsReady: false } node })
        {
            var ready = node.Ready!;
            return [Problem.Unknown($"Whether its containers run is not known: its node {node.Metadata.Name} is not ready{(ready.Reason is null ? string.Empty : $" ({ready.Reason}{(ready.Message is null ? string.Empty : $": {LastWordsOf.Safe(ready.Message)}")})")}.") with
            {
                Fix = $"Look at the kubelet of {node.Metadata.Name} ('systemctl status kubelet', for K3s 'systemctl status k3s k3s-agent'), and at 'kubectl describe node {node.Metadata.Name}'.",
            }];
        }

        return problems.Count > 0 || !DoesNotRun(facts) ? problems
            : [Problem.Unknown($"Why the pod does not run could not be told: it is {facts.Pod.Status?.Phase ?? "without a status"}{(facts.Events.IsUnknown ? $", and its events are not known ({facts.Events.Reason})" : string.Empty)}.") with
            {
                Fix = $"Read 'kubectl describe pod -n {facts.Pod.Metadata.Namespace} {facts.Pod.Metadata.Name}'.",
            }];
    }

    /// <inheritdoc/>
    protected internal override string? Seen(PodFacts facts) => string.Join(", ", facts.Running.Select(container => container.Name)) is { Length: > 0 } names ? $"{names} on {facts.NodeName}" : null;

    // Nothing of it runs, and nothing says why.
    private static bool DoesNotRun(PodFacts facts) =>
        facts.Pod.Status?.Phase is not ("Succeeded" or "Running") && !facts.Containers.Any(container => container.IsRunning);

    private static Problem Stuck(PodFacts facts, DateTimeOffset gone)
    {
        var (name, space) = (facts.Pod.Metadata.Name, facts.Pod.Metadata.Namespace);
        var (why, fix) = facts.Node is { IsKnown: true, Value: { IsReady: false } node }
            ? ($"its node {node.Metadata.Name} is not ready", $"Bring the node back; where it is gone for good, delete the node, or 'kubectl delete pod -n {space} {name} --grace-period=0 --force'.")
            : facts.IsNodeGone
                ? ($"there is no node '{facts.NodeName}' any more", $"'kubectl delete pod -n {space} {name} --grace-period=0 --force', since no kubelet is there to end it.")
            : facts.Running.Select(container => container.Name).ToList() is { Count: > 0 } running
                ? ($"{string.Join(", ", running)} still run{(running.Count == 1 ? "s" : string.Empty)}", $"Look at the kubelet and the container runtime of {facts.NodeName}: a process that hangs in the kernel (on NFS, say) does not end.")
            : facts.Pod.Metadata.Finalizers is { Count: > 0 } finalizers
                ? ($"the finalizer{(finalizers.Count == 1 ? string.Empty : "s")} {string.Join(", ", finalizers)} hold{(finalizers.Count == 1 ? "s" : string.Empty)} it", "See to it that the controller of the finalizer runs and does its part; take the finalizer out by hand only where that controller is gone for good.")
            : ("its containers have ended", $"Look at the kubelet of {facts.NodeName}, and at volumes that it cannot unmount.");
        return Problem.Fail($"The pod should be gone since {gone.UtcDateTime:yyyy-MM-dd HH:mm} UTC and is not: {LastWordsOf.Safe(why)}.") with { Fix = fix };
    }
}

/// <summary>Looks for containers that run, and ended badly before.</summary>
public sealed class RestartsRule() : ContainerRule("GE7061", Severity.Warning, "Containers that run have not crashed")
{
    private protected override IEnumerable<ContainerFacts> Of(PodFacts pod) => pod.Running.Where(container => container.Kind != ContainerKind.Init);

    private protected override IEnumerable<Problem> Judge(ContainerFacts container, PodFacts pod, RuleContext context)
    {
        if (container.Status is { RestartCount: > 0 and var count, LastState.Terminated: { } ended } && ended.ExitCode is not (0 or 143))
        {
            var why = PodDiagnosis.Exit(container, pod, ended, PodDiagnosis.Events(container, pod), string.Empty);
            yield return Problem.Fail($"The container '{container.Name}' runs after {count} restart{(count == 1 ? string.Empty : "s")}; the run before {why.What}.") with
            {
                Actual = new PodContainerState(null, null, ended).ToString(),
                Fix = why.Fix,
            };
        }
    }
}

/// <summary>Looks for containers that run and are not ready.</summary>
public sealed class ReadyRule() : ContainerRule("GE7062", Severity.Warning, "Containers that run are ready")
{
    private protected override IEnumerable<ContainerFacts> Of(PodFacts pod) => pod.Running.Where(container => container.Kind != ContainerKind.Init);

    private protected override IEnumerable<Problem> Judge(ContainerFacts container, PodFacts pod, RuleContext context)
    {
        if (container.Status?.Ready != false || pod.Pod.Metadata.DeletionTimestamp is not null)
        {
            yield break;
        }

        var said = PodDiagnosis.Events(container, pod).LastOrDefault(one => one.Reason == "Unhealthy")?.Message;
        yield return Problem.Fail($"The container '{container.Name}' runs and is not ready{(said is null ? string.Empty : $": {LastWordsOf.Safe(said)}")}.") with
        {
            Fix = "Look at what its readiness probe asks, and at its log.",
        };
    }
}

/// <summary>Looks for containers that are sent requests without being asked whether they can answer.</summary>
public sealed class ProbesRule() : ContainerRule("GE7063", Severity.Information, "Containers with ports have readiness probes")
{
    private protected override IEnumerable<ContainerFacts> Of(PodFacts pod) =>
        pod.Pod.Spec.RestartPolicy is null or "Always" ? pod.Serving.Where(container => container.Spec.Ports.Count > 0) : [];

    private protected override IEnumerable<Problem> Judge(ContainerFacts container, PodFacts pod, RuleContext context)
    {
        if (container.Spec.ReadinessProbe is null)
        {
            yield return Problem.Fail($"The container '{container.Name}' has ports and no readiness probe{(container.Spec.LivenessProbe is null ? ", nor a liveness probe" : string.Empty)}: it is sent requests before it can answer.") with
            {
                Fix = "Give it a readinessProbe that asks a path of its own, such as /healthz.",
            };
        }
    }
}

/// <summary>Looks for missing requests and limits.</summary>
public sealed class ResourcesRule() : ContainerRule("GE7064", Severity.Warning, "Requests and a memory limit are set")
{
    private protected override IEnumerable<ContainerFacts> Of(PodFacts pod) => pod.Serving;

    private protected override IEnumerable<Problem> Judge(ContainerFacts container, PodFacts pod, RuleContext context)
    {
        // A limit of processors is a matter of taste; a request that is not set is as large as its limit.
        var missing = new List<string>();
        foreach (var resource in new[] { "cpu", "memory" })
        {
            if (pod.Request(container, resource) is null && pod.Limit(container, resource) is null)
            {
                missing.Add($"request of {resource}");
            }
        }

        if (pod.Limit(container, "memory") is null)
        {
            missing.Add("limit of memory");
        }

        if (missing.Count > 0)
        {
            yield return Problem.Fail($"The container '{container.Name}' has no {string.Join(", no ", missing)}.") with
            {
                Fix = "Set resources.requests of cpu and memory, and resources.limits of memory, of the container or (from Kubernetes 1.34 on) of the pod.",
            };
        }
    }
}
