using System.Text;
using GoEnv.Kubernetes;
using GoEnv.Pods;
using GoEnv.Targets;
using GoEnv.Tests.Kubernetes;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Pods;

/// <summary>Commands and sessions in containers.</summary>
public sealed class PodExecTests
{
    private const int Limit = 32 * 1024 * 1024;

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(PodClusters.All), MemberType = typeof(PodClusters))]
    public async Task Exit_codes_input_output_and_limits_are_those_of_the_command(string kind)
    {
        await using var cluster = await PodClusters.StartAsync(kind);
        await cluster.AddAsync(new PodSeed("api", PodSeed.Idle));
        using var clients = ClusterFixture.Clients(cluster.Config);
        var client = clients.Open();
        Task<ExecResult> Run(string script, byte[]? input = null, string? endLine = null, TimeSpan? limit = null, int outputLimit = Limit) =>
            client.ExecAsync(new PodContainerName(cluster.Namespace, "api", "main"), ["sh", "-c", script], input ?? [], endLine, limit ?? Long, outputLimit, Stop);

        foreach (var code in (int[])[0, 1, 7, 126, 127, 255])
        {
            var ended = await Run($"exit {code}");
            Assert.Equal((ExecEnd.Exited, code), (ended.End, ended.Status!.ExitCode));
        }

        Assert.Equal(137, (await Run("kill -9 $$")).Status!.ExitCode);
        var both = await Run("echo out; echo err >&2; exit 3");
        Assert.Equal(("out\n", "err\n", 3), (Encoding.UTF8.GetString(both.Output.Span), both.Error, both.Status!.ExitCode));

        var bytes = Enumerable.Range(0, 300_000).Select(i => (byte)((i * 31) ^ (i >> 8))).ToArray();
        var echoed = await Run($"head -c {bytes.Length}; exit 5", bytes);
        Assert.Equal(5, echoed.Status!.ExitCode);
        Assert.True(echoed.Output.Span.SequenceEqual(bytes));

        var large = await Run("head -c 6000000 /dev/zero; echo end");
        Assert.Equal((6_000_004, 0), (large.Output.Length, large.Status!.ExitCode));
        Assert.Equal(ExecEnd.OutputTooLarge, (await Run("head -c 6000000 /dev/zero", outputLimit: 1_000_000)).End);
        Assert.Equal(ExecEnd.TimedOut, (await Run("exec sleep 20", limit: TimeSpan.FromSeconds(2))).End);

        var line = await Run("echo first; echo END; exec sleep 20", endLine: "END");
        Assert.Equal((ExecEnd.SawEndLine, "first\nEND\n"), (line.End, Encoding.UTF8.GetString(line.Output.Span)));
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Run($"echo {i}; exit {i}")));
        Assert.All(results.Index(), result => Assert.Equal((result.Index, $"{result.Index}\n"), (result.Item.Status!.ExitCode, Encoding.UTF8.GetString(result.Item.Output.Span))));
    }

    [Theory]
    [MemberData(nameof(PodClusters.All), MemberType = typeof(PodClusters))]
    public async Task A_session_leaves_nothing_whether_it_ends_or_is_stopped_or_cut_off(string kind)
    {
        await using var cluster = await PodClusters.StartAsync(kind);
        await cluster.AddAsync(new PodSeed("api", PodSeed.Idle));
        using var clients = ClusterFixture.Clients(cluster.Config);
        ISession Open(SessionLimits? limits = null) => ClusterFixture.Open(clients, $"pod:{cluster.Namespace}/api/main", limits);

        var probes = Catalog.Probes.Where(probe => !probe.OnPath).ToList();
        var session = Open();
        var result = await session.RunAsync(ProbeScript.Compose(probes, ScriptedProbe.Nonce, TimeSpan.FromSeconds(20)), Stop);
        Assert.Equal(0, result.ExitCode);
        var transcript = Transcript.Parse(result.Output.Span, ScriptedProbe.Nonce);
        Assert.True(transcript.Ended);
        Assert.All(probes, probe => Assert.Null(transcript.Read(probe.Id).Problem));
        Assert.Matches(@"v[45]\.channel\.k8s\.io", (await session.ExamineConnectionAsync(Stop)).Links[^1].Detail);
        await IsIdleAsync(clients, cluster.Namespace);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var running = Open().RunAsync(new ScriptedProbe("exec sleep 4251").Compose(Long), stop.Token);
        await WaitAsync(clients, cluster.Namespace, others => others.Contains("sleep", StringComparer.Ordinal));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await IsIdleAsync(clients, cluster.Namespace);

        var flood = Open(ClusterFixture.Limits with { OutputBytes = 100_000 });
        var e = await Assert.ThrowsAsync<TargetException>(() => flood.RunAsync(new ScriptedProbe("while :; do echo 0123456789012345678901234567890123456789; done").Compose(Long), Stop));
        Assert.Equal(TargetError.OutputTooLarge, e.Error);
        await IsIdleAsync(clients, cluster.Namespace);

        // Wherever it is when it is stopped; it may have ended before the later ones.
        foreach (var milliseconds in new[] { 1, 30, 60, 90 })
        {
            using var early = CancellationTokenSource.CreateLinkedTokenSource(Stop);
            early.CancelAfter(milliseconds);
            var reading = new ContainerReader(Open(), Long).ReadAsync(early.Token);
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            Assert.False(reading.IsFaulted);
            await IsIdleAsync(clients, cluster.Namespace);
        }
    }

    [Theory]
    [MemberData(nameof(PodClusters.All), MemberType = typeof(PodClusters))]
    public async Task What_could_not_be_asked_has_its_own_error(string kind)
    {
        await using var cluster = await PodClusters.StartAsync(kind);
        await cluster.AddAsync(
            new PodSeed("api", PodSeed.Idle) { Second = "second" },
            new PodSeed("crash", "sh", "-c", "exit 3")
            {
                IsThere = pod => pod.StatusOf("main") is { State.Waiting.Reason: "CrashLoopBackOff" },
                Simulated = status => status["restartCount"] = 4,
            });
        using var clients = ClusterFixture.Clients(cluster.Config);
        var space = cluster.Namespace;
        await IsAsync($"pod:{space}/crash/main", TargetError.ContainerNotRunning, "waiting: CrashLoopBackOff");
        await IsAsync($"pod:{space}/api/other", TargetError.ContainerNotFound, "no container 'other'");
        await IsAsync($"pod:{space}/gone", TargetError.PodNotFound, $"no pod 'gone' in the namespace '{space}'");
        await IsAsync($"pod:{space}/gone/main", TargetError.PodNotFound, $"no pod 'gone' in the namespace '{space}'");
        await IsAsync($"pod:elsewhere/{space}/api/main", TargetError.ClientConfigInvalid, "has no context 'elsewhere'");

        var session = ClusterFixture.Open(clients, $"pod:{space}/api");
        await session.RunAsync(new ScriptedProbe("ge_put a b").Compose(Long), Stop);
        Assert.StartsWith("container second, the default of 2", (await session.ExamineConnectionAsync(Stop)).Links[^1].Detail, StringComparison.Ordinal);

        async Task IsAsync(string target, TargetError error, string words)
        {
            var refused = ClusterFixture.Open(clients, target);
            var e = await Assert.ThrowsAsync<TargetException>(() => refused.RunAsync(new ScriptedProbe("ge_put a b").Compose(Long), Stop));
            Assert.Equal(error, e.Error);
            Assert.Contains(words, e.Message, StringComparison.Ordinal);
            Assert.Equal(e.Message, (await refused.ExamineConnectionAsync(Stop)).BrokenLink?.Detail);
        }
    }

    // Nothing runs there but process 1, and nothing waits for it that it would have to reap.
    private static Task IsIdleAsync(KubeClients clients, string space) => WaitAsync(clients, space, others => others.Count == 0);

    private static async Task WaitAsync(KubeClients clients, string space, Func<IReadOnlyList<string>, bool> isSo)
    {
        const string Script = "for p in /proc/[0-9]*; do [ \"$p\" = /proc/1 ] || [ \"$p\" = /proc/$$ ] || { read -r name <\"$p/comm\" && echo \"$name\"; } 2>/dev/null; done; exit 0";
        for (var i = 0; ; i++)
        {
            var result = await clients.Open().ExecAsync(new PodContainerName(space, "api", "main"), ["sh", "-c", Script], default, null, Long, Limit, Stop);
            var others = Encoding.UTF8.GetString(result.Output.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (isSo(others))
            {
                return;
            }

            Assert.True(i < 200, "It did not come to pass in time: " + string.Join(", ", others));
            await Task.Delay(100, Stop);
        }
    }
}
