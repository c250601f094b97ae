using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GoEnv.Connection;

namespace GoEnv.Tests.Connection;

public sealed class SshLogTests
{
    [Theory]
    [InlineData(SshLogs.LoggedIn, "10.0.0.7 port 2222", "ssh-ed25519 SHA256:DkSTPuWQ3z4BDHspnzeCPvjg3FKshxXJAWWdoa013Aw")]
    [InlineData(SshLogs.LoggedInOld, "10.0.0.7 port 22", "ecdsa-sha2-nistp256 SHA256:l8nI0")]
    [InlineData(SshLogs.LoggedInNew, "2001:db8::1 port 22", "ssh-ed25519 SHA256:abc")]
    public void Reads_a_login(string text, string address, string hostKey)
    {
        var log = SshLog.Parse(text);
        Assert.Equal(("publickey", address, hostKey), (log.AuthenticatedBy, log.Address, log.HostKey));
        Assert.True(log.HostKeyAccepted);
        Assert.True(log.AtTarget);
        Assert.Empty(log.ClientLines);
        Assert.Empty(log.TargetLines);
    }

    [Fact]
    public void Tells_the_target_s_lines_from_the_client_s()
    {
        var log = SshLog.Parse(SshLogs.LoggedIn + """
            bash: warning: setlocale: LC_ALL: cannot change locale
            debug1: client_input_channel_req: channel 0 rtype exit-status reply 0
            Connection to web01 closed by remote host.
            Transferred: sent 3472, received 3328 bytes, in 1.1 seconds
            Bytes per second: sent 3290.9, received 3154.4
            debug1: Exit status 12

            """);
        Assert.Equal(["bash: warning: setlocale: LC_ALL: cannot change locale"], log.TargetLines);
        Assert.Equal(["Connection to web01 closed by remote host."], log.ClientLines);
        Assert.Equal(12, log.ExitCode);
    }

    [Fact]
    public void A_jump_host_s_login_is_not_the_target_s()
    {
        var log = SshLog.Parse(SshLogs.JumpPassed);
        Assert.Null(log.AuthenticatedBy);
        Assert.Equal((1, false, null), (log.ProxiesPassed, log.AtTarget, log.HostKey));
        Assert.Equal(["bastion"], log.Proxies);
        Assert.Empty(log.Keys);
    }

    [Fact]
    public void The_target_s_login_behind_a_jump_host_counts()
    {
        var log = SshLog.Parse(SshLogs.JumpPassed + """
            debug1: Remote protocol version 2.0, remote software version OpenSSH_9.2p1
            debug1: Server host key: ssh-ed25519 SHA256:target
            debug1: Host '10.1.0.2' is known and matches the ED25519 host key.
            Authenticated to 10.1.0.2 (via proxy) using "publickey".

            """);
        Assert.Equal(("publickey", "ssh-ed25519 SHA256:target"), (log.AuthenticatedBy, log.HostKey));
    }

    [Fact]
    public void A_silent_proxy_command_has_no_login_of_its_own()
    {
        var log = SshLog.Parse("""
            OpenSSH_9.2p1 Debian-2+deb12u10, OpenSSL 3.0.19 27 Jan 2026
            debug1: Executing proxy command: exec nc -X connect --proxy-auth me:secret proxy 3128
            debug1: Remote protocol version 2.0, remote software version OpenSSH_9.2p1
            Authenticated to web01 (via proxy) using "publickey".

            """);
        Assert.Equal("publickey", log.AuthenticatedBy);
        Assert.Equal(["nc"], log.Proxies);
    }

    [Fact]
    public void Two_jump_hosts_are_named_in_the_order_of_the_way()
    {
        var log = SshLog.Parse("""
            OpenSSH_9.2p1, OpenSSL
            debug1: Executing proxy command: exec ssh -J near -v -W '[target]:22' far
            OpenSSH_9.2p1, OpenSSL
            debug1: Executing proxy command: exec ssh -v -W '[far]:22' near
            OpenSSH_9.2p1, OpenSSL
            Authenticated to near ([192.0.2.1]:22) using "publickey".

            """);
        Assert.Equal(["near", "far"], log.Proxies);
        Assert.Equal(1, log.ProxiesPassed);
        Assert.Null(log.AuthenticatedBy);
        var both = SshLog.Parse("OpenSSH_1\ndebug1: Executing proxy command: exec ssh -J a -v -W '[t]:22' b\nOpenSSH_1\n"
            + "debug1: Executing proxy command: exec ssh -v -W '[b]:22' a\nOpenSSH_1\nAuthenticated to a ([192.0.2.1]:22) using \"publickey\".\n"
            + "Authenticated to b (via proxy) using \"publickey\".\n");
        Assert.Null(both.AuthenticatedBy);
        Assert.Equal(2, both.ProxiesPassed);
    }

    [Fact]
    public void An_existing_connection_counts_as_a_login()
    {
        var log = SshLog.Parse("OpenSSH_9.2p1\ndebug1: mux_client_request_session: master session id: 2\nerr\n");
        Assert.True(log.Multiplexed);
        Assert.Equal(["err"], log.TargetLines);
    }

    [Fact]
    public void No_text_makes_it_throw()
    {
        string[] pieces = [.. SshLogs.LoggedIn.Split('\n'), .. SshLogs.JumpPassed.Split('\n'), "Authenticated to ", "debug1: Exit status 99999999999", "\0"];
        Prop.ForAll(
            Gen.Elements(pieces).Or(ArbMap.Default.GeneratorFor<NonNull<string>>().Select(s => s.Get)).ListOf().ToArbitrary(),
            lines => SshFailure.BeforeAuthentication(Target.Parse("web01"), SshLog.Parse(string.Join('\n', lines)), false).Message.Length > 0)
            .QuickCheckThrowOnFailure();
    }
}
