using System.Diagnostics;
using GoEnv.Kubernetes;
using GoEnv.Pods;
using GoEnv.Tests.ApiServer;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Kubernetes;

[Collection(nameof(ClusterFixture))]
public sealed class PodSessionTests(ClusterFixture fixture)
{
    public static TheoryData<string, bool> ShellsAndProtocols => new(
        from shell in (string[])["dash", "bash", "busybox", "mksh"]
        from old in (bool[])[false, true]
        select (shell, old));

    [Theory]
    [MemberData(nameof(ShellsAndProtocols))]
    public async Task A_whole_audit_is_one_exec_and_leaves_nothing(string shell, bool speaksV4Alone)
    {
        var cluster = await fixture.NeedAsync();
        Assert.SkipUnless(cluster.Server.Pods.Any(pod => pod.Name == shell), $"There is no {shell} here.");
        cluster.Server.SpeaksV4Alone = speaksV4Alone;
        var probes = Catalog.Probes.Where(probe => !probe.OnPath).ToList();
        var dead = Dead(cluster.Pod(shell).Containers[0].Container!);
        try
        {
            using var clients = ClusterFixture.Clients(cluster.AdminConfig);
            var session = ClusterFixture.Open(clients, $"pod:apps/{shell}/main");
            var script = ProbeScript.Compose(probes, ScriptedProbe.Nonce, TimeSpan.FromSeconds(20));
            var before = cluster.Server.Requests.Count;
            var result = await session.RunAsync(script, default);
            Assert.Equal(1, cluster.Server.Requests.Count - before);
            Assert.Equal(0, result.ExitCode);
            var transcript = Transcript.Parse(result.Output.Span, ScriptedProbe.Nonce);
            Assert.True(transcript.Ended);
            Assert.All(probes, probe => Assert.Null(transcript.Read(probe.Id).Problem));
            var links = (await session.ExamineConnectionAsync(default)).Links;
            Assert.Contains(speaksV4Alone ? "v4.channel.k8s.io" : "v5.channel.k8s.io", links[^1].Detail, StringComparison.Ordinal);
            await IsIdleAsync(cluster.Pod(shell).Containers[0].Container!, dead);
        }
        finally
        {
            cluster.Server.SpeaksV4Alone = false;
        }
    }

    [Theory]
    [InlineData("dash")]
    [InlineData("busybox")]
    [InlineData("bash")]
    public async Task A_session_that_is_stopped_ends_within_a_second_here_and_soon_there(string shell)
    {
        var cluster = await fixture.NeedAsync();
        using var clients = ClusterFixture.Clients(cluster.AdminConfig);
        var container = cluster.Pod(shell).Containers[0].Container!;
        var dead = Dead(container);
        using var stop = new CancellationTokenSource();
        var running = ClusterFixture.Open(clients, $"pod:apps/{shell}/main").RunAsync(new ScriptedProbe("exec sleep 4251").Compose(TimeSpan.FromSeconds(60)), stop.Token);
        await WaitAsync(() => container.Processes().Count(process => process.EndsWith(" sleep", StringComparison.Ordinal)) > 1, 20);
        var time = Stopwatch.StartNew();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.InRange(time.Elapsed.TotalSeconds, 0, 1);
        await IsIdleAsync(container, dead);
    }

    [Theory]
    [InlineData("dash")]
    [InlineData("busybox")]
    [InlineData("bash")]
    [InlineData("mksh")]
    public async Task Audits_that_are_stopped_leave_hardly_a_process_for_process_1_to_reap(string shell)
    {
        var cluster = await fixture.NeedAsync();
        Assert.SkipUnless(cluster.Server.Pods.Any(pod => pod.Name == shell), $"There is no {shell} here.");
        using var clients = ClusterFixture.Clients(cluster.AdminConfig);
        var container = cluster.Pod(shell).Containers[0].Container!;
        var dead = Dead(container);
        for (var delay = 8; delay <= 300; delay += 8)
        {
            using var stop = new CancellationTokenSource(delay);
            try
            {
                await new ContainerReader(ClusterFixture.Open(clients, $"pod:apps/{shell}/main"), ClusterFixture.Limits.Probe).ReadAsync(stop.Token);
            }
            catch (OperationCanceledException)
            {
                // That is what is tried.
            }
        }

        // On a machine too busy to end it in time some may be left.
        await IsIdleAsync(container, dead + 3);
    }

