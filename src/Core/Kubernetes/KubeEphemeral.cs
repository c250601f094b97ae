using System.Text.Json;
using System.Text.Json.Nodes;

namespace GoEnv.Kubernetes;

/// <summary>Adds containers to pods that run.</summary>
internal static class KubeEphemeral
{
    /// <summary>What the account needs for it.</summary>
    public static KubeRequest Request(string space, string pod) => new("patch", "pods/ephemeralcontainers", space, pod);

    /// <summary>
    /// Adds an ephemeral container; a second time by the same name changes nothing. A server that does not know them may answer
    /// with a pod that has none. <see cref="KubeException"/> when it is refused.
    /// </summary>
    public static Task<Pod> AddEphemeralAsync(this KubeClient client, string space, string pod, JsonObject container, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["spec"] = new JsonObject { ["ephemeralContainers"] = new JsonArray(container.DeepClone()) },
        });
        return client.PatchAsync<Pod>(
            Request(space, pod), KubeResource.Pods.Path(space, pod, "ephemeralcontainers"), "application/strategic-merge-patch+json", body, cancellationToken);
    }
}
