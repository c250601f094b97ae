using GoEnv.Kubernetes;

namespace GoEnv.Pods;

/// <summary>The pods of targets as lists have them: one list for each namespace, made when its first pod is asked for.</summary>
public sealed class PodIndex(KubeClients clients)
{
    private readonly object gate = new();
    private readonly Dictionary<(string? Context, string? Namespace), Task<Fact<IReadOnlyDictionary<string, Pod>>>> lists = [];

    /// <summary>All targets that will be asked for, where they are known beforehand: of a namespace with one of them, no other pod is listed.</summary>
    public IReadOnlyList<Target> Targets { get; init; } = [];

    /// <summary>A pod; absent where the list has none of that name, unknown where there is no list.</summary>
    public async Task<Fact<Pod>> FindAsync(PodReference reference, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        Task<Fact<IReadOnlyDictionary<string, Pod>>> list;
        lock (gate)
        {
            var key = (reference.Context, reference.Namespace);
            if (!lists.TryGetValue(key, out list!))
            {
                lists.Add(key, list = ListAsync(reference, cancellationToken));
            }
        }

        var pods = await list.ConfigureAwait(false);
        return pods.TryGet(out var all) ? all.TryGetValue(reference.Pod, out var pod) ? pod : Fact<Pod>.Absent : Fact<Pod>.Unknown(pods.Reason!);
    }

    private async Task<Fact<IReadOnlyDictionary<string, Pod>>> ListAsync(PodReference reference, CancellationToken cancellationToken)
    {
        try
        {
            var client = clients.Open(reference.Context);
            var names = Targets.Where(target => target.Pod is { } pod && (pod.Context, pod.Namespace) == (reference.Context, reference.Namespace))
                .Select(target => target.Pod!.Pod).Distinct(StringComparer.Ordinal).ToList();
            var selection = new KubeSelection
            {
                Namespace = reference.Namespace ?? client.Context.Namespace,
                Fields = names is [var name] ? "metadata.name=" + name : null,
            };
            var pods = new Dictionary<string, Pod>(StringComparer.Ordinal);
            await foreach (var pod in client.ListAsync<Pod>(KubeResource.Pods, selection, cancellationToken).ConfigureAwait(false))
            {
                pods[pod.Metadata.Name] = pod;
            }

            return pods;
        }
        catch (KubeException e)
        {
            return Fact<IReadOnlyDictionary<string, Pod>>.Unknown(e.What);
        }
    }
}
