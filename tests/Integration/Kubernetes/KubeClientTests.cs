using System.Diagnostics;
using GoEnv.Kubernetes;
using GoEnv.Tests.ApiServer;

namespace GoEnv.Tests.Kubernetes;

public sealed class KubeClientTests : IAsyncLifetime
{
    private static readonly KubeSelection Apps = new() { Namespace = "apps" };

    private readonly string folder = Directory.CreateTempSubdirectory("goenv-kube-").FullName;
    private readonly StandInServer server = new();

    public async ValueTask InitializeAsync()
    {
        await server.StartAsync();
        for (var i = 0; i < 25; i++)
        {
            server.Pods.Add(new ClusterPod("apps", $"pod-{i:00}") { Labels = { ["half"] = (i % 2).ToString() }, Containers = { ("main", null) } });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_list_comes_in_chunks_and_each_object_once()
    {
        using var clients = Admin(new KubeOptions { ChunkSize = 10 });
        Assert.Equal(25, (await ListAsync(clients, Apps)).Distinct().Count());
        Assert.Equal(3, server.Requests.Count);
        Assert.All(server.Requests, request => Assert.Contains("limit=10", request, StringComparison.Ordinal));
        Assert.Equal(12, (await ListAsync(clients, Apps with { Labels = "half=1" })).Count);
    }

    [Fact]
    public async Task A_sidecar_is_a_target_and_another_init_container_is_none()
    {
        server.Pods[0].Edit = json => json["spec"]!["initContainers"] = System.Text.Json.Nodes.JsonNode.Parse("""[{"name": "once"}, {"name": "proxy", "restartPolicy": "Always"}]""");
        using var clients = Admin();
        var names = new List<string>();
        await foreach (var target in new PodTargets { Namespaces = ["apps"] }.ListAsync(clients, default))
        {
            names.Add(target.Name);
        }

        Assert.Equal(["apps/pod-00/main", "apps/pod-00/proxy", "apps/pod-01/main"], names.Take(3));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_list_that_the_server_has_forgotten_goes_on(bool offersToken)
    {
        (server.ForgetsLists, server.OffersInconsistentContinue) = (1, offersToken);
        using var clients = Admin(new KubeOptions { ChunkSize = 10 });
        var names = await ListAsync(clients, Apps);
        Assert.Equal(25, names.Count);
        Assert.Equal(25, names.Distinct().Count());
        Assert.Equal(0, server.ForgetsLists);
    }

    [Theory]
    [InlineData(FaultKind.TooManyRequests)]
    [InlineData(FaultKind.InternalError)]
    [InlineData(FaultKind.Unavailable)]
    [InlineData(FaultKind.ResetMidStream)]
    public async Task What_passes_is_tried_again(FaultKind kind)
    {
        server.Break(new Fault(kind, "/pods", Times: 2));
        using var clients = Admin();
        Assert.Equal(25, (await ListAsync(clients, Apps)).Count);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Retry_After_is_waited_for()
    {
        server.Break(new Fault(FaultKind.TooManyRequests, "/pods", RetryAfter: 1));
        using var clients = Admin();
        var time = Stopwatch.StartNew();
        await ListAsync(clients, Apps);
        Assert.InRange(time.Elapsed.TotalSeconds, 0.95, 10);
    }

    [Theory]
    [InlineData(FaultKind.InternalError, TargetError.ServerFailed, "etcdserver: leader changed")]
    [InlineData(FaultKind.ResetMidStream, TargetError.ConnectionLost, "broke while it answered the request to list pods in the namespace 'apps'")]
    [InlineData(FaultKind.LoginPage, TargetError.ServerFailed, "something that is not the object asked for")]
    [InlineData(FaultKind.SlowLoris, TargetError.ConnectionTimedOut, "did not answer the request to list pods in the namespace 'apps' within 1 s")]
    public async Task What_stays_is_an_error_that_says_what_was_asked(FaultKind kind, TargetError error, string words)
    {
        server.Break(new Fault(kind, "/pods", Times: 100));
        using var clients = Admin(new KubeOptions { Retries = 1, Answer = TimeSpan.FromSeconds(1) });
        var e = await Assert.ThrowsAsync<KubeException>(() => ListAsync(clients, Apps));
        Assert.Equal(error, e.Error);
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_larger_than_the_limit_is_refused()
    {
        using var clients = Admin(new KubeOptions { AnswerBytes = 1000 });
        Assert.Equal(TargetError.OutputTooLarge, (await Assert.ThrowsAsync<KubeException>(() => ListAsync(clients, Apps))).Error);
    }

    [Fact]
    public async Task What_a_role_lacks_is_named_with_verb_resource_and_namespace()
    {
        server.Tokens["t"] = new ClusterUser("ann", []);
        using var clients = With(Authority, "token: t");
        var e = await Assert.ThrowsAsync<KubeException>(() => ListAsync(clients, Apps));
        Assert.Equal((TargetError.Forbidden, new KubeRequest("list", "pods", "apps")), (e.Error, e.Request));
        Assert.Contains("does not allow to list pods in the namespace 'apps'", e.Message, StringComparison.Ordinal);
        Assert.Contains("verb 'list' on pods in the namespace 'apps'", e.RecommendedAction, StringComparison.Ordinal);
        server.Rbac.Allow("ann", "list", "pods", "apps");
        Assert.True((await clients.Open().MayAsync(e.Request!, default)).Allowed);
        Assert.False((await clients.Open().MayAsync(new KubeRequest("create", "pods/exec", "apps"), default)).Allowed);
        Assert.Equal(25, (await ListAsync(clients, Apps)).Count);
    }

    [Fact]
    public async Task The_certificate_of_another_authority_is_refused_and_skipping_the_check_is_the_user_s_word()
    {
        using var other = new ClusterPki("other-ca");
        using var wrong = With(KubeConfigText.Authority(other), Admins);
        Assert.Equal(TargetError.CertificateUntrusted, (await Assert.ThrowsAsync<KubeException>(() => ListAsync(wrong, Apps))).Error);
        using var system = With(string.Empty, Admins);
        Assert.Equal(TargetError.CertificateUntrusted, (await Assert.ThrowsAsync<KubeException>(() => ListAsync(system, Apps))).Error);
        using var named = With(Authority + "\n    tls-server-name: elsewhere", Admins);
        Assert.Equal(TargetError.CertificateUntrusted, (await Assert.ThrowsAsync<KubeException>(() => ListAsync(named, Apps))).Error);
        using var right = With(Authority + "\n    tls-server-name: localhost", Admins);
        Assert.Equal(25, (await ListAsync(right, Apps)).Count);
        using var skipped = With("insecure-skip-tls-verify: true", Admins);
        Assert.Equal(25, (await ListAsync(skipped, Apps)).Count);
        Assert.True(skipped.Open().SkipsTlsVerify);
    }

    [Fact]
    public async Task Each_way_to_log_in_is_who_the_server_sees()
    {
        server.Passwords["bob:pass word"] = new ClusterUser("bob", []);
        server.Rbac.Allow("bob", "list", "pods");
        server.Rbac.Allow("bob", "impersonate", "users");
        using var basic = With(Authority, "username: bob\npassword: pass word");
        Assert.Equal(25, (await ListAsync(basic, Apps)).Count);
        using var other = With(Authority, "username: bob\npassword: pass word\nas: root\nas-groups: [\"system:masters\"]");
        Assert.Equal(25, (await ListAsync(other, Apps)).Count);
        Assert.EndsWith(" root", server.Requests.Last(), StringComparison.Ordinal);
        using var nobody = With(Authority, "token: wrong");
        Assert.Equal(TargetError.AuthenticationFailed, (await Assert.ThrowsAsync<KubeException>(() => ListAsync(nobody, Apps))).Error);
    }

    [Fact]
    public async Task A_token_file_is_read_again_when_its_token_is_refused()
    {
        var file = Path.Combine(folder, "token");
        await File.WriteAllTextAsync(file, "old\n");
        server.Tokens["old"] = new ClusterUser("admin", ["system:masters"]);
        using var clients = With(Authority, "tokenFile: token");
        await ListAsync(clients, Apps);
        server.Tokens.Clear();
        server.Tokens["new"] = new ClusterUser("admin", ["system:masters"]);
        await File.WriteAllTextAsync(file, "new\n");
        Assert.Equal(25, (await ListAsync(clients, Apps)).Count);
    }

    [Fact]
    public async Task No_server_and_no_name_are_told_apart()
    {
        using var refused = Clients("https://127.0.0.1:1", Authority, Admins);
        Assert.Equal(TargetError.ConnectionRefused, (await Assert.ThrowsAsync<KubeException>(() => ListAsync(refused, Apps))).Error);
        using var nameless = Clients("https://no-such-host.invalid:6443", Authority, Admins);
        Assert.Equal(TargetError.NameNotResolved, (await Assert.ThrowsAsync<KubeException>(() => ListAsync(nameless, Apps))).Error);
    }

    private static async Task<List<string>> ListAsync(KubeClients clients, KubeSelection selection)
    {
        var names = new List<string>();
        await foreach (var pod in clients.Open().ListAsync<Pod>(KubeResource.Pods, selection, default))
        {
            names.Add(pod.Metadata.Name);
        }

        return names;
    }

    private string Authority => KubeConfigText.Authority(server.Pki);

    private string Admins => KubeConfigText.Certificate(server.Pki, "admin", "system:masters");

    private KubeClients Admin(KubeOptions? options = null) => Clients(server.Address, Authority, Admins, options);

    private KubeClients With(string cluster, string user) => Clients(server.Address, cluster, user);

    private KubeClients Clients(string address, string cluster, string user, KubeOptions? options = null)
    {
        var file = Path.Combine(folder, Guid.NewGuid() + ".conf");
        File.WriteAllText(file, KubeConfigText.Of(address, cluster, user));
        return ClusterFixture.Clients(file, options);
    }
}
