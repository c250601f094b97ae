using GoEnv.Pods;
using GoEnv.Tests.Binaries;
using GoEnv.Tests.Kubernetes;

namespace GoEnv.Tests.Pods;

/// <summary>What one exec tells of what runs in containers.</summary>
[Collection(typeof(SharedBinaries))]
public sealed class PodInsideTests(GoBinaries binaries)
{
    private const string Api = "/app/api";

    [Theory]
    [MemberData(nameof(PodClusters.All), MemberType = typeof(PodClusters))]
    public async Task What_runs_is_read_as_its_file_is_here(string kind)
    {
        await using var cluster = await PodClusters.StartAsync(kind);
        var programs = new Dictionary<string, string>
        {
            ["first"] = binaries.Build("1.19", cluster.Platform, "-tags=wait"),
            ["middle"] = binaries.Build("1.24", cluster.Platform, "-tags=wait"),
            ["newest"] = binaries.Build("1.27", cluster.Platform, "-tags=wait"),
            ["stripped"] = binaries.Build("1.27", cluster.Platform, "-tags=wait", "-ldflags=-s -w"),
            ["trimmed"] = binaries.Build("1.19", cluster.Platform, "-tags=wait", "-trimpath"),
        };
        await cluster.AddAsync([
            .. programs.Select(program => new PodSeed(program.Key, Api) { Files = [(program.Value, Api)] }),
            new PodSeed("other", PodSeed.Idle),
            new PodSeed("several", "sh", "-c", "exec 3<&0; DB_PASSWORD=hunter2 GOMAXPROCS=3 GODEBUG=gctrace=0 /app/one <&3 & /app/two <&3 & (/app/two <&3) & sleep 100000 & wait")
            {
                Files = [(programs["newest"], "/app/one"), (programs["first"], "/app/two")],
            },
        ]);
        foreach (var (name, path) in programs)
        {
            var inside = await AskAsync(cluster, name);
            var here = GoEnv.Binaries.GoBinary.Read(path);
            var running = Assert.Single(inside.Programs.Value);
            var there = running.Info;
            Assert.Null(there.Problem);
            Assert.Equal((Api, here.GoVersionText, here.Main), (there.Path, there.GoVersionText, there.Main));
            Assert.Equal((here.File!.Arch, here.File.BuildId, here.File.Kind), (there.File!.Arch, there.File.BuildId, there.File.Kind));
            Assert.Equal(here.Settings, there.Settings);
            Assert.Equal([1], there.Processes!.Select(process => process.Id));
            Assert.Equal((1, "api", 65532L, 2.0, 64L << 20), (inside.Execs, inside.Process.Value, inside.Uid.Value, inside.CpuLimit.Value, inside.MemoryLimit.Value));
            Assert.InRange(inside.BytesRead, 1, 100_000);
            Assert.True(inside.Processors.Value >= 1 && inside.Debugger.IsAbsent && inside.Toolchains.Count == 0);
            Assert.Empty(running.Settings.Value);
        }

        Assert.Empty((await AskAsync(cluster, "other")).Programs.Value);
        var several = (await AskAsync(cluster, "several")).Programs.Value;
        Assert.Equal([("/app/one", 1), ("/app/two", 2)], several.Select(program => (program.Info.Path, program.Info.Processes!.Count)).Order());
        var settings = several.Single(program => program.Info.Path == "/app/one").Settings.Value;
        Assert.Equal(["GODEBUG=gctrace=0", "GOMAXPROCS=3"], settings.Select(one => $"{one.Key}={one.Value}").Order(StringComparer.Ordinal));
    }

    private static async Task<ContainerInside> AskAsync(IPodCluster cluster, string pod)
    {
        using var clients = ClusterFixture.Clients(cluster.Config);
        return (await new ContainerReader(ClusterFixture.Open(clients, $"pod:{cluster.Namespace}/{pod}/main"), TimeSpan.FromSeconds(20)).ReadAsync(TestContext.Current.CancellationToken)).Value;
    }
}
