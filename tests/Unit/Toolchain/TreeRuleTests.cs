using GoEnv.Toolchain;
using static GoEnv.Tests.Toolchain.Given;

namespace GoEnv.Tests.Toolchain;

public sealed class TreeRuleTests
{
    private static readonly GoToolchain Other = Go("1.26.7", "/opt/go") with { OnPath = 2 };

    [Fact]
    public void Several_on_path()
    {
        var rule = new OneGoRule();
        Fails(rule, Facts(Go(), Other), "/opt/go/bin/go (1.26.7)", Severity.Warning);
        Fails(rule, Facts(Go(), Go(root: "/opt/go") with { OnPath = 2 }), "2 go commands", Severity.Information);
        Fails(rule, Facts(Go() with { OnPath = null }), "on no PATH", Severity.Warning);
        Passes(rule, Facts(Go(), Other with { OnPath = null }));
        Passes(rule, Facts(Go() with { OnPath = null, OnLoginPath = 3 }));
    }

    [Fact]
    public void A_go_that_only_interactive_shells_find_is_left_to_the_rules_on_shells()
    {
        var rule = new OneGoRule();
        var facts = Facts(Go() with { OnPath = null });
        Passes(rule, facts with { InteractivePath = "/bin:/usr/local/go/bin/" });
        Fails(rule, facts with { InteractivePath = "/bin" }, "on no PATH", Severity.Warning);
        IsUnknown(rule, facts with { InteractivePath = Fact<string>.Unknown("it hung") }, "it hung");
        Passes(rule, Facts(Go()) with { InteractivePath = "/bin" });
    }

