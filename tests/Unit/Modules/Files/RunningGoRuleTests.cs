using GoEnv.Modules.Files;
using static GoEnv.Tests.Modules.Files.GivenTree;

namespace GoEnv.Tests.Modules.Files;

public sealed class RunningGoRuleTests
{
    [Theory]
    [InlineData(ToolchainOutcome.Refused, FindingStatus.Fail, Severity.Error)]
    [InlineData(ToolchainOutcome.NoGo, FindingStatus.Fail, Severity.Error)]
    [InlineData(ToolchainOutcome.Download, FindingStatus.Fail, Severity.Information)]
    [InlineData(ToolchainOutcome.Unknown, FindingStatus.Unknown, Severity.Error)]
    public void The_choice_of_a_toolchain_is_told_with_its_steps(ToolchainOutcome outcome, FindingStatus status, Severity severity)
    {
        var problem = Assert.Single(Judge("GE3104", Tree with { Toolchain = new ToolchainDecision { Outcome = outcome, Name = "go1.99.0", Reason = "so it is", Steps = ["one", "two"] } }));
        Assert.Equal((status, severity), (problem.Status, problem.Severity ?? Severity.Error));
        Assert.Equal(["one", "two"], problem.Evidence);
    }

    [Fact]
    public void Unknown_toolchains_are_unknown() => Says(FindingStatus.Unknown, "toolchains", Judge("GE3104", Tree with { Toolchain = null }));

    [Theory]
    [InlineData("go1.24.4", "ignore ./x\n", true)]
    [InlineData("go1.25.0", "ignore ./x\n", false)]
    [InlineData("go1.23.1", "tool example.com/a/x\n", true)]
    [InlineData("go1.22.1", "godebug panicnil=1\n", true)]
    [InlineData("go1.20.1", "toolchain go1.21.0\n", true)]
    [InlineData("go1.15", "retract v1.0.0\n", true)]
    public void A_directive_is_known_from_its_release_on(string running, string line, bool fails) => Assert.Equal(
        fails,
        Judge("GE3106", Tree with { GoMod = Mod("module example.com/m\ngo 1.15\n" + line), Toolchain = Local(running) }).Any(problem => problem.Location == "/m/go.mod:3"));

    [Fact]
    public void Settings_of_another_Go_are_unknown()
    {
        var tree = Tree with { GoMod = Mod("module example.com/m\ngo 1.21\ngodebug containermaxprocs=0\n") };
        Assert.Empty(Judge("GE3116", tree));
        Says(FindingStatus.Unknown, "Go 1.25", Judge("GE3116", tree with { Toolchain = Local("go1.23.1") }));
        Says(FindingStatus.Unknown, "newer than the list", Judge("GE3116", Tree with { GoMod = Mod("module m\ngo 1.21\ngodebug new=1\n"), Toolchain = Local("go1.99.0") }));
        Says(FindingStatus.Fail, "removed", Judge("GE3116", Tree with { GoMod = Mod("module m\ngo 1.21\ngodebug tls3des=1\n") }));
        Assert.Empty(Judge("GE3116", Tree with { GoMod = Mod("module m\ngo 1.21\ngodebug tls3des=0\n") }));
        Says(FindingStatus.Fail, "newer than go1.27.1", Judge("GE3116", Tree with { GoMod = Mod("module m\ngo 1.21\ngodebug default=go1.99\n") }));
    }
}
