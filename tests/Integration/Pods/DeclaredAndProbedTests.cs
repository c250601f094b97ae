using System.Text;
using System.Text.Json.Nodes;
using GoEnv.Targets;
using GoEnv.Tests.ApiServer;
using GoEnv.Tests.Binaries;

namespace GoEnv.Tests.Pods;

/// <summary>What custom resources declare, and what probes are answered, against the stand-in, by goenvctl.</summary>
[Collection(typeof(SharedBinaries))]
public sealed class DeclaredAndProbedTests(GoBinaries binaries)
{
    private const string List = "/apis/example.com/v1/namespaces/apps/goruntimes";

    [Fact]
    public async Task What_runs_is_compared_with_the_custom_resource()
    {
        await using var farm = await PodFarm.StartAsync();
        var api = binaries.Build("1.24", "linux/amd64", "-tags=wait");
        farm.Add("good", await Container.StartAsync(farm.Root("good", "busybox", (api, "/app/api")), "/app/api"));
        farm.Add("distroless", await Container.StartAsync(farm.Root("none", null, (api, "/app/api")), "/app/api"));
        farm.Server.Documents["/apis/example.com"] = """{"kind": "APIGroup", "preferredVersion": {"version": "v1"}}""";
        farm.Server.Documents["/apis/example.com/v1"] = """{"kind": "APIResourceList", "resources": [{"name": "goruntimes", "namespaced": true}]}""";
        farm.Server.Objects[List] = [Runtime("api", "1.24")];
        Assert.Contains("apps/distroless Unknown", await SaysAsync(farm, 2), StringComparison.Ordinal);
        Assert.Contains("apps/good Pass", await SaysAsync(farm, 2), StringComparison.Ordinal);
        farm.Server.Objects[List] = [Runtime("api", "1.27")];
        Assert.Contains("apps/good Fail", await SaysAsync(farm, 2), StringComparison.Ordinal);
        var annotated = Runtime("api", "1.27");
        annotated["metadata"]!["annotations"] = new JsonObject { ["go"] = "1.24" };
        farm.Server.Objects[List] = [annotated];
        Assert.Contains("apps/good Pass", await SaysAsync(farm, 2, "-VersionPath", "metadata.annotations.go"), StringComparison.Ordinal);
        farm.Server.Objects[List] = [Runtime("api", "1.24"), Runtime("other", "1.27")];
        Assert.Contains("there are 2 in the namespace 'apps'", await SaysAsync(farm, 2), StringComparison.Ordinal);
        farm.Server.Objects[List] = [];
        Assert.Contains("there is none in the namespace 'apps'", await SaysAsync(farm, 2), StringComparison.Ordinal);
        farm.Server.Documents.Clear();
        Assert.Contains("the cluster has no resource goruntimes.example.com", await SaysAsync(farm, 2), StringComparison.Ordinal);
        var refused = await RunAsync(farm.AdminConfig(), "Test-GoRuntimeVersion", "-Resource", "goruntimes");
        Assert.Equal(64, refused.ExitCode);
    }

