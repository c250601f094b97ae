using GoEnv.Yaml;

namespace GoEnv.Kubernetes;

/// <summary>Reads one kubeconfig file. Keys that are not known are passed over, as kubectl does.</summary>
internal static class KubeConfigReader
{
    private const string ExecExtension = "client.authentication.k8s.io/exec";

    public static KubeConfig Read(YamlValue document, string path)
    {
        if (document.IsNull)
        {
            return new KubeConfig { Files = [path] };
        }

        var reader = new KubeConfigNode(document, path, "a kubeconfig");
        return new KubeConfig
        {
            Files = [path],
            CurrentContext = reader.Text("current-context"),
            Contexts = Named(reader, "contexts", "context", ReadContext),
            Clusters = Named(reader, "clusters", "cluster", ReadCluster),
            Users = Named(reader, "users", "user", ReadUser),
        };
    }

    private static Dictionary<string, T> Named<T>(KubeConfigNode file, string list, string key, Func<string, KubeConfigNode, T> read)
    {
        var values = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var item in file.List(list))
        {
            var name = item.Text("name") ?? throw item.Error($"an entry of '{list}' has no name; write 'name: …'");
            if (item.Map(key) is { } body)
            {
                values.TryAdd(name, read(name, body));
            }
            else if (key == "user")
            {
                values.TryAdd(name, read(name, item));
            }
            else
            {
                throw item.Error($"the entry '{name}' of '{list}' has no '{key}'; write its values under '{key}:'");
            }
        }

        return values;
    }

    private static KubeContext ReadContext(string name, KubeConfigNode node) => new(
        name,
        node.Text("cluster") ?? throw node.Error($"the context '{name}' names no cluster; write 'cluster: NAME'"),
        node.Text("user") ?? string.Empty,
        node.Text("namespace") ?? "default",
        node.Location);

    private static KubeCluster ReadCluster(string name, KubeConfigNode node)
    {
        var text = node.Text("server") ?? throw node.Error($"the cluster '{name}' has no server; write 'server: https://HOST:6443'");
        var authority = node.Data("certificate-authority");
        var skips = node.Bool("insecure-skip-tls-verify");
        if (skips && authority is not null)
        {
            throw node.Error($"the cluster '{name}' has a certificate authority and insecure-skip-tls-verify; keep one of them");
        }

        return new KubeCluster(name, node.Url("server", text, "http", "https"), node.Location)
        {
            TlsServerName = node.Text("tls-server-name"),
            SkipsTlsVerify = skips,
            CertificateAuthority = authority,
            Proxy = node.Text("proxy-url") is { } proxy ? node.Url("proxy-url", proxy, "http", "https", "socks5") : null,
            DisablesCompression = node.Bool("disable-compression"),
            ExecConfig = node.List("extensions").FirstOrDefault(item => item.Text("name") == ExecExtension)?.Json("extension"),
        };
    }

    private static KubeUser ReadUser(string name, KubeConfigNode node)
    {
        var user = new KubeUser(name, node.Location)
        {
            Certificate = node.Data("client-certificate"),
            Key = node.Data("client-key"),
            Token = node.Text("token"),
            TokenFile = node.Text("tokenFile") is { } file ? node.FullPath(file) : null,
            UserName = node.Text("username"),
            Password = node.Text("password"),
            Exec = node.Map("exec") is { } exec ? ReadExec(name, exec) : null,
            As = ReadImpersonation(name, node),
        };
        if (node.Map("auth-provider") is { } provider && user is { Token: null, TokenFile: null, Exec: null, Certificate: null })
        {
            throw provider.Error($"the user '{name}' logs in by the auth-provider '{provider.Text("name")}', which is not supported; write an exec plugin");
        }

        return (user.Certificate is null) == (user.Key is null) ? user
            : throw node.Error($"the user '{name}' has a client certificate or its key, and not both; write both");
    }

    private static ExecPlugin ReadExec(string user, KubeConfigNode node)
    {
        var version = node.Text("apiVersion");
        if (version is not ("client.authentication.k8s.io/v1" or "client.authentication.k8s.io/v1beta1"))
        {
            throw node.Error($"the exec plugin of the user '{user}' has the apiVersion '{version}'; write client.authentication.k8s.io/v1 or v1beta1");
        }

        var mode = node.Text("interactiveMode");
        if (mode is null && version.EndsWith("/v1", StringComparison.Ordinal))
        {
            throw node.Error($"the exec plugin of the user '{user}' has no interactiveMode; write Never, IfAvailable or Always");
        }

        if (mode is not (null or "Never" or "IfAvailable" or "Always"))
        {
            throw node.Error($"the interactiveMode '{mode}' is not known; write Never, IfAvailable or Always");
        }

        var command = node.Text("command") ?? throw node.Error($"the exec plugin of the user '{user}' has no command; write 'command: PROGRAM'");
        return new ExecPlugin(version, command.AsSpan().IndexOfAny('/', Path.DirectorySeparatorChar) >= 0 ? node.FullPath(command) : command, node.Location)
        {
            Arguments = node.Texts("args"),
            Environment = node.List("env").Select(entry => (entry.Text("name") ?? throw entry.Error("a variable has no name; write 'name: …'"),
                entry.Text("value") ?? string.Empty)).ToList(),
            ProvidesClusterInfo = node.Bool("provideClusterInfo"),
            InteractiveMode = mode ?? "IfAvailable",
            InstallHint = node.Text("installHint"),
        };
    }

    private static Impersonation? ReadImpersonation(string name, KubeConfigNode node)
    {
        var (uid, groups) = (node.Text("as-uid"), node.Texts("as-groups"));
        var extra = node.Map("as-user-extra");
        if (node.Text("as") is not { } user)
        {
            return uid is null && groups.Count == 0 && extra is null ? null
                : throw node.Error($"the user '{name}' acts as a group or uid and as no user; write 'as: USER'");
        }

        return new Impersonation(user, uid, groups, extra?.Keys.SelectMany(key => extra.Texts(key).Select(value => (key, value))).ToList() ?? []);
    }
}
