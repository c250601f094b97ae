using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using GoEnv.Kubernetes;
using GoEnv.Pods;
using GoEnv.Tests.ApiServer;
using GoEnv.Tests.Binaries;
using GoEnv.Tests.Kubernetes;

namespace GoEnv.Tests.Pods;

[Collection(typeof(SharedBinaries))]
public sealed class EphemeralLookTests(GoBinaries binaries)
{
    private const string Image = "registry.example/tool:1";

    private readonly ConcurrentQueue<EphemeralPlan> asked = [];

    [Theory]
    [InlineData("dash")]
    [InlineData("bash")]
    [InlineData("busybox")]
    [InlineData("mksh")]
    public async Task What_runs_without_a_shell_is_told_and_nothing_is_left_running(string shell)
    {
        await using var farm = await PodFarm.StartAsync();
        farm.Server.Restricted.Add("apps");
        farm.Server.Images[Image] = farm.Root("tool", shell);
        var (pod, container) = await AddAsync(farm, (65532, 65532));

        var inside = (await CollectAsync(farm, pod)).Inside.Value;

        var running = Assert.Single(inside.Programs.Value);
        Assert.Null(running.Info.Problem);
        Assert.EndsWith("/app/api", running.Info.Path, StringComparison.Ordinal); // a link in a root without a mount of its own leads on
        Assert.Equal("example.com/hello", running.Info.Module);
        Assert.StartsWith("go1.27", running.Info.GoVersionText, StringComparison.Ordinal);
        Assert.Equal(("api", 65532L, 2.0, 64L << 20), (inside.Process.Value, inside.Uid.Value, inside.CpuLimit.Value, inside.MemoryLimit.Value));
        Assert.Equal([new ContainerToolchain("/opt/sdk/bin/go", "go1.24.4")], inside.Toolchains);
        var plan = Assert.Single(asked);
        Assert.Equal((65532L, 65532L, 0, "main"), (plan.Uid, plan.Gid!.Value, plan.Earlier, plan.Container.Container));
        await WaitAsync(() => Assert.Single(pod.Ephemeral).Container!.ExitCode is 0);
        await WaitAsync(() => container.Processes().Count == 0); // not even a dead one, which process 1 would have to reap
    }

