using System.Text.Json;
using System.Text.Json.Nodes;

namespace GoEnv.Kubernetes;

/// <summary>What the server says of a permission.</summary>
/// <param name="Allowed">It is given.</param>
/// <param name="Reason">Why, in the server's words; null when it does not say.</param>
public sealed record KubeAccess(bool Allowed, string? Reason);

/// <summary>The release of an API server.</summary>
/// <param name="GitVersion">Such as <c>v1.35.2+k3s1</c>.</param>
/// <param name="Major">The first number.</param>
/// <param name="Minor">The second; some clouds append a plus sign.</param>
public sealed record KubeVersion(string? GitVersion, string? Major, string? Minor);

/// <summary>Calls other than lists and exec.</summary>
public static class KubeCalls
{
    private sealed record Review(KubeAccess? Status);

    /// <summary>The release of the server.</summary>
    public static Task<KubeVersion> VersionAsync(this KubeClient client, CancellationToken cancellationToken) =>
        client.GetAsync<KubeVersion>(new KubeRequest("get", "/version", null), "/version", cancellationToken);

    /// <summary>Whether this account may do what <paramref name="request"/> says (SelfSubjectAccessReview).</summary>
    public static async Task<KubeAccess> MayAsync(this KubeClient client, KubeRequest request, CancellationToken cancellationToken)
    {
        var (resource, subresource) = request.Resource.Split('/', 2) is [var first, var second] ? (first, second) : (request.Resource, null);
        var attributes = new JsonObject { ["verb"] = request.Verb, ["resource"] = resource };
        if (subresource is not null)
        {
            attributes["subresource"] = subresource;
        }

        if (request.Namespace is not null)
        {
            attributes["namespace"] = request.Namespace;
        }

        if (request.Name is not null)
        {
            attributes["name"] = request.Name;
        }

        var body = new JsonObject
        {
            ["apiVersion"] = "authorization.k8s.io/v1",
            ["kind"] = "SelfSubjectAccessReview",
            ["spec"] = new JsonObject { ["resourceAttributes"] = attributes },
        };
        var review = await client.ReviewAsync<Review>(
            new KubeRequest("create", "selfsubjectaccessreviews", null),
            "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
            JsonSerializer.SerializeToUtf8Bytes(body),
            cancellationToken).ConfigureAwait(false);
        return review.Status ?? new KubeAccess(false, "the server gave no status");
    }

    /// <summary>The last lines that a container printed, at most <paramref name="bytes"/>; of its last run when <paramref name="previous"/>.</summary>
    public static Task<byte[]> LogAsync(
        this KubeClient client, string space, string pod, string container, int lines, int bytes, bool previous, CancellationToken cancellationToken)
    {
        var query = $"&tailLines={lines}&limitBytes={bytes}" + (previous ? "&previous=true" : string.Empty);
        return client.LogAsync(space, pod, container, query, bytes, cancellationToken);
    }

    /// <summary>All that a container printed and the node still has; <see cref="KubeException"/> where that is more than <paramref name="bytes"/>.</summary>
    internal static Task<byte[]> WholeLogAsync(this KubeClient client, string space, string pod, string container, int bytes, CancellationToken cancellationToken) =>
        client.LogAsync(space, pod, container, string.Empty, bytes, cancellationToken);

    private static Task<byte[]> LogAsync(this KubeClient client, string space, string pod, string container, string query, int bytes, CancellationToken cancellationToken)
    {
        var path = KubeResource.Pods.Path(space, pod, "log") + $"?container={Uri.EscapeDataString(container)}" + query;
        return client.RunAsync(new KubeRequest("get", "pods/log", space, pod), Make, ReadAsync, isSafe: true, cancellationToken);

        HttpRequestMessage Make()
        {
            var message = client.Message(HttpMethod.Get, path);
            message.Headers.Accept.ParseAdd("*/*");
            return message;
        }

        async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken token)
        {
            using var content = new MemoryStream();
            var stream = await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                // A server may pass the limit by a line.
                await new BoundedStream(stream, bytes + (256 * 1024)).CopyToAsync(content, token).ConfigureAwait(false);
            }

            return content.ToArray();
        }
    }

    /// <summary>What a port of a pod answers a GET with, through the server; <see cref="KubeException"/> where the server itself answers.</summary>
    internal static Task<ProxiedAnswer> ProxyAsync(
        this KubeClient client, string space, string pod, string scheme, int port, string path, TimeProvider clock, CancellationToken cancellationToken)
    {
        var root = KubeResource.Pods.Path(space, null) + $"/{(scheme == "https" ? "https:" : string.Empty)}{Uri.EscapeDataString(pod)}:{port}/proxy";
        long began = 0;
        return client.RunAsync(new KubeRequest("get", "pods/proxy", space, pod), Make, ReadAsync, isSafe: false, cancellationToken, isProxied: true);

        HttpRequestMessage Make()
        {
            var message = client.Message(HttpMethod.Get, root + path);
            message.Headers.Accept.ParseAdd("*/*");
            began = clock.GetTimestamp();
            return message;
        }

        Task<ProxiedAnswer> ReadAsync(HttpResponseMessage response, CancellationToken token)
        {
            // The server writes its own path before one of the pod.
            var location = response.Headers.Location?.OriginalString;
            var at = location?.IndexOf(root + "/", StringComparison.Ordinal) ?? -1;
            return Task.FromResult(new ProxiedAnswer((int)response.StatusCode, clock.GetElapsedTime(began), at < 0 ? location : location![(at + root.Length)..]));
        }
    }
}

/// <summary>What a pod answers a request through the API server.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Time">From the request to the head of the answer.</param>
/// <param name="Location">Where it sends the client: a path of the same port, or an address; null where it does not.</param>
internal sealed record ProxiedAnswer(int Status, TimeSpan Time, string? Location);
