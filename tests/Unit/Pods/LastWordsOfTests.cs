using GoEnv.Pods;

namespace GoEnv.Tests.Pods;

public sealed class LastWordsOfTests
{
    [Theory]
    [InlineData("a\npanic: x: token=abcd1234\n\ngoroutine 1", "panic: x: token=(credential)")]
    [InlineData("hello\nworld", null)]
    [InlineData("panic: y\nexec format error", "exec format error")]
    [InlineData("failed to try resolving symlinks in path \"/var/log/pods/x/1.log\": lstat /var/log/pods/x/1.log: no such file or directory", null)]
    [InlineData("unable to retrieve container logs for containerd://0123: permission denied", null)]
    [InlineData("", null)]
    public void Of_a_log_only_a_line_that_tells_is_kept(string log, string? line) => Assert.Equal(line, LastWordsOf.Log(log));
}
