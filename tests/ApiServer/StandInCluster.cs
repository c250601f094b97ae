namespace GoEnv.Tests.ApiServer;

/// <summary>A server with pods of each shell in the namespace apps, and a folder with their roots.</summary>
public sealed class StandInCluster : IAsyncDisposable
{
    private static readonly string[] Shells = ["dash", "bash", "busybox", "mksh"];

    private StandInCluster(string folder) => Folder = folder;

    public string Folder { get; }

    public StandInServer Server { get; } = new();

    /// <summary>A kubeconfig for an administrator.</summary>
    public string AdminConfig => Path.Combine(Folder, "admin.conf");

    /// <summary>The image that ephemeral containers can have.</summary>
    public const string ToolImage = "registry.example/tool:1";

    public static async Task<StandInCluster> StartAsync()
    {
        var cluster = new StandInCluster(Directory.CreateTempSubdirectory("goenv-cluster-").FullName);
        await cluster.Server.StartAsync();
        foreach (var shell in Shells)
        {
            await cluster.AddAsync(shell, shell);
        }

        cluster.Server.Images[ToolImage] = Path.Combine(cluster.Folder, "root-busybox");
        await cluster.AddAsync("distroless", null);
        var two = new ClusterPod("apps", "two") { Labels = { ["app"] = "two" }, Annotations = { ["kubectl.kubernetes.io/default-container"] = "second" } };
        two.Containers.Add(("first", await cluster.StartAsync(null)));
        two.Containers.Add(("second", await cluster.StartAsync("dash")));
        cluster.Server.Pods.Add(two);
        cluster.Server.Pods.Add(new ClusterPod("apps", "crash") { Labels = { ["app"] = "crash" }, Containers = { ("main", null) } });
        cluster.Server.Pods.Add(new ClusterPod("apps", "done") { Phase = "Succeeded", Containers = { ("main", null) } });
        cluster.Server.Pods.Add(new ClusterPod("other", "away") { Containers = { ("main", null) } });
        await File.WriteAllTextAsync(cluster.AdminConfig, cluster.Config(KubeConfigText.Certificate(cluster.Server.Pki, "admin", "system:masters")));
        return cluster;
    }

    /// <summary>A kubeconfig for another user.</summary>
    public string Config(string user) => KubeConfigText.Of(Server.Address, KubeConfigText.Authority(Server.Pki), user);

    /// <summary>Writes a kubeconfig for another user beside the administrator's.</summary>
    public string WriteConfig(string name, string user)
    {
        var path = Path.Combine(Folder, name + ".conf");
        File.WriteAllText(path, Config(user));
        return path;
    }

    public ClusterPod Pod(string name) => Server.Pods.First(pod => pod.Name == name);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task AddAsync(string name, string? shell)
    {
        if (await StartAsync(shell) is { } container)
        {
            var pod = new ClusterPod("apps", name) { Labels = { ["app"] = "api", ["sh"] = shell ?? "none" } };
            pod.Containers.Add(("main", container));
            Server.Pods.Add(pod);
        }
    }

    private async Task<Container?> StartAsync(string? shell)
    {
        var root = Path.Combine(Folder, "root-" + (shell ?? "none"));
        return Directory.Exists(root) || ContainerRoot.Make(root, shell) is not null
            ? await Container.StartAsync(root, "/app/server", "1000000") : null;
    }
}
