using GoEnv.Kubernetes;

namespace GoEnv.Pods;

/// <summary>Looks for containers that run, and ended badly before.</summary>
public sealed class RestartsRule() : ContainerRule("GE7061", Severity.Warning, "Containers that run have not crashed")
{
    private const int Often = 5;

    private protected override IEnumerable<ContainerFacts> Of(PodFacts pod) => pod.Running.Where(container => container.Kind != ContainerKind.Init);

    private protected override IEnumerable<Problem> Judge(ContainerFacts container, PodFacts pod, RuleContext context)
    {
        if (container.Status is not { RestartCount: > 0 and var count })
        {
            yield break;
        }

        if (container.Status.LastState?.Terminated is not { } ended)
        {
            yield return Problem.Unknown($"How the run of the container '{container.Name}' before this one ended could not be told: it was started anew {count} time{(count == 1 ? string.Empty : "s")}, and its node does not know the end any more.") with
            {
                Fix = "See in the events and logs that are kept elsewhere; the count goes when the pod is replaced.",
            };
            yield break;
        }

        // A shell whose program the kernel ended may end with any exit code.
        if (ended is { ExitCode: 0 or 143, Reason: not "OOMKilled" })
        {
            // Once may be the node that was started anew; a program that ends when it is asked to ends so after a liveness probe too.
            if (count >= Often)
            {
                yield return Problem.Fail($"The container '{container.Name}' runs after {count} restarts; the run before ended when it was asked to, or by itself (exit code {ended.ExitCode}).") with
                {
                    Actual = new PodContainerState(null, null, ended).ToString(),
                    Fix = container.Spec.LivenessProbe is null ? "Let its command go on in the foreground, and see in the events who ends it." : "See whether its liveness probe ends it ('kubectl get events'), and mend what the probe asks.",
                };
            }
        }
        else
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
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(PodFacts facts, RuleContext context)
    {
        var problems = base.Judge(facts, context).ToList();
        return problems.Count == 0 && facts.Running.Any() && facts.Pod.Metadata.DeletionTimestamp is null
            && facts.Pod.Status?.Conditions.FirstOrDefault(condition => condition is { Type: "Ready", Status: "False", Reason: "ReadinessGatesNotReady" }) is { } gates
            ? [Problem.Fail($"The containers are ready and the pod is not{(gates.Message is null ? string.Empty : $": {LastWordsOf.Safe(gates.Message)}")}.") with { Fix = "Look at the controller of its readiness gate, such as that of a load balancer." }]
            : problems;
    }

    private protected override IEnumerable<ContainerFacts> Of(PodFacts pod) => pod.Running.Where(container => container.Kind != ContainerKind.Init);

    private protected override IEnumerable<Problem> Judge(ContainerFacts container, PodFacts pod, RuleContext context)
    {
        if (container.Status?.Ready != false || pod.Pod.Metadata.DeletionTimestamp is not null)
        {
            yield break;
        }

        var words = PodDiagnosis.Events(container, pod).LastOrDefault(one => one.Reason == "Unhealthy")?.Message;
        var said = words is null ? string.Empty : $": {LastWordsOf.Safe(words)}";
        if (container is { Status.Started: false, Spec.StartupProbe: not null })
        {
            yield return Problem.Unknown($"Whether the container '{container.Name}' gets ready is not known while its startup probe has not succeeded{said}.") with { Fix = "Ask again when it has started; its node ends it where it takes too long." };
            yield break;
        }

        yield return Problem.Fail($"The container '{container.Name}' runs and is not ready{said}.") with
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
        // A limit of processors is a matter of taste.
        var missing = new List<string>();
        foreach (var resource in new[] { "cpu", "memory" })
        {
            if (!pod.Asks(container, resource))
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
