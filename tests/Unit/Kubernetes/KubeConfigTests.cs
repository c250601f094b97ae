using GoEnv.Kubernetes;

namespace GoEnv.Tests.Kubernetes;

public sealed class KubeConfigTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("goenv-kube-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_first_file_that_has_a_name_wins_and_paths_are_relative_to_their_file()
    {
        Write("a/config", """
            current-context: one
            clusters:
            - name: c
              cluster: {server: "https://a:6443", certificate-authority: pki/ca.crt}
            contexts:
            - name: one
              context: {cluster: c, user: u}
            """);
        Write("b/config", """
            current-context: two
            clusters:
            - name: c
              cluster: {server: "https://b:6443"}
            contexts:
            - name: two
              context: {cluster: c, user: u, namespace: apps}
            users:
            - name: u
              user: {tokenFile: token}
            """);
        var config = KubeConfig.Load(Environment("a/config", "missing", "b/config"));
        Assert.Equal("one", config.CurrentContext);
        var connection = config.Connect("two");
        Assert.Equal("https://a:6443/", connection.Cluster.Server.ToString());
        Assert.Equal(Path.Combine(folder, "a/pki/ca.crt"), connection.Cluster.CertificateAuthority!.Path);
        Assert.Equal(Path.Combine(folder, "b/token"), connection.User.TokenFile);
        Assert.Equal("apps", connection.Context.Namespace);
        Assert.Equal("default", config.Connect(null).Context.Namespace);
    }

    [Theory]
    [InlineData("clusters:\n- name: c\n  cluster: {}", ":3:", "has no server")]
    [InlineData("clusters:\n- name: c\n  cluster: {server: ftp://nowhere}", ":3:", "write a URL")]
    [InlineData("clusters:\n- name: c\n  cluster:\n    server: https://a\n    certificate-authority-data: '%%'", ":5:", "is not base64")]
    [InlineData("clusters:\n- name: c\n  cluster:\n    server: https://a\n    insecure-skip-tls-verify: true\n    certificate-authority: ca", ":4:", "keep one of them")]
    [InlineData("users:\n- name: u\n  user:\n    client-certificate: a", ":4:", "write both")]
    [InlineData("users:\n- name: u\n  user:\n    exec: {apiVersion: client.authentication.k8s.io/v1alpha1, command: x}", ":4:", "v1alpha1")]
    [InlineData("users:\n- name: u\n  user:\n    exec: {apiVersion: client.authentication.k8s.io/v1, command: x}", ":4:", "no interactiveMode")]
    [InlineData("users:\n- name: u\n  user:\n    auth-provider: {name: oidc}", ":4:", "'oidc', which is not supported")]
    [InlineData("users:\n- name: u\n  user:\n    as-groups: [a]", ":4:", "as no user")]
    [InlineData("contexts:\n- name: x\n  context: {user: u}", ":3:", "names no cluster")]
    [InlineData("clusters:\n- name: c\n  cluster: {server: https://me:pw@a}", ":3:", "has a user in it")]
    [InlineData("clusters:\n- name: c\n  cluster: {server: 'https://a '}", ":3:", "write a URL")]
    [InlineData("clusters:\n- name: c\n  cluster: {server: https://a, certificate-authority: ca, certificate-authority-data: AAAA}", ":3:", "keep one of them")]
    [InlineData("users:\n- name: u\n  user: {token: t, username: me}", ":3:", "a token and a password")]
    [InlineData("users:\n- name: u\n  user:\n    auth-provider: {name: oidc}\n    exec: {apiVersion: client.authentication.k8s.io/v1, command: x, interactiveMode: Never}", ":4:", "'oidc', which is not supported")]
    [InlineData("users:\n- name: u\n  user: {token: a}\n- name: u\n  user: {token: b}", ":4:", "two entries of the name 'u'")]
    [InlineData("kind: Pod", ":1:", "no kubeconfig")]
    [InlineData("apiVersion: v2\nkind: Config", ":1:", "no kubeconfig")]
    [InlineData("contexts: ]", ":1:", "not YAML")]
    public void What_is_wrong_is_named_with_its_place(string text, string line, string words)
    {
        var rest = new[] { ("contexts:", "- name: x\n  context: {cluster: c, user: u}"), ("clusters:", "- name: c\n  cluster: {server: https://a}"), ("users:", "- name: u\n  user: {token: t}") };
        Write("config", string.Join('\n', [text, .. rest.Where(one => !text.Contains(one.Item1, StringComparison.Ordinal)).Select(one => $"{one.Item1}\n{one.Item2}")]) + "\n");
        var e = Assert.ThrowsAny<FormatException>(() => KubeConfig.Load(Environment("config")).Connect("x"));
        Assert.StartsWith(Path.Combine(folder, "config") + line, e.Message, StringComparison.Ordinal);
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_in_an_entry_that_nobody_uses_hinders_nobody()
    {
        Write("a", """
            contexts:
            - name: x
              context: {cluster: c, user: u}
            - name: y
              context: {user: u}
            clusters:
            - name: c
              cluster: {server: "https://a", insecure-skip-tls-verify: yes}
            - name: d
              cluster: {}
            - name: e
            users:
            - name: u
              user: {token: t, client-key: nobody-needs-it}
            - name: v
              user: {auth-provider: {name: gcp}}
            """);
        Write("b", "clusters:\n- name: d\n  cluster: {server: 'https://d'}\ncontexts:\n- name: z\n  context: {cluster: d}\n");
        var config = KubeConfig.Load(Environment("a", "b"));
        Assert.True(config.Connect("x").Cluster.SkipsTlsVerify);
        Assert.Equal(["x", "z"], config.Contexts.Keys.Order());
        Assert.Contains("names no cluster", Assert.Throws<FormatException>(() => config.Connect("y")).Message, StringComparison.Ordinal);
        Assert.Contains("the cluster 'd' has no server", Assert.Throws<FormatException>(() => config.Connect("z")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_without_a_scheme_is_one_without_TLS_and_a_folder_is_no_file()
    {
        Write("a/config", "contexts:\n- name: x\n  context: {cluster: c}\nclusters:\n- name: c\n  cluster: {server: 'localhost:8001'}\n");
        Assert.Equal("http://localhost:8001/", KubeConfig.Load(Environment("a/config")).Connect("x").Cluster.Server.ToString());
        Assert.Contains("is a folder", Assert.Throws<FormatException>(() => KubeConfig.Load(Environment("a", "a/config"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_context_or_cluster_that_is_not_there_is_named()
    {
        Write("config", "contexts:\n- name: x\n  context: {cluster: gone}\n");
        var config = KubeConfig.Load(Environment("config"));
        Assert.Contains("names no current context", Assert.Throws<FormatException>(() => config.Connect(null)).Message, StringComparison.Ordinal);
        Assert.Contains("the contexts are x", Assert.Throws<FormatException>(() => config.Connect("y")).Message, StringComparison.Ordinal);
        Assert.Contains("config:3: the context 'x' names the cluster 'gone'", Assert.Throws<FormatException>(() => config.Connect("x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plugin_is_read_whole()
    {
        Write("d/config", """
            current-context: x
            contexts:
            - name: x
              context: {cluster: c, user: u}
            clusters:
            - name: c
              cluster:
                server: https://a/k8s/clusters/c-1
                tls-server-name: inner
                proxy-url: socks5://p:1080
                extensions:
                - name: client.authentication.k8s.io/exec
                  extension: {audience: me, depth: 3, on: true, text: "3"}
            users:
            - name: u
              user:
                as: other
                as-uid: "7"
                as-groups: [g1, g2]
                as-user-extra: {reason: [a, b]}
                exec:
                  apiVersion: client.authentication.k8s.io/v1beta1
                  command: ./plugin
                  args: [--a, "b c"]
                  env: [{name: X, value: "1"}]
                  provideClusterInfo: true
                  installHint: get it
            """);
        var connection = KubeConfig.Load(Environment("d/config")).Connect(null);
        var plugin = connection.User.Exec!;
        Assert.Equal(Path.Combine(folder, "d/plugin"), plugin.Command);
        Assert.Equal(["--a", "b c"], plugin.Arguments);
        Assert.Equal([("X", "1")], plugin.Environment);
        Assert.Equal(("IfAvailable", true, "get it"), (plugin.InteractiveMode, plugin.ProvidesClusterInfo, plugin.InstallHint));
        Assert.Equal("""{"audience":"me","depth":3,"on":true,"text":"3"}""", connection.Cluster.ExecConfig);
        Assert.Equal(("inner", "socks5://p:1080/"), (connection.Cluster.TlsServerName, connection.Cluster.Proxy?.ToString()));
        Assert.Equal(("other", "7"), (connection.User.As!.User, connection.User.As.Uid));
        Assert.Equal([("reason", "a"), ("reason", "b")], connection.User.As.Extra);
    }

    [Fact]
    public void Without_a_file_the_service_account_and_then_the_file_of_K3s_are_taken()
    {
        var empty = Environment() with { K3sFile = Path.Combine(folder, "k3s.yaml"), ServiceAccountFolder = Path.Combine(folder, "sa") };
        Assert.Contains("set KUBECONFIG", Assert.Throws<FormatException>(() => KubeConfig.Load(empty)).Message, StringComparison.Ordinal);
        Write("k3s.yaml", "current-context: default\ncontexts:\n- name: default\n  context: {cluster: default}\nclusters:\n- name: default\n  cluster: {server: 'https://127.0.0.1:6443'}\n");
        Assert.Equal(6443, KubeConfig.Load(empty).Connect(null).Cluster.Server.Port);
        Write("sa/token", "t");
        Write("sa/namespace", "mine\n");
        var pod = empty with { Variables = new Dictionary<string, string> { ["KUBERNETES_SERVICE_HOST"] = "fd00::1", ["KUBERNETES_SERVICE_PORT"] = "8443" } };
        var connection = KubeConfig.Load(pod).Connect(null);
        Assert.Equal("https://[fd00::1]:8443/", connection.Cluster.Server.ToString());
        Assert.Equal(("mine", Path.Combine(folder, "sa/token")), (connection.Context.Namespace, connection.User.TokenFile));
    }

    private void Write(string path, string text)
    {
        var full = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    private KubeEnvironment Environment(params string[] files) => new()
    {
        Variables = files.Length == 0 ? new Dictionary<string, string>()
            : new Dictionary<string, string> { ["KUBECONFIG"] = string.Join(Path.PathSeparator, files) },
        WorkingFolder = folder,
        Home = folder,
        K3sFile = "/nonexistent",
        ServiceAccountFolder = "/nonexistent",
    };
}