    [Fact]
    public async Task Probes_are_asked_through_the_server()
    {
        await using var farm = await PodFarm.StartAsync();
        var root = farm.Root("good", "busybox");
        farm.Add("up", await Container.StartAsync(root, "/app/server", "1000000"), Probed());
        farm.Add("down", await Container.StartAsync(root, "/app/server", "1000000"), Probed());
        farm.Server.Answers["up:8080/healthz"] = 204;
        farm.Server.Answers["https:up:8443/"] = 302;
        farm.Server.Answers["down:8080/healthz"] = 500;
        var (output, exit) = await RunAsync(farm.AdminConfig(), "Invoke-PodGoAudit", "-Rule", "GE7065", "-Probe", "-IncludePassed", "-o", "jsonl");
        var said = Said(output);
        Assert.Equal(2, exit);
        Assert.Contains("apps/up Pass HTTP probes are answered: main: readiness http :web/healthz 204; main: liveness https :8443/ 302.", said, StringComparison.Ordinal);
        Assert.Contains("apps/down Fail The readiness probe of the container 'main' is answered 500", said, StringComparison.Ordinal);
        Assert.Contains("apps/down Unknown What the liveness probe of the container 'main' is answered could not be told", said, StringComparison.Ordinal);
        Assert.Contains("connection refused", said, StringComparison.Ordinal);

        // That a port is closed is the answer: the server is not asked for it again.
        Assert.Single(farm.Server.Requests, request => request.Contains("https:down:8443", StringComparison.Ordinal));

        farm.Server.Answers["up:8080/healthz"] = 301;
        farm.Server.Locations["up:8080/healthz"] = "/api/v1/namespaces/apps/pods/up:8080/proxy/moved";
        farm.Server.Answers["up:8080/moved"] = 404;
        said = Said((await RunAsync(farm.AdminConfig(), "Invoke-PodGoAudit", "pod:apps/up", "-Rule", "GE7065", "-Probe", "-o", "jsonl")).Output);
        Assert.True(said.Contains("apps/up Fail The readiness probe of the container 'main' is answered 404", StringComparison.Ordinal), said);

        farm.Server.Tokens["viewer"] = new ClusterUser("viewer", []);
        farm.Server.Rbac.Allow("viewer", "list", "pods", "apps");
        said = Said((await RunAsync(farm.Config("viewer", "token: viewer"), "Invoke-PodGoAudit", "-Rule", "GE7065", "-Probe", "-o", "jsonl")).Output);
        Assert.Contains("does not allow to get pods/proxy", said, StringComparison.Ordinal);
        Assert.DoesNotContain(" Fail ", said, StringComparison.Ordinal);
        Assert.DoesNotContain(farm.Server.Requests, request => request.Contains("/exec", StringComparison.Ordinal));
    }

    private static Action<JsonObject> Probed() => json =>
    {
        var main = json["spec"]!["containers"]![0]!;
        main["ports"] = JsonNode.Parse("""[{"name": "web", "containerPort": 8080}]""");
        main["readinessProbe"] = JsonNode.Parse("""{"httpGet": {"path": "/healthz", "port": "web"}}""");
        main["livenessProbe"] = JsonNode.Parse("""{"httpGet": {"port": 8443, "scheme": "HTTPS"}}""");
    };

    private static JsonObject Runtime(string name, string version) =>
        JsonNode.Parse($$$"""{"metadata": {"name": "{{{name}}}", "namespace": "apps", "uid": "{{{name}}}"}, "spec": {"version": "{{{version}}}"}}""")!.AsObject();

    private static async Task<string> SaysAsync(PodFarm farm, int exitCode, params string[] more)
    {
        var (output, exit) = await RunAsync(farm.AdminConfig(), ["Test-GoRuntimeVersion", "-Resource", "goruntimes.example.com", "-IncludePassed", "-o", "jsonl", .. more]);
        Assert.Equal(exitCode, exit);
        return Said(output);
    }

    private static string Said(string output) => string.Join('\n', output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => JsonNode.Parse(line)!).Select(finding => $"{finding["target"]!["name"]} {finding["status"]} {finding["message"]}"));

    private static async Task<(string Output, int ExitCode)> RunAsync(string config, params string[] words)
    {
        var console = Path.Combine(Repository.Root, "out/goenvctl/goenvctl");
        Assert.SkipUnless(File.Exists(console), "goenvctl is not built for this platform");
        var result = await ProcessRunner.RunAsync(
            ["sh", "-c", "exec \"$0\" \"$@\" </dev/null", console, .. words], null, null, TimeSpan.FromSeconds(60), 8 * 1024 * 1024, default, environment: new Dictionary<string, string> { ["KUBECONFIG"] = config });
        return (Encoding.UTF8.GetString(result.Output.Span), result.ExitCode);
    }
}
