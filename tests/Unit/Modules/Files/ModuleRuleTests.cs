using System.Text;
using GoEnv.Modules.Files;
using GoEnv.Policies;
using GoEnv.Releases;
using GoEnv.Toolchain;

namespace GoEnv.Tests.Modules.Files;

public sealed class ModuleRuleTests
{
    private const string Healthy = "module example.com/m\n\ngo 1.26.0\n\nrequire example.com/a v1.0.0\n";

    private const string Sum = "example.com/a v1.0.0 h1:x=\nexample.com/a v1.0.0/go.mod h1:y=\n";

    private static readonly ModuleTree Tree = new()
    {
        Path = "/m",
        Folder = "/m",
        GoMod = Mod(Healthy),
        GoSum = GoSumFile.Parse(Encoding.UTF8.GetBytes(Sum), "/m/go.sum"),
        GoWork = Fact<GoWorkFile>.Absent,
        GoWorkSum = Fact<GoSumFile>.Absent,
        GoWorkSetting = Fact<string>.Absent,
        VendorFolder = Fact<string>.Absent,
        Vendor = Fact<VendorList>.Absent,
        WorkVendorFolder = Fact<string>.Absent,
        WorkVendor = Fact<VendorList>.Absent,
        Toolchain = new ToolchainDecision { Outcome = ToolchainOutcome.Local, Name = "go1.27.1" },
    };

