using GoEnv.Changes;
using GoEnv.Modules.Files;
using GoEnv.Tests.Changes;
using GoEnv.Tests.Core;
using GoEnv.Tests.Ssh;
using GoEnv.Tests.Toolchain;

namespace GoEnv.Tests.Modules.Files;

/// <summary>The step that moves damaged parts of a module cache aside is killed before each program that it starts, and the change around it too.</summary>
public sealed class KilledCacheTests
{
    private const string Download = "go/pkg/mod/cache/download/example.com/lib/@v/v1.0.0";
    private const string Folder = "go/pkg/mod/example.com/lib@v1.0.0";

    public static readonly TheoryData<string, bool> Ways = new(
        from shell in Shells.All.Select(row => row.Data)
        from undo in new[] { false, true }
        select (shell, undo));

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Killed_anywhere_every_part_is_in_its_place_or_aside_and_the_next_run_completes_it(string shell, bool undo)
    {
        Assert.SkipWhen(Tool.Find("setsid") is null, "There is no setsid here.");
        using var home = new ChangeHome();
        Fill(home);
        var path = new KillingPath(home["../killing"]);
        path.Arm(0);
        Tool.Run("chown", "-R", $"{ChangeHome.Uid}", home["../killing"]);
        var session = new ShellSession(shell, home) { Path = path.Path };
        var engine = home.Engine(session);
        var before = home.Snapshot(withState: false);
        var change = await DoneAsync(engine, home);
        var after = home.Snapshot(withState: false);
        Assert.NotEqual(before, after);
        if (!undo)
        {
            await UndoneAsync(engine, change);
        }

        var (died, completed) = (new List<string>(), 0);
        foreach (var inStep in (bool[])[true, false])
        {
            var stride = KillPoints.Stride(shell, inStep ? 5 : 13);
            for (var at = 1; ; at += stride)
            {
                path.Arm(inStep ? at : 0);
                session.Before = inStep ? string.Empty : $"ge_kill_file='{home.Counter()}' ge_kill_at={at}\n{KillPoints.Kill}{KillPoints.AroundEachProgram}";
                var planned = undo ? engine.Undo(change) : (await PlanAsync(engine, home)).Change!;
                var applied = await engine.ApplyAsync(planned, default);
                session.Before = string.Empty;
                path.Arm(0);
                if (applied.Error is null)
                {
                    Assert.True(applied.ErrorId is null, $"{(inStep ? "in" : "around")} the step, {at}: {applied.Result.Message}");
                    change = await AsBeforeAsync(engine, home, undo, undo ? change : planned);
                    break;
                }

                died.Add(inStep ? "in" : "around");
                await IdleAsync(home);
                EachPartOnce(home, inStep, at);
                var again = await PlanAsync(engine, home); // takes back what was cut off
                Assert.Null(again.Error);
                var now = home.Snapshot(withState: false);
                Assert.True(Same(before, now) || Same(after, now), $"{(inStep ? "in" : "around")} the step, {at}: {string.Join(", ", now.Keys.Except(before.Keys))}");
                Assert.Equal(Same(before, now), again.Change is not null);
                if (Same(undo ? before : after, now))
                {
                    completed++;
                    change = await AsBeforeAsync(engine, home, undo, undo ? change : planned);
                }
            }
        }

        Assert.Equal(["in", "around"], died.Distinct(StringComparer.Ordinal));
        TestContext.Current.TestOutputHelper!.WriteLine($"{(undo ? "undo" : "move aside")}, {shell}: killed at {died.Count(where => where == "in")} places in the step and {died.Count(where => where == "around")} around it, {completed} of them after the last step");
    }

    private static async Task<Change> AsBeforeAsync(ChangeEngine engine, ChangeHome home, bool undo, Change change)
    {
        if (undo)
        {
            return await DoneAsync(engine, home);
        }

        await UndoneAsync(engine, change);
        return change;
    }

    private static async Task<Change> DoneAsync(ChangeEngine engine, ChangeHome home)
    {
        var plan = await PlanAsync(engine, home);
        Assert.True(plan.Change is not null, plan.Error?.Message ?? "There was nothing to do.");
        var change = plan.Change!;
        var applied = await engine.ApplyAsync(change, default);
        Assert.True(applied.ErrorId is null, applied.Result.Message);
        return change;
    }

    private static async Task UndoneAsync(ChangeEngine engine, Change change)
    {
        var undone = await engine.ApplyAsync(engine.Undo(change), default);
        Assert.True(undone.ErrorId is null, undone.Result.Message);
    }

    private static Task<PlannedChange> PlanAsync(ChangeEngine engine, ChangeHome home) => engine.PlanAsync(
        new ChangeRequest(Target.Local, [new ModuleCacheRemedy(home["go/pkg/mod"], "example.com/lib", "v1.0.0") { Folder = true, Archive = true, GoMod = true, At = home["app"] }]),
        complete: true,
        default);

    // Never two of a part and never none: nothing is copied.
    private static void EachPartOnce(ChangeHome home, bool inStep, int at)
    {
        foreach (var (place, part) in new[] { (Download + ".ziphash", "ziphash"), (Download + ".zip", "zip"), (Download + ".mod", "mod"), (Folder, "folder") })
        {
            var aside = $"go/pkg/mod/cache/goenv-aside/example.com-lib@v1.0.0/{part}";
            Assert.True(Path.Exists(home[place]) != Path.Exists(home[aside]), $"{(inStep ? "in" : "around")} the step, {at}: {part}");
        }
    }

    private static bool Same(IDictionary<string, string> one, IDictionary<string, string> other) => one.SequenceEqual(other);

    private static void Fill(ChangeHome home)
    {
        foreach (var ending in (string[])[".zip", ".ziphash", ".mod", ".info"])
        {
            home.Write(Download + ending, ending);
        }

        home.Write(Folder + "/lib.go", "package lib\n", 0x124);
        File.SetUnixFileMode(home[Folder], (UnixFileMode)0x16d);
        home.Write("app/go.mod", "module example.com/app\n");
        home.Own();
    }

    private static async Task IdleAsync(ChangeHome home)
    {
        for (var i = 0; LinuxProcess.All().Any(process => process.Uid == ChangeHome.Uid && process.CommandLine.Contains(home.Folder, StringComparison.Ordinal)); i++)
        {
            Assert.True(i < 400, "Something still runs.");
            await Task.Delay(10);
        }
    }
}
