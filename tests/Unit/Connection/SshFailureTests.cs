using GoEnv.Connection;

namespace GoEnv.Tests.Connection;

public sealed class SshFailureTests
{
    private const string Start = "OpenSSH_9.2p1 Debian-2+deb12u10, OpenSSL 3.0.19 27 Jan 2026\n";
    private const string Dropped = "kex_exchange_identification: Connection closed by remote host\nConnection closed by 10.0.0.7 port 22\n";
    private const string Reset = "kex_exchange_identification: read: Connection reset by peer\nConnection reset by 10.0.0.7 port 22\n";
    private const string Old = "ssh_exchange_identification: Connection closed by remote host\n";
    private const string ProxyGone = "kex_exchange_identification: Connection closed by remote host\nConnection closed by UNKNOWN port 65535\n";

    private static readonly Target Target = Target.Parse("web01");

    [Theory]
    [InlineData("ssh: Could not resolve hostname web01: Name or service not known\n", TargetError.NameNotResolved)]
    [InlineData("ssh: Could not resolve hostname web01: nodename nor servname provided, or not known\n", TargetError.NameNotResolved)]
    [InlineData("ssh: connect to host web01 port 22: Connection refused\n", TargetError.ConnectionRefused)]
    [InlineData("ssh: connect to host web01 port 22: No route to host\n", TargetError.NetworkUnreachable)]
    [InlineData("ssh: connect to host web01 port 22: Network is unreachable\n", TargetError.NetworkUnreachable)]
    [InlineData("ssh: connect to host web01 port 22: Permission denied\n", TargetError.NetworkUnreachable)]
    [InlineData("ssh: connect to host web01 port 22: Connection timed out\n", TargetError.ConnectionTimedOut)]
    [InlineData("Connection timed out during banner exchange\nConnection to 10.0.0.7 port 22 timed out\n", TargetError.ConnectionTimedOut)]
    [InlineData(Dropped, TargetError.ConnectionFailed)]
    [InlineData(Old, TargetError.ConnectionFailed)]
    [InlineData("/home/me/.ssh/config: line 3: Bad configuration option: prot\n/home/me/.ssh/config: terminating, 1 bad configuration options\n", TargetError.ClientConfigInvalid)]
    [InlineData("Bad owner or permissions on /home/me/.ssh/config\n", TargetError.ClientConfigInvalid)]
    public void A_client_that_never_spoke_to_the_server(string lines, TargetError error) => Is(error, Start + lines);

    [Theory]
    [InlineData("No ED25519 host key is known for web01 and you have requested strict checking.\nHost key verification failed.\n", TargetError.HostKeyUnknown)]
    [InlineData("@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\nHost key for [10.0.0.7]:2222 has changed and you have requested strict checking.\nHost key verification failed.\n", TargetError.HostKeyChanged)]
    [InlineData("@       WARNING: REVOKED HOST KEY DETECTED!               @\nHost key verification failed.\n", TargetError.HostKeyChanged)]
    [InlineData("Unable to negotiate with 10.0.0.7 port 22: no matching host key type found. Their offer: ssh-rsa\n", TargetError.NegotiationFailed)]
    public void A_server_that_is_not_trusted(string lines, TargetError error) => Is(error, SshLogs.Connected + lines);

    [Theory]
    [InlineData("me@web01: Permission denied (publickey,password).\n", "not the one key that was offered")]
    [InlineData("Received disconnect from 10.0.0.7 port 2222:2: Too many authentication failures\n", "more keys than")]
    [InlineData("@         WARNING: UNPROTECTED PRIVATE KEY FILE!          @\nme@web01: Permission denied (publickey).\n", "can be read by others")]
    public void A_server_that_does_not_let_in(string lines, string says) =>
        Assert.Contains(says, Is(TargetError.AuthenticationFailed, SshLogs.KeyAccepted + lines).Message, StringComparison.Ordinal);

    [Fact]
    public void A_warning_about_an_address_is_no_changed_host_key() => Is(
        TargetError.AuthenticationFailed,
        SshLogs.KeyAccepted + "@       WARNING: POSSIBLE DNS SPOOFING DETECTED!          @\nHost key verification failed.\nme@web01: Permission denied (publickey).\n");

