using GoEnv.Changes;
using GoEnv.Tests.Core;

namespace GoEnv.Tests.Changes;

/// <summary>A change that is ended in each of its steps: the target is as before or as after, and running again completes it.</summary>
public sealed class KillTests
{
    public static readonly TheoryData<string> AllShells = Shells.All;

    [Theory]
    [MemberData(nameof(AllShells))]
    public async Task Whatever_step_it_dies_in_the_target_is_as_before_or_as_after(string shell)
    {
        using var home = new ChangeHome();
        TenFiles.Fill(home);
        var before = home.Snapshot(withState: false);
        var session = new ShellSession(shell, home);
        var engine = home.Engine(session);
        var bash = shell.StartsWith("bash", StringComparison.Ordinal);
        var remedies = bash ? TenFiles.Remedies.Take(1).ToList() : TenFiles.OfEachKind;
        SortedDictionary<string, string>? after = null;
        var (died, asAfter) = (0, 0);
        var plan = await engine.PlanAsync(new ChangeRequest(Target.Local, remedies), complete: true, default);
        for (var at = 1; ; at++)
        {
            session.Before = $"ge_kill_file='{home.Counter()}' ge_kill_at={at}\n{KillPoints.Kill}{(bash ? KillPoints.BeforeEachCommand : KillPoints.AroundEachProgram)}";
            var applied = await engine.ApplyAsync(plan.Change!, default);
            session.Before = string.Empty;
            if (applied.Error is null)
            {
                Assert.Null(applied.ErrorId);
                break;
            }

            died++;
            NothingIsHalf(home, before, after, at);

            // What was cut off is completed before the target is looked at again.
            var again = await engine.PlanAsync(new ChangeRequest(Target.Local, remedies), complete: true, default);
            Assert.Null(again.Error);
            var change = plan.Change!;
            plan = again;
            if (again.Change is null)
            {
                asAfter++;
                after ??= home.Snapshot(withState: false);
                Assert.Equal(after, home.Snapshot(withState: false));
                var undo = await engine.ApplyAsync(engine.Undo(change), default);
                Assert.Null(undo.ErrorId);
                plan = await engine.PlanAsync(new ChangeRequest(Target.Local, remedies), complete: true, default);
            }

            Assert.Equal(before, home.Snapshot(withState: false));
        }

        Assert.True(died > 40, $"It died {died} times.");
        Assert.True(asAfter > 0, "It never died after the last step.");
        TestContext.Current.SendDiagnosticMessage($"{shell}: ended at {died} places, {asAfter} of them after the last step");
    }

    // Each path by itself is what it was or what it is to be, at every moment.
    private static void NothingIsHalf(ChangeHome home, IDictionary<string, string> before, IDictionary<string, string>? after, int at)
    {
        foreach (var (path, what) in home.Snapshot(withState: false).Where(entry => !entry.Key.Contains(".goenv-", StringComparison.Ordinal)))
        {
            if (before.TryGetValue(path, out var was) && was != what && after is not null)
            {
                Assert.True(after[path] == what, $"{at}: {path} is {what}");
            }
        }
    }
}
