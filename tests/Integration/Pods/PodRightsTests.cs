using System.Text;
using GoEnv.Kubernetes;
using GoEnv.Targets;
using GoEnv.Tests.Kubernetes;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Pods;

/// <summary>What accounts may do, and lists and logs for those that may.</summary>
public sealed class PodRightsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(PodClusters.All), MemberType = typeof(PodClusters))]
    public async Task The_verb_that_an_exec_lacks_is_named_and_none_that_it_does_not_need(string kind)
    {
        await using var cluster = await PodClusters.StartAsync(kind);
        await cluster.AddAsync(new PodSeed("api", PodSeed.Idle));
        string[] needs = cluster.Minor >= 35 ? ["get", "create"] : ["get"];
        foreach (var has in (string[][])[[], ["get"], ["create"], ["get", "create"]])
        {
            var config = await cluster.AccountAsync("exec" + string.Concat(has), [.. has.Select(verb => (verb, "pods/exec"))]);
            using var clients = ClusterFixture.Clients(config);
            var running = ClusterFixture.Open(clients, $"pod:{cluster.Namespace}/api/main").RunAsync(new ScriptedProbe("ge_put a b").Compose(ClusterFixture.Limits.Probe), Stop);
            var lacks = needs.Except(has, StringComparer.Ordinal).ToList();
            if (lacks.Count == 0)
            {
                Assert.Equal("b", ScriptedProbe.Read((await running).Output).Text("a").Value);
                continue;
            }

            var e = await Assert.ThrowsAsync<TargetException>(() => running);
            Assert.Equal(TargetError.Forbidden, e.Error);
            Assert.Contains($"lacks {string.Join(" and ", lacks)} on pods/exec in the namespace '{cluster.Namespace}'", e.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(PodClusters.All), MemberType = typeof(PodClusters))]
    public async Task Lists_come_in_chunks_and_logs_to_their_limit_for_those_who_may(string kind)
    {
        await using var cluster = await PodClusters.StartAsync(kind);
        var names = Enumerable.Range(0, 7).Select(i => $"api-{i}").ToList();
        await cluster.AddAsync([.. names.Select(name => new PodSeed(name, "sh", "-c", "i=0; while [ $i -lt 50 ]; do echo line $i; i=$((i+1)); done; sleep 1000000; exit"))]);
        var all = new KubeSelection { Namespace = cluster.Namespace };
        using var clients = ClusterFixture.Clients(cluster.Config, new KubeOptions { ChunkSize = 3 });
        Assert.Equal(names, (await ListAsync(clients, all)).Order(StringComparer.Ordinal));
        Assert.Equal(names, (await ListAsync(clients, all with { Labels = "app=api" })).Order(StringComparer.Ordinal));
        Assert.Empty(await ListAsync(clients, all with { Labels = "app!=api" }));
        Assert.Equal(["api-3"], await ListAsync(clients, all with { Fields = "metadata.name=api-3" }));

        var client = clients.Open();
        Assert.Equal("line 48\nline 49\n", Encoding.UTF8.GetString(await client.LogAsync(cluster.Namespace, "api-0", "main", 2, 4096, previous: false, Stop)));
        Assert.StartsWith("line 0\nline 1", Encoding.UTF8.GetString(await client.LogAsync(cluster.Namespace, "api-0", "main", 50, 13, previous: false, Stop)), StringComparison.Ordinal);

        using var viewer = ClusterFixture.Clients(await cluster.AccountAsync("viewer", ("list", "pods"), ("get", "pods/log")));
        Assert.Equal(7, (await ListAsync(viewer, all)).Count);
        Assert.True((await viewer.Open().MayAsync(new KubeRequest("list", "pods", cluster.Namespace), Stop)).Allowed);
        Assert.False((await viewer.Open().MayAsync(new KubeRequest("create", "pods/exec", cluster.Namespace), Stop)).Allowed);
        Assert.False((await viewer.Open().MayAsync(new KubeRequest("list", "pods", "kube-system"), Stop)).Allowed);
        Assert.NotEmpty(await viewer.Open().LogAsync(cluster.Namespace, "api-0", "main", 2, 4096, previous: false, Stop));

        using var nobody = ClusterFixture.Clients(await cluster.AccountAsync("nobody"));
        var e = await Assert.ThrowsAsync<KubeException>(() => ListAsync(nobody, all));
        Assert.Equal(TargetError.Forbidden, e.Error);
        Assert.Contains($"does not allow to list pods in the namespace '{cluster.Namespace}'", e.Message, StringComparison.Ordinal);
        Assert.Contains($"verb 'list' on pods in the namespace '{cluster.Namespace}'", e.RecommendedAction, StringComparison.Ordinal);
    }

    private static async Task<List<string>> ListAsync(KubeClients clients, KubeSelection selection)
    {
        var names = new List<string>();
        await foreach (var pod in clients.Open().ListAsync<Pod>(KubeResource.Pods, selection, Stop))
        {
            names.Add(pod.Metadata.Name);
        }

        return names;
    }
}
