using GoEnv.Modules.Files;
using System.Text;
using static GoEnv.Tests.Modules.Files.GivenTree;

namespace GoEnv.Tests.Modules.Files;

public sealed class ReplacementRuleTests
{
    [Fact]
    public void Replacements_by_folders_are_judged_by_what_is_there()
    {
        var tree = Tree with { GoMod = Mod(Healthy + "replace example.com/a => ../a\n") };
        var folder = new ModuleFolder { From = "/m/go.mod", Name = "../a", Path = "/a", GoMod = Mod("module example.com/a\n") };
        Assert.Empty(Judge("GE3107", tree with { Folders = [folder] }));
        Says(FindingStatus.Fail, "go install", Judge("GE3108", tree with { Folders = [folder] }));
        Says(FindingStatus.Fail, "not there", Judge("GE3107", tree with { Folders = [folder with { Path = Fact<string>.Absent, GoMod = Fact<GoModFile>.Absent }] }));
        Says(FindingStatus.Fail, "has no go.mod", Judge("GE3107", tree with { Folders = [folder with { GoMod = Fact<GoModFile>.Absent }] }));
        Says(FindingStatus.Unknown, "may not enter", Judge("GE3107", tree with { Folders = [folder with { Path = Fact<string>.Unknown("this account may not enter /") }] }));
        Says(FindingStatus.Unknown, "not looked at", Judge("GE3107", tree));
    }

    [Fact]
    public void Replacements_that_do_not_conflict_pass()
    {
        Assert.Empty(Judge("GE3123", Tree with { GoMod = Mod(Healthy + "replace a.b/c => ./d\nreplace a.b/c => ./d\nreplace a.b/c v1.0.0 => ./e\nreplace a.b/f => ./d\n") }));
        Says(FindingStatus.Fail, "/go.work:4", Judge("GE3123", Tree with { GoWork = Work("go 1.26.0\nuse ./m\nreplace a.b/c => ./d\nreplace a.b/c => ./e\n") }));
    }

    [Theory]
    [InlineData("=> ../a", "1.27.0", null, "/m/go.mod:3 says go 1.26.0, and /a/go.mod:2", FindingStatus.Fail)]
    [InlineData("=> ../a", "1.26.1", "readonly", "updated", FindingStatus.Fail)]
    [InlineData("v1.0.0 => ../a", "1.27.0", null, "updated", FindingStatus.Fail)]
    [InlineData("=> ../a", "1.99", null, "which go1.27.1 refuses", FindingStatus.Fail)]
    [InlineData("=> ../a", "1.99", "mod", "which go1.27.1 refuses", FindingStatus.Fail)]
    [InlineData("=> ../a", "1.27.0", "mod", null, FindingStatus.Pass)]
    [InlineData("=> ../a", "1.26.0", null, null, FindingStatus.Pass)]
    [InlineData("v1.2.0 => ../a", "1.99", null, null, FindingStatus.Pass)]
    public void A_replacement_may_ask_for_no_newer_Go(string replace, string line, string? flag, string? says, FindingStatus status)
    {
        var tree = Tree with
        {
            GoMod = Mod(Healthy + "replace example.com/a " + replace + "\n"),
            ModFlag = flag is null ? Fact<string>.Absent : flag,
            Toolchain = Local("go1.27.1"),
            Folders = [new ModuleFolder { From = "/m/go.mod", Name = "../a", Path = "/a", GoMod = GoModFile.Parse(Encoding.UTF8.GetBytes("module example.com/a\ngo " + line + "\n"), "/a/go.mod") }],
        };
        var problems = Judge("GE3124", tree);
        if (says is null)
        {
            Assert.Empty(problems);
        }
        else
        {
            Says(status, says, problems);
            Assert.Empty(Judge("GE3124", tree with { Toolchain = Local("go1.20.1") }));
            Assert.Empty(Judge("GE3124", tree with { GoMod = Mod(Healthy.Replace("/a ", "/b ", StringComparison.Ordinal) + "replace example.com/a " + replace + "\n") }));
        }
    }

    [Fact]
    public void A_mode_that_is_not_known_leaves_the_go_line_of_a_replacement_open()
    {
        var tree = Tree with
        {
            GoMod = Mod(Healthy + "replace example.com/a => ../a\n"),
            ModFlag = Fact<string>.Unknown("GOFLAGS is not known"),
            Folders = [new ModuleFolder { From = "/m/go.mod", Name = "../a", Path = "/a", GoMod = GoModFile.Parse("module example.com/a\ngo 1.26.5\n"u8.ToArray(), "/a/go.mod") }],
        };
        Says(FindingStatus.Unknown, "GOFLAGS", Judge("GE3124", tree));
        Says(FindingStatus.Fail, "-mod=none, which go does not know", Judge("GE3118", Tree with { ModFlag = "none" }));
        Assert.Empty(Judge("GE3118", Tree with { ModFlag = "readonly" }));
    }
}
