using System.Diagnostics;
using GoEnv.Connection;
using GoEnv.Targets;

namespace GoEnv.Tests.Ssh;

/// <summary>What a client that hangs is taken for, and for how long; the client is a shell script.</summary>
public sealed class SshClientHangsTests : IDisposable
{
    private const string Connected = """
        OpenSSH_9.2p1 Debian-2+deb12u10, OpenSSL 3.0.19 27 Jan 2026
        debug1: Connecting to web01 [10.0.0.7] port 22.
        debug1: Remote protocol version 2.0, remote software version OpenSSH_9.2p1
        debug1: Server host key: ssh-ed25519 SHA256:DkSTPuWQ3z4BDHspnzeCPvjg3FKshxXJAWWdoa013Aw
        debug1: Host '[10.0.0.7]:22' is known and matches the ED25519 host key.
        debug1: Authentications that can continue: publickey
        """;

    private static readonly Target Web = Target.Parse("web01");

    private readonly string folder = Directory.CreateTempSubdirectory("goenv-client-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_server_that_hangs_while_it_authenticates_is_given_up_soon_after_the_connect_limit()
    {
        var session = Session($"cat >&2 <<'END'\n{Connected}\nEND\nexec sleep 60", new() { Connect = TimeSpan.FromSeconds(1) });
        var (exception, took) = await FailAsync(session);
        Assert.Equal(TargetError.ConnectionTimedOut, exception.Error);
        Assert.Contains("authentication did not come to its end", exception.Message, StringComparison.Ordinal);
        Assert.InRange(took.TotalSeconds, 1, 20);
        Assert.Equal("authentication", (await session.ExamineConnectionAsync(default)).BrokenLink?.Name);
    }

    [Fact]
    public async Task Who_was_let_in_has_the_whole_time()
    {
        var session = Session(
            $"cat >&2 <<'END'\n{Connected}\nAuthenticated to web01 ([10.0.0.7]:22) using \"publickey\".\nEND\nexec sleep 60",
            new() { Connect = TimeSpan.FromMilliseconds(1), Total = TimeSpan.FromSeconds(7) });
        var (exception, took) = await FailAsync(session);
        Assert.Equal(TargetError.ShellTimedOut, exception.Error);
        Assert.InRange(took.TotalSeconds, 6.9, 30);
    }

    [Fact]
    public async Task A_client_that_says_nothing_is_no_name_that_does_not_resolve()
    {
        var session = Session("exec sleep 60", new() { Total = TimeSpan.FromSeconds(1) });
        var (exception, _) = await FailAsync(session);
        Assert.Equal(TargetError.ConnectionTimedOut, exception.Error);
        Assert.Contains("the ssh client said nothing", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_that_was_not_reached_is_not_held_up_by_its_options()
    {
        var session = Session("exec sleep 60", new() { Total = TimeSpan.FromSeconds(1) });
        var time = Stopwatch.StartNew();
        await FailAsync(session);
        Assert.Contains("not reached", (await session.ExamineConnectionAsync(default)).ClientOptions.Reason, StringComparison.Ordinal);
        Assert.InRange(time.Elapsed.TotalSeconds, 1, 8);
    }

    [Fact]
    public async Task Options_that_do_not_come_are_unknown_when_the_time_of_the_target_is_over()
    {
        var session = Session("case \" $* \" in *' -G '*) exec sleep 60 ;; esac\nexec sh -c 'eval \"$(cat)\"'", new() { Total = TimeSpan.FromSeconds(3) });
        await session.RunAsync(Script(), default);
        var time = Stopwatch.StartNew();
        var options = (await session.ExamineConnectionAsync(default)).ClientOptions;
        Assert.Contains("did not end in time", options.Reason, StringComparison.Ordinal);
        Assert.InRange(time.Elapsed.TotalSeconds, 0, 8);
    }

    private static Script Script() => new ScriptedProbe("ge_put ready yes").Compose(TimeSpan.FromSeconds(20));

    private static async Task<(TargetException Exception, TimeSpan Took)> FailAsync(SshSession session)
    {
        var time = Stopwatch.StartNew();
        return (await Assert.ThrowsAsync<TargetException>(() => session.RunAsync(Script(), default)), time.Elapsed);
    }

    private SshSession Session(string client, SessionLimits limits)
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "There is no /bin/sh here.");
        var program = Path.Combine(folder, "ssh");
        File.WriteAllText(program, "#!/bin/sh\n" + client.ReplaceLineEndings("\n") + "\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new SshSession(Web, limits, new SshClient { Program = program });
    }
}
