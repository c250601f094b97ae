using GoEnv.Modules.Files;
using static GoEnv.Tests.Modules.Files.GivenTree;

namespace GoEnv.Tests.Modules.Files;

public sealed class WorkspaceRuleTests
{
    [Fact]
    public void A_workspace_is_judged_by_its_folders()
    {
        var work = Work("go 1.26.0\nuse ./m\nuse ./n\n");
        var m = new ModuleFolder { From = "/go.work", Name = "./m", IsUsed = true, Path = "/m", GoMod = Mod(Healthy), GoSum = Sums(Sum) };
        var n = m with { Name = "./n", Path = "/n", GoMod = GoModFile.Parse("module example.com/n\ngo 1.26.0\n"u8.ToArray(), "/n/go.mod"), GoSum = Fact<GoSumFile>.Absent };
        var tree = Tree with { GoWork = work, Folders = [m, n] };
        Assert.All(Ids, id => Assert.Empty(Judge(id.Data, tree)));
        Says(FindingStatus.Fail, "is not there", Judge("GE3111", tree with { Folders = [m, n with { Path = Fact<string>.Absent, GoMod = Fact<GoModFile>.Absent }] }));
        Says(FindingStatus.Fail, "again", Judge("GE3111", tree with { Folders = [m, n with { Path = "/m" }] }));
        Says(FindingStatus.Fail, "second module", Judge("GE3111", tree with { Folders = [m, n with { GoMod = m.GoMod }] }));
        Says(FindingStatus.Fail, "needs go 1.27.0", Judge("GE3111", tree with { Folders = [m, n with { GoMod = Mod("module example.com/n\ngo 1.27.0\n") }] }));
        Says(FindingStatus.Unknown, "may not enter", Judge("GE3111", tree with { Folders = [m, n with { Path = Fact<string>.Unknown("this account may not enter /n") }] }));
        Says(FindingStatus.Fail, "/go.work:4 replaces example.com/n at all versions, and line 3 uses ./n", Judge("GE3111", tree with { GoWork = Work("go 1.26.0\nuse ./m\nuse ./n\nreplace example.com/n => ./o\nreplace example.com/m v1.0.0 => ./o\n") }));
        Says(FindingStatus.Fail, "does not use it", Judge("GE3112", tree with { Folders = [n] }));
        Says(FindingStatus.Unknown, "not all of its folders", Judge("GE3112", tree with { Folders = [n with { Path = Fact<string>.Unknown("this account may not enter /n") }] }));
        var (one, two) = (m with { GoMod = Mod(Healthy + "replace example.com/z => ./z\n") }, n with { GoMod = GoModFile.Parse("module example.com/n\ngo 1.26.0\nreplace example.com/z => ../m/z/\n"u8.ToArray(), "/n/go.mod") });
        Assert.Empty(Judge("GE3121", tree with { Folders = [one, two] }));
        Assert.Empty(Judge("GE3105", tree with { GoWork = Work("go 1.26.0\ntoolchain default\nuse ./m\nuse ./n\n") }));
        two = two with { GoMod = GoModFile.Parse("module example.com/n\ngo 1.26.0\nreplace example.com/z => ./z\n"u8.ToArray(), "/n/go.mod") };
        Says(FindingStatus.Fail, "/n/go.mod:3 replaces example.com/z by ./z, and /m/go.mod:6 by ./z", Judge("GE3121", tree with { Folders = [one, two] }));
        Assert.Empty(Judge("GE3121", tree with { Folders = [one, two], GoWork = Work("go 1.26.0\nuse ./m\nuse ./n\nreplace example.com/z => ./q\n") }));
        Says(FindingStatus.Fail, "knows no go.work", Judge("GE3106", tree with { Toolchain = Local("go1.17.1") }));
        Says(FindingStatus.Fail, "-mod=mod", Judge("GE3118", tree with { ModFlag = "mod" }));
        Says(FindingStatus.Fail, "go1.21.1 refuses", Judge("GE3118", tree with { ModFlag = "vendor", WorkVendorFolder = "/vendor", Toolchain = Local("go1.21.1") }));
        Assert.Empty(Judge("GE3118", tree with { ModFlag = "vendor", WorkVendorFolder = "/vendor" }));
    }
}
