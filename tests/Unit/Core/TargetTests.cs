namespace GoEnv.Tests.Core;

public sealed class TargetTests
{
    [Theory]
    [InlineData("local", "local")]
    [InlineData("web01", "ssh:web01")]
    [InlineData("me@web01", "ssh:me@web01")]
    [InlineData("ssh:me@build7:2222", "ssh:me@build7:2222")]
    [InlineData("ssh:[2001:db8::1]:22", "ssh:[2001:db8::1]:22")]
    [InlineData("ssh:[2001:db8::1]", "ssh:[2001:db8::1]")]
    public void Reads_its_written_form(string text, string written) => Assert.Equal(written, Target.Parse(text).ToString());

    [Theory]
    [InlineData("", "empty")]
    [InlineData("-oProxyCommand=x", "cannot start with '-'")]
    [InlineData("ssh:-oProxyCommand=x", "cannot start with '-'")]
    [InlineData("ssh:-l@host", "cannot be a user name")]
    [InlineData("build7:2222", "write 'ssh:build7:2222'")]
    [InlineData("ftp:host", "unknown kind 'ftp'")]
    [InlineData("ssh:host:0", "from 1 to 65535")]
    [InlineData("ssh:host:x", "not a port")]
    [InlineData("ssh:2001:db8::1", "ssh:[2001:db8::1]")]
    [InlineData("a b", "cannot be in a host name")]
    [InlineData("ssh:", "names no host")]
    public void Refuses_what_is_not_a_target_and_says_why(string text, string says) =>
        Assert.Contains(says, Assert.Throws<FormatException>(() => Target.Parse(text)).Message, StringComparison.Ordinal);
}
