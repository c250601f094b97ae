using GoEnv.Modules.Files;
using static GoEnv.Tests.Modules.Files.GivenTree;

namespace GoEnv.Tests.Modules.Files;

public sealed class VendorRuleTests
{
    [Fact]
    public void A_vendor_folder_is_compared_as_go_compares_it()
    {
        const string List = "# example.com/a v1.0.0\n## explicit; go 1.18\nexample.com/a\n";
        var tree = Tree with { VendorFolder = "/m/vendor", Vendor = Vendor(List) };
        Assert.Empty(Judge("GE3113", tree));
        Says(FindingStatus.Fail, "has v1.1.0", Judge("GE3113", tree with { Vendor = Vendor(List.Replace("v1.0.0", "v1.1.0", StringComparison.Ordinal)) }));
        Says(FindingStatus.Fail, "explicit", Judge("GE3113", tree with { Vendor = Vendor("# example.com/a v1.0.0\nexample.com/a\n") }));
        Says(FindingStatus.Fail, "does not have it", Judge("GE3113", tree with { Vendor = Fact<VendorList>.Absent }));
        Says(FindingStatus.Fail, "nothing replaces it", Judge("GE3113", tree with { Vendor = Vendor(List + "# example.com/b => ../b\n") }));
        Says(FindingStatus.Fail, "does not say so", Judge("GE3113", tree with { GoMod = Mod(Healthy + "replace example.com/b => ../b\n") }));
        Says(FindingStatus.Fail, "does not require it", Judge("GE3113", tree with { Vendor = Vendor(List + "# example.com/b v1.0.0\n## explicit\nexample.com/b\n") }));
        Says(FindingStatus.Fail, "marks example.com/b@v0.9.0 as explicit", Judge("GE3113", tree with
        {
            GoMod = Mod(Healthy + "require example.com/b v1.0.0\n"),
            Vendor = Vendor(List + "# example.com/b v0.9.0\n## explicit\nexample.com/b\n# example.com/b v1.0.0\n## explicit\n"),
        }));
        Assert.Empty(Judge("GE3113", tree with { Vendor = Vendor(List + "# example.com/b v1.0.0\n## explicit\n=======\n") }));
        var newer = tree with { Vendor = Vendor(List.Replace("1.18", "1.28", StringComparison.Ordinal)) };
        Says(FindingStatus.Fail, "modules.txt:2 says that example.com/a@v1.0.0 needs go 1.28", Judge("GE3113", newer));
        Assert.Empty(Judge("GE3113", newer with { Toolchain = Local("go1.20.1") }));
        var replaced = tree with { GoMod = Mod(Healthy + "replace example.com/a => ../a\n"), Vendor = Vendor("# example.com/a v1.0.0 => ../b\n## explicit\nexample.com/a\n# example.com/a => ../a\n") };
        Assert.Empty(Judge("GE3113", replaced));
        Says(FindingStatus.Fail, "by ../b", Judge("GE3113", replaced with { Toolchain = Local("go1.21.1") }));
        Says(FindingStatus.Unknown, "larger", Judge("GE3113", tree with { Vendor = Fact<VendorList>.Unknown("it is larger than 2097152 bytes") }));
        Assert.Empty(Judge("GE3113", tree with { Vendor = Fact<VendorList>.Absent, ModFlag = "readonly" }));
        Says(FindingStatus.Fail, "-mod=mod", Judge("GE3114", tree with { ModFlag = "mod" }));
        Says(FindingStatus.Fail, "go 1.13", Judge("GE3114", tree with { GoMod = Mod("module example.com/m\ngo 1.13\n") }));
        Says(FindingStatus.Fail, "workspace", Judge("GE3114", tree with { Vendor = Vendor("## workspace\n" + List) }));
        Says(FindingStatus.Fail, "-mod=vendor", Judge("GE3118", Tree with { ModFlag = "vendor" }));
        Says(FindingStatus.Fail, "-mod=vendor", Judge("GE3118", Tree with { ModFlag = "vendor", GoMod = Mod("module example.com/m\ngo 1.26.0\nreplace example.com/a => ../a\n") }));
    }

    [Fact]
    public void A_package_that_the_vendor_folder_lacks_is_named()
    {
        var list = Vendor("# example.com/a v1.0.0\n## explicit\nexample.com/a\n");
        var tree = Tree with { VendorFolder = "/m/vendor", Vendor = list, VendorMissing = Texts() };
        Assert.Empty(Judge("GE3120", tree with { VendorImports = Vendored("+ 0 example.com/a 3 /m/x.go\n- 0 fmt 4 /m/x.go\n- 0 example.com/m/own 5 /m/x.go\n") }));
        Says(FindingStatus.Fail, "modules.txt:3 lists example.com/a, and /m/vendor/example.com/a has no Go files", Judge("GE3120", tree with { VendorMissing = Texts("example.com/a", "of another file") }));
        Says(FindingStatus.Unknown, "may not read", Judge("GE3120", tree with { VendorMissing = Fact<IReadOnlyList<string>>.Unknown("this account may not read it") }));
        Says(FindingStatus.Unknown, "may not read", Judge("GE3120", tree with { VendorImports = Fact<IReadOnlyList<VendorImport>>.Unknown("this account may not read it") }));

        var lacks = tree with { VendorImports = Vendored("- 2 example.com/a/b 3 /m/w.go\n- 1 example.com/a/b 3 /m/x_test.go\n- 0 example.com/a/b 4 /m/x.go\n") };
        var problem = Assert.Single(Judge("GE3120", lacks));
        Assert.Equal(("/m/x.go:4", null), (problem.Location, problem.Severity));
        Assert.Equal(Severity.Warning, Assert.Single(Judge("GE3120", tree with { VendorImports = Vendored("- 1 example.com/a/b 3 /m/x_test.go\n") })).Severity);
        Assert.Empty(Judge("GE3120", lacks with { ModFlag = "mod" }));
        Assert.Empty(Judge("GE3120", lacks with { GoMod = Mod(Healthy + "ignore ./w\n") }));
        Says(FindingStatus.Fail, "example.com/m/sub/b", Judge("GE3120", tree with
        {
            GoMod = Mod(Healthy + "require example.com/m/sub v1.0.0\n"),
            Vendor = Vendor("# example.com/a v1.0.0\n## explicit\nexample.com/a\n# example.com/m/sub v1.0.0\n## explicit\n"),
            VendorImports = Vendored("- 0 example.com/m/sub/b 3 /m/x.go\n"),
        }));

        // Where the lists differ, GE3113 says so, and it is the cause.
        Assert.Empty(Judge("GE3120", lacks with { Vendor = Fact<VendorList>.Absent }));
        var unlisted = tree with { VendorImports = Vendored("+ 0 example.com/a/b 3 /m/x.go\n") };
        Says(FindingStatus.Fail, "modules.txt does not list", Judge("GE3120", unlisted));
        Assert.Empty(Judge("GE3120", unlisted with { GoMod = Mod(Healthy.Replace("1.26.0", "1.22", StringComparison.Ordinal)) }));
        Assert.Null(VendorImport.Read("+ 0 example.com/a\n"));
    }
}
