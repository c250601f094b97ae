using System.Text.Json.Nodes;
using GoEnv.Tests.Binaries;

namespace GoEnv.Tests.Pods;

/// <summary>Facts and declared versions of containers, by goenvctl.</summary>
[Collection(typeof(SharedBinaries))]
public sealed class PodConsoleTests(GoBinaries binaries)
{
    private const string Api = "/app/api";

    [Theory]
    [MemberData(nameof(PodClusters.All), MemberType = typeof(PodClusters))]
    public async Task Facts_and_declared_versions_are_those_of_what_runs(string kind)
    {
        await using var cluster = await PodClusters.StartAsync(kind);
        var (api, old) = (binaries.Build("1.27", cluster.Platform, "-tags=wait"), binaries.Build("1.19", cluster.Platform, "-tags=wait"));
        await cluster.AddAsync(
            new PodSeed("api", Api) { Files = [(api, Api)] },
            new PodSeed("old", Api) { Files = [(old, Api)] },
            new PodSeed("other", PodSeed.Idle),
            new PodSeed("distroless", Api) { Files = [(api, Api)], HasShell = false });

        var (output, exit) = await PodAudits.GoenvctlAsync(cluster.Config, "Get-GoFact", $"pod:{cluster.Namespace}/api/main", $"pod:{cluster.Namespace}/old/main", $"pod:{cluster.Namespace}/other/main", $"pod:{cluster.Namespace}/distroless/main", "-o", "jsonl");
        Assert.Equal(2, exit);
        var rows = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToDictionary(row => ((string)row["target"]!).Split('/')[1]);
        Assert.Equal(["api", "distroless", "old", "other"], rows.Keys.Order(StringComparer.Ordinal));
        Assert.StartsWith("1.27", (string)rows["api"]["goVersion"]!, StringComparison.Ordinal);
        Assert.StartsWith("1.19", (string)rows["old"]["goVersion"]!, StringComparison.Ordinal);
        Assert.Equal("example.com/hello", (string)rows["api"]["module"]!);
        Assert.All(rows.Values, row => Assert.False(string.IsNullOrEmpty((string?)row["node"]) || string.IsNullOrEmpty((string?)row["image"])));
        Assert.Empty(rows["other"]["unknown"]!.AsObject());
        Assert.Null(rows["other"]["goVersion"]);
        Assert.Contains("has no sh", (string)rows["distroless"]["unknown"]!["goVersion"]!, StringComparison.Ordinal);

        var resource = await cluster.DeclareAsync("1.27");
        var said = await SaysAsync(cluster, resource);
        Assert.Contains("/api Pass", said, StringComparison.Ordinal);
        Assert.Contains("/old Fail", said, StringComparison.Ordinal);
        Assert.Contains("/distroless Unknown", said, StringComparison.Ordinal);
        Assert.Contains("it has no spec.go", await SaysAsync(cluster, resource, "-VersionPath", "spec.go"), StringComparison.Ordinal);
        Assert.Contains("the cluster has no resource gonothings", await SaysAsync(cluster, resource.Replace("goruntimes", "gonothings", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private static async Task<string> SaysAsync(IPodCluster cluster, string resource, params string[] more)
    {
        var (output, exit) = await PodAudits.GoenvctlAsync(cluster.Config, ["Test-GoRuntimeVersion", "-Namespace", cluster.Namespace, "-Resource", resource, "-IncludePassed", "-o", "jsonl", .. more]);
        Assert.Equal(2, exit);
        return string.Join('\n', output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!).Select(finding => $"{finding["target"]!["name"]} {finding["status"]} {finding["message"]}"));
    }
}