    [Fact]
    public async Task An_audit_judges_what_it_found_so_and_never_the_container_that_it_added()
    {
        await using var farm = await PodFarm.StartAsync();
        farm.Server.Images[Image] = farm.Root("tool", "busybox");
        var (pod, _) = await AddAsync(farm, (0, 0));
        pod.Edit += json => Remove(json, "runAsUser", "runAsNonRoot");

        var findings = await farm.AuditAsync(look: Look);
        Assert.Equal(FindingStatus.Pass, findings.Single(finding => finding.RuleId == "GE7003").Status);
        Assert.Contains("go1.27", findings.Single(finding => finding.RuleId == "GE7001").ToString(), StringComparison.Ordinal);
        Assert.Equal(["main"], findings.Where(finding => finding is { RuleId: "GE7040", Status: FindingStatus.Fail }).Select(finding => finding.Subject));

        findings = await farm.AuditAsync();
        Assert.Single(pod.Ephemeral);
        Assert.DoesNotContain(findings, finding => finding.Subject?.StartsWith("goenv-", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData("no verb", "the account lacks patch on pods/ephemeralcontainers in the namespace 'apps'")]
    [InlineData("level", "does not allow to patch pods/ephemeralcontainers 'api'*violates PodSecurity*runAsNonRoot")]
    [InlineData("image", "waiting: ImagePullBackOff: Back-off pulling image")]
    [InlineData("no sh", "StartError*executable file not found")]
    [InlineData("1.22", "Kubernetes 1.22 has them as an alpha at the most")]
    [InlineData("no consent", "nobody agreed to add it")]
    [InlineData("privileged", "its container is privileged")]
    [InlineData("no user", "the pod does not say as which user it runs")]
    [InlineData("other user", "its process 1 runs as 65532:65532, whose files may not be read as 1000:1000")]
    [InlineData("other group", "its process 1 runs as 65532:65532, whose files may not be read as 65532:0")]
    [InlineData("runtime", "the container runtime does not let an ephemeral container see the processes of its target")]
    [InlineData("slow", "does not run (waiting: ContainerCreating) after 2 s")]
    public async Task What_stands_against_it_is_the_reason(string what, string reason)
    {
        await using var farm = await PodFarm.StartAsync();
        farm.Server.Images[Image] = farm.Root("tool", what == "no sh" ? null : "busybox");
        var (pod, _) = await AddAsync(farm, what == "level" ? (0, 0) : (65532, 65532));
        var config = farm.AdminConfig();
        switch (what)
        {
            case "no verb":
                farm.Server.Tokens["auditor"] = new ClusterUser("auditor", []);
                foreach (var (verb, resource) in new[] { ("get", "pods/exec"), ("list", "pods"), ("list", "nodes") })
                {
                    farm.Server.Rbac.Allow("auditor", verb, resource);
                }

                config = farm.Config("auditor", "token: auditor");
                break;
            case "level":
                farm.Server.Restricted.Add("apps");
                pod.Edit += json => Remove(json, "runAsUser", "runAsNonRoot");
                break;
            case "image":
                farm.Server.Images.Clear();
                break;
            case "1.22":
                farm.Server.Minor = 22;
                break;
            case "privileged":
                pod.Edit += json => json["spec"]!["containers"]![0]!["securityContext"] = JsonNode.Parse("""{"privileged": true}""");
                break;
            case "no user":
                pod.Edit += json => Remove(json, "runAsUser");
                break;
            case "other user":
                pod.Edit += json => json["spec"]!["securityContext"] = JsonNode.Parse("""{"runAsUser": 1000, "runAsGroup": 1000}""");
                break;
            case "other group":
                pod.Edit += json => json["spec"]!["securityContext"] = JsonNode.Parse("""{"runAsUser": 65532, "runAsGroup": 0}""");
                break;
            case "runtime":
                farm.Server.IgnoresTargets = true;
                break;
            case "slow":
                farm.Server.EphemeralDelay = 1000;
                break;
        }

        var container = await CollectAsync(farm, pod, config, what == "slow" ? TimeSpan.FromSeconds(2) : null, approves: what != "no consent");

        Assert.True(container.Inside.IsUnknown);
        Assert.Matches(string.Join(".*", ("its image has no sh, and no ephemeral container could look into it: *" + reason).Split('*').Select(System.Text.RegularExpressions.Regex.Escape)), container.Inside.Reason);
        Assert.NotNull(container.NextStep);
        var isAdded = what is "image" or "no sh" or "other user" or "other group" or "runtime" or "slow";
        Assert.Equal(isAdded ? 1 : 0, pod.Ephemeral.Count);
        Assert.Equal(isAdded || what is "level" or "no consent" ? 1 : 0, asked.Count);
    }

    [Fact]
    public async Task One_that_runs_yet_is_used_again_and_left_to_whoever_is_in_it()
    {
        await using var farm = await PodFarm.StartAsync();
        farm.Server.Images[Image] = farm.Root("tool", "busybox");
        var (pod, _) = await AddAsync(farm, (65532, 65532));
        await CollectAsync(farm, pod);
        await WaitAsync(() => pod.Ephemeral[0].Container!.ExitCode is not null);
        using (var clients = ClusterFixture.Clients(farm.AdminConfig()))
        {
            var again = asked.Single() with { Name = EphemeralPlan.NameOf("again") };
            await clients.Open().AddEphemeralAsync("apps", "api", again.ToJson(), TestContext.Current.CancellationToken);
        }

        using var other = pod.Ephemeral[1].Container!.Exec(["sleep", "1000"])!;
        await WaitAsync(() => pod.Ephemeral[1].Container!.Processes().Count(process => process == "S sleep") == 2);
        asked.Clear();
        Assert.Single((await CollectAsync(farm, pod)).Inside.Value.Programs.Value);
        Assert.Empty(asked);
        Assert.Equal(2, pod.Ephemeral.Count);
        Assert.Null(pod.Ephemeral[1].Container!.ExitCode);
        other.Kill(entireProcessTree: true);
        await other.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Single((await CollectAsync(farm, pod)).Inside.Value.Programs.Value);
        await WaitAsync(() => pod.Ephemeral[1].Container!.ExitCode is 0);
        Assert.Single((await CollectAsync(farm, pod)).Inside.Value.Programs.Value);
        Assert.Equal(2, Assert.Single(asked).Earlier);
        Assert.Contains("2 of earlier audits are there already", asked.Single().Effect, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_is_looked_into_once_in_a_run()
    {
        await using var farm = await PodFarm.StartAsync();
        farm.Server.Images[Image] = farm.Root("tool", "busybox");
        var (pod, _) = await AddAsync(farm, (65532, 65532));
        using var clients = ClusterFixture.Clients(farm.AdminConfig());
        var look = Look(clients);
        Assert.True((await CollectAsync(clients, look, pod)).Inside.IsKnown);
        Assert.Contains("looked into it already", (await CollectAsync(clients, look, pod)).Inside.Reason, StringComparison.Ordinal);
        Assert.Single(pod.Ephemeral);
    }

    [Fact]
    public async Task One_that_is_stopped_ends_what_it_added()
    {
        await using var farm = await PodFarm.StartAsync();
        farm.Server.Images[Image] = farm.Root("tool", "busybox");
        farm.Server.EphemeralDelay = 0;
        var (pod, _) = await AddAsync(farm, (65532, 65532));
        using var stop = new CancellationTokenSource();
        farm.Server.BeforeExec = name => name.StartsWith("goenv-", StringComparison.Ordinal) ? stop.CancelAsync() : Task.CompletedTask;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CollectAsync(farm, pod, stop: stop.Token));
        await WaitAsync(() => Assert.Single(pod.Ephemeral).Container!.ExitCode is 0);
    }

    private static void Remove(JsonObject json, params string[] names) => names.ToList().ForEach(name => json["spec"]!["securityContext"]!.AsObject().Remove(name));

    private async Task<(ClusterPod Pod, Container Container)> AddAsync(PodFarm farm, (int Uid, int Gid) user)
    {
        var root = farm.Root("none", null, (binaries.Build("1.27", "linux/amd64", "-tags=wait"), "/app/api"));
        Directory.CreateDirectory(root + "/opt/sdk/bin");
        File.WriteAllText(root + "/opt/sdk/VERSION", "go1.24.4\n");
        File.WriteAllText(root + "/opt/sdk/bin/go", "#!/bin/sh\n");
        File.SetUnixFileMode(root + "/opt/sdk/bin/go", (UnixFileMode)0b101_101_101);
        Directory.CreateDirectory(root + "/usr/local");
        File.CreateSymbolicLink(root + "/usr/local/go", "/opt/sdk"); // leads elsewhere from outside
        var container = await Container.StartAsAsync(root, user, "/app/api");
        return (farm.Add("api", container), container);
    }

    private EphemeralLook Look(KubeClients clients) => Look(clients, ClusterFixture.Limits, approves: true);

    private EphemeralLook Look(KubeClients clients, SessionLimits limits, bool approves) => new(clients, limits)
    {
        Image = Image,
        StoppedLimit = TimeSpan.FromSeconds(20),
        Approve = (plan, _) =>
        {
            asked.Enqueue(plan);
            return Task.FromResult(approves);
        },
    };

    private async Task<ContainerFacts> CollectAsync(
        PodFarm farm, ClusterPod pod, string? config = null, TimeSpan? limit = null, bool approves = true, CancellationToken stop = default)
    {
        using var clients = ClusterFixture.Clients(config ?? farm.AdminConfig());
        return await CollectAsync(clients, Look(clients, ClusterFixture.Limits with { Total = limit ?? ClusterFixture.Limits.Total }, approves), pod, stop);
    }

    private static async Task<ContainerFacts> CollectAsync(KubeClients clients, EphemeralLook look, ClusterPod pod, CancellationToken stop = default)
    {
        using var collector = new PodCollector(clients, ClusterFixture.Limits, 8) { Ephemeral = look };
        var source = new PodSource(clients, null);
        await foreach (var listed in source.ListAsync(pod.Namespace, null, pod.Name, stop))
        {
            return Assert.Single((await collector.CollectAsync(source, listed, stop)).Containers);
        }

        throw new InvalidOperationException("The pod is not there.");
    }

    private static async Task WaitAsync(Func<bool> condition)
    {
        for (var i = 0; !condition(); i++)
        {
            Assert.True(i < 400, "It did not come to pass in time.");
            await Task.Delay(25, TestContext.Current.CancellationToken);
        }
    }
}
