using GoEnv.HelpBuilder;

namespace GoEnv.Tests.Help;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("run `go env -json` now", "run go env -json now")]
    [InlineData("see [the page](https://go.dev/dl/)", "see the page (https://go.dev/dl/)")]
    [InlineData("see [Get-GoRule](Get-GoRule.md)", "see Get-GoRule")]
    [InlineData("see [`Get-GoRule`](Get-GoRule.md)", "see Get-GoRule")]
    [InlineData("<https://go.dev>", "https://go.dev")]
    [InlineData("**never** and *once*", "never and once")]
    [InlineData("`GE10*` and `web*`", "GE10* and web*")]
    [InlineData("a \\* and \\`b\\`", "a * and `b`")]
    [InlineData("GO_X_Y and 2*3*4", "GO_X_Y and 2*3*4")]
    [InlineData("`` a`b ``", "a`b")]
    [InlineData("x < y > z", "x < y > z")]
    public void Marks_become_plain(string markdown, string plain) => Assert.Equal(plain, PlainText.Inline(markdown));

    [Fact]
    public void Lines_join_and_items_and_blocks_stand_alone() => Assert.Equal(
        ["One two.", "- a b", "- c", "1. d", "    $ go  env\n    \n    x", "End."],
        PlainText.Paragraphs("One\ntwo.\n\n- a\n  `b`\n- c\n1. d\n\n```\n$ go  env\n\nx\n```\nEnd."));
}
