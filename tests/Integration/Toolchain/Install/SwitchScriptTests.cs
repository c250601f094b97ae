using GoEnv.Changes;
using GoEnv.Tests.Core;
using GoEnv.Tests.Ssh;
using GoEnv.Toolchain;
using GoEnv.Toolchain.Install;

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
        host.Add(Old);
        host.Add(New);
        var made = await host.MustAsync(shell, InstallHost.Use(Old));
        Assert.Equal(Old, host.Version);
        Assert.Equal($"{host.Link}: absent", made.Before.Single());
        var turned = await host.MustAsync(shell, InstallHost.Use(New));
        Assert.Equal(New, host.Version);
        Assert.Equal($"{host.Link}: a link to share/goenv/go/1.26.1, Go 1.26.1", turned.Before.Single());
        Assert.Equal([Old, New, .. Commands, "go -> share/goenv/go/1.27.3"], host.Names);
        Assert.Null(await host.ApplyAsync(shell, InstallHost.Use(New)));
        var back = await host.UndoAsync(shell, turned);
        Assert.Equal((null, Old), (back.ErrorId, host.Version));
        Assert.Contains("Go 1.27.3 stays in", back.Result.Title, StringComparison.Ordinal);
        Assert.Null((await host.UndoAsync(shell, made)).ErrorId);
        Assert.Equal([Old, New], host.Names);
    }

    [Theory]
    [MemberData(nameof(AllShells))]
    public async Task A_tree_in_the_place_of_the_link_gets_its_version_for_a_name(string shell)
    {
        InstallHost.AddTree(host.Link, Old);
        host.Add(New);
        var turned = await host.MustAsync(shell, InstallHost.Use(New));
        Assert.Equal([New, .. Commands, "go -> share/goenv/go/1.27.3", "go-1.26.1"], host.Names);
        Assert.Equal(New, host.Version);
        Assert.Null((await host.UndoAsync(shell, turned)).ErrorId);
        Assert.Equal([New, "go"], host.Names);
        Assert.Equal(Old, host.Version);
    }

    [Fact]
    public async Task A_link_that_somebody_has_turned_since_is_left_alone()
    {
        host.Add(Old, isUsed: true);
        host.Add(New);
        host.Add("1.27.2");
        var turned = await host.MustAsync("dash", InstallHost.Use(New));
        await host.MustAsync("dash", InstallHost.Use("1.27.2"));
        var undone = await host.UndoAsync("dash", turned);
        Assert.Equal("TargetMovedOn", undone.ErrorId);
        Assert.Equal("1.27.2", host.Version);

        // Nor is it turned to a tree that has gone.
        var again = await host.MustAsync("dash", InstallHost.Use(New));
        Directory.Delete(host.Tree("1.27.2"), recursive: true);
        Assert.Equal("NotInstalled", (await host.UndoAsync("dash", again)).ErrorId);
        Assert.Equal(New, host.Version);
    }

    [Fact]
    public async Task A_tree_that_does_not_run_is_not_switched_to()
    {
        host.Add(Old, isUsed: true);
        host.Add(New);
        File.WriteAllText(Path.Combine(host.Tree(New), "bin/go"), "#!/bin/sh\necho 'not for this machine'\n");
        var (kind, reason) = await host.FailsAsync("dash", InstallHost.Use(New));
        Assert.Equal(("DoesNotRun", true), (kind, reason.Contains("not for this machine", StringComparison.Ordinal)));
        Assert.Equal(Old, host.Version);
        Assert.Equal([Old, New, "go -> share/goenv/go/1.26.1"], host.Names);
    }

    [Fact]
    public async Task What_is_in_the_way_is_left_alone()
    {
        host.Add(New);
        Directory.CreateDirectory(host.Link);
        File.WriteAllText(Path.Combine(host.Link, "mine"), "x");
        var engine = host.Engine(host.Session("dash"));
        var plan = await engine.PlanAsync(new ChangeRequest(Target.Local, [InstallHost.Use(New)]), complete: true, default);
        Assert.Equal(InstallError.Occupied, Assert.IsType<InstallException>(plan.Error).Error);

        Directory.Delete(host.Link, recursive: true);
        Directory.CreateDirectory(Path.Combine(host.Prefix, "bin"));
        File.WriteAllText(Path.Combine(host.Prefix, "bin/go"), "mine");
        var result = await host.MustAsync("dash", InstallHost.Use(New));
        Assert.Contains("bin/go is there and was left alone.", result.Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(host.Prefix, "bin/go")));
    }

    [Theory]
    [MemberData(nameof(AllShells))]
    public async Task A_tree_is_removed_when_it_is_one_and_not_in_use(string shell)
    {
        host.Add(Old);
        host.Add(New);
        await host.MustAsync(shell, InstallHost.Use(New));
        var place = await PlaceAsync(shell);
        Assert.Equal("InUse", await RemoveAsync(shell, place, New, isForced: false));
        Assert.Equal("Occupied", await RemoveAsync(shell, place, Old, isForced: true, says: "1.25.0"));
        Assert.Null(await RemoveAsync(shell, place, Old, isForced: false));
        Assert.Equal([New, .. Commands, "go -> share/goenv/go/1.27.3"], host.Names);
        Assert.Null(await RemoveAsync(shell, place, New, isForced: true));
        Assert.Empty(host.Names);
        Directory.CreateDirectory(Path.Combine(host.Tree(Old), "bin"));
        File.WriteAllText(Path.Combine(host.Tree(Old), "VERSION"), "go" + Old);
        Assert.Equal("Occupied", await RemoveAsync(shell, place, Old, isForced: true));
        Assert.True(Directory.Exists(host.Tree(Old)));
    }

    private async Task<ToolchainPlace> PlaceAsync(string shell)
    {
        var result = await host.Session(shell).RunAsync(ProbeScript.Compose([ToolchainPlace.Question], ScriptedProbe.Nonce, TimeSpan.FromSeconds(20)), default);
        return ToolchainPlace.Parse(Transcript.Parse(result.Output.Span, ScriptedProbe.Nonce).Read(ToolchainPlace.Question.Id).Output!);
    }

    private async Task<string?> RemoveAsync(string shell, ToolchainPlace place, string version, bool isForced, string? says = null)
    {
        var engine = host.Engine(host.Session(shell));
        var step = ToolchainSteps.Remove(place, new InstalledTree(host.Tree(version), GoVersion.Parse(says ?? version)), isForced);
        var change = new Change { Id = Guid.NewGuid().ToString("N"), Target = Target.Local, Title = "remove", User = "me", Steps = [step], PlannedAt = DateTimeOffset.UtcNow };
        return (await engine.ApplyAsync(change, default)).ErrorId;
    }
}
