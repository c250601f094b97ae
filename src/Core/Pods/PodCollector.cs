using System.Collections.Concurrent;
using GoEnv.Kubernetes;
using GoEnv.Targets;

namespace GoEnv.Pods;

/// <summary>
/// Collects the facts of pods: the lists of their <see cref="PodSource"/>, and one exec for each container that runs. What
/// cannot be had is unknown in the facts, with the reason.
/// </summary>
public sealed class PodCollector : IDisposable
{
    // A crash of Go tells the cause first and the stacks of its goroutines after it.
    private const int LogLines = 400;
    private const int LogBytes = 64 * 1024;

    private readonly KubeClients clients;
    private readonly SessionLimits limits;
    private readonly SemaphoreSlim execs;
    private readonly ConcurrentDictionary<string, TargetException> forbidden = new(StringComparer.Ordinal);

    /// <summary>Declares it; <paramref name="throttle"/> is how many execs are under way at once.</summary>
    public PodCollector(KubeClients clients, SessionLimits limits, int throttle)
    {
        (this.clients, this.limits) = (clients, limits);
        execs = new SemaphoreSlim(throttle);
    }

    /// <summary>False where no rule asks what is inside of containers: then there is no exec.</summary>
    public bool LooksInside { get; init; } = true;

    /// <summary>Asks what HTTP probes are answered too.</summary>
    public bool AsksProbes { get; init; }

    /// <summary>Asks containers whose image has no shell; null where they are not asked.</summary>
    public EphemeralLook? Ephemeral { get; init; }

    /// <inheritdoc/>
    public void Dispose() => execs.Dispose();

    /// <summary>True for a rule that asks what is inside of containers.</summary>
    public static bool NeedsInside(Rule rule) => rule is InsideRule or RootUserRule or DebugEntryRule or DeclaredVersionRule;

    /// <summary>The facts of one pod.</summary>
    public async Task<PodFacts> CollectAsync(PodSource source, ListedPod listed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(listed);
        var pod = listed.Pod;
        var nodes = await source.NodesAsync(cancellationToken).ConfigureAwait(false);
        var node = pod.Spec.NodeName is { } name
            ? nodes.TryGet(out var all) ? all.TryGetValue(name, out var found) ? found : Fact<KubeNode>.Unknown($"there is no node '{name}'") : Fact<KubeNode>.Unknown(nodes.Reason!)
            : Fact<KubeNode>.Absent;
        var containers = Containers(pod).Where(container => listed.Containers.Count == 0 || listed.Containers.Contains(container.Name)).ToList();
        var windows = pod.Spec.Os?.Name == "windows" || (node.IsKnown && node.Value.Status?.NodeInfo?.OperatingSystem == "windows");
        var asked = await Task.WhenAll(containers.Select(container => AskAsync(source, listed.Target, pod, container, windows, cancellationToken))).ConfigureAwait(false);
        return new PodFacts
        {
            Pod = pod,
            Node = node,
            IsNodeGone = pod.Spec.NodeName is { } wanted && nodes.TryGet(out var known) && !known.ContainsKey(wanted),
            Minor = await source.MinorAsync(cancellationToken).ConfigureAwait(false),
            Containers = asked,
            Events = asked.All(container => container.Kind == ContainerKind.Ephemeral || (container.Status is { Ready: true } && container.IsRunning) || IsDone(container))
                ? Fact<IReadOnlyList<KubeEvent>>.Absent
                : await source.EventsAsync(pod, cancellationToken).ConfigureAwait(false),
            ConfigMapSecrets = await source.ConfigMapSecretsAsync(pod, cancellationToken).ConfigureAwait(false),
            UncheckedServer = source.Client.SkipsTlsVerify ? source.Client.ClusterLocation : null,
        };
    }

    private static bool IsDone(ContainerFacts container) =>
        container.Kind == ContainerKind.Init && container.Status?.State?.Terminated is { ExitCode: 0 };

