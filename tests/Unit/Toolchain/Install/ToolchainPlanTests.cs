using GoEnv.Toolchain;
using GoEnv.Toolchain.Install;

namespace GoEnv.Tests.Toolchain;

public sealed class ToolchainPlanTests
{
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(30);
    private static readonly InstalledTree Old = new("/usr/local/go-1.26.1", GoVersion.Parse("1.26.1"));
    private static readonly ArchiveOrigin Origin = new(GoVersion.Parse("1.27.3"), new string('a', 64), 1_000_000, ["https://go.dev/dl/go1.27.3.linux-amd64.tar.gz"]);

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
    public void An_installation_fetches_and_switches()
    {
        var calls = ToolchainPlan.Install(Root, Origin, isSwitched: true, Stall);
        Assert.Equal(["install", "switch"], calls.Select(call => call.Script));
        Assert.Equal("/usr/local/go-1.27.3", calls[0].Variables["tree"]);
        Assert.Equal("/usr/local/.goenv-stage-1.27.3", calls[0].Variables["stage"]);
        Assert.Equal("4882", calls[0].Variables["need"]);
        Assert.Equal("remove", calls[0].Undo!.Script);
        Assert.Equal(("go-1.27.3", "link go-1.26.1"), (calls[1].Variables["text"], calls[1].Variables["was"]));
        Assert.Equal("Make /usr/local/go a link to go-1.27.3 (now a link to go-1.26.1)", calls[1].What);
        Assert.Equal(["install"], ToolchainPlan.Install(Root, Origin, isSwitched: false, Stall).Select(call => call.Script));
    }

    [Fact]
    public void A_plain_account_gets_its_own_place_and_the_commands()
    {
        var calls = ToolchainPlan.Install(Plain, Origin, isSwitched: true, Stall);
        Assert.Equal("/home/me/.local/share/goenv/go/1.27.3", calls[0].Variables["tree"]);
        Assert.Equal(("share/goenv/go/1.27.3", "absent"), (calls[1].Variables["text"], calls[1].Variables["was"]));
        Assert.EndsWith("and add /home/me/.local/bin/go and /home/me/.local/bin/gofmt", calls[1].What, StringComparison.Ordinal);
        Assert.Equal("go gofmt", calls[1].Undo!.Variables["made"]);
    }

    [Fact]
    public void What_is_there_is_not_done_again()
    {
        var there = Root with { Trees = [Old, new("/usr/local/go-1.27.3", Origin.Version)] };
        Assert.Equal(["switch"], ToolchainPlan.Install(there, Origin, isSwitched: true, Stall).Select(call => call.Script));
        Assert.Empty(ToolchainPlan.Install(there, Origin, isSwitched: false, Stall));
        Assert.Empty(ToolchainPlan.Install(there with { Link = "link go-1.27.3" }, Origin, isSwitched: true, Stall));
        Assert.Empty(ToolchainPlan.Install(there with { Link = "link /usr/local/go-1.27.3" }, Origin, isSwitched: true, Stall));
        Assert.Equal(["switch"], ToolchainPlan.Install(there with { Link = "link go-1.27.3", FreeCommands = ["go"] }, Origin, isSwitched: true, Stall).Select(call => call.Script));
        Assert.Empty(ToolchainPlan.Install(Root with { Link = "tree 1.27.3" }, Origin, isSwitched: true, Stall));
    }

    [Fact]
    public void A_tree_in_the_links_place_is_moved_to_a_free_name()
    {
        var place = Root with { Link = "tree 1.24.4", Trees = [] };
        Assert.Equal("/usr/local/go-1.24.4", ToolchainPlan.Switch(place, Old)[0].Variables["aside"]);
        Assert.StartsWith("Move /usr/local/go to /usr/local/go-1.24.4, and make", ToolchainPlan.Switch(place, Old)[0].What, StringComparison.Ordinal);
        var taken = place with { Trees = [new("/usr/local/go-1.24.4", GoVersion.Parse("1.24.4"))] };
        Assert.Equal("/usr/local/go-1.24.4-2", ToolchainPlan.Switch(taken, Old)[0].Variables["aside"]);
    }

    [Fact]
    public void A_tree_elsewhere_is_linked_by_its_whole_path()
    {
        var call = Assert.Single(ToolchainPlan.Switch(Root, new("/usr/lib/go-1.24", GoVersion.Parse("1.24.4"))));
        Assert.Equal("/usr/lib/go-1.24", call.Variables["text"]);
    }

    [Fact]
    public void What_is_sent_goes_on_where_it_was_broken_off()
    {
        var place = Root with { Stages = new Dictionary<string, long>(StringComparer.Ordinal) { ["/usr/local/.goenv-stage-1.27.3"] = 400 } };
        Assert.Equal("400", ToolchainPlan.Install(place, Origin with { Addresses = [] }, true, Stall)[0].Variables["offset"]);
        Assert.Equal("0", ToolchainPlan.Install(place, Origin, true, Stall)[0].Variables["offset"]);
    }
}
