using GoEnv.Modules.Files;
using GoEnv.Toolchain;

namespace GoEnv.Tests.Modules.Files;

public sealed class ToolchainChoiceTests
{
    [Theory]
    [InlineData("go 1.26", "", "1.27.1", "auto", ToolchainOutcome.Local, "go1.27.1")]
    [InlineData("go 1.28", "", "1.27.1", "auto", ToolchainOutcome.Download, "go1.28.0")]
    [InlineData("go 1.28rc1", "", "1.27.1", "auto", ToolchainOutcome.Download, "go1.28rc1")]
    [InlineData("go 1.28.0", "toolchain go1.28.3", "1.27.1", "auto", ToolchainOutcome.Download, "go1.28.3")]
    [InlineData("go 1.26.0", "toolchain go1.28.3", "1.27.1", "local", ToolchainOutcome.Local, "go1.27.1")]
    [InlineData("go 1.26.0", "toolchain default", "1.27.1", "auto", ToolchainOutcome.Local, "go1.27.1")]
    [InlineData("go 1.28.0", "toolchain default", "1.27.1", "auto", ToolchainOutcome.Refused, "go1.27.1")]
    [InlineData("go 1.28.0", "", "1.27.1", "local", ToolchainOutcome.Refused, "go1.27.1")]
    [InlineData("go 1.28.0", "", "1.27.1", "path", ToolchainOutcome.Refused, "go1.28.0")]
    [InlineData("go 1.27.0", "", "1.27.1", "go1.26.0", ToolchainOutcome.Refused, "go1.26.0")]
    [InlineData("go 1.26.0", "", "1.27.1", "go1.26.0", ToolchainOutcome.Download, "go1.26.0")]
    [InlineData("go 1.28.0", "", "1.27.1", "go1.26.0+auto", ToolchainOutcome.Download, "go1.28.0")]
    [InlineData("go 1.28.0", "", "1.27.1", "local+auto", ToolchainOutcome.Download, "go1.28.0")]
    [InlineData("go 1.28.0", "", "1.27.1", "nonsense", ToolchainOutcome.Refused, null)]
    [InlineData("go 1.26.0", "toolchain go1.28", "1.27.1", "auto", ToolchainOutcome.Refused, "go1.28")]
    [InlineData("go 1.21.0", "", "1.19.8", "auto", ToolchainOutcome.Refused, "go1.19.8")]
    [InlineData("go 1.21", "", "1.19.8", "auto", ToolchainOutcome.Local, "go1.19.8")]
    [InlineData("go 1.29.9", "", "1.27.1", "auto", ToolchainOutcome.OnPath, "go1.29.9")]
    [InlineData("go 1.29.8", "", "1.27.1", "auto", ToolchainOutcome.ModuleCache, "go1.29.8")]
    public void A_toolchain_is_chosen_as_go_chooses_it(string go, string toolchain, string local, string setting, ToolchainOutcome outcome, string? name)
    {
        var cached = Toolchain.Given.Go("1.29.8") with { Path = "/home/a/go/pkg/mod/golang.org/toolchain@v0.0.1-go1.29.8.linux-amd64/bin/go", OnPath = null };
        var facts = Toolchain.Given.Facts(Toolchain.Given.Go(local), cached) with { GoToolchainSetting = setting };
        var decision = ToolchainDecision.Of(Tree($"module m\n{go}\n{toolchain}\n"), facts, ["go1.29.9"]);
        Assert.Equal((outcome, name), (decision.Outcome, decision.Name));
        Assert.Contains(local, decision.Steps[0], StringComparison.Ordinal);
        Assert.Equal(outcome == ToolchainOutcome.Refused, decision.Reason is not null);
    }

    [Theory]
    [InlineData("GOPROXY")]
    [InlineData("GOSUMDB")]
    public void What_is_off_forbids_a_download(string name)
    {
        var facts = Toolchain.Given.Facts(Toolchain.Given.Go()) with { GoEnv = Toolchain.Given.Env((name, "off")) };
        var decision = ToolchainDecision.Of(Tree("module m\ngo 1.28.0\n"), facts, []);
        Assert.Equal(ToolchainOutcome.Refused, decision.Outcome);
        Assert.Contains(name + "=off", decision.Reason, StringComparison.Ordinal);
        Assert.Equal("/m/go.mod:2", decision.Location);
    }

    [Fact]
    public void What_is_not_known_leaves_the_choice_unknown()
    {
        var facts = Toolchain.Given.Facts(Toolchain.Given.Go());
        var newer = Tree("module m\ngo 1.28.0\n");
        Assert.Equal(ToolchainOutcome.Unknown, Choose(facts with { GoToolchainSetting = Fact<string>.Unknown("no answer") }));
        Assert.Equal(ToolchainOutcome.Unknown, Choose(facts with { GoEnv = Fact<IReadOnlyDictionary<string, string>>.Unknown("no answer") }));
        Assert.Equal(ToolchainOutcome.Unknown, Choose(Toolchain.Given.Facts(Toolchain.Given.Go() with { Version = null })));
        Assert.Equal(ToolchainOutcome.NoGo, Choose(Toolchain.Given.Facts()));
        Assert.Equal(ToolchainOutcome.Unknown, Choose(Toolchain.Given.Facts() with { LoginPath = Fact<string>.Unknown("the login shell did not answer") }));
        Assert.Equal(ToolchainOutcome.Refused, Choose(facts with { GoToolchainSetting = Fact<string>.Absent }));

        ToolchainOutcome Choose(ToolchainFacts given) => ToolchainDecision.Of(newer, given, []).Outcome;
    }

    private static ModuleTree Tree(string mod) => new()
    {
        Path = "/m", Folder = "/m", GoMod = GivenTree.Mod(mod), GoWork = Fact<GoWorkFile>.Absent,
    };
}
