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
    [InlineData("sh: /app/api: Permission denied", "sh: /app/api: Permission denied")]
    [InlineData("bash: line 1: /app/api: No such file or directory", "bash: line 1: /app/api: No such file or directory")]
    [InlineData("sh: 1: /app/api: not found", "sh: 1: /app/api: not found")]
    [InlineData("", null)]
    public void Of_a_log_only_a_line_that_tells_is_kept(string log, string? line) => Assert.Equal(line, LastWordsOf.Log(log));

    [Fact]
    public void A_crash_is_found_above_the_stacks_and_what_a_program_went_on_after_is_not()
    {
        var stacks = string.Concat(Enumerable.Repeat("\nmain.main()\n\t/src/main.go:59 +0x272", 60));
        Assert.Equal("SIGSEGV: segmentation violation", LastWordsOf.Log("hello\nSIGSEGV: segmentation violation\nPC=0x40ee2e m=0" + stacks));
        Assert.Equal("fatal error: concurrent map writes", LastWordsOf.Log("fatal error: concurrent map writes\n" + stacks));
        Assert.Null(LastWordsOf.Log("dial tcp 10.0.0.1:5432: connect: connection refused, again in 1 s\n" + stacks));
    }
}
