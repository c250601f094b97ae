using System.Runtime.CompilerServices;
using GoEnv.Kubernetes;

namespace GoEnv.Pods;

/// <summary>A pod that is to be audited.</summary>
/// <param name="Target">The pod as a target, without a container.</param>
/// <param name="Pod">The pod as the list gave it.</param>
/// <param name="Containers">The containers that are meant; empty for all.</param>
public sealed record ListedPod(Target Target, Pod Pod, IReadOnlyList<string> Containers);

/// <summary>Lists what the API says of the pods of one context: once for all of them, and never for each.</summary>
public sealed class PodSource(KubeClients clients, string? context)
{
    // A pod that has ended well has nothing left to say.
    private const string NotDone = "status.phase!=Succeeded";

    private readonly object gate = new();
    private readonly Dictionary<string, Task<Fact<IReadOnlyDictionary<string, IReadOnlyList<KubeEvent>>>>> events = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task<Fact<IReadOnlyDictionary<string, IReadOnlyList<string>>>>> maps = new(StringComparer.Ordinal);
    private Task<Fact<IReadOnlyDictionary<string, KubeNode>>>? nodes;
    private Task<Fact<int>>? minor;

    /// <summary>The client; <see cref="KubeException"/> where kubeconfig does not describe it.</summary>
    public KubeClient Client { get; } = clients.Open(context);

    /// <summary>True when lists go over all namespaces.</summary>
    public bool AllNamespaces { get; init; }

    /// <summary>
    /// The pods of a namespace, or of all, as lists come in. <see cref="KubeException"/> when the cluster cannot be asked.
    /// </summary>
    public async IAsyncEnumerable<ListedPod> ListAsync(
        string? space, string? labels, string? name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var selection = new KubeSelection
        {
            Namespace = AllNamespaces ? null : space ?? Client.Context.Namespace,
            Labels = labels,
            Fields = name is null ? NotDone : "metadata.name=" + name,
        };
        await foreach (var pod in Client.ListAsync<Pod>(KubeResource.Pods, selection, cancellationToken).ConfigureAwait(false))
        {
            yield return new ListedPod(TargetOf(pod), pod, []);
        }
    }

