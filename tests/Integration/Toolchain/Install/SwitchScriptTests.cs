using GoEnv.Tests.Core;

namespace GoEnv.Tests.Toolchain;

public sealed class SwitchScriptTests : IDisposable
{
    private const string Old = InstallHost.Old;
    private const string New = InstallHost.New;
    private readonly InstallHost host = new();

    public static TheoryData<string> AllShells => Shells.All;

    private static readonly string[] Commands = ["bin/go -> ../go/bin/go", "bin/gofmt -> ../go/bin/gofmt"];

    public void Dispose() => host.Dispose();

    [Theory]
    [MemberData(nameof(AllShells))]
    public async Task A_link_is_turned_to_another_tree_and_back(string shell)
    {
        host.AddTree("go-" + Old, Old);
        host.AddTree("go-" + New, New);
        var made = await host.MustAsync(shell, "switch", host.Switch(Old, "absent"));
        Assert.Equal(("made", "made", Old), (made.TextOrNull("link"), made.TextOrNull("command/go"), host.Version));
        var turned = await host.MustAsync(shell, "switch", host.Switch(New, "link go-" + Old));
        Assert.Equal(("made", "present", New), (turned.TextOrNull("link"), turned.TextOrNull("command/go"), host.Version));
        string[] names = ["bin", .. Commands, "go -> go-1.27.3", "go-1.26.1", "go-1.27.3"];
        Assert.Equal(names, host.Names);
        var again = await host.MustAsync(shell, "switch", host.Switch(New, "link go-" + New));
        Assert.Equal("present", again.TextOrNull("link"));
        Assert.Equal(names, host.Names);
        await host.MustAsync(shell, "switch-undo", Undo(host.Switch(New, "link go-" + Old), string.Empty));
        Assert.Equal(Old, host.Version);
        await host.MustAsync(shell, "switch-undo", Undo(host.Switch(Old, "absent"), "go gofmt"));
        Assert.Equal(["bin", "go-1.26.1", "go-1.27.3"], host.Names);
    }

    [Theory]
    [MemberData(nameof(AllShells))]
    public async Task A_tree_in_the_place_of_the_link_gets_its_version_for_a_name(string shell)
    {
        host.AddTree("go", Old);
        host.AddTree("go-" + New, New);
        await host.MustAsync(shell, "switch", host.Switch(New, "tree " + Old));
        Assert.Equal(["bin", .. Commands, "go -> go-1.27.3", "go-1.26.1", "go-1.27.3"], host.Names);
        Assert.Equal(New, host.Version);
        await host.MustAsync(shell, "switch-undo", Undo(host.Switch(New, "tree " + Old), "go gofmt"));
        Assert.Equal(["bin", "go", "go-1.27.3"], host.Names);
        Assert.Equal(Old, host.Version);
    }

    [Fact]
    public async Task What_is_in_the_way_is_left_alone()
    {
        host.AddTree("go-" + New, New);
        Directory.CreateDirectory(host.Link);
        File.WriteAllText(Path.Combine(host.Link, "mine"), "x");
        Assert.Equal("Occupied", (await host.FailsAsync("dash", "switch", host.Switch(New, "folder"))).Kind);
        Assert.Equal("Moved", (await host.FailsAsync("dash", "switch", host.Switch(New, "absent"))).Kind);
        Assert.True(File.Exists(Path.Combine(host.Link, "mine")));

        Directory.Delete(host.Link, recursive: true);
        Directory.CreateDirectory(Path.Combine(host.Prefix, "bin"));
        File.WriteAllText(Path.Combine(host.Prefix, "bin/go"), "mine");
        var output = await host.MustAsync("dash", "switch", host.Switch(New, "absent"));
        Assert.Contains("left alone", output.Text("command/go").Reason, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(host.Prefix, "bin/go")));
    }

    [Fact]
    public async Task A_name_that_is_taken_stops_the_move_of_a_tree()
    {
        host.AddTree("go", Old);
        host.AddTree("go-" + Old, Old);
        host.AddTree("go-" + New, New);
        Assert.Equal("NotWritable", (await host.FailsAsync("dash", "switch", host.Switch(New, "tree " + Old))).Kind);
        Assert.Equal(["go", "go-1.26.1", "go-1.27.3"], host.Names);
        Assert.Equal(Old, host.Version);
    }

    [Theory]
    [MemberData(nameof(AllShells))]
    public async Task A_tree_is_removed_when_it_is_one_and_not_in_use(string shell)
    {
        host.AddTree("go-" + Old, Old);
        host.AddTree("go-" + New, New);
        await host.MustAsync(shell, "switch", host.Switch(New, "absent"));
        Assert.Equal("InUse", (await host.FailsAsync(shell, "remove", Remove(New))).Kind);
        Assert.Equal("Occupied", (await host.FailsAsync(shell, "remove", Remove(Old, "1.25.0"))).Kind);
        Assert.Equal("removed", (await host.MustAsync(shell, "remove", Remove(Old))).TextOrNull("tree"));
        Assert.Equal("absent", (await host.MustAsync(shell, "remove", Remove(Old))).TextOrNull("tree"));
        Assert.Equal(["bin", .. Commands, "go -> go-1.27.3", "go-1.27.3"], host.Names);
        Assert.Equal("removed", (await host.MustAsync(shell, "remove", Remove(New, force: "yes"))).TextOrNull("tree"));
        Assert.Equal(["bin"], host.Names);
    }

    [Fact]
    public async Task A_folder_that_is_no_tree_is_never_removed()
    {
        Directory.CreateDirectory(Path.Combine(host.Tree(Old), "bin"));
        File.WriteAllText(Path.Combine(host.Tree(Old), "VERSION"), "go" + Old);
        Assert.Equal("Occupied", (await host.FailsAsync("dash", "remove", Remove(Old, force: "yes"))).Kind);
        Assert.True(Directory.Exists(host.Tree(Old)));
    }

    private static Dictionary<string, string> Undo(Dictionary<string, string> variables, string made) => new(variables, StringComparer.Ordinal) { ["made"] = made };

    private Dictionary<string, string> Remove(string version, string? says = null, string force = "no") => new(StringComparer.Ordinal)
    {
        ["tree"] = host.Tree(version),
        ["version"] = says ?? version,
        ["link"] = host.Link,
        ["bin"] = Path.Combine(host.Prefix, "bin"),
        ["force"] = force,
    };
}