    [Fact]
    public void No_fix_takes_a_folder_of_the_system_off_path()
    {
        var packaged = Other with { Path = "/usr/bin/go" };
        Assert.StartsWith("Remove /usr/bin/go with the package", Fails(new OneGoRule(), Facts(Go(), packaged), "/usr/bin/go", Severity.Warning).Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tree_in_which_all_may_write_something()
    {
        var rule = new GoRootOwnerRule();
        Fails(rule, Facts(Go() with { OpenPath = "/usr/local/go/bin" }), "may write /usr/local/go/bin");
        IsUnknown(rule, Facts(Go() with { OpenPath = Fact<string>.Unknown("no find") }), "no find");
        Fails(rule, Facts(Go() with { OpenPath = "/usr/local/go/bin", Owner = new PathOwner(511, 0, 0, "root") }), "777");
    }

    [Fact]
    public void Exported_goroot()
    {
        var rule = new GoRootAgreesRule();
        Fails(rule, Facts(Go(), Other).Exporting("GOROOT", "/opt/go"), "the tree of Go 1.26.7");
        Fails(rule, Facts(Go()).Exporting("GOROOT", "/gone") with { GoEnvNeedsNoGoRoot = true }, "where there is no toolchain");
        Passes(rule, Facts(Go()).Exporting("GOROOT", "/usr/local/go/"));
        var link = Go() with { Paths = ["/usr/local/go/bin/go", "/usr/lib/go/bin/go"] };
        Passes(rule, Facts(link).Exporting("GOROOT", "/usr/lib/go"));
        var shim = Go() with { Path = "/home/a/.goenv/shims/go", RealPath = "/home/a/.goenv/shims/go", Paths = [], IsShim = true, GoRoot = null };
        Passes(rule, Facts(shim, Other with { Version = shim.Version }).Exporting("GOROOT", "/opt/go"));
        Fails(rule, Facts(shim, Other).Exporting("GOROOT", "/opt/go"), "1.26.7");
    }

    [Fact]
    public void Mixed_tree()
    {
        var rule = new OneReleaseTreeRule();
        Fails(rule, Facts(Go() with { SourceMinor = 26 }), "its source is that of 1.26");
        Fails(rule, Facts(Go() with { ApiMinor = 28 }), "api/go1.28.txt");
        Fails(rule, Facts(Go() with { Compiler = "compile version go1.27.0" }), "its compiler is that of 1.27.0");
        Fails(rule, Facts(Go() with { Leftovers = [new Leftover(24, "src/old.go")] }), "src/old.go");
        Passes(rule, Facts(Go() with { Leftovers = [new Leftover(28, "src/old.go")] }));
        Passes(rule, Facts(Go() with { SourceMinor = Fact<long>.Absent, ApiMinor = Fact<long>.Absent })); // the compiler tells
        Passes(rule, Facts(Go(), Other with { OnPath = null, SourceMinor = 3 })); // not in use
        IsUnknown(rule, Facts(Go() with { SourceMinor = Fact<long>.Unknown("no access") }), "no access");
        IsUnknown(rule, Facts(Go() with { SourceMinor = Fact<long>.Absent, ApiMinor = Fact<long>.Absent, Compiler = Fact<string>.Absent }), "neither");
    }

    [Fact]
    public void Version_file()
    {
        var rule = new VersionFileRule();
        var problem = Fails(rule, Facts(Go() with { VersionFile = "go1.26.7" }), "go1.26.7");
        Assert.Equal("/usr/local/go/VERSION:1", problem.Location);
        Fails(rule, Facts(Go() with { VersionFile = "nonsense" }), "nonsense");
        Passes(rule, Facts(Go() with { VersionFile = Fact<string>.Absent }));
        IsUnknown(rule, Facts(Go() with { VersionFile = Fact<string>.Unknown("no access") }), "no access");
    }

    [Fact]
    public void A_tree_of_two_releases_whose_version_file_is_wrong_is_named_once()
    {
        var facts = Facts(Go() with { VersionFile = "go1.26.7" });
        Assert.Single(Judge(new VersionFileRule(), facts));
        Passes(new OneReleaseTreeRule(), facts);
    }

    [Theory]
    [InlineData("777", 0, 0, "/usr/local/go", Severity.Error)]
    [InlineData("755", 1000, 1000, "/usr/local/go", Severity.Warning)]
    [InlineData("755", 1001, 1001, "/home/b/go", Severity.Warning)]
    [InlineData("775", 0, 1001, "/usr/local/go", Severity.Warning)]
    [InlineData("775", 0, 50, "/usr/local/go", null)]
    [InlineData("775", 1000, 1000, "/home/a/sdk/go1.27.1", null)]
    [InlineData("755", 0, 0, "/usr/local/go", null)]
    public void Owner_and_mode(string mode, int user, int group, string root, Severity? severity)
    {
        var facts = Facts(Go(root: root) with { Owner = new PathOwner(Convert.ToInt32(mode, 8), user, group, "someone") });
        var problems = Judge(new GoRootOwnerRule(), facts);
        Assert.Equal(severity, problems.Count == 0 ? null : problems[0].Severity ?? Severity.Error);
    }

    [Fact]
    public void Owner_unknown()
    {
        IsUnknown(new GoRootOwnerRule(), Facts(Go() with { Owner = Fact<PathOwner>.Unknown("stat is missing") }), "stat is missing");
        IsUnknown(new GoRootOwnerRule(), Facts(Go() with { Owner = new PathOwner(493, 65534, 65534, "nobody") }), "not mapped");
        Fails(new GoRootOwnerRule(), Facts(Go() with { CommandOwner = new PathOwner(511, 0, 0, "root") }), "/bin/go");
    }

    [Fact]
    public void Architecture()
    {
        var rule = new ArchitectureRule();
        var foreign = Go() with { Arch = "arm64", Runs = null, Version = null, Problem = "not started" };
        Fails(rule, Facts(foreign), "built for arm64");
        Passes(new RunsRule(), Facts(foreign)); // named once
        Fails(rule, Facts(Go() with { Arch = "386" }), "built for 386", Severity.Warning);
        Passes(rule, Facts(Go() with { Arch = "386" }) with { UserlandArch = "386" });
        IsUnknown(rule, Facts(Go()) with { KernelArch = Fact<string>.Unknown("no uname") }, "no uname");
    }

    [Fact]
    public void Runs()
    {
        var rule = new RunsRule();
        var broken = Go() with { Runs = false, Problem = "the file is empty", Version = null };
        Fails(rule, Facts(broken), "the file is empty");
        Fails(rule, Facts(Go(), broken with { OnPath = null, Path = "/x", RealPath = "/x" }), "/x", Severity.Information);
        IsUnknown(rule, Facts(Go() with { Runs = null, Problem = "two others hung" }), "two others hung");
        Passes(rule, Facts(Go(), Other with { OnPath = null, Runs = null, Manager = ToolchainManager.ModuleCache }));
    }
}
