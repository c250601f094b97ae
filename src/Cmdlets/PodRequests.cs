using GoEnv.Kubernetes;
using GoEnv.Pods;

namespace GoEnv.Cmdlets;

/// <summary>A list of pods of one namespace to ask for.</summary>
/// <param name="Context">The context; null for the current one.</param>
/// <param name="Namespace">The namespace; null for that of the context.</param>
/// <param name="Selector">A label selector.</param>
internal sealed record PodQuery(string? Context, string? Namespace, string? Selector)
{
    private readonly HashSet<string> found = new(StringComparer.Ordinal);
    private readonly List<(Target Target, Pod Pod)> strangers = [];

    /// <summary>The targets that were named, each a pod or a container of one; empty for all pods.</summary>
    public IReadOnlyList<Target> Asked { get; init; } = [];

    /// <summary>The one pod that is meant; null where several are.</summary>
    public string? OnlyName => Asked.Select(target => target.Pod!.Pod).Distinct(StringComparer.Ordinal).ToList() is [var name] ? name : null;

    /// <summary>The named targets whose pod was not listed.</summary>
    public IEnumerable<Target> Missing => Asked.Where(target => !found.Contains(target.Pod!.Pod)).DistinctBy(target => target.Pod!.Pod);

    /// <summary>The named targets whose pod was listed and has no container of that name, with the pod.</summary>
    public IEnumerable<(Target Target, Pod Pod)> WithoutContainer => strangers;

    /// <summary>True for a pod that is meant, and that has one of the containers where such are named.</summary>
    public bool Takes(ListedPod pod)
    {
        found.Add(pod.Pod.Metadata.Name);
        var named = Asked.Where(target => target.Pod!.Pod == pod.Pod.Metadata.Name).ToList();
        var strange = named.Where(target => target.Pod!.Container is { } container && pod.Pod.AllContainers.All(one => one.Name != container)).ToList();
        strangers.AddRange(strange.Select(target => (target, pod.Pod)));
        return Asked.Count == 0 || named.Count > strange.Count;
    }

    /// <summary>The containers of a pod that are meant; empty for all.</summary>
    public IReadOnlyList<string> ContainersOf(ListedPod pod)
    {
        var named = Asked.Where(target => target.Pod!.Pod == pod.Pod.Metadata.Name).Select(target => target.Pod!.Container).Distinct().ToList();
        return named.Contains(null) ? [] : named.OfType<string>().ToList();
    }
}

/// <summary>The pods that a command is asked to audit, as they come in from the pipeline.</summary>
internal sealed class PodRequests
{
    private readonly List<Target> targets = [];

    /// <summary>Adds a target; false where it is no pod.</summary>
    public bool Add(Target target)
    {
        if (target.Pod is not null)
        {
            targets.Add(target);
        }

        return target.Pod is not null;
    }

    /// <summary>One list for each namespace, in the order in which they came; what a target leaves out of its name is as given.</summary>
    public IEnumerable<PodQuery> Queries(string? selector, string? context, string? space) => targets
        .GroupBy(target => (Context: target.Pod!.Context ?? context, Namespace: target.Pod.Namespace ?? space))
        .Select(group => new PodQuery(group.Key.Context, group.Key.Namespace, selector) { Asked = group.ToList() });
}
