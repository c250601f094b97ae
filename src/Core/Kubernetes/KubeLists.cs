using System.Runtime.CompilerServices;
using System.Text;

namespace GoEnv.Kubernetes;

/// <summary>A kind of object of the API.</summary>
/// <param name="Root">The path of its group and version, such as <c>/api/v1</c> or <c>/apis/apps/v1</c>.</param>
/// <param name="Plural">Its name in paths and in roles, such as <c>pods</c>.</param>
public sealed record KubeResource(string Root, string Plural)
{
    /// <summary>Pods.</summary>
    public static KubeResource Pods { get; } = new("/api/v1", "pods");

    /// <summary>Nodes.</summary>
    public static KubeResource Nodes { get; } = new("/api/v1", "nodes");

    /// <summary>Events.</summary>
    public static KubeResource Events { get; } = new("/api/v1", "events");

    /// <summary>ConfigMaps.</summary>
    public static KubeResource ConfigMaps { get; } = new("/api/v1", "configmaps");

    /// <summary>Namespaces.</summary>
    public static KubeResource Namespaces { get; } = new("/api/v1", "namespaces");

    internal string Path(string? space, string? name = null, string? subresource = null) =>
        Root + (space is null ? string.Empty : "/namespaces/" + Uri.EscapeDataString(space)) + "/" + Plural
        + (name is null ? string.Empty : "/" + Uri.EscapeDataString(name)) + (subresource is null ? string.Empty : "/" + subresource);
}

/// <summary>Which objects of a kind to list.</summary>
public sealed record KubeSelection
{
    /// <summary>The namespace; null for all, and for kinds that are in none.</summary>
    public string? Namespace { get; init; }

    /// <summary>A label selector as kubectl's <c>-l</c> takes it.</summary>
    public string? Labels { get; init; }

    /// <summary>A field selector, such as <c>status.phase=Running</c>.</summary>
    public string? Fields { get; init; }
}

/// <summary>An object with the metadata that all objects have.</summary>
public interface IKubeObject
{
    /// <summary>The metadata.</summary>
    KubeMetadata Metadata { get; }
}

/// <summary>Lists and single objects.</summary>
public static class KubeLists
{
    private sealed record Chunk<T>(KubeListMeta? Metadata, List<T>? Items);

    /// <summary>
    /// Lists objects chunk by chunk as they come, each once; memory does not grow with their number beyond their ids. Goes
    /// on where the server has forgotten the list's version (410).
    /// </summary>
    public static async IAsyncEnumerable<T> ListAsync<T>(
        this KubeClient client, KubeResource resource, KubeSelection selection, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : IKubeObject
    {
        var request = new KubeRequest("list", resource.Plural, selection.Namespace);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var restarts = 0;
        string? next = null;
        do
        {
            Chunk<T> chunk;
            try
            {
                chunk = await client.GetAsync<Chunk<T>>(
                    request, resource.Path(selection.Namespace) + Query(selection, client.Options.ChunkSize, next), cancellationToken).ConfigureAwait(false);
            }
            catch (KubeException e) when (e.StatusCode == 410 && next is not null && restarts++ < client.Options.Retries)
            {
                // The server may hand out a token that goes on from the same key in the newest version.
                next = e.Status?.Metadata?.Continue is { Length: > 0 } token && token != next ? token : null;
                continue;
            }

            foreach (var item in (chunk.Items ?? []).Where(item => item.Metadata.Uid is not { } uid || seen.Add(uid)))
            {
                yield return item;
            }

            next = chunk.Metadata?.Continue is { Length: > 0 } more ? more : null;
            if (next is null)
            {
                yield break;
            }
        }
        while (true);
    }

    /// <summary>Reads one object.</summary>
    public static Task<T> ReadAsync<T>(this KubeClient client, KubeResource resource, string? space, string name, CancellationToken cancellationToken)
        where T : IKubeObject =>
        client.GetAsync<T>(new KubeRequest("get", resource.Plural, space, name), resource.Path(space, name), cancellationToken);

    private static string Query(KubeSelection selection, int limit, string? next)
    {
        var query = new StringBuilder("?limit=").Append(limit);
        Add("labelSelector", selection.Labels);
        Add("fieldSelector", selection.Fields);
        Add("continue", next);
        return query.ToString();

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
            }
        }
    }
}
