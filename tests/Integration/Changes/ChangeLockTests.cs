using GoEnv.Changes;
using GoEnv.Targets;
using GoEnv.Tests.Core;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Changes;

/// <summary>Who holds a target while it is changed.</summary>
public sealed class ChangeLockTests
{
    public static readonly TheoryData<string> AllShells = Shells.All;

    [Theory]
    [MemberData(nameof(AllShells))]
    public async Task A_living_holder_of_the_lock_is_named_and_a_dead_one_is_not_waited_for(string shell)
    {
        using var home = new ChangeHome();
        TenFiles.Fill(home);
        var state = home[".local/state/goenv"];
        Directory.CreateDirectory(state);
        var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        var host = $"{Tool.Run("uname", "-n").Trim()} {new FileInfo("/proc/self/ns/pid").LinkTarget}";
        var start = File.ReadAllText("/proc/self/stat").Split(") ")[^1].Split(' ')[19];
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var link = Path.Combine(state, "lock");
        File.CreateSymbolicLink(link, $"anna@build1|{host}|{boot}|{Environment.ProcessId}|{start}|{now}");
        home.Own();
        Assert.Contains("anna@build1 is changing this target", await ChangeTests.RefusedAsync(home, shell, "TargetLocked"), StringComparison.Ordinal);

        // What it is at is not cut off.
        var engine = home.Engine(new ShellSession(shell, home));
        Directory.CreateDirectory(Path.Combine(state, "journal/one"));
        home.Own();
        Assert.Equal(0, (await engine.PlanAsync(new ChangeRequest(Target.Local, TenFiles.Remedies), complete: false, default)).CutOff);

        File.Delete(link);
        File.CreateSymbolicLink(link, $"anna@build1|{host}|{boot}|{Environment.ProcessId}|1|{now}");
        home.Own();
        Assert.Equal(1, (await engine.PlanAsync(new ChangeRequest(Target.Local, TenFiles.Remedies), complete: false, default)).CutOff);
        Directory.Delete(Path.Combine(state, "journal/one"));
        var plan = await engine.PlanAsync(new ChangeRequest(Target.Local, TenFiles.Remedies), complete: true, default);
        Assert.Null((await engine.ApplyAsync(plan.Change!, default)).ErrorId);
    }

    [Fact]
    public async Task Two_controllers_at_once_take_turns()
    {
        using var home = new ChangeHome();
        TenFiles.Fill(home);
        var engines = Enumerable.Range(0, 4).Select(i => new ChangeEngine
        {
            Open = _ => new ShellSession("dash", home),
            Journal = home.Journal,
            Holder = $"controller{i}@here",
            LockWait = TimeSpan.FromSeconds(30),
        }).ToList();
        var plans = await Task.WhenAll(engines.Select((engine, i) => engine.PlanAsync(new ChangeRequest(Target.Local, [TenFiles.Remedies[i]]), complete: true, default)));
        var applied = await Task.WhenAll(engines.Zip(plans, (engine, plan) => engine.ApplyAsync(plan.Change!, default)));
        Assert.All(applied, each => Assert.Null(each.ErrorId));
        Assert.Equal("export A=1\nexport PATH\n", File.ReadAllText(home[".profile"]));
        Assert.False(Directory.Exists(home[".local/state/goenv"]));
    }
}