    /// <summary>The nodes by their names; listed when they are first asked for.</summary>
    public Task<Fact<IReadOnlyDictionary<string, KubeNode>>> NodesAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return nodes ??= ByNameAsync();
        }

        async Task<Fact<IReadOnlyDictionary<string, KubeNode>>> ByNameAsync() =>
            (await ListAllAsync<KubeNode>(KubeResource.Nodes, new KubeSelection(), cancellationToken).ConfigureAwait(false))
            .To<IReadOnlyDictionary<string, KubeNode>>(all => all.DistinctBy(node => node.Metadata.Name).ToDictionary(node => node.Metadata.Name, StringComparer.Ordinal));
    }

    /// <summary>The second number of the release of the server.</summary>
    public Task<Fact<int>> MinorAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return minor ??= ReadAsync();
        }

        async Task<Fact<int>> ReadAsync()
        {
            try
            {
                var version = await Client.VersionAsync(cancellationToken).ConfigureAwait(false);
                return int.TryParse(version.Minor?.TrimEnd('+'), out var number) ? number : Fact<int>.Unknown($"the server calls its release '{version.GitVersion}'");
            }
            catch (KubeException e)
            {
                return Fact<int>.Unknown(e.What);
            }
        }
    }

    /// <summary>The warnings about a pod; the events of its namespace, or of all, are listed once.</summary>
    public async Task<Fact<IReadOnlyList<KubeEvent>>> EventsAsync(Pod pod, CancellationToken cancellationToken)
    {
        Task<Fact<IReadOnlyDictionary<string, IReadOnlyList<KubeEvent>>>> listed;
        var space = AllNamespaces ? string.Empty : pod.Metadata.Namespace ?? string.Empty;
        lock (gate)
        {
            if (!events.TryGetValue(space, out listed!))
            {
                events.Add(space, listed = ByPodAsync(space.Length > 0 ? space : null, cancellationToken));
            }
        }

        return (await listed.ConfigureAwait(false)).To<IReadOnlyList<KubeEvent>>(all =>
            all.GetValueOrDefault($"{pod.Metadata.Namespace}/{pod.Metadata.Name}", []).Where(one => pod.MayBeMeant(one.InvolvedObject)).ToList());
    }

    /// <summary>The keys of ConfigMaps of a pod that look like credentials; the ConfigMaps of its namespace, or of all, are listed once.</summary>
    public async Task<Fact<IReadOnlyList<string>>> ConfigMapSecretsAsync(Pod pod, CancellationToken cancellationToken)
    {
        var taken = pod.ConfigMaps.Where(map => map.Name != "kube-root-ca.crt").ToLookup(map => map.Name, map => map.Keys, StringComparer.Ordinal);
        if (taken.Count == 0)
        {
            return Fact<IReadOnlyList<string>>.Absent;
        }

        Task<Fact<IReadOnlyDictionary<string, IReadOnlyList<string>>>> listed;
        var space = AllNamespaces ? string.Empty : pod.Metadata.Namespace ?? string.Empty;
        lock (gate)
        {
            if (!maps.TryGetValue(space, out listed!))
            {
                maps.Add(space, listed = MapsAsync(space.Length > 0 ? space : null, cancellationToken));
            }
        }

        return (await listed.ConfigureAwait(false)).To<IReadOnlyList<string>>(all => taken
            .SelectMany(map => all.GetValueOrDefault($"{pod.Metadata.Namespace}/{map.Key}", [])
                .Where(key => map.Any(keys => keys is null || keys.Contains(key, StringComparer.Ordinal)))
                .Select(key => $"{map.Key}/{key}"))
            .ToList());
    }

    private async Task<Fact<IReadOnlyDictionary<string, IReadOnlyList<string>>>> MapsAsync(string? space, CancellationToken cancellationToken) =>
        (await ListAllAsync<KubeConfigMap>(KubeResource.ConfigMaps, new KubeSelection { Namespace = space }, cancellationToken).ConfigureAwait(false))
        .To<IReadOnlyDictionary<string, IReadOnlyList<string>>>(all => all
            .Where(map => map.Data.Count > 0)
            .DistinctBy(map => $"{map.Metadata.Namespace}/{map.Metadata.Name}")
            .ToDictionary(map => $"{map.Metadata.Namespace}/{map.Metadata.Name}", map => map.Data, StringComparer.Ordinal));

    private async Task<Fact<IReadOnlyDictionary<string, IReadOnlyList<KubeEvent>>>> ByPodAsync(string? space, CancellationToken cancellationToken)
    {
        const int Kept = 8;
        var selection = new KubeSelection { Namespace = space, Fields = "involvedObject.kind=Pod,type=Warning" };
        var all = await ListAllAsync<KubeEvent>(KubeResource.Events, selection, cancellationToken).ConfigureAwait(false);
        return all.To<IReadOnlyDictionary<string, IReadOnlyList<KubeEvent>>>(list => list
            .Where(one => one.InvolvedObject?.Name is not null)
            .GroupBy(one => $"{one.InvolvedObject!.Namespace}/{one.InvolvedObject.Name}", StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                IReadOnlyList<KubeEvent> (group) => group.OrderBy(one => one.LastTimestamp ?? one.Metadata.CreationTimestamp).TakeLast(Kept).ToList(),
                StringComparer.Ordinal));
    }

    private async Task<Fact<List<T>>> ListAllAsync<T>(KubeResource resource, KubeSelection selection, CancellationToken cancellationToken)
        where T : IKubeObject
    {
        try
        {
            var all = new List<T>();
            await foreach (var one in Client.ListAsync<T>(resource, selection, cancellationToken).ConfigureAwait(false))
            {
                all.Add(one);
            }

            return all;
        }
        catch (KubeException e)
        {
            return Fact<List<T>>.Unknown(e.What);
        }
    }

    internal Target TargetOf(Pod pod)
    {
        // Where a context is named, the container has to be left empty.
        var reference = new PodReference(context, pod.Metadata.Namespace, pod.Metadata.Name, null);
        return Target.InPod(reference).With(
            name: $"{pod.Metadata.Namespace}/{pod.Metadata.Name}",
            labels: pod.Metadata.Labels,
            groups: pod.Metadata.Namespace is { } space ? [space] : []);
    }
}
