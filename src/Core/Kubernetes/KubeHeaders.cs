using System.Net;
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

        foreach (var (name, values) in Repeated(other))
        {
            message.Headers.TryAddWithoutValidation(name, RepeatedHeader.Join(name, values));
        }

        if (IsRepeated(other))
        {
            message.Version = HttpVersion.Version11;
            message.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        }
    }

    /// <summary>True where a header has to stand in a request more than once.</summary>
    public static bool IsRepeated(Impersonation? other) => other is not null && Repeated(other).Any(header => header.Values.Count > 1);

    private static IEnumerable<(string Name, List<string> Values)> Repeated(Impersonation other) => other.Groups.Select(group => (Name: "Impersonate-Group", Value: group))
        .Concat(other.Extra.Select(extra => (Name: "Impersonate-Extra-" + Uri.EscapeDataString(extra.Key.ToLowerInvariant()), extra.Value)))
        .GroupBy(header => header.Name, header => header.Value, StringComparer.Ordinal)
        .Select(group => (group.Key, group.ToList()));
}
