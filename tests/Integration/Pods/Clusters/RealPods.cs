using System.Text.Json.Nodes;
using GoEnv.Kubernetes;

namespace GoEnv.Tests.Pods;

/// <summary>A namespace of its own in a real cluster, which is deleted at the end.</summary>
internal sealed class RealPods : IPodCluster
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    private readonly RealCluster cluster;
    private readonly string folder = Directory.CreateTempSubdirectory("goenv-real-").FullName;
    private readonly List<string> made = [];

    private RealPods(RealCluster cluster) => this.cluster = cluster;

    public string Namespace { get; } = "goenv-test-" + Guid.NewGuid().ToString("N")[..8];

    public string Config => cluster.Config;

    public int Minor => cluster.Minor;

    public string Platform => cluster.Platform;

    public string ToolImage => RealCluster.Image;

    // Its images are named by tags.
    public IReadOnlyList<string> OfEveryPod => ["GE7052"];

    public int? Requests => null;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<IPodCluster> StartAsync()
    {
        var pods = new RealPods(await RealCluster.OpenAsync());
        try
        {
            pods.made.Add(KubeResource.Namespaces.Path(null, pods.Namespace));
            await pods.cluster.ApplyAsync("v1", "Namespace", pods.Namespace, null);
            await pods.LevelAsync("privileged");
            await pods.cluster.ApplyAsync("v1", "ServiceAccount", "default", pods.Namespace); // no pod is admitted before it is there
            return pods;
        }
        catch
        {
            await pods.DisposeAsync();
            throw;
        }
    }

    public async Task AddAsync(params IReadOnlyList<PodSeed> seeds)
    {
        foreach (var seed in seeds)
        {
            await cluster.Client.ApplyAsync(RealManifest.Of(seed, Namespace, RealCluster.Image, cluster.PauseImage), Stop);
        }

        var watch = new RealWatch(cluster.Client, Namespace);
        var loads = seeds.Where(seed => seed.Files.Count > 0).ToList();
        await watch.UntilAsync("not all containers run that take files in", pods => loads.All(seed => pods[seed.Name].StatusOf(RealManifest.Loader)?.State?.Running is not null), Limit);
        await Task.WhenAll(loads.Select(LoadAsync));
        await watch.UntilAsync("not all pods are where they are to come to", pods => seeds.All(seed => seed.IsThere(pods[seed.Name])), Limit);
    }

    public Task AddMapAsync(string name, params (string Key, string Value)[] data) => cluster.ApplyAsync(
        "v1", "ConfigMap", name, Namespace, ("data", new JsonObject(data.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value)))));

    public Task RestrictAsync() => LevelAsync("restricted");

    public async Task<string> DeclareAsync(string version)
    {
        var group = $"{Namespace}.example.com";
        made.Add("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/goruntimes." + group);
        await cluster.ApplyAsync("apiextensions.k8s.io/v1", "CustomResourceDefinition", "goruntimes." + group, null, ("spec", JsonNode.Parse($$$$"""
            {"group": "{{{{group}}}}", "scope": "Namespaced", "names": {"plural": "goruntimes", "kind": "GoRuntime"},
             "versions": [{"name": "v1", "served": true, "storage": true,
               "schema": {"openAPIV3Schema": {"type": "object", "x-kubernetes-preserve-unknown-fields": true}}}]}
            """)!));
        var runtime = new JsonObject
        {
            ["apiVersion"] = group + "/v1",
            ["kind"] = "GoRuntime",
            ["metadata"] = new JsonObject { ["name"] = "api" },
            ["spec"] = new JsonObject { ["version"] = version },
        };
        await PollAsync("the new kind is not served", async () =>
        {
            try
            {
                await cluster.Client.SendAsync(HttpMethod.Post, $"/apis/{group}/v1/namespaces/{Namespace}/goruntimes", runtime, Stop);
                return true;
            }
            catch (KubeException e) when (e.StatusCode == 404)
            {
                return false;
            }
        });
        return "goruntimes." + group;
    }

    public async Task<string> AccountAsync(string name, params IReadOnlyList<(string Verb, string Resource)> rights)
    {
        await cluster.ApplyAsync("v1", "ServiceAccount", name, Namespace);
        await cluster.ApplyAsync("rbac.authorization.k8s.io/v1", "Role", name, Namespace, ("rules", new JsonArray([.. rights.Select(right =>
            new JsonObject { ["apiGroups"] = new JsonArray(string.Empty), ["resources"] = new JsonArray(right.Resource), ["verbs"] = new JsonArray(right.Verb) })])));
        await cluster.ApplyAsync("rbac.authorization.k8s.io/v1", "RoleBinding", name, Namespace,
            ("subjects", new JsonArray(new JsonObject { ["kind"] = "ServiceAccount", ["name"] = name, ["namespace"] = Namespace })),
            ("roleRef", new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "Role", ["name"] = name }));
        var answer = await cluster.Client.SendAsync(HttpMethod.Post, $"/api/v1/namespaces/{Namespace}/serviceaccounts/{name}/token",
            JsonNode.Parse("""{"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest", "spec": {"expirationSeconds": 3600}}""")!.AsObject(), Stop);
        var path = Path.Combine(folder, name + ".conf");
        await File.WriteAllTextAsync(path, cluster.ConfigOf((string)answer["status"]!["token"]!, Namespace), Stop);
        using var clients = Kubernetes.ClusterFixture.Clients(path);
        foreach (var (verb, resource) in rights)
        {
            await PollAsync($"'{name}' may not {verb} {resource}", async () => (await clients.Open().MayAsync(new KubeRequest(verb, resource, Namespace), Stop)).Allowed);
        }

        return path;
    }

    // The server reads the YAML that a person would hand to kubectl.
    public Task DryRunAsync(JsonObject wanted) =>
        cluster.Client.DryRunAsync(wanted, System.Text.Encoding.UTF8.GetBytes(GoEnv.Yaml.YamlWriter.Documents([wanted])), Stop);

    public async ValueTask DisposeAsync()
    {
        foreach (var path in made)
        {
            try
            {
                await cluster.Client.SendAsync(HttpMethod.Delete, path, null, CancellationToken.None);
            }
            catch (KubeException e) when (e.StatusCode == 404)
            {
                // It was never made.
            }
        }

        cluster.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private Task LevelAsync(string level) => cluster.Client.SendAsync(
        HttpMethod.Patch,
        KubeResource.Namespaces.Path(null, Namespace),
        new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["pod-security.kubernetes.io/enforce"] = level } } },
        Stop,
        "application/merge-patch+json");

    // One exec a file: what reads a number of bytes may have taken more of its input than it hands on.
    private async Task LoadAsync(PodSeed seed)
    {
        foreach (var (from, to) in seed.Files)
        {
            var content = await File.ReadAllBytesAsync(from, Stop);
            await InLoaderAsync(seed.Name, $"set -e; mkdir -p {Path.GetDirectoryName(to)}; head -c {content.Length} >{to}; chmod 755 {to}", content);
        }

        await InLoaderAsync(seed.Name, $": >{RealManifest.Done}", []);
    }

    private async Task InLoaderAsync(string pod, string script, byte[] input)
    {
        var result = await cluster.Client.ExecAsync(
            new PodContainerName(Namespace, pod, RealManifest.Loader), ["sh", "-c", script], input, null, Limit, 4096, Stop);
        Assert.True(result is { End: ExecEnd.Exited, Status.ExitCode: 0 }, $"Files do not get into the pod {pod}: {result.End}, {result.Status?.Message} {result.Error}");
    }

    private static async Task PollAsync(string what, Func<Task<bool>> isSo)
    {
        for (var i = 0; !await isSo(); i++)
        {
            Assert.True(i < 600, $"It stays so that {what}.");
            await Task.Delay(50, Stop);
        }
    }
}
