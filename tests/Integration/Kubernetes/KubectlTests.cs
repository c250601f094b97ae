using System.Text.Json;
using GoEnv.Targets;
using GoEnv.Tests.ApiServer;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Kubernetes;

/// <summary>The stand-in is trusted as far as kubectl works against it.</summary>
[Collection(nameof(ClusterFixture))]
public sealed class KubectlTests(ClusterFixture fixture)
{
    [Fact]
    public async Task It_lists_and_reads()
    {
        var cluster = await NeedAsync();
        Assert.Equal("pod/two", (await KubectlAsync(cluster, "get", "pods", "-l", "app=two", "-o", "name")).Output.Trim());
        Assert.Equal("away", (await KubectlAsync(cluster, "get", "pods", "-A", "--field-selector", "metadata.name=away", "-o", "jsonpath={.items[*].metadata.name}")).Output);
        var (output, _) = await KubectlAsync(cluster, "get", "pods", "--chunk-size=2", "-o", "name");
        Assert.Equal(cluster.Server.Pods.Count(pod => pod.Namespace == "apps"), output.Trim().Split('\n').Length);
        var gone = await KubectlAsync(cluster, "get", "pod", "gone");
        Assert.Equal(1, gone.ExitCode);
        Assert.Equal("node1", (await KubectlAsync(cluster, "get", "nodes", "-o", "jsonpath={.items[0].metadata.name}")).Output);
    }

    [Fact]
    public async Task It_execs_with_exit_codes_and_standard_input()
    {
        var cluster = await NeedAsync();
        Assert.SkipWhen(await MinorAsync() < 31, "This kubectl does not exec over WebSockets.");
        Assert.Equal(("3 arguments\n", 7), await KubectlAsync(cluster, "exec", "dash", "--", "sh", "-c", "echo $# arguments; exit 7", "sh", "a", "b", "c"));
        Assert.Equal(("data", 0), await KubectlAsync(cluster, "data", "exec", "-i", "bash", "--", "cat"));
        Assert.Equal(1, (await KubectlAsync(cluster, "exec", "distroless", "--", "sh")).ExitCode);
        Assert.Equal(1, (await KubectlAsync(cluster, "exec", "crash", "--", "sh")).ExitCode);
        Assert.Equal(("0\n", 0), await KubectlAsync(cluster, "exec", "two", "-c", "second", "--", "id", "-u"));
    }

    [Fact]
    public async Task It_reads_logs_and_asks_for_permissions()
    {
        var cluster = await NeedAsync();
        Assert.Equal(0, (await KubectlAsync(cluster, "logs", "dash", "--tail=3")).ExitCode);
        Assert.Equal(("yes\n", 0), await KubectlAsync(cluster, "auth", "can-i", "create", "pods", "--subresource=exec"));
        cluster.Server.Tokens["watcher"] = new ClusterUser("watcher", []);
        cluster.Server.Rbac.Allow("watcher", "get", "pods/log", "apps");
        var config = cluster.WriteConfig("watcher", "token: watcher");
        Assert.Equal("no\n", (await RunAsync(config, null, "auth", "can-i", "create", "pods", "--subresource=exec")).Output);
        Assert.Equal("yes\n", (await RunAsync(config, null, "auth", "can-i", "get", "pods", "--subresource=log")).Output);
        Assert.Equal(1, (await RunAsync(config, null, "get", "pods")).ExitCode);
    }

    [Fact]
    public async Task It_debugs_a_container_without_a_shell()
    {
        var cluster = await NeedAsync();
        Assert.SkipWhen(await MinorAsync() < 31, "This kubectl does not exec over WebSockets.");
        var (_, code) = await KubectlAsync(cluster, "debug", "distroless", "--image=" + StandInCluster.ToolImage, "--target=main", "--container=look", "--profile=general", "--", "sleep", "1000");
        Assert.Equal(0, code);
        Assert.Equal(("server\n", 0), await KubectlAsync(cluster, "exec", "distroless", "-c", "look", "--", "cat", "/proc/1/comm"));
        Assert.Equal(("server\n", 0), await KubectlAsync(cluster, "exec", "distroless", "-c", "look", "--", "ls", "/proc/1/root/app"));
        const string State = "jsonpath={.status.ephemeralContainerStatuses[*].state.*.startedAt}{.spec.ephemeralContainers[*].targetContainerName}";
        Assert.EndsWith("Zmain", (await KubectlAsync(cluster, "get", "pod", "distroless", "-o", State)).Output, StringComparison.Ordinal);
        Assert.NotEqual(0, (await KubectlAsync(cluster, "debug", "distroless", "--image=" + StandInCluster.ToolImage, "--target=none", "--container=other", "--profile=general")).ExitCode);
        cluster.Pod("distroless").Ephemeral[0].Container!.Kill();
    }

    private async Task<StandInCluster> NeedAsync()
    {
        Assert.SkipWhen(Tool.Find("kubectl") is null, "There is no kubectl here.");
        return await fixture.NeedAsync();
    }

    private static async Task<int> MinorAsync()
    {
        var (output, _) = await RunAsync("/dev/null", null, "version", "--client", "-o", "json");
        using var version = JsonDocument.Parse(output);
        return int.Parse(version.RootElement.GetProperty("clientVersion").GetProperty("minor").GetString()!.TrimEnd('+'));
    }

    private static Task<(string Output, int ExitCode)> KubectlAsync(StandInCluster cluster, params string[] arguments) =>
        arguments[0] == "data" ? RunAsync(cluster.AdminConfig, "data", arguments[1..]) : RunAsync(cluster.AdminConfig, null, arguments);

    private static async Task<(string Output, int ExitCode)> RunAsync(string config, string? input, params string[] arguments)
    {
        var result = await ProcessRunner.RunAsync(
            ["kubectl", "--kubeconfig", config, .. arguments], input, null, TimeSpan.FromSeconds(30), 1024 * 1024, default,
            environment: new Dictionary<string, string> { ["HOME"] = Path.Combine(AppContext.BaseDirectory, "kubectl"), ["KUBECACHEDIR"] = "/nonexistent" });
        return (System.Text.Encoding.UTF8.GetString(result.Output.Span), result.ExitCode);
    }
}
