using System.Collections.Concurrent;
using System.Management.Automation;
using GoEnv.Kubernetes;
using GoEnv.Pods;
using GoEnv.Targets;

namespace GoEnv.Cmdlets;

/// <summary>A cmdlet that judges pods: those of namespaces, or those that come in from the pipeline.</summary>
public abstract class PodAuditCmdlet : AuditCmdlet
{
    private readonly ConcurrentDictionary<Target, (PodSource Source, ListedPod Pod)> listed = new();
    private readonly PodRequests requests = new();
    private PodCollector? collector;
    private bool looksInside = true;
    private bool sawPods;

    /// <summary>Namespaces; that of the context where none is named.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Namespace { get; set; } = [];

    /// <summary>All namespaces.</summary>
    [Parameter]
    public SwitchParameter AllNamespaces { get; set; }

    /// <summary>A label selector as kubectl takes it, such as <c>app=api,tier!=test</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Selector { get; set; }

    /// <summary>The context of kubeconfig; the current one where none is named.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(KubeContextCompleter))]
    public string? Context { get; set; }

    // Pods are asked through the API server; so it is no parameter here.
    /// <inheritdoc/>
    public override string? SshConfigFile { get; set; }

    // A part may be empty, but there must be something to share.
    private protected override bool MustFind => Part is null || !sawPods;

    /// <inheritdoc/>
    private protected override IReadOnlyList<Category> Categories => [Category.Pod];

    /// <inheritdoc/>
    private protected override IReadOnlyList<Probe> ProbesFor(IReadOnlyList<Rule> rules, bool isLocal)
    {
        looksInside = rules.Any(PodCollector.NeedsInside);
        return [];
    }

    /// <inheritdoc/>
    private protected override Func<CancellationToken, Task<PodFacts>> PodOf(Target target)
    {
        _ = listed.TryRemove(target, out var found);
        return cancellationToken => CollectAsync(found.Source, found.Pod, cancellationToken);
    }

    /// <summary>The facts of one pod.</summary>
    private protected virtual Task<PodFacts> CollectAsync(PodSource source, ListedPod pod, CancellationToken cancellationToken) =>
        Collector.CollectAsync(source, pod, cancellationToken);

    // Whoever says which pods are meant has no need of names; but nothing is added to pods that were not named where names were to come.
    /// <inheritdoc/>
    private protected override bool TakesPipeline =>
        base.TakesPipeline && (Ephemerals is not null || !(AllNamespaces || Namespace.Length > 0 || Selector is not null));

    /// <summary>True to ask what HTTP probes are answered.</summary>
    private protected virtual bool AsksProbes => false;

    /// <summary>Asks containers whose image has no shell; null where they are not asked.</summary>
    private protected virtual EphemeralLook? Ephemerals => null;

    /// <summary>The part of the pods that is judged; null for all.</summary>
    private protected virtual Shard? Part => null;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Target is not null && (AllNamespaces || Namespace.Length > 1))
        {
            ThrowTerminatingError(Errors.InvalidInput("TargetAndNamespaces", new FormatException("Pods that are named are in one namespace each."), Namespace, "Write it as pod:namespace/name, or name one with -Namespace; -AllNamespaces lists pods."));
        }

        foreach (var target in Target ?? [])
        {
            if (!requests.Add(target))
            {
                ThrowTerminatingError(Errors.InvalidInput("TargetNotPod", new FormatException($"'{target.Name}' is no pod."), target, "Get-GoTarget -Pod lists pods; Test-GoEnvironment audits other targets."));
            }
        }
    }

    /// <inheritdoc/>
    private protected override IEnumerable<Target> Remaining()
    {
        string?[] spaces = AllNamespaces || Namespace.Length == 0 ? [null] : [.. Namespace.Distinct(StringComparer.Ordinal)];
        var queries = Target is null && !TakesPipeline
            ? spaces.Select(space => new PodQuery(Context, space, Selector))
            : requests.Queries(Selector, Context, Namespace.FirstOrDefault());
        foreach (var query in queries)
        {
            foreach (var pod in List(query))
            {
                yield return pod;
            }
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // The work under way still uses it.
        base.Dispose(disposing);
        if (disposing)
        {
            collector?.Dispose();
        }
    }

    private PodCollector Collector => LazyInitializer.EnsureInitialized(ref collector, () => new PodCollector(Sessions.Kubernetes, Sessions.Limits, ThrottleLimit) { LooksInside = looksInside, AsksProbes = AsksProbes, Ephemeral = Ephemerals });

    private IEnumerable<Target> List(PodQuery query)
    {
        using var pods = Open(query).GetEnumerator();
        while (Next(pods) is { } one)
        {
            listed[one.Target] = (one.Source, one.Pod);
            yield return one.Target;
        }

        foreach (var missing in query.Missing)
        {
            WriteError(new TargetException(missing, TargetError.PodNotFound, $"{missing.Name} could not be asked: there is no such pod, or it has ended.", "Get-GoTarget -Pod lists pods; those of a Deployment get new names.").ToErrorRecord());
        }

        foreach (var (target, pod) in query.WithoutContainer)
        {
            WriteError(new TargetException(target, TargetError.ContainerNotFound, $"{target.Name} could not be asked: the pod has no container '{target.Pod!.Container}'.", $"Its containers are {string.Join(", ", pod.AllContainers.Select(container => container.Name))}.").ToErrorRecord());
        }
    }

    private IEnumerable<(Target Target, PodSource Source, ListedPod Pod)> Open(PodQuery query)
    {
        var source = new PodSource(Sessions.Kubernetes, query.Context) { AllNamespaces = AllNamespaces && query.Asked.Count == 0 };
        foreach (var pod in source.ListAsync(query.Namespace, query.Selector, query.OnlyName, StopToken).ToBlockingEnumerable(StopToken).Where(query.Takes))
        {
            sawPods = true;
            if (Part?.Contains(pod.Target) != false)
            {
                yield return (pod.Target, source, pod with { Containers = query.ContainersOf(pod) });
            }
        }
    }

    private (Target Target, PodSource Source, ListedPod Pod)? Next(IEnumerator<(Target Target, PodSource Source, ListedPod Pod)> pods)
    {
        try
        {
            return pods.MoveNext() ? pods.Current : null;
        }
        catch (KubeException e)
        {
            ThrowTerminatingError(e.ToErrorRecord());
            throw;
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }
}