    private static IEnumerable<ContainerFacts> Containers(Pod pod) =>
        pod.Spec.Containers.Select(spec => Of(spec, ContainerKind.Main))
            .Concat(pod.Spec.InitContainers.Select(spec => Of(spec, spec.RestartPolicy == "Always" ? ContainerKind.Sidecar : ContainerKind.Init)))
            .Concat(pod.Spec.EphemeralContainers.Where(spec => !EphemeralPlan.IsOurs(spec)).Select(spec => Of(spec, ContainerKind.Ephemeral)));

    private static ContainerFacts Of(PodContainer spec, ContainerKind kind) => new(spec, kind, null);

    private async Task<ContainerFacts> AskAsync(
        PodSource source, Target target, Pod pod, ContainerFacts container, bool windows, CancellationToken cancellationToken)
    {
        container = container with { Status = pod.StatusOf(container.Name) };
        if (PodDiagnosis.Ended(container) is { } ended)
        {
            container = container with { LastWords = await LastWordsAsync(source.Client, pod, container, ended, cancellationToken).ConfigureAwait(false) };
        }

        if (AsksProbes && container.IsRunning && container.Kind != ContainerKind.Ephemeral && pod.Metadata.DeletionTimestamp is null)
        {
            container = container with { ProbeAnswers = await new ProbeAnswers(source.Client, pod, TimeProvider.System).AskAsync(container.Spec, cancellationToken).ConfigureAwait(false) };
        }

        if (!LooksInside || !container.IsRunning || container.Kind == ContainerKind.Ephemeral)
        {
            return container;
        }

        if (windows)
        {
            return container with { Inside = Fact<ContainerInside>.Unknown("containers of Windows are not asked"), NextStep = null };
        }

        container = await ExecAsync(target, pod, container, cancellationToken).ConfigureAwait(false);
        return container.HasNoShell && Ephemeral is { } look ? await look.AskAsync(source, target, pod, container, cancellationToken).ConfigureAwait(false) : container;
    }

    private async Task<ContainerFacts> ExecAsync(Target target, Pod pod, ContainerFacts container, CancellationToken cancellationToken)
    {
        var space = $"{target.Pod!.Context}/{pod.Metadata.Namespace}";
        var place = Target.InPod(target.Pod with { Container = container.Name });
        await execs.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (forbidden.TryGetValue(space, out var known))
            {
                return Unread(container, known);
            }

            var session = new PodSession(place, limits, clients) { Known = pod };
            return container with { Inside = await new ContainerReader(session, limits.Probe).ReadAsync(cancellationToken).ConfigureAwait(false) };
        }
        catch (TargetException e)
        {
            // The verbs that are missing are those of the namespace: they are not asked for again.
            if (e is { Error: TargetError.Forbidden, IsOfOne: false })
            {
                forbidden.TryAdd(space, e);
            }

            return Unread(container, e);
        }
        finally
        {
            execs.Release();
        }
    }

    private static ContainerFacts Unread(ContainerFacts container, TargetException e)
    {
        // The words of the server are about one pod, and those of a namespace that is closed are used for others too.
        var end = e is { Error: TargetError.Forbidden, IsOfOne: false } ? e.Clause.IndexOf(" (the server says", StringComparison.Ordinal) : -1;
        return container with
        {
            Inside = Fact<ContainerInside>.Unknown(end < 0 ? e.Clause : e.Clause[..end]),
            HasNoShell = e.Error == TargetError.ShellNotInImage,
            NextStep = e.Error == TargetError.ShellNotInImage
                ? "Let Invoke-PodGoAudit look into it through an ephemeral container with -Ephemeral, or look at the image itself."
                : e.RecommendedAction,
        };
    }

    private static async Task<string?> LastWordsAsync(
        KubeClient client, Pod pod, ContainerFacts container, PodContainerTerminated ended, CancellationToken cancellationToken)
    {
        if (ended.ExitCode == 0 || ended.Reason == "OOMKilled" || ended.StartedAt is null)
        {
            return null;
        }

        try
        {
            var log = await client.LogAsync(
                pod.Metadata.Namespace ?? "default", pod.Metadata.Name, container.Name, LogLines, LogBytes, previous: container.Status?.State?.Terminated is null, cancellationToken).ConfigureAwait(false);
            return LastWordsOf.Log(System.Text.Encoding.UTF8.GetString(log));
        }
        catch (KubeException)
        {
            return null; // the exit code still tells something
        }
    }
}
