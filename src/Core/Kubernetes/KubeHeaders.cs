using System.Net.Http.Headers;

namespace GoEnv.Kubernetes;

/// <summary>The headers of each request: who asks, and as whom.</summary>
internal static class KubeHeaders
{
    private static readonly ProductInfoHeaderValue Agent = new("goenv", typeof(KubeHeaders).Assembly.GetName().Version?.ToString(3));

    public static void Add(HttpRequestMessage message, KubeConnection connection, KubeIdentity identity)
    {
        message.Headers.UserAgent.Add(Agent);
        message.Headers.Authorization = identity.Header;
        if (message.Headers.Accept.Count == 0)
        {
            message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        }

        // The runtime takes the name of the TLS handshake from here and has no other place for it.
        message.Headers.Host = connection.Cluster.TlsServerName;
        if (connection.User.As is not { } other)
        {
            return;
        }

        message.Headers.Add("Impersonate-User", other.User);
        if (other.Uid is { } uid)
        {
            message.Headers.Add("Impersonate-Uid", uid);
        }

        foreach (var group in other.Groups)
        {
            message.Headers.TryAddWithoutValidation("Impersonate-Group", group);
        }

        foreach (var (key, value) in other.Extra)
        {
            message.Headers.TryAddWithoutValidation("Impersonate-Extra-" + Uri.EscapeDataString(key.ToLowerInvariant()), value);
        }
    }
}
