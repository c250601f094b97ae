using GoEnv.Modules.Files;
using static GoEnv.Tests.Modules.Files.GivenTree;

namespace GoEnv.Tests.Modules.Files;

public sealed class ImportRuleTests
{
    [Theory]
    [InlineData("! 0 3 . a.b/c /m/x.go\n", "/m/x.go:3 imports a.b/c, which no module has that /m/go.mod requires: builds stop.", "go get a.b/c", null)]
    [InlineData("- 0 3 example.com/a example.com/a/no /m/x.go\n", "which example.com/a v1.0.0 does not have: builds stop.", "go get example.com/a/no", null)]
    [InlineData("! 0 9 . a.b/c /cache/y.go\n", "/cache/y.go:9 imports a.b/c", "go mod tidy", null)]
    [InlineData("- 0 3 example.com/m example.com/m/no /m/x.go\n", "which example.com/m does not have: builds stop.", "Generate the package", null)]
    [InlineData("* 0 3 example.com/a/b,example.com/a example.com/a/b/c /m/x.go\n", "which is in example.com/a/b and in example.com/a v1.0.0: builds stop.", "go get example.com/a@latest", null)]
    [InlineData("! 1 3 . a.b/c /m/x_test.go\n", "tests stop", "go get a.b/c", Severity.Warning)]
    [InlineData("! 2 3 . a.b/c /m/x.go\n", "builds that take the file stop", "go get a.b/c", Severity.Warning)]
    [InlineData("! 3 3 . a.b/c /m/go.mod\n", "/m/go.mod:3 names the tool a.b/c", "go get a.b/c", Severity.Warning)]
    public void A_package_that_no_module_has_is_named(string lines, string says, string fix, Severity? severity)
    {
        var tree = Tree with { Imports = Imports(lines) };
        var problem = Assert.Single(Judge("GE3126", tree));
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
        Assert.StartsWith(fix, problem.Fix, StringComparison.Ordinal);
        Assert.Equal((FindingStatus.Fail, severity), (problem.Status, problem.Severity));
        Assert.Empty(Judge("GE3126", tree with { ModFlag = "mod" }));
        Assert.Empty(Judge("GE3126", tree with { ModFlag = "vendor" }));
        Assert.Empty(Judge("GE3126", tree with { GoWork = Work("go 1.26.0\nuse ./m\n") }));
        Says(FindingStatus.Unknown, "GOFLAGS", Judge("GE3126", tree with { ModFlag = Fact<string>.Unknown("GOFLAGS is not known") }));
        Says(FindingStatus.Unknown, "lines that Go refuses", Judge("GE3126", tree with { GoMod = Mod(Healthy + "require a.b/c latest\n") }));
    }

    [Theory]
    [InlineData("GE3126")]
    [InlineData("GE3127")]
    [InlineData("GE3128")]
    public void Where_it_does_not_look_nothing_passes(string id)
    {
        Assert.True(Applies(Tree));
        Assert.False(Applies(Tree with { GoWork = Work("go 1.26.0\nuse ./m\n") }));
        Assert.False(Applies(Tree with { ModFlag = "vendor" }));
        Assert.True(Applies(Tree with { GoMod = Fact<GoModFile>.Unknown("this account may not read it") }));

        bool Applies(ModuleTree tree) => Rule(id).AppliesToFacts(new ModuleTreeFacts { Trees = [tree] });
    }

