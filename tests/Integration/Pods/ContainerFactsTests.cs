using System.Text;
using System.Text.Json.Nodes;
using GoEnv.Targets;
using GoEnv.Tests.ApiServer;
using GoEnv.Tests.Binaries;

namespace GoEnv.Tests.Pods;

/// <summary>Facts of containers by goenvctl, against the stand-in.</summary>
[Collection(typeof(SharedBinaries))]
public sealed class ContainerFactsTests(GoBinaries binaries)
{
    [Fact]
    public async Task What_runs_is_told_by_one_exec_and_the_rest_by_one_list()
    {
        await using var farm = await PodFarm.StartAsync();
        var (api, old) = (binaries.Build("1.27", "linux/amd64", "-tags=wait"), binaries.Build("1.19", "linux/amd64", "-tags=wait"));
        farm.Add("api", await Container.StartAsync(farm.Root("api", "busybox", (api, "/app/api")), "/app/api"));
        farm.Add("old", await Container.StartAsync(farm.Root("old", "dash", (old, "/app/old")), "/app/old"));
        farm.Add("other", await Container.StartAsync(farm.Root("other", "busybox"), "/app/server", "1000000"));
        farm.Add("distroless", await Container.StartAsync(farm.Root("none", null, (api, "/app/api")), "/app/api"));
        farm.Add("crash", null);
        var (rows, exit) = await RunAsync(farm.AdminConfig(), "\"$0\" Get-GoTarget -Pod -Namespace apps -o jsonl </dev/null | \"$0\" Get-GoFact -o jsonl");
        Assert.Equal(2, exit);
        var byName = rows.ToDictionary(row => (string)row["target"]!["name"]!);
        Assert.All(rows, row => Assert.Equal(("containerFacts", "registry.example/api@sha256:0123", "node1"), ((string)row["kind"]!, (string)row["image"]!, (string)row["node"]!)));
        Assert.StartsWith("1.27", (string)byName["apps/api/main"]["goVersion"]!, StringComparison.Ordinal);
        Assert.StartsWith("1.19", (string)byName["apps/old/main"]["goVersion"]!, StringComparison.Ordinal);
        Assert.Equal("example.com/hello", (string)byName["apps/api/main"]["module"]!);
        Assert.Equal("Linux", (string)byName["apps/api/main"]["environment"]!["host"]!["kernel"]!);
        Assert.Empty(byName["apps/api/main"]["unknown"]!.AsObject());

        // No Go program is known to run there: that is no unknown.
        Assert.Null(byName["apps/other/main"]["goVersion"]);
        Assert.Empty(byName["apps/other/main"]["unknown"]!.AsObject());
        Assert.Contains("has no sh", (string)byName["apps/distroless/main"]["unknown"]!["goVersion"]!, StringComparison.Ordinal);
        Assert.Null(byName["apps/distroless/main"]["goVersion"]);
        Assert.Equal("waiting: CrashLoopBackOff", (string)byName["apps/crash/main"]["state"]!);
        Assert.Contains("does not run", (string)byName["apps/crash/main"]["unknown"]!["module"]!, StringComparison.Ordinal);

        Assert.Equal(2, Asked(farm, "/api/v1/namespaces/apps/pods?"));
        Assert.All((string[])["api", "old", "other", "distroless"], name => Assert.Equal(1, Asked(farm, $"/pods/{name}/exec?")));
    }

    [Fact]
    public async Task Of_one_pod_no_other_is_listed_and_what_may_not_be_listed_is_unknown()
    {
        await using var farm = await PodFarm.StartAsync();
        var api = binaries.Build("1.27", "linux/amd64", "-tags=wait");
        farm.Add("api", await Container.StartAsync(farm.Root("api", "busybox", (api, "/app/api")), "/app/api"));
        farm.Add("other", null);
        var (rows, exit) = await RunAsync(farm.AdminConfig(), "\"$0\" Get-GoFact pod:apps/api -o jsonl </dev/null");
        Assert.Equal((0, "node1"), (exit, (string)Assert.Single(rows)["node"]!));
        Assert.Equal(1, Asked(farm, "fieldSelector=metadata.name%3Dapi"));

        farm.Server.Tokens["exec"] = new ClusterUser("exec", []);
        farm.Server.Rbac.Allow("exec", "get", "pods/exec", "apps");
        (rows, exit) = await RunAsync(farm.Config("exec", "token: exec"), "\"$0\" Get-GoFact pod:apps/api/main -o jsonl </dev/null");
        var row = Assert.Single(rows);
        Assert.StartsWith("1.27", (string)row["goVersion"]!, StringComparison.Ordinal);
        Assert.Null(row["image"]);
        Assert.Contains("does not allow to list pods", (string)row["unknown"]!["image"]!, StringComparison.Ordinal);

        farm.Server.Tokens["list"] = new ClusterUser("list", []);
        farm.Server.Rbac.Allow("list", "list", "pods", "apps");
        (rows, exit) = await RunAsync(farm.Config("list", "token: list"), "\"$0\" Get-GoFact pod:apps/api/main -o jsonl </dev/null");
        Assert.Equal(2, exit);
        Assert.Contains("on pods/exec in the namespace 'apps'", (string)Assert.Single(rows)["unknown"]!["goVersion"]!, StringComparison.Ordinal);
        Assert.Empty((await RunAsync(farm.AdminConfig(), "\"$0\" Get-GoFact pod:apps/gone -o jsonl </dev/null")).Rows);
    }

    private static int Asked(PodFarm farm, string words) => farm.Server.Requests.Count(request => request.Contains(words, StringComparison.Ordinal));

    private static async Task<(IReadOnlyList<JsonNode> Rows, int ExitCode)> RunAsync(string config, string command)
    {
        var console = Path.Combine(Repository.Root, "out/goenvctl/goenvctl");
        Assert.SkipUnless(File.Exists(console), "goenvctl is not built for this platform");
        var result = await ProcessRunner.RunAsync(
            ["sh", "-c", command, console], null, null, TimeSpan.FromSeconds(60), 8 * 1024 * 1024, default, environment: new Dictionary<string, string> { ["KUBECONFIG"] = config });
        return (Encoding.UTF8.GetString(result.Output.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList(), result.ExitCode);
    }
}
