using System.Text.Json;
using System.Text.Json.Nodes;
using GoEnv.Tests.ApiServer;
using GoEnv.Tests.Kubernetes;

namespace GoEnv.Tests.Pods;

/// <summary>The namespace apps of a stand-in of its own.</summary>
internal sealed class StandInPods(PodFarm farm) : IPodCluster
{
    private const string Group = "example.com";

    public string Namespace => "apps";

    public string Config { get; } = farm.AdminConfig();

    public int Minor => farm.Server.Minor;

    public string Platform => "linux/amd64";

    public string ToolImage => StandInCluster.ToolImage;

    public IReadOnlyList<string> OfEveryPod => [];

    public int? Requests => farm.Server.Requests.Count;

    public static async Task<IPodCluster> StartAsync()
    {
        var farm = await PodFarm.StartAsync();
        farm.Server.Images[StandInCluster.ToolImage] = farm.Root("tool-image", "busybox");
        return new StandInPods(farm);
    }

    public async Task AddAsync(params IReadOnlyList<PodSeed> seeds)
    {
        foreach (var seed in seeds)
        {
            var pod = farm.Add(seed.Name, seed.Simulated is null ? await RunAsync(seed.Name, seed) : null, json =>
            {
                seed.Edit?.Invoke(json["spec"]!.AsObject());
                seed.Simulated?.Invoke(json["status"]!["containerStatuses"]![0]!.AsObject());
            });
            if (seed.Warning is { } warning)
            {
                farm.Server.Events.Add(Warning(seed.Name, warning.Reason, warning.Message));
            }

            if (seed.Second is { } second)
            {
                pod.Annotations["kubectl.kubernetes.io/default-container"] = second;
                pod.Containers.Add((second, await RunAsync(seed.Name + "-" + second, new PodSeed(second, PodSeed.Idle))));
            }
        }
    }

    public Task AddMapAsync(string name, params (string Key, string Value)[] data)
    {
        farm.Server.ConfigMaps.Add(new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = Namespace, ["uid"] = name },
            ["data"] = new JsonObject(data.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))),
        });
        return Task.CompletedTask;
    }

    public Task RestrictAsync()
    {
        farm.Server.Restricted.Add(Namespace);
        return Task.CompletedTask;
    }

    public Task<string> DeclareAsync(string version)
    {
        farm.Server.Documents[$"/apis/{Group}"] = """{"kind": "APIGroup", "preferredVersion": {"version": "v1"}}""";
        farm.Server.Documents[$"/apis/{Group}/v1"] = """{"kind": "APIResourceList", "resources": [{"name": "goruntimes", "namespaced": true}]}""";
        farm.Server.Objects[$"/apis/{Group}/v1/namespaces/{Namespace}/goruntimes"] =
            [new JsonObject { ["metadata"] = new JsonObject { ["name"] = "api", ["uid"] = "api" }, ["spec"] = new JsonObject { ["version"] = version } }];
        return Task.FromResult("goruntimes." + Group);
    }

    public Task<string> AccountAsync(string name, params IReadOnlyList<(string Verb, string Resource)> rights)
    {
        farm.Server.Tokens[name] = new ClusterUser(name, []);
        foreach (var (verb, resource) in rights)
        {
            farm.Server.Rbac.Allow(name, verb, resource, Namespace);
        }

        return Task.FromResult(farm.Config(name, "token: " + name));
    }

    public async Task DryRunAsync(JsonObject wanted)
    {
        using var clients = ClusterFixture.Clients(Config);
        await clients.Open().DryRunAsync(wanted, JsonSerializer.SerializeToUtf8Bytes(wanted), TestContext.Current.CancellationToken);
        Assert.Empty(farm.Server.Objects);
    }

    public ValueTask DisposeAsync() => farm.DisposeAsync();

    private JsonObject Warning(string pod, string reason, string message) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = pod + ".1", ["namespace"] = Namespace, ["uid"] = "e-" + pod },
        ["type"] = "Warning",
        ["reason"] = reason,
        ["message"] = message,
        ["involvedObject"] = new JsonObject { ["kind"] = "Pod", ["namespace"] = Namespace, ["name"] = pod, ["fieldPath"] = "spec.containers{main}" },
    };

    private Task<Container> RunAsync(string root, PodSeed seed) => Container.StartAsAsync(
        farm.Root(root, seed.HasShell ? "busybox" : null, [.. seed.Files]), IsRoot(seed) ? (0, 0) : (65532, 65532), [.. seed.Command]);

    private static bool IsRoot(PodSeed seed)
    {
        var spec = JsonNode.Parse("""{"securityContext": {"runAsUser": 65532}, "containers": [{}]}""")!.AsObject();
        seed.Edit?.Invoke(spec);
        return spec["securityContext"]!["runAsUser"] is null;
    }
}