    [Fact]
    public void Where_go_mod_need_not_name_every_module_only_two_are_one_too_many()
    {
        var tree = Tree with { GoMod = Mod(Healthy.Replace("1.26.0", "1.16", StringComparison.Ordinal)) };
        Assert.Empty(Judge("GE3126", tree with { Imports = Imports("! 0 3 . a.b/c /m/x.go\n- 0 3 example.com/a example.com/a/no /m/x.go\n") }));
        Assert.Single(Judge("GE3126", tree with { Imports = Imports("* 0 3 example.com/a/b,example.com/a example.com/a/b/c /m/x.go\n") }));
        Says(FindingStatus.Unknown, "not all Go files", Judge("GE3126", Tree with { Imports = Fact<IReadOnlyList<PackageImport>>.Unknown("not all Go files could be read") }));
        Assert.Empty(Judge("GE3126", Tree with { Imports = Imports("! 3 6 . ./cmd /m/go.mod\n") })); // GE3101
        Assert.Empty(Judge("GE3126", Tree with { Imports = Imports("? 0 3 example.com/a example.com/a /m/x.go\n+ 1 3 example.com/a example.com/a /m/x_test.go\n") }));
    }

    [Theory]
    [InlineData("low example.com/b v1.0.0 example.com/a v1.1.0\n", "/m/go.mod:5 requires example.com/a v1.0.0, and example.com/b v1.0.0 requires v1.1.0 of it: commands that read all", "/m/go.mod:5")]
    [InlineData("low example.com/a v1.0.0 example.com/a v1.0.1-0.20260101000000-abcdefabcdef\n", "builds want go.mod updated", "/m/go.mod:5")]
    [InlineData("low example.com/b v1.0.0 example.com/a v0.9.0\n", null, null)]
    [InlineData("low example.com/b v1.0.0 example.com/a v1.0.0-rc.1\n", null, null)]
    [InlineData("go example.com/a v1.0.0 1.26.1\n", "/m/go.mod:3 says go 1.26.0, and example.com/a v1.0.0 says go 1.26.1: builds want", "/m/go.mod:3")]
    [InlineData("go example.com/b v1.0.0 1.27\n", "commands that read all requirements want", "/m/go.mod:3")]
    [InlineData("go example.com/a v1.0.0 1.28.0\n", "/m/go.mod:5 requires example.com/a v1.0.0, which needs go 1.28.0, and go1.27.1 works here: builds stop", "/m/go.mod:5")]
    [InlineData("go example.com/a v1.0.0 1.26\n", null, null)]
    [InlineData("gone example.com/a v1.0.0\n", null, null)]
    public void A_requirement_may_not_ask_for_more(string lines, string? says, string? location)
    {
        var tree = Tree with { RequirementNotes = Notes(lines) };
        if (says is null)
        {
            Assert.Empty(Judge("GE3127", tree));
            return;
        }

        Says(FindingStatus.Fail, says, Judge("GE3127", tree));
        Assert.Equal(location, Judge("GE3127", tree)[0].Location);
        Assert.Equal(lines.Contains("1.28", StringComparison.Ordinal) ? 1 : 0, Judge("GE3127", tree with { ModFlag = "mod" }).Count);
        Assert.Empty(Judge("GE3127", tree with { ModFlag = "vendor" }));
        Assert.Empty(Judge("GE3127", tree with { GoWork = Work("go 1.26.0\nuse ./m\n") }));
        Says(FindingStatus.Unknown, "GOFLAGS", Judge("GE3127", tree with { ModFlag = Fact<string>.Unknown("GOFLAGS is not known") }));
    }

    [Fact]
    public void Go_before_1_21_asks_for_no_newer_Go()
    {
        var tree = Tree with { RequirementNotes = Notes("go example.com/a v1.0.0 1.22\n"), GoMod = Mod("module example.com/m\n") };
        Says(FindingStatus.Fail, "/m/go.mod:1 has no go line, and example.com/a v1.0.0 says go 1.22", Judge("GE3127", tree));
        Assert.Empty(Judge("GE3127", tree with { Toolchain = Local("go1.20.1") }));
        Assert.Empty(Judge("GE3127", tree with { RequirementNotes = Notes("go example.com/a v1.0.0 1.20\n") }));
        Says(FindingStatus.Unknown, "5000", Judge("GE3127", Tree with { RequirementNotes = Fact<IReadOnlyList<RequirementNote>>.Unknown("only 5000 are read") }));
    }
}
