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
        if (problems.Count > 0)
        {
            return problems;
        }

        if (facts.Running.Any() && facts.Node is { IsKnown: true, Value: { IsReady: false } node })
        {
            var ready = node.Ready!;
            return [Problem.Unknown($"Whether its containers run is not known: its node {node.Metadata.Name} is not ready{(ready.Reason is null ? string.Empty : $" ({ready.Reason}{(ready.Message is null ? string.Empty : $": {LastWordsOf.Safe(ready.Message)}")})")}.") with
            {
                Fix = $"Look at the kubelet of {node.Metadata.Name} ('systemctl status kubelet', for K3s 'systemctl status k3s k3s-agent'), and at 'kubectl describe node {node.Metadata.Name}'.",
            }];
        }

        return DoesNotRun(facts) ? [Untold(facts)] : Waiting(facts) is { } waiting ? [waiting] : [];
    }

    /// <inheritdoc/>
    protected internal override string? Seen(PodFacts facts) => string.Join(", ", facts.Running.Select(container => container.Name)) is { Length: > 0 } names ? $"{names} on {facts.NodeName}" : null;

    private static string Describe(PodFacts facts) => $"Read 'kubectl describe pod -n {facts.Pod.Metadata.Namespace} {facts.Pod.Metadata.Name}'.";

    private static string NoEvents(PodFacts facts) => facts.Events.IsUnknown ? $", and its events are not known ({facts.Events.Reason})" : string.Empty;

    private static Problem Untold(PodFacts facts)
    {
        var place = facts.Node is { IsKnown: true, Value: { IsReady: false } node } ? $", and its node {node.Metadata.Name} is not ready"
            : facts.NodeName is null ? ", and no scheduler has said anything of it" : string.Empty;
        return Problem.Unknown($"Why the pod does not run could not be told: it is {facts.Pod.Status?.Phase ?? "without a status"}{place}{NoEvents(facts)}.") with { Fix = Describe(facts) };
    }

    // What waits for an init container that goes on, and what is being made beside others that run, may yet run or not.
    private static Problem? Waiting(PodFacts facts)
    {
        var waiting = facts.Containers.Where(container => container.Kind != ContainerKind.Ephemeral && !container.IsRunning && !PodDiagnosis.HasDone(container, facts) && !PodDiagnosis.IsOver(facts)).ToList();
        var before = facts.Containers.FirstOrDefault(container => container is { Kind: ContainerKind.Init, IsRunning: true });
        return waiting.Count == 0 ? null : Problem.Unknown(before is null
            ? $"Whether {Names(waiting)} will run is not known: {(waiting.Count == 1 ? "it is" : "they are")} being made ({waiting[0].Status?.State?.ToString() ?? "without a status"}){NoEvents(facts)}."
            : $"Whether {Names(waiting)} will run is not known: the init container '{before.Name}' has not come to its end{Since(before)}.") with
        {
            Subject = waiting[0].Name,
            Fix = before is null ? Describe(facts) : $"Where that takes too long, read 'kubectl logs -n {facts.Pod.Metadata.Namespace} {facts.Pod.Metadata.Name} -c {before.Name}'.",
        };
    }

    private static string Names(List<ContainerFacts> containers) =>
        containers.Count == 1 ? $"the container '{containers[0].Name}'" : $"the containers {string.Join(", ", containers.Select(container => container.Name))}";

    private static string Since(ContainerFacts container) => container.Status?.State?.Running?.StartedAt is { } since ? $", and has run since {since.UtcDateTime:yyyy-MM-dd HH:mm} UTC" : string.Empty;

    // Nothing of it runs, and nothing says why. What is said of containers of a pod that has failed is old.
    private static bool DoesNotRun(PodFacts facts) =>
        facts.Pod.Status?.Phase is "Failed" || (facts.Pod.Status?.Phase is not ("Succeeded" or "Running") && !facts.Containers.Any(container => container.IsRunning));

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
