using GoEnv.Connection;
using GoEnv.Targets;

namespace GoEnv.Tests.Ssh;

public sealed class SshSessionTests(SshFarm farm)
{
    private static readonly SessionLimits Limits = new() { Total = TimeSpan.FromSeconds(30) };
    private static readonly string[] Shells = ["bash", "zsh", "fish", "tcsh", "dash", "ash", "mksh", "loud", "early", "forged"];

    // What differs between the login shells must not: bytes of every kind, quoting, and the standard input of a probe.
    private const string Facts = """
        ge_put user "$(id -un)"
        ge_put home "$HOME"
        ge_put quotes "it's \"\$HOME\" \\ \`x\` !! * ~"
        ge_put lines "$(printf 'a\nb\tc\n\nd')"
        ge_put bytes "$(printf '\303\244\377\033[2J')"
        printf 'x\000y\n' | ge_encode >/dev/null
        ge_put input "$(cat)"
        ge_absent nothing
        ge_unknown why 'it is a test'
        """;

    [Fact]
    public async Task Every_login_shell_gives_the_same_facts_whatever_it_prints_around_them()
    {
        await farm.NeedAsync();
        foreach (var name in Shells)
        {
            if (farm.HasAccount(name))
            {
                var facts = await AskAsync(SshFarm.Target(name), Facts);
                Assert.Equal((name, name), (facts.Text("user").Value, name));
                Assert.Equal(farm.Account(name).Home, facts.Text("home").Value);
                Assert.Equal("it's \"$HOME\" \\ `x` !! * ~", facts.Text("quotes").Value);
                Assert.Equal("a\nb\tc\n\nd", facts.Lines("lines").Value);
                Assert.Equal([0xc3, 0xa4, 0xff, 0x1b, .. "[2J"u8], facts.Bytes("bytes").Value);
                Assert.Equal(string.Empty, facts.Text("input").Value);
                Assert.True(facts.Text("nothing").IsAbsent);
                Assert.Equal("it is a test", facts.Text("why").Reason);
            }
        }
    }

    [Fact]
    public async Task Forged_records_do_not_become_facts()
    {
        await farm.NeedAsync();
        var session = new SshSession(SshFarm.Target("forged"), Limits, farm.Client);
        var result = await session.RunAsync(ProbeScript.Compose([new HostProbe()], ScriptedProbe.Nonce, Limits.Probe), default);
        Assert.Contains("=root", System.Text.Encoding.UTF8.GetString(result.Output.Span), StringComparison.Ordinal);
        var (output, problem) = Transcript.Parse(result.Output.Span, ScriptedProbe.Nonce).Read("host");
        Assert.Null(problem);
        Assert.Equal("forged", output!.Text("user").Value);
        Assert.DoesNotContain('\u001b', result.Error);
    }

    [Theory]
    [InlineData("harmful")]
    [InlineData("jump")]
    [InlineData("north")]
    public async Task What_the_client_configuration_asks_for_besides_does_no_harm(string host)
    {
        await farm.NeedAsync();
        var facts = await AskAsync(SshFarm.Target("bash", host), "ge_put agent \"${SSH_AUTH_SOCK-none}\"; ge_put tty \"${SSH_TTY-none}\"");
        Assert.Equal(("none", "none"), (facts.Text("agent").Value, facts.Text("tty").Value));
    }

    [Fact]
    public async Task An_existing_master_is_used_and_not_waited_for()
    {
        await farm.NeedAsync();
        Tool.Run("sh", "-c", $"ssh -F '{farm.ConfigFile}' -fN bash@mux </dev/null >/dev/null 2>&1");
        try
        {
            var session = new SshSession(SshFarm.Target("bash", "mux"), Limits, farm.Client);
            for (var i = 0; i < 3; i++)
            {
                var time = System.Diagnostics.Stopwatch.StartNew();
                await session.RunAsync(new ScriptedProbe("ge_put a b").Compose(Limits.Probe), default);
                Assert.InRange(time.Elapsed.TotalSeconds, 0, 3);
            }

            var facts = await session.ExamineConnectionAsync(default);
            Assert.Contains(facts.Links, link => link.Detail == "an existing connection");
        }
        finally
        {
            Tool.Try("ssh", "-F", farm.ConfigFile, "-O", "exit", "bash@mux");
        }
    }

    [Fact]
    public async Task No_master_is_left_behind_where_the_configuration_would_start_one()
    {
        await farm.NeedAsync();
        await AskAsync(SshFarm.Target("dash", "mux"), "ge_put a b");
        Assert.NotEqual(0, Tool.Try("ssh", "-F", farm.ConfigFile, "-O", "check", "dash@mux").ExitCode);
    }

    [Fact]
    public async Task A_probe_that_hangs_or_fails_takes_no_other_with_it()
    {
        await farm.NeedAsync();
        var script = ProbeScript.Compose(
            [("hang", "sleep 1000 & sleep 1000"), ("fail", "ge_put a b; exit 3"), ("good", "ge_put a b")],
            ScriptedProbe.Nonce,
            TimeSpan.FromSeconds(1));
        var result = await new SshSession(SshFarm.Target("zsh"), Limits, farm.Client).RunAsync(script, default);
        var transcript = Transcript.Parse(result.Output.Span, ScriptedProbe.Nonce);
        Assert.Equal("the probe 'hang' was ended after its time limit", transcript.Read("hang").Problem);
        Assert.Equal("the probe 'fail' ended with exit code 3", transcript.Read("fail").Problem);
        Assert.Equal("b", transcript.Read("good").Output!.Text("a").Value);
        await farm.Account("zsh").IsIdleAsync();
    }

    [Theory]
    [InlineData("rootable", null, "root")]
    [InlineData("bash", TargetError.BecomeFailed, "sudo")]
    [InlineData("fish", TargetError.BecomeFailed, "sudo")]
    public async Task Become_goes_through_sudo(string account, TargetError? error, string says)
    {
        await farm.NeedAsync();
        var target = SshFarm.Target(account).With(become: true);
        if (error is null)
        {
            Assert.SkipWhen(Tool.Find("sudo") is null, "There is no sudo here.");
            Assert.Equal(says, (await AskAsync(target, "ge_put user \"$(id -un)\"")).Text("user").Value);
            return;
        }

        var exception = await Assert.ThrowsAsync<TargetException>(() => AskAsync(target, "ge_put a b"));
        Assert.Equal(error, exception.Error);
        Assert.Contains(says, exception.Message, StringComparison.Ordinal);
    }

    private async Task<ProbeOutput> AskAsync(Target target, string probe)
    {
        var session = new SshSession(target, Limits, farm.Client);
        return ScriptedProbe.Read((await session.RunAsync(new ScriptedProbe(probe).Compose(Limits.Probe), default)).Output);
    }
}
