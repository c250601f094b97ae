using System.Runtime.CompilerServices;
using GoEnv.Text;

namespace GoEnv.Kubernetes;

/// <summary>Which containers of pods to take as targets.</summary>
public sealed record PodTargets
{
    // A pod that has ended stays in the list until it is deleted, and nothing can be asked of it.
    private const string NotEnded = "status.phase!=Succeeded,status.phase!=Failed";

    /// <summary>The context; null for the current one.</summary>
    public string? Context { get; init; }

    /// <summary>Namespaces; that of the context where there are none.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>All namespaces, whatever <see cref="Namespaces"/> says.</summary>
    public bool AllNamespaces { get; init; }

    /// <summary>A label selector.</summary>
    public string? Selector { get; init; }

    /// <summary>Names of containers, with <c>*</c> and <c>?</c>; all where there are none.</summary>
    public IReadOnlyList<string> Containers { get; init; } = [];

    /// <summary>
    /// One target for each container that runs side by side with others in a pod, sidecars among the init containers too, as lists
    /// come in. Its labels are those of the pod, its group is the namespace. <see cref="KubeException"/> when the cluster cannot be asked or refuses.
    /// </summary>
    public async IAsyncEnumerable<Target> ListAsync(KubeClients clients, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clients);
        var client = clients.Open(Context);
        string?[] spaces = AllNamespaces ? [null] : Namespaces.Count > 0 ? [.. Namespaces.Distinct(StringComparer.Ordinal)] : [client.Context.Namespace];
        foreach (var space in spaces)
        {
            var selection = new KubeSelection { Namespace = space, Labels = Selector, Fields = NotEnded };
            await foreach (var pod in client.ListAsync<Pod>(KubeResource.Pods, selection, cancellationToken).ConfigureAwait(false))
            {
                foreach (var container in pod.Spec.Containers.Concat(pod.Spec.InitContainers.Where(one => one.RestartPolicy == "Always")).Where(one => IsTaken(one.Name)))
                {
                    yield return ToTarget(pod, container);
                }
            }
        }
    }

    private bool IsTaken(string container) =>
        Containers.Count == 0 || Containers.Any(pattern => Wildcard.Matches(pattern, container, ignoreCase: false));

    private Target ToTarget(Pod pod, PodContainer container)
    {
        var reference = new PodReference(Context, pod.Metadata.Namespace, pod.Metadata.Name, container.Name);
        return Target.InPod(reference).With(
            name: $"{reference.Namespace}/{reference.Pod}/{reference.Container}",
            labels: pod.Metadata.Labels,
            groups: pod.Metadata.Namespace is { } space ? [space] : []);
    }
}
