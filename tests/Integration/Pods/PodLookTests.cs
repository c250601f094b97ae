using System.Collections.Concurrent;
using GoEnv.Kubernetes;
using GoEnv.Pods;
using GoEnv.Tests.Binaries;
using GoEnv.Tests.Kubernetes;

namespace GoEnv.Tests.Pods;

/// <summary>Ephemeral containers that look into those without a shell.</summary>
[Collection(typeof(SharedBinaries))]
public sealed class PodLookTests(GoBinaries binaries)
{
    private const int EphemeralOn = 23;

    private readonly ConcurrentQueue<EphemeralPlan> asked = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(PodClusters.All), MemberType = typeof(PodClusters))]
    public async Task What_runs_without_a_shell_is_told_within_the_level_restricted_and_with_consent_alone(string kind)
    {
        await using var cluster = await PodClusters.StartAsync(kind);
        var api = binaries.Build("1.27", cluster.Platform, "-tags=wait");
        await cluster.AddAsync([.. ((string[])["asked", "refused"]).Select(name => new PodSeed(name, "/app/api") { HasShell = false, Files = [(api, "/app/api")] })]);
        await cluster.RestrictAsync();
        using var clients = ClusterFixture.Clients(cluster.Config);
        if (cluster.Minor < EphemeralOn)
        {
            Assert.Contains("has them as an alpha at the most", (await CollectAsync(clients, cluster, "asked", approves: true)).Inside.Reason, StringComparison.Ordinal);
            Assert.Empty(asked);
            return;
        }

        Assert.Contains("nobody agreed to add it", (await CollectAsync(clients, cluster, "refused", approves: false)).Inside.Reason, StringComparison.Ordinal);
        Assert.Single(asked);
        using var viewer = ClusterFixture.Clients(await cluster.AccountAsync("viewer", ("list", "pods"), ("get", "pods/exec"), ("create", "pods/exec")));
        Assert.Contains($"the account lacks patch on pods/ephemeralcontainers in the namespace '{cluster.Namespace}'",
            (await CollectAsync(viewer, cluster, "refused", approves: true)).Inside.Reason, StringComparison.Ordinal);
        Assert.Single(asked);
        Assert.Empty((await PodAsync(clients, cluster, "refused")).Spec.EphemeralContainers);

        var inside = (await CollectAsync(clients, cluster, "asked", approves: true)).Inside.Value;
        var running = Assert.Single(inside.Programs.Value);
        Assert.Null(running.Info.Problem);
        Assert.EndsWith("/app/api", running.Info.Path, StringComparison.Ordinal);
        Assert.StartsWith("go1.27", running.Info.GoVersionText, StringComparison.Ordinal);
        Assert.Equal(("example.com/hello", "api", 65532L, 2.0, 64L << 20), (running.Info.Module, inside.Process.Value, inside.Uid.Value, inside.CpuLimit.Value, inside.MemoryLimit.Value));
        Assert.Equal(2, asked.Count);
        for (var i = 0; (await PodAsync(clients, cluster, "asked")).Status!.EphemeralContainerStatuses is not [{ State.Terminated.ExitCode: 0 }]; i++)
        {
            Assert.True(i < 400, "The container that was added did not end.");
            await Task.Delay(50, Stop);
        }
    }

    private static Task<Pod> PodAsync(KubeClients clients, IPodCluster cluster, string name) => clients.Open().ReadAsync<Pod>(KubeResource.Pods, cluster.Namespace, name, Stop);

    private async Task<ContainerFacts> CollectAsync(KubeClients clients, IPodCluster cluster, string name, bool approves)
    {
        using var collector = new PodCollector(clients, ClusterFixture.Limits, 8)
        {
            Ephemeral = new EphemeralLook(clients, ClusterFixture.Limits)
            {
                Image = cluster.ToolImage,
                StoppedLimit = TimeSpan.FromSeconds(20),
                Approve = (plan, _) =>
                {
                    asked.Enqueue(plan);
                    return Task.FromResult(approves);
                },
            },
        };
        var source = new PodSource(clients, null);
        await foreach (var listed in source.ListAsync(cluster.Namespace, null, name, Stop))
        {
            return Assert.Single((await collector.CollectAsync(source, listed, Stop)).Containers, container => container.Name == "main");
        }

        throw new InvalidOperationException("The pod is not there.");
    }
}
