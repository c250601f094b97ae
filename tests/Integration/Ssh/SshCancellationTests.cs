using System.Diagnostics;
using System.Threading.Channels;
using GoEnv.Targets;

namespace GoEnv.Tests.Ssh;

public sealed class SshCancellationTests(SshFarm farm)
{
    private static readonly SessionLimits Limits = new() { Total = TimeSpan.FromSeconds(60) };

    [Fact]
    public async Task Fifty_open_sessions_end_within_a_second_and_leave_nothing_here_or_there()
    {
        await farm.NeedAsync();
        var account = farm.AddAccount("crowd", "/bin/bash");
        var script = new ScriptedProbe("sleep 4242").Compose(TimeSpan.FromSeconds(60));
        using var stop = new CancellationTokenSource();
        var running = Enumerable.Range(0, 50)
            .Select(_ => Task.Run(() => new SshSession(SshFarm.Target("crowd"), Limits, farm.Client).RunAsync(script, stop.Token)))
            .ToList();
        await WaitAsync(() => account.Processes().Values.Count(command => command == "sleep 4242") == 50, 40);
        Assert.Equal(50, Clients());

        var time = Stopwatch.StartNew();
        await stop.CancelAsync();
        var all = Task.WhenAll(running);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => all);
        Assert.All(running, task => Assert.True(task.IsCanceled));
        Assert.InRange(time.Elapsed.TotalSeconds, 0, 1);
        Assert.Equal(0, Clients());
        await account.IsIdleAsync();
    }

    [Fact]
    public async Task What_runs_as_root_ends_with_the_connection_too()
    {
        await farm.NeedAsync();
        Assert.SkipWhen(Tool.Find("sudo") is null, "There is no sudo here.");
        var script = new ScriptedProbe("sleep 4244").Compose(TimeSpan.FromSeconds(60));
        using var stop = new CancellationTokenSource();
        var running = new SshSession(SshFarm.Target("rootable").With(become: true), Limits, farm.Client).RunAsync(script, stop.Token);
        await WaitAsync(IsAsleep, 20);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await WaitAsync(() => !IsAsleep(), 5);

        static bool IsAsleep() => LinuxProcess.All().Any(process => process.CommandLine == "sleep 4244");
    }

    [Fact]
    public async Task Leaving_a_fleet_early_ends_what_is_under_way()
    {
        await farm.NeedAsync();
        var account = farm.AddAccount("early-leaver", "/bin/bash");
        var quick = new ScriptedProbe("ge_put a b").Compose(Limits.Probe);
        var slow = new ScriptedProbe("sleep 4243").Compose(TimeSpan.FromSeconds(60));
        var items = Channel.CreateUnbounded<int>();
        for (var i = 0; i < 20; i++)
        {
            items.Writer.TryWrite(i);
        }

        items.Writer.Complete();
        var results = Fleet.RunAsync<int, int>(
            items.Reader,
            async (i, token) =>
            {
                await new SshSession(SshFarm.Target("early-leaver"), Limits, farm.Client).RunAsync(i == 0 ? quick : slow, token);
                return i;
            },
            8,
            default);
        await foreach (var result in results)
        {
            Assert.Equal(0, result);
            break;
        }

        await account.IsIdleAsync();
    }

    [Fact]
    public async Task A_busy_server_is_asked_again()
    {
        await farm.NeedAsync();
        var script = new ScriptedProbe("ge_put a b").Compose(Limits.Probe);
        using var hold = new System.Net.Sockets.TcpClient();
        await hold.ConnectAsync("127.0.0.1", farm.BusyPort); // takes the one place for clients that have not yet logged in
        using var reader = new StreamReader(hold.GetStream());
        await reader.ReadLineAsync();

        var clock = new SteppingClock();
        var session = new SshSession(SshFarm.Target("bash", "busy"), Limits, farm.Client) { Clock = clock };
        var exception = await Assert.ThrowsAsync<TargetException>(() => session.RunAsync(script, default));
        Assert.Equal(TargetError.ConnectionFailed, exception.Error);
        Assert.Contains("MaxStartups", exception.Message, StringComparison.Ordinal);
        Assert.Equal([TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(1200)], clock.Pauses);

        clock.Paused = hold.Dispose; // the place becomes free during the first pause
        await session.RunAsync(script, default);
        Assert.Null((await session.ExamineConnectionAsync(default)).Error);
    }

    private static int Clients() => LinuxProcess.Below(Environment.ProcessId)
        .Count(process => process.CommandLine.StartsWith("ssh ", StringComparison.Ordinal)
            && process.CommandLine.Contains("-l crowd ", StringComparison.Ordinal));

    private static async Task WaitAsync(Func<bool> condition, int seconds)
    {
        var time = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(time.Elapsed.TotalSeconds < seconds, "It did not come to pass in time.");
            await Task.Delay(50);
        }
    }
}