    [Fact]
    public async Task Where_no_container_is_named_the_default_is_taken_and_said()
    {
        var cluster = await fixture.NeedAsync();
        using var clients = ClusterFixture.Clients(cluster.AdminConfig);
        var session = ClusterFixture.Open(clients, "pod:two");
        await session.RunAsync(new ScriptedProbe("ge_put a b").Compose(ClusterFixture.Limits.Probe), default);
        Assert.StartsWith("container second, the default of 2", (await session.ExamineConnectionAsync(default)).Links[^1].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pod:apps/distroless", TargetError.ShellNotInImage, "its image has no sh")]
    [InlineData("pod:apps/crash/main", TargetError.ContainerNotRunning, "waiting: CrashLoopBackOff")]
    [InlineData("pod:apps/dash/other", TargetError.ContainerNotFound, "no container 'other'")]
    [InlineData("pod:apps/gone", TargetError.PodNotFound, "no pod 'gone' in the namespace 'apps'")]
    [InlineData("pod:apps/gone/main", TargetError.PodNotFound, "no pod 'gone' in the namespace 'apps'")]
    [InlineData("pod:stand-in/apps/dash", TargetError.PodNotFound, "no pod 'apps' in the namespace 'stand-in'")]
    [InlineData("pod:elsewhere/apps/dash/main", TargetError.ClientConfigInvalid, "has no context 'elsewhere'")]
    public async Task What_could_not_be_asked_has_its_own_error(string target, TargetError error, string words)
    {
        var cluster = await fixture.NeedAsync();
        using var clients = ClusterFixture.Clients(cluster.AdminConfig);
        var session = ClusterFixture.Open(clients, target);
        var e = await Assert.ThrowsAsync<TargetException>(() => session.RunAsync(new ScriptedProbe("ge_put a b").Compose(ClusterFixture.Limits.Probe), default));
        Assert.Equal(error, e.Error);
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
        Assert.Equal(e.Message, (await session.ExamineConnectionAsync(default)).BrokenLink?.Detail);
        if (target == "pod:stand-in/apps/dash")
        {
            Assert.Contains("write 'pod:stand-in/apps/dash/'", e.RecommendedAction, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(34, "get", null)]
    [InlineData(34, "create", "get")]
    [InlineData(34, "", "get")]
    [InlineData(35, "get", "create")]
    [InlineData(35, "create", "get")]
    [InlineData(35, "", "get and create")]
    public async Task The_missing_verb_is_named_for_each_release(int minor, string has, string? lacks)
    {
        var cluster = await fixture.NeedAsync();
        var user = $"user-{minor}-{has}";
        cluster.Server.Tokens[user] = new ClusterUser(user, []);
        cluster.Server.Rbac.Allow(user, has, "pods/exec", "apps");
        cluster.Server.Minor = minor;
        try
        {
            using var clients = ClusterFixture.Clients(cluster.WriteConfig(user, "token: " + user));
            var running = ClusterFixture.Open(clients, "pod:apps/dash/main").RunAsync(new ScriptedProbe("ge_put a b").Compose(ClusterFixture.Limits.Probe), default);
            if (lacks is null)
            {
                await running;
                return;
            }

            var e = await Assert.ThrowsAsync<TargetException>(() => running);
            Assert.Equal(TargetError.Forbidden, e.Error);
            Assert.Contains($"lacks {lacks} on pods/exec in the namespace 'apps'", e.Message, StringComparison.Ordinal);
        }
        finally
        {
            cluster.Server.Minor = 34;
        }
    }

    [Fact]
    public async Task Half_a_frame_is_a_lost_connection()
    {
        var cluster = await fixture.NeedAsync();
        cluster.Server.Break(new Fault(FaultKind.HalfFrame, "/dash/exec"));
        using var clients = ClusterFixture.Clients(cluster.AdminConfig);
        var e = await Assert.ThrowsAsync<TargetException>(() => ClusterFixture.Open(clients, "pod:apps/dash/main")
            .RunAsync(new ScriptedProbe("ge_put a b").Compose(ClusterFixture.Limits.Probe), default));
        Assert.Equal(TargetError.ConnectionLost, e.Error);
    }

    [Fact]
    public async Task A_busy_server_is_asked_again_and_a_flood_is_cut_off()
    {
        var cluster = await fixture.NeedAsync();
        var container = cluster.Pod("dash").Containers[0].Container!;
        var dead = Dead(container);
        cluster.Server.Break(new Fault(FaultKind.TooManyRequests, "/dash/exec", Times: 2));
        using var clients = ClusterFixture.Clients(cluster.AdminConfig);
        await ClusterFixture.Open(clients, "pod:apps/dash/main").RunAsync(new ScriptedProbe("ge_put a b").Compose(ClusterFixture.Limits.Probe), default);
        var flood = ClusterFixture.Open(clients, "pod:apps/dash/main", ClusterFixture.Limits with { OutputBytes = 100_000 });
        var e = await Assert.ThrowsAsync<TargetException>(() => flood.RunAsync(new ScriptedProbe("while :; do echo 0123456789012345678901234567890123456789; done").Compose(ClusterFixture.Limits.Probe), default));
        Assert.Equal(TargetError.OutputTooLarge, e.Error);
        await IsIdleAsync(container, dead);
    }

    [Fact]
    public async Task Many_execs_go_side_by_side()
    {
        var cluster = await fixture.NeedAsync();
        using var clients = ClusterFixture.Clients(cluster.AdminConfig);
        var script = new ScriptedProbe("ge_put a b").Compose(ClusterFixture.Limits.Probe);
        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => ClusterFixture.Open(clients, "pod:apps/dash/main").RunAsync(script, default)));
        Assert.All(results, result => Assert.Equal("b", ScriptedProbe.Read(result.Output).Text("a").Value));
    }

    private static int Dead(Container container) => container.Processes().Count(process => process.StartsWith("Z ", StringComparison.Ordinal));

    // Nothing runs, and no more has ended than DEAD that process 1 would have to reap.
    private static Task IsIdleAsync(Container container, int dead) => WaitAsync(
        () => container.Processes().Count <= dead && container.Processes().Count == Dead(container), 10, () => string.Join(", ", container.Processes()));

    private static async Task WaitAsync(Func<bool> condition, int seconds, Func<string>? state = null)
    {
        var time = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(time.Elapsed.TotalSeconds < seconds, $"It did not come to pass in time. {state?.Invoke()}");
            await Task.Delay(50);
        }
    }
}