    public static TheoryData<string> Ids => new(Catalog.Rules.Where(rule => rule is ModuleTreeRule).Select(rule => rule.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_healthy_module_passes(string id) => Assert.Empty(Judge(id, Tree));

    [Theory]
    [InlineData("GE3101", "module example.com/m\n\ngo 1.26.0\nno\n", "/m/go.mod:4", Severity.Error)]
    [InlineData("GE3101", "module example.com/m\n\ngo 1.26.0\nrequire example.com/a v1.0\n", "/m/go.mod:4", Severity.Error)]
    [InlineData("GE3101", "module example.com/m\n\ngo 1.26.0\nretract latest\n", "/m/go.mod:4", Severity.Error)]
    [InlineData("GE3102", "go 1.26.0\n", "/m/go.mod:1", Severity.Error)]
    [InlineData("GE3102", "module go\n", "/m/go.mod:1", Severity.Error)]
    [InlineData("GE3102", "module example.com/a$b\n", "/m/go.mod:1", Severity.Error)]
    [InlineData("GE3103", "module example.com/m\n", "/m/go.mod:1", Severity.Warning)]
    [InlineData("GE3105", "module example.com/m\ngo 1.26.0\ntoolchain go1.25.1\n", "/m/go.mod:3", Severity.Warning)]
    [InlineData("GE3104", "module example.com/m\ngo 1.99.0\n", "/m/go.mod:2", Severity.Warning)]
    [InlineData("GE3101", "module example.com/m\n\ngo 1.26.0\ntool ./cmd\n", "/m/go.mod:4", Severity.Error)]
    [InlineData("GE3105", "module example.com/m\ngo 1.26.0\ntoolchain default\n", "/m/go.mod:3", Severity.Error)]
    [InlineData("GE3105", "module example.com/m\ngo 1.26.0\ntoolchain go1.26\n", "/m/go.mod:3", Severity.Warning)]
    [InlineData("GE3105", "module example.com/m\ngo 1.26.0\ntoolchain go1.20\n", "/m/go.mod:3", Severity.Error)]
    [InlineData("GE3115", "module example.com/m\ngo 1.26.0\nrequire a.b/c v1.0.0\nrequire a.b/c v1.1.0\n", "/m/go.mod:4", Severity.Error)]
    [InlineData("GE3115", "module example.com/m\ngo 1.26.0\nrequire a.b/c v1.0.0\nrequire a.b/c v1.0.0\n", "/m/go.mod:4", Severity.Warning)]
    [InlineData("GE3116", "module example.com/m\ngo 1.26.0\ngodebug nosuchthing=1\n", "/m/go.mod:3", Severity.Error)]
    [InlineData("GE3117", "module example.com/m\ngo 1.26.0\nrequire a.b/c v1.0.0\nexclude a.b/c v1.0.0\n", "/m/go.mod:3", Severity.Error)]
    [InlineData("GE3123", "module example.com/m\ngo 1.26.0\nreplace a.b/c => a.b/d v1.0.0\nreplace a.b/c => a.b/d v1.1.0\n", "/m/go.mod:4", Severity.Error)]
    [InlineData("GE3123", "module example.com/m\ngo 1.26.0\nreplace a.b/c v1.0.0 => ./d\nreplace a.b/c v1.0.0 => ./d/\n", "/m/go.mod:4", Severity.Error)]
    public void A_fault_in_go_mod_is_named_with_its_line(string id, string text, string location, Severity severity)
    {
        var problem = Assert.Single(Judge(id, Tree with { GoMod = Mod(text) }));
        Assert.Equal((FindingStatus.Fail, location, severity), (problem.Status, problem.Location, problem.Severity ?? Rule(id).Severity));
        Assert.NotNull(problem.Fix);
    }

    [Theory]
    [InlineData("GE3101")]
    [InlineData("GE3102")]
    [InlineData("GE3103")]
    [InlineData("GE3104")]
    [InlineData("GE3105")]
    [InlineData("GE3106")]
    [InlineData("GE3107")]
    [InlineData("GE3108")]
    [InlineData("GE3109")]
    [InlineData("GE3112")]
    [InlineData("GE3113")]
    [InlineData("GE3114")]
    [InlineData("GE3115")]
    [InlineData("GE3116")]
    [InlineData("GE3117")]
    [InlineData("GE3119")]
    [InlineData("GE3120")]
    [InlineData("GE3121")]
    [InlineData("GE3123")]
    [InlineData("GE3124")]
    public void A_go_mod_that_cannot_be_read_is_unknown(string id) =>
        Says(FindingStatus.Unknown, "may not read", Judge(id, Tree with { GoMod = Fact<GoModFile>.Unknown("this account may not read /m/go.mod") }));

    [Theory]
    [InlineData("GE3101")]
    [InlineData("GE3109")]
    [InlineData("GE3110")]
    public void A_go_sum_that_cannot_be_read_is_unknown(string id) =>
        Says(FindingStatus.Unknown, "larger", Judge(id, Tree with { GoSum = Fact<GoSumFile>.Unknown("/m/go.sum is larger than 4194304 bytes") }));

    [Theory]
    [InlineData("GE3111")]
    [InlineData("GE3112")]
    [InlineData("GE3118")]
    public void A_go_work_that_cannot_be_read_is_unknown(string id) =>
        Says(FindingStatus.Unknown, "is not there", Judge(id, Tree with { GoWork = Fact<GoWorkFile>.Unknown("GOWORK names /w/go.work, which is not there") }));

    [Theory]
    [InlineData("GE3109")]
    [InlineData("GE3113")]
    [InlineData("GE3118")]
    [InlineData("GE3120")]
    public void Unknown_flags_are_unknown(string id) =>
        Says(FindingStatus.Unknown, "GOFLAGS", Judge(id, Tree with { VendorFolder = "/m/vendor", Vendor = Vendor(string.Empty), ModFlag = Fact<string>.Unknown("GOFLAGS is not known: go did not answer") }));

    [Fact]
    public void A_folder_without_a_module_fails()
    {
        var empty = Tree with { GoMod = Fact<GoModFile>.Absent, GoSum = Fact<GoSumFile>.Absent };
        Says(FindingStatus.Fail, "Neither /m", Judge("GE3102", empty));
        Says(FindingStatus.Fail, "no folder /m", Judge("GE3102", empty with { Folder = Fact<string>.Absent, GoWork = Fact<GoWorkFile>.Unknown("x") }).Where(problem => problem.Status == FindingStatus.Fail));
        Assert.All(Ids.Where(id => id.Data != "GE3102"), id => Assert.Empty(Judge(id.Data, empty)));
    }

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
    public void Hashes_that_are_missing_are_named_by_what_needs_them()
    {
        Says(FindingStatus.Fail, "go.mod of example.com/a v1.0.0", Judge("GE3109", Tree with { GoSum = Sums("example.com/a v1.0.0 h1:x=\n") }));
        var two = Tree with { GoSum = Fact<GoSumFile>.Absent, GoMod = Mod(Healthy + "require example.com/b v1.0.0\n") };
        Assert.Equal(["example.com/a v1.0.0", "example.com/b v1.0.0"], Assert.Single(Judge("GE3109", two)).Evidence);
        var noContent = Tree with { GoSum = Sums("example.com/a v1.0.0/go.mod h1:x=\n") };
        Says(FindingStatus.Unknown, "not looked at", Judge("GE3109", noContent));
        Says(FindingStatus.Fail, "/m/x.go imports example.com/a/b", Judge("GE3109", noContent with { Unhashed = [Import(("/m/x.go", "example.com/a/b", false))] }));
        Says(FindingStatus.Unknown, "build constraints", Judge("GE3109", noContent with { Unhashed = [Import(("/m/x.go", "example.com/a/b", true))] }));
        Assert.Empty(Judge("GE3109", noContent with { Unhashed = [Import()] }));
        Assert.Empty(Judge("GE3109", noContent with { Unhashed = [Import()], ModFlag = "mod" }));
        Assert.Empty(Judge("GE3109", Tree with { GoSum = Fact<GoSumFile>.Absent, ModFlag = "mod" }));
        Assert.Empty(Judge("GE3109", Tree with { GoSum = Fact<GoSumFile>.Absent, GoMod = Mod(Healthy + "replace example.com/a => ../a\n") }));

        // A package that a longer module path provides does not need the shorter one.
        var nested = Mod(Healthy + "require example.com/a/b v1.0.0 // indirect\n");
        Assert.Empty(Judge("GE3109", noContent with
        {
            GoMod = nested,
            GoSum = Sums("example.com/a v1.0.0/go.mod h1:x=\nexample.com/a/b v1.0.0/go.mod h1:x=\n"),
            Unhashed = [Import(("/m/x.go", "example.com/a/b/c", false))],
        }));
    }

    [Fact]
    public void Two_hashes_of_one_version_fail()
    {
        Assert.Equal("/m/go.sum:2", Assert.Single(Judge("GE3110", Tree with { GoSum = Sums("a.b/c v1.0.0 h1:x=\na.b/c v1.0.0 h1:y=\n") })).Location);
        Assert.Empty(Judge("GE3110", Tree with { GoSum = Sums("a.b/c v1.0.0 h1:x=\na.b/c v1.0.0 h1:x=\na.b/c v1.0.0 h2:y=\n") }));
    }

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
        Assert.Empty(Judge("GE3120", tree with { VendorImports = Imports("+ 0 example.com/a 3 /m/x.go\n- 0 fmt 4 /m/x.go\n- 0 example.com/m/own 5 /m/x.go\n") }));
        Says(FindingStatus.Fail, "modules.txt:3 lists example.com/a, and /m/vendor/example.com/a has no Go files", Judge("GE3120", tree with { VendorMissing = Texts("example.com/a", "of another file") }));
        Says(FindingStatus.Unknown, "may not read", Judge("GE3120", tree with { VendorMissing = Fact<IReadOnlyList<string>>.Unknown("this account may not read it") }));
        Says(FindingStatus.Unknown, "may not read", Judge("GE3120", tree with { VendorImports = Fact<IReadOnlyList<VendorImport>>.Unknown("this account may not read it") }));

        var lacks = tree with { VendorImports = Imports("- 2 example.com/a/b 3 /m/w.go\n- 1 example.com/a/b 3 /m/x_test.go\n- 0 example.com/a/b 4 /m/x.go\n") };
        var problem = Assert.Single(Judge("GE3120", lacks));
        Assert.Equal(("/m/x.go:4", null), (problem.Location, problem.Severity));
        Assert.Equal(Severity.Warning, Assert.Single(Judge("GE3120", tree with { VendorImports = Imports("- 1 example.com/a/b 3 /m/x_test.go\n") })).Severity);
        Assert.Empty(Judge("GE3120", lacks with { ModFlag = "mod" }));
        Assert.Empty(Judge("GE3120", lacks with { GoMod = Mod(Healthy + "ignore ./w\n") }));
        Says(FindingStatus.Fail, "example.com/m/sub/b", Judge("GE3120", tree with
        {
            GoMod = Mod(Healthy + "require example.com/m/sub v1.0.0\n"),
            Vendor = Vendor("# example.com/a v1.0.0\n## explicit\nexample.com/a\n# example.com/m/sub v1.0.0\n## explicit\n"),
            VendorImports = Imports("- 0 example.com/m/sub/b 3 /m/x.go\n"),
        }));

        // Where the lists differ, GE3113 says so, and it is the cause.
        Assert.Empty(Judge("GE3120", lacks with { Vendor = Fact<VendorList>.Absent }));
        var unlisted = tree with { VendorImports = Imports("+ 0 example.com/a/b 3 /m/x.go\n") };
        Says(FindingStatus.Fail, "modules.txt does not list", Judge("GE3120", unlisted));
        Assert.Empty(Judge("GE3120", unlisted with { GoMod = Mod(Healthy.Replace("1.26.0", "1.22", StringComparison.Ordinal)) }));
        Assert.Null(VendorImport.Read("+ 0 example.com/a\n"));
    }

    [Fact]
    public void Retractions_count_in_the_latest_version_of_the_cache()
    {
        var retracting = new CachedModule("example.com/a", "v1.2.0", GoModFile.Parse("module example.com/a\nretract [v1.0.0, v1.1.0] // bad\n"u8.ToArray()), ["v1.0.0", "v1.2.0", "v1.3.0-rc.1"]);
        Says(FindingStatus.Fail, "v1.2.0 retracts: bad", Judge("GE3119", Tree with { Cached = [retracting] }));
        Assert.Empty(Judge("GE3119", Tree with { Cached = [retracting with { Versions = ["v1.0.0", "v1.2.0", "v1.2.1"] }] }));
        Assert.Empty(Judge("GE3119", Tree with { Cached = [retracting], GoMod = Mod(Healthy.Replace("v1.0.0", "v1.2.0", StringComparison.Ordinal)) }));
        Assert.Empty(Judge("GE3119", Tree with { Cached = [retracting], GoMod = Mod(Healthy + "replace example.com/a => ../a\n") }));
        var deprecated = retracting with { File = GoModFile.Parse("// Deprecated: gone\nmodule example.com/a\n"u8.ToArray()) };
        Assert.Equal(Severity.Information, Assert.Single(Judge("GE3119", Tree with { Cached = [deprecated] })).Severity);
        Assert.Empty(Judge("GE3119", Tree with { Cached = [deprecated], GoMod = Mod(Healthy.Replace("v1.0.0\n", "v1.0.0 // indirect\n", StringComparison.Ordinal)) }));
    }

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

    internal static Fact<GoModFile> Mod(string text) => GoModFile.Parse(Encoding.UTF8.GetBytes(text), "/m/go.mod");

    private static ToolchainDecision Local(string name) => new() { Outcome = ToolchainOutcome.Local, Name = name };

    private static Fact<GoWorkFile> Work(string text) => GoWorkFile.Parse(Encoding.UTF8.GetBytes(text), "/go.work");

    private static Fact<GoSumFile> Sums(string text) => GoSumFile.Parse(Encoding.UTF8.GetBytes(text), "/m/go.sum");

    private static Fact<VendorList> Vendor(string text) => VendorList.Parse(Encoding.UTF8.GetBytes(text), "/m/vendor/modules.txt");

    private static Fact<IReadOnlyList<string>> Texts(params string[] texts) => texts;

    private static Fact<IReadOnlyList<VendorImport>> Imports(string lines) => ((Fact<string>)lines).To(text => VendorImport.Read(text)!);

    private static UnhashedImport Import(params (string, string, bool)[] lines) => new("example.com/a", lines);

    private static Rule Rule(string id) => Catalog.Rules.Single(rule => rule.Id == id);

    private static IReadOnlyList<Problem> Judge(string id, ModuleTree tree) => Rule(id).JudgeFacts(
        new ModuleTreeFacts { Trees = [tree] }, new RuleContext(Target.Local, Policy.Default, GoReleases.Shipped, DateTimeOffset.UnixEpoch)).ToList();

    private static void Says(FindingStatus status, string text, IEnumerable<Problem> problems)
    {
        var problem = Assert.Single(problems);
        Assert.Equal(status, problem.Status);
        Assert.Contains(text, problem.Message, StringComparison.Ordinal);
    }
}
