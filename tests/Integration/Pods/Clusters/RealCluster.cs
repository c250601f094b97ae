using System.Text.Json.Nodes;
using GoEnv.Kubernetes;
using GoEnv.Tests.ApiServer;
using GoEnv.Tests.Kubernetes;

namespace GoEnv.Tests.Pods;

/// <summary>The cluster of the kubeconfig in GOENV_TEST_KUBECONFIG, by an account that may do all in it.</summary>
internal sealed class RealCluster : IDisposable
{
    private const string PauseName = "/pause:";
    private const string PauseDefault = "registry.k8s.io/pause:3.10";

    private readonly KubeClients clients;

    private RealCluster(string config)
    {
        Config = config;
        clients = ClusterFixture.Clients(config, new KubeOptions { Answer = TimeSpan.FromSeconds(60) });
        Client = clients.Open();
    }

    public string Config { get; }

    public KubeClient Client { get; }

    /// <summary>An image with a shell, <c>head</c>, <c>chmod</c> and <c>sleep</c>, and what an audit needs.</summary>
    public static string Image { get; } = Variable("GOENV_TEST_IMAGE") ?? "busybox";

    /// <summary>An image without a shell; it runs nothing of it.</summary>
    public string PauseImage { get; private set; } = PauseDefault;

    public string Platform { get; private set; } = string.Empty;

    public int Minor { get; private set; }

    public static async Task<RealCluster> OpenAsync()
    {
        var config = Variable("GOENV_TEST_KUBECONFIG");
        Assert.SkipWhen(config is null, "GOENV_TEST_KUBECONFIG names no cluster.");
        var cluster = new RealCluster(config);
        var token = TestContext.Current.CancellationToken;
        var nodes = (await cluster.Client.SendAsync(HttpMethod.Get, "/api/v1/nodes", null, token))["items"]!.AsArray();
        var info = nodes[0]!["status"]!["nodeInfo"]!;
        cluster.Platform = $"{info["operatingSystem"]}/{info["architecture"]}";
        cluster.PauseImage = Variable("GOENV_TEST_PAUSE_IMAGE")
            ?? nodes.SelectMany(node => node!["status"]!["images"]?.AsArray() ?? []).SelectMany(image => image!["names"]?.AsArray() ?? []).Select(name => (string)name!)
                .FirstOrDefault(name => name.Contains(PauseName, StringComparison.Ordinal)) ?? PauseDefault;
        cluster.Minor = int.Parse((await cluster.Client.VersionAsync(token)).Minor!.TrimEnd('+'), System.Globalization.CultureInfo.InvariantCulture);
        return cluster;
    }

    /// <summary>A kubeconfig for an account of the same cluster.</summary>
    public string ConfigOf(string token, string space)
    {
        var cluster = KubeConfig.Load(ClusterFixture.Environment(Config)).Connect(null).Cluster;
        string?[] lines =
        [
            cluster.CertificateAuthority is { } authority ? "certificate-authority-data: " + Convert.ToBase64String(authority.Read()) : null,
            cluster.SkipsTlsVerify ? "insecure-skip-tls-verify: true" : null,
            cluster.TlsServerName is { } name ? "tls-server-name: " + name : null,
            cluster.Proxy is { } proxy ? "proxy-url: " + proxy : null,
        ];
        return KubeConfigText.Of(cluster.Server.ToString(), string.Join("\n    ", lines.Where(line => line is not null)), "token: " + token, space);
    }

    public Task ApplyAsync(string version, string kind, string name, string? space, params (string Key, JsonNode Value)[] members)
    {
        var wanted = new JsonObject { ["apiVersion"] = version, ["kind"] = kind, ["metadata"] = new JsonObject { ["name"] = name } };
        if (space is not null)
        {
            wanted["metadata"]!["namespace"] = space;
        }

        members.ToList().ForEach(member => wanted[member.Key] = member.Value);
        return Client.ApplyAsync(wanted, TestContext.Current.CancellationToken);
    }

    public void Dispose() => clients.Dispose();

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