    [Fact]
    public void A_changed_key_names_the_entry_to_remove() => Assert.Contains(
        "ssh-keygen -R [10.0.0.7]:2222",
        Is(TargetError.HostKeyChanged, SshLogs.Connected + "REMOTE HOST IDENTIFICATION HAS CHANGED\nHost key for [10.0.0.7]:2222 has changed and you have requested strict checking.\n").RecommendedAction,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(SshLogs.Jump + "debug1: Connecting to bastion [192.0.2.1] port 22.\nssh: connect to host bastion port 22: Connection refused\n" + ProxyGone, "through 'bastion'")]
    [InlineData(SshLogs.Jump + "debug1: Remote protocol version 2.0, x\nme@bastion: Permission denied (publickey).\n" + ProxyGone, "through 'bastion'")]
    [InlineData(SshLogs.Jump + "debug1: Remote protocol version 2.0, x\nHost key verification failed.\n" + ProxyGone, "through 'bastion'")]
    [InlineData(SshLogs.JumpPassed + "channel 0: open failed: connect failed: Connection refused\nstdio forwarding failed\n" + ProxyGone, "'bastion' does not reach it")]
    [InlineData(SshLogs.JumpPassed + "channel 0: open failed: administratively prohibited: open failed\nstdio forwarding failed\n" + ProxyGone, "administratively prohibited")]
    [InlineData(Start + "debug1: Executing proxy command: exec ssh -W web01:22 bastion\nme@bastion: Permission denied (publickey).\n" + ProxyGone, "through 'bastion'")]
    [InlineData(Start + "debug1: Executing proxy command: exec nc --proxy-auth me:secret p 1\nnc: Proxy error\n" + ProxyGone, "through 'nc'")]
    public void A_proxy_that_failed_is_named_with_its_reason(string log, string says)
    {
        var exception = Is(TargetError.ProxyFailed, log);
        Assert.Contains(says, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.Message + string.Join(' ', exception.Details), StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_behind_a_jump_host_keeps_its_own_errors() => Is(
        TargetError.AuthenticationFailed,
        SshLogs.JumpPassed + "debug1: Remote protocol version 2.0, x\ndebug1: Host 'x' is known and matches the ED25519 host key.\nme@10.1.0.2: Permission denied (publickey).\n");

    [Theory]
    [InlineData("", TargetError.ConnectionTimedOut)]
    [InlineData(Start, TargetError.NameNotResolved)]
    [InlineData(Start + "debug1: Executing command: 'sleep 60'\n", TargetError.ConnectionTimedOut)]
    [InlineData(Start + "debug1: Connecting to web01 [10.0.0.7] port 22.\n", TargetError.ConnectionTimedOut)]
    [InlineData(SshLogs.KeyAccepted, TargetError.ConnectionTimedOut)]
    [InlineData(SshLogs.Jump, TargetError.ProxyFailed)]
    public void A_limit_that_passed_is_named_by_how_far_it_came(string log, TargetError error) =>
        Assert.Equal(error, SshFailure.BeforeAuthentication(Target, SshLog.Parse(log), timedOut: true).Error);

    [Theory]
    [InlineData("", "name", "client said nothing")]
    [InlineData(Start + "debug1: Executing command: 'sleep 60'\n", "name", "command of the ssh client's configuration")]
    [InlineData(SshLogs.Connected, "port", "answered and then said nothing more")]
    [InlineData(SshLogs.KeyAccepted, "authentication", "authentication did not come to its end")]
    public void A_limit_that_passed_names_the_link_and_the_cause(string text, string link, string says)
    {
        var log = SshLog.Parse(text);
        var exception = SshFailure.BeforeAuthentication(Target, log, timedOut: true);
        Assert.Contains(says, exception.Message, StringComparison.Ordinal);
        Assert.Equal(link, SshChain.Build(log, exception).Single(l => l.Status == LinkStatus.Broken).Name);
    }

    [Theory]
    [InlineData(Start + Dropped, true)]
    [InlineData(Start + Reset, true)]
    [InlineData(Start + Old, true)]
    [InlineData(Start + "debug1: kex_exchange_identification: banner line 0: Exceeded MaxStartups\n" + Reset, true)]
    [InlineData(SshLogs.Jump + Dropped + ProxyGone, true)]
    [InlineData(Start + "debug1: kex_exchange_identification: banner line 0: Not allowed at this time\n" + Dropped, false)]
    [InlineData(Start + "debug1: Executing proxy command: exec /nonexistent\n/bin/sh: 1: exec: /nonexistent: not found\n" + ProxyGone, false)]
    [InlineData(SshLogs.Jump + "ssh: connect to host bastion port 22: Connection refused\n" + ProxyGone, false)]
    [InlineData(SshLogs.Connected + "Connection closed by 10.0.0.7 port 22\n", false)]
    [InlineData(SshLogs.KeyAccepted + "me@web01: Permission denied (publickey).\n", false)]
    [InlineData(SshLogs.LoggedIn + Dropped, false)]
    public void Only_a_server_that_was_too_busy_to_begin_is_asked_again(string log, bool again) =>
        Assert.Equal(again, SshFailure.IsTransient(SshLog.Parse(log)));

    [Theory]
    [InlineData("debug1: Exit status 1\n", false, TargetError.ShellUnavailable)]
    [InlineData("debug1: Exit status 255\n", false, TargetError.ShellUnavailable)]
    [InlineData("debug1: client_input_channel_req: channel 0 rtype exit-signal reply 0\ndebug1: Exit status -1\n", false, TargetError.ShellUnavailable)]
    [InlineData("Connection to web01 closed by remote host.\ndebug1: Exit status -1\n", false, TargetError.ConnectionLost)]
    [InlineData("", true, TargetError.ShellTimedOut)]
    public void A_shell_that_did_not_run_the_script(string lines, bool timedOut, TargetError error) =>
        Assert.Equal(error, SshFailure.BeforeScript(Target, SshLog.Parse(SshLogs.LoggedIn + lines), string.Empty, timedOut).Error);

    [Theory]
    [InlineData("sudo: a password is required")]
    [InlineData("bash: line 1: exec: sudo: not found")]
    [InlineData("zsh:1: command not found: sudo")]
    [InlineData("fish: Unknown command: sudo")]
    [InlineData("me is not in the sudoers file.")]
    public void A_refusal_of_sudo_is_named(string line)
    {
        var log = SshLog.Parse(SshLogs.LoggedIn + line + "\ndebug1: Exit status 1\n");
        Assert.Equal(TargetError.BecomeFailed, SshFailure.BeforeScript(Target.With(become: true), log, string.Empty, timedOut: false).Error);
    }

    [Theory]
    [InlineData(SshLogs.KeyAccepted + "me@web01: Permission denied (publickey).\n", "authentication")]
    [InlineData(SshLogs.Connected + "Host key verification failed.\n", "host key")]
    [InlineData(SshLogs.JumpPassed + "stdio forwarding failed\n", "port")]
    [InlineData(Start + "ssh: Could not resolve hostname web01: Name or service not known\n", "name")]
    public void The_broken_link_is_the_first_that_does_not_hold(string text, string name)
    {
        var log = SshLog.Parse(text);
        var links = SshChain.Build(log, SshFailure.BeforeAuthentication(Target, log, timedOut: false));
        Assert.Equal(name, links.Single(link => link.Status == LinkStatus.Broken).Name);
        Assert.All(links.TakeWhile(link => link.Name != name), link => Assert.Equal(LinkStatus.Ok, link.Status));
        Assert.All(links.SkipWhile(link => link.Name != name).Skip(1), link => Assert.Equal(LinkStatus.NotReached, link.Status));
    }

    private static TargetException Is(TargetError error, string log)
    {
        var exception = SshFailure.BeforeAuthentication(Target, SshLog.Parse(log), timedOut: false);
        Assert.Equal(error, exception.Error);
        Assert.NotEmpty(exception.RecommendedAction);
        return exception;
    }
}
