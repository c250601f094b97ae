using System.Text.Json.Nodes;
using GoEnv.Kubernetes;
using GoEnv.Pods;
using GoEnv.Tests.ApiServer;
using GoEnv.Tests.Binaries;
using GoEnv.Tests.Kubernetes;

namespace GoEnv.Tests.Pods;

/// <summary>A stand-in cluster with pods whose processes are real Go programs in roots of their own.</summary>
public sealed class PodFarm : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("goenv-pods-").FullName;

    public StandInServer Server { get; } = new();

    public static async Task<PodFarm> StartAsync()
    {
        Assert.SkipUnless(Container.IsPossible, "This account cannot make PID and mount namespaces.");
        var farm = new PodFarm();
        await farm.Server.StartAsync();
        return farm;
    }

    /// <summary>A root with a shell, or none, and files copied into it; the limits are 2 processors and 64 MiB.</summary>
    public string Root(string name, string? shell, params (string From, string To)[] files)
    {
        var root = Path.Combine(folder, name);
        Assert.SkipWhen(ContainerRoot.Make(root, shell) is null, $"There is no {shell} here.");
        foreach (var (from, to) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(root + to)!);
            File.Copy(from, root + to);
        }

        var cgroup = Directory.CreateDirectory(Path.Combine(root, "sys/fs/cgroup")).FullName;
        File.WriteAllText(Path.Combine(cgroup, "cgroup.controllers"), "cpu memory\n");
        File.WriteAllText(Path.Combine(cgroup, "cpu.max"), "200000 100000\n");
        File.WriteAllText(Path.Combine(cgroup, "memory.max"), "67108864\n");
        File.WriteAllText(Path.Combine(cgroup, "cpu.stat"), "usage_usec 1\nnr_periods 1000\nnr_throttled 3\nthrottled_usec 9\n");
        return root;
    }

    /// <summary>A pod with which nothing is wrong but what <paramref name="edit"/> makes of it.</summary>
    public ClusterPod Add(string name, Container? container, Action<JsonObject>? edit = null)
    {
        var pod = new ClusterPod("apps", name)
        {
            Labels = { ["app"] = "api" },
            Containers = { ("main", container) },
            Edit = json =>
            {
                var spec = json["spec"]!.AsObject();
                spec["securityContext"] = JsonNode.Parse("""{"runAsNonRoot": true, "runAsUser": 65532, "seccompProfile": {"type": "RuntimeDefault"}}""");
                var main = spec["containers"]![0]!.AsObject();
                main["image"] = "registry.example/api@sha256:0123";
                main["env"] = new JsonArray();
                main["resources"] = JsonNode.Parse("""{"limits": {"cpu": "2", "memory": "64Mi"}, "requests": {"cpu": "1m", "memory": "4Mi"}}""");
                main["securityContext"] = JsonNode.Parse("""{"allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "capabilities": {"drop": ["ALL"]}}""");
                edit?.Invoke(json);
            },
        };
        Server.Pods.Add(pod);
        return pod;
    }

    /// <summary>Asks the one container of a pod.</summary>
    internal async Task<ContainerInside> AskAsync(string pod)
    {
        using var clients = ClusterFixture.Clients(AdminConfig());
        return (await new ContainerReader(ClusterFixture.Open(clients, $"pod:apps/{pod}/main"), TimeSpan.FromSeconds(20)).ReadAsync(default)).Value;
    }

    /// <summary>The findings on all pods.</summary>
    internal Task<IReadOnlyList<Finding>> AuditAsync(Func<KubeClients, EphemeralLook>? look = null) => PodAudits.RunAsync(AdminConfig(), "apps", look);

    public string AdminConfig() => Config("admin", KubeConfigText.Certificate(Server.Pki, "admin", "system:masters"));

    /// <summary>A kubeconfig for a user.</summary>
    public string Config(string name, string user)
    {
        var path = Path.Combine(folder, name + ".conf");
        File.WriteAllText(path, KubeConfigText.Of(Server.Address, KubeConfigText.Authority(Server.Pki), user));
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
