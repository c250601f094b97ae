using GoEnv.Changes;
using GoEnv.Toolchain;
using GoEnv.Toolchain.Install;

namespace GoEnv.Tests.Toolchain;

public sealed class ToolchainPlanTests
{
    private static readonly InstalledTree Old = new("/usr/local/go-1.26.1", GoVersion.Parse("1.26.1"));
    private static readonly ArchiveOrigin Origin = new(GoVersion.Parse("1.27.3"), new string('a', 64), 1_000_000, ArchiveRoute.Target)
    {
        Addresses = ["https://go.dev/dl/go1.27.3.linux-amd64.tar.gz"],
    };


    private static readonly ToolchainPlace Root = new()
    {
        Kernel = "Linux", Machine = "x86_64", IsRoot = true, Prefix = "/usr/local", Store = "/usr/local/go-", Folder = "/usr/local",
        Link = "link go-1.26.1", Trees = [Old], IsWritable = true,
    };

    private static readonly ToolchainPlace Plain = Root with
    {
        IsRoot = false, Prefix = "/home/me/.local", Store = "/home/me/.local/share/goenv/go/", Folder = "/home/me", Link = "absent", Trees = [], FreeCommands = ["go", "gofmt"],
    };

    [Fact]
    public void An_installation_unpacks_and_switches_and_is_taken_back()
    {
        var steps = Install(Root);
        Assert.Equal(["toolchain-install", "toolchain-switch"], steps.Select(step => step.Script));
        Assert.Equal("/usr/local/go-1.27.3", steps[0].Parameters["tree"]);
        Assert.Equal("/usr/local/.goenv-stage-1.27.3", steps[0].Parameters["stage"]);
        Assert.Equal("4882", steps[0].Parameters["need"]);
        Assert.Equal("remove /usr/local/go-1.27.3 (Go 1.27.3)", steps[0].Reverse!.Describe());
        Assert.Equal(("go-1.27.3", "link go-1.26.1"), (steps[1].Parameters["text"], steps[1].Parameters["was"]));
        Assert.Equal("make /usr/local/go a link to go-1.27.3 (now a link to go-1.26.1, Go 1.26.1)", steps[1].Title);
        Assert.Equal("make /usr/local/go a link to go-1.26.1, Go 1.26.1 again", steps[1].Reverse!.Describe());
        Assert.Equal(["ln -sfn go-1.27.3 /usr/local/go"], steps[1].Commands);
        Assert.Equal(["toolchain-install"], Install(Root, isSwitched: false).Select(step => step.Script));
    }

    [Fact]
    public void A_plain_account_gets_its_own_place_and_the_commands()
    {
        var steps = Install(Plain);
        Assert.Equal("/home/me/.local/share/goenv/go/1.27.3", steps[0].Parameters["tree"]);
        Assert.Equal(("share/goenv/go/1.27.3", "absent"), (steps[1].Parameters["text"], steps[1].Parameters["was"]));
        Assert.EndsWith("and add /home/me/.local/bin/go and /home/me/.local/bin/gofmt", steps[1].Title, StringComparison.Ordinal);
        Assert.Equal(("go gofmt", "back"), (((CommandStep)steps[1].Reverse!).Parameters["made"], ((CommandStep)steps[1].Reverse!).Parameters["way"]));
    }

    [Fact]
    public void What_is_there_is_not_done_again()
    {
        var there = Root with { Trees = [Old, new("/usr/local/go-1.27.3", Origin.Version)] };
        var only = Assert.Single(Install(there));
        Assert.Equal("toolchain-switch", only.Script);
        Assert.EndsWith("; Go 1.27.3 stays in /usr/local/go-1.27.3", only.Reverse!.Describe(), StringComparison.Ordinal);
        Assert.Empty(Install(there, isSwitched: false));
        Assert.Empty(Install(there with { Link = "link go-1.27.3" }));
        Assert.Empty(Install(there with { Link = "link /usr/local/go-1.27.3" }));
        Assert.Equal(["toolchain-switch"], Install(there with { Link = "link go-1.27.3", FreeCommands = ["go"] }).Select(step => step.Script));
        Assert.Empty(Install(Root with { Link = "tree 1.27.3" }));
    }

    [Fact]
    public void A_tree_in_the_links_place_is_moved_to_a_free_name()
    {
        var place = Root with { Link = "tree 1.24.4", Trees = [] };
        var step = Switch(place, Old);
        Assert.Equal("/usr/local/go-1.24.4", step.Parameters["aside"]);
        Assert.StartsWith("move /usr/local/go to /usr/local/go-1.24.4, and make", step.Title, StringComparison.Ordinal);
        Assert.Equal(["mv /usr/local/go /usr/local/go-1.24.4", "ln -sfn go-1.26.1 /usr/local/go"], step.Commands);
        var taken = place with { Trees = [new("/usr/local/go-1.24.4", GoVersion.Parse("1.24.4"))] };
        Assert.Equal("/usr/local/go-1.24.4-2", Switch(taken, Old).Parameters["aside"]);
    }

    [Fact]
    public void A_tree_elsewhere_is_linked_by_its_whole_path() =>
        Assert.Equal("/usr/lib/go-1.24", Switch(Root, new("/usr/lib/go-1.24", GoVersion.Parse("1.24.4"))).Parameters["text"]);

    [Fact]
    public void What_is_sent_goes_on_where_it_was_broken_off()
    {
        var place = Root with { Stages = new Dictionary<string, long>(StringComparer.Ordinal) { ["/usr/local/.goenv-stage-1.27.3"] = 400 } };
        var sent = ToolchainSteps.Unpack(place, Origin with { Via = ArchiveRoute.Controller }, "/usr/local/go-1.27.3");
        Assert.Equal(("400", true), (sent.Parameters["offset"], sent.ReadsInput));
        var fetched = ToolchainSteps.Unpack(place, Origin, "/usr/local/go-1.27.3");
        Assert.Equal(("0", false), (fetched.Parameters["offset"], fetched.ReadsInput));
    }

    [Fact]
    public void An_archive_that_nothing_vouches_for_is_called_so() => Assert.EndsWith(
        ", with nothing that vouches for the archive", ToolchainSteps.Unpack(Root, Origin with { IsVerified = false }, "/t").Title, StringComparison.Ordinal);

    private static CommandStep Switch(ToolchainPlace place, InstalledTree tree) =>
        Assert.IsType<CommandStep>(Assert.Single(ToolchainPlan.Switch(place, tree, stays: true)));

    private static List<CommandStep> Install(ToolchainPlace place, bool isSwitched = true) =>
        ToolchainPlan.Install(place, Origin.Version, () => Origin, isSwitched).Cast<CommandStep>().ToList();
}
