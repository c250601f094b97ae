using System.Diagnostics;
using GoEnv.Connection;
using GoEnv.Targets;

namespace GoEnv.Tests.Ssh;

public sealed class SshFaultTests(SshFarm farm)
{
    private static readonly SessionLimits Limits = new() { Connect = TimeSpan.FromSeconds(4), Total = TimeSpan.FromSeconds(20) };

    [Theory]
    [InlineData("noname", TargetError.NameNotResolved, "name", "no-such-host.invalid")]
    [InlineData("refused", TargetError.ConnectionRefused, "port", "127.0.0.1")]
    [InlineData("mute", TargetError.ConnectionTimedOut, "port", "does not answer")]
    [InlineData("silent", TargetError.ConnectionTimedOut, "port", "does not answer")]
    [InlineData("noroute", TargetError.NetworkUnreachable, "port", "no route")]
    [InlineData("changed", TargetError.HostKeyChanged, "host key", "ssh-ed25519 SHA256:")]
    [InlineData("unknown", TargetError.HostKeyUnknown, "host key", "ssh-ed25519 SHA256:")]
    [InlineData("old", TargetError.NegotiationFailed, "host key", "no algorithm in common")]
    [InlineData("stranger", TargetError.AuthenticationFailed, "authentication", "not the one key that was offered")]
    [InlineData("keyless", TargetError.AuthenticationFailed, "authentication", "no key could be offered")]
    [InlineData("jump-refused", TargetError.ProxyFailed, "port", "'refused'")]
    [InlineData("jump-far-refused", TargetError.ProxyFailed, "port", "the jump host 'farm' does not reach it")]
    [InlineData("proxy-missing", TargetError.ProxyFailed, "port", "/nonexistent/connect")]
    public async Task A_fault_on_the_way_has_its_own_error(string host, TargetError error, string link, string says)
    {
        await farm.NeedAsync();
        var (exception, facts) = await FailAsync(SshFarm.Target("bash", host), Limits);
        Assert.Equal((error, link), (exception.Error, facts.BrokenLink?.Name));
        Assert.Contains(says, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nologin", TargetError.ShellUnavailable, "exit code 1")]
    [InlineData("false", TargetError.ShellUnavailable, "exit code 1")]
    [InlineData("stuck", TargetError.ShellTimedOut, "in time")]
    [InlineData("flood", TargetError.OutputTooLarge, "more than 16 MiB")]
    [InlineData("half", TargetError.ConnectionLost, "closed before the")]
    public async Task A_fault_of_the_account_has_its_own_error(string account, TargetError error, string says)
    {
        await farm.NeedAsync();
        var (exception, facts) = await FailAsync(SshFarm.Target(account), Limits with { Total = TimeSpan.FromSeconds(6) });
        Assert.Equal((error, "shell"), (exception.Error, facts.BrokenLink?.Name));
        Assert.Contains(says, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_is_not_there_is_an_authentication_failure()
    {
        await farm.NeedAsync();
        var (exception, _) = await FailAsync(SshFarm.Target("nobody-of-that-name"), Limits);
        Assert.Equal(TargetError.AuthenticationFailed, exception.Error);
    }

    [Fact]
    public async Task A_client_that_is_not_there_is_named()
    {
        var session = new SshSession(SshFarm.Target("bash"), Limits, new SshClient { Program = "no-such-ssh" });
        var exception = await Assert.ThrowsAsync<TargetException>(() => session.RunAsync(Compose(), default));
        Assert.Equal(TargetError.ClientNotFound, exception.Error);
    }

    [Theory]
    [InlineData("NoSuchOption yes\n", "line 1: Bad configuration option")]
    [InlineData("Port\n", "line 1: ")]
    [InlineData("Port abc\n", "line 1: ")]
    public async Task A_configuration_that_the_client_refuses_is_named(string text, string says)
    {
        Assert.SkipWhen(Tool.Find("ssh") is null, "There is no ssh here.");
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, text);
            var session = new SshSession(SshFarm.Target("bash"), Limits, new SshClient { ConfigFile = path });
            var exception = await Assert.ThrowsAsync<TargetException>(() => session.RunAsync(Compose(), default));
            Assert.Equal(TargetError.ClientConfigInvalid, exception.Error);
            Assert.Contains(exception.Details, line => line.Contains(says, StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task A_host_that_is_cut_off_midway_ends_at_the_limit_and_takes_no_other_with_it()
    {
        await farm.NeedAsync();
        var target = SshFarm.Target("bash", "east");
        var limits = Limits with { Total = TimeSpan.FromSeconds(6) };
        var probe = new ScriptedProbe("ge_put ready yes\nsleep 60");
        var session = new SshSession(target, limits, farm.Client);
        var other = new SshSession(SshFarm.Target("bash", "south"), Limits, farm.Client);
        var running = Assert.ThrowsAsync<TargetException>(() => session.RunAsync(probe.Compose(TimeSpan.FromSeconds(60)), default));
        while (!farm.Account("bash").Processes().Values.Any(command => command == "sleep 60"))
        {
            await Task.Delay(20);
        }

        Tool.Run("ip", "link", "set", SshFarm.LinkTo("east"), "down");
        try
        {
            Assert.True((await other.RunAsync(Compose(), default)).ExitCode == 0);
            Assert.Equal(TargetError.TargetTimedOut, (await running).Error);
        }
        finally
        {
            Tool.Run("ip", "link", "set", SshFarm.LinkTo("east"), "up");
        }
    }

    private static Script Compose() => ProbeScript.Compose([new HostProbe()], "n0", Limits.Probe);

    private async Task<(TargetException Exception, ConnectionFacts Facts)> FailAsync(Target target, SessionLimits limits)
    {
        var session = new SshSession(target, limits, farm.Client);
        var time = Stopwatch.StartNew();
        var exception = await Assert.ThrowsAsync<TargetException>(() => session.RunAsync(Compose(), default));
        Assert.True(time.Elapsed < limits.Total + TimeSpan.FromSeconds(3), $"it took {time.Elapsed}");
        Assert.NotEmpty(exception.RecommendedAction);
        var facts = await session.ExamineConnectionAsync(default);
        TestContext.Current.TestOutputHelper?.WriteLine(exception.Message + "\n" + exception.RecommendedAction + "\n"
            + string.Join('\n', facts.Links) + "\n" + string.Join('\n', exception.Details));
        return (exception, facts);
    }
}
