using GoEnv.Kubernetes;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Kubernetes;

/// <summary>What is in the cluster of GOENV_TEST_KUBECONFIG already; the tests over IPodCluster bring pods of their own.</summary>
public sealed class RealClusterTests
{
    private static readonly string? Config = Environment.GetEnvironmentVariable("GOENV_TEST_KUBECONFIG");

    [Fact]
    public async Task Each_container_answers_or_says_why_not()
    {
        Assert.SkipWhen(string.IsNullOrEmpty(Config), "GOENV_TEST_KUBECONFIG names no cluster.");
        using var clients = ClusterFixture.Clients(Config);
        var probes = Catalog.Probes.Where(probe => !probe.OnRequest).ToList();
        var script = ProbeScript.Compose(probes, ScriptedProbe.Nonce, TimeSpan.FromSeconds(20));
        var answered = 0;
        await foreach (var target in new PodTargets { AllNamespaces = true }.ListAsync(clients, default))
        {
            if (target.Groups is [var space, ..] && space.StartsWith("goenv-test-", StringComparison.Ordinal))
            {
                continue; // other tests make these and take them away
            }

            try
            {
                var result = await ClusterFixture.Open(clients, target.ToString()).RunAsync(script, default);
                var transcript = Transcript.Parse(result.Output.Span, ScriptedProbe.Nonce);
                Assert.All(probes, probe => Assert.Null(transcript.Read(probe.Id).Problem));
                answered++;
            }
            catch (TargetException e)
            {
                Assert.Contains(e.Error, (TargetError[])[TargetError.ShellNotInImage, TargetError.ContainerNotRunning]);
            }
        }

        Assert.True(answered > 0, "No container of the cluster has a shell.");
    }

    [Fact]
    public async Task Lists_in_chunks_permissions_and_the_version_are_read()
    {
        Assert.SkipWhen(string.IsNullOrEmpty(Config), "GOENV_TEST_KUBECONFIG names no cluster.");
        using var clients = ClusterFixture.Clients(Config, new KubeOptions { ChunkSize = 2 });
        var client = clients.Open();
        Assert.StartsWith("v1.", (await client.VersionAsync(default)).GitVersion, StringComparison.Ordinal);
        var ids = new List<string?>();
        await foreach (var pod in client.ListAsync<Pod>(KubeResource.Pods, new KubeSelection(), default))
        {
            ids.Add(pod.Metadata.Uid);
        }

        Assert.True(ids.Count > 2, "The cluster needs more than two pods.");
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.True((await client.MayAsync(new KubeRequest("get", "pods/exec", "default"), default)).Allowed);
    }
}
