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
        if (reader.Text("kind") is not (null or "Config") || reader.Text("apiVersion") is not (null or "v1"))
        {
            throw reader.Error($"this is {reader.Text("apiVersion")} {reader.Text("kind")} and no kubeconfig; write 'apiVersion: v1' and 'kind: Config'");
        }

        var broken = new Dictionary<(string Kind, string Name), FormatException>();
        return new KubeConfig
        {
            Files = [path],
            CurrentContext = reader.Text("current-context"),
            Contexts = Named(reader, "contexts", "context", ReadContext, broken),
            Clusters = Named(reader, "clusters", "cluster", ReadCluster, broken),
            Users = Named(reader, "users", "user", ReadUser, broken),
            Broken = broken,
        };
    }

    // An entry that nobody uses may be as it likes: what is wrong in it is said where it is used.
    private static Dictionary<string, T> Named<T>(
        KubeConfigNode file, string list, string key, Func<string, KubeConfigNode, T> read, Dictionary<(string Kind, string Name), FormatException> broken)
    {
        var values = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var item in file.List(list))
        {
            var name = item.Text("name") ?? throw item.Error($"an entry of '{list}' has no name; write 'name: …'");
            if (values.ContainsKey(name) || broken.ContainsKey((key, name)))
            {
                throw item.Error($"'{list}' has two entries of the name '{name}'; keep one");
            }

            try
            {
                var body = item.Map(key) ?? (key == "user" ? item : throw item.Error($"the entry '{name}' of '{list}' has no '{key}'; write its values under '{key}:'"));
                values.Add(name, read(name, body));
            }
            catch (YamlFileException e)
            {
                broken.Add((key, name), e);
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

        // As kubectl, a server without a scheme is asked without TLS.
        var server = node.Url("server", text, text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text, "http", "https");
        if (server.UserInfo.Length > 0)
        {
            throw node.Error($"the server of the cluster '{name}' has a user in it; write it under 'users'");
        }

        return new KubeCluster(name, server, node.Location)
        {
            TlsServerName = node.Text("tls-server-name"),
            SkipsTlsVerify = skips,
            CertificateAuthority = authority,
            Proxy = node.Text("proxy-url") is { } proxy ? node.Url("proxy-url", proxy, proxy, "http", "https", "socks5") : null,
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
        if (node.Map("auth-provider") is { } provider && (user.Exec is not null || user is { Token: null, TokenFile: null, Certificate: null }))
        {
            throw provider.Error($"the user '{name}' logs in by the auth-provider '{provider.Text("name")}', which is not supported; write an exec plugin");
        }

        if (user.Token is not null && (user.UserName ?? user.Password) is not null)
        {
            throw node.Error($"the user '{name}' has a token and a password; keep one of them");
        }

        return user.Certificate is null || user.Key is not null ? user
            : throw node.Error($"the user '{name}' has a client certificate and not its key; write both");
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
