using GoEnv.Changes;
using GoEnv.Targets;
using GoEnv.Tests.Core;

namespace GoEnv.Tests.Changes;

/// <summary>Targets that do not answer at once.</summary>
public sealed class ChangeRetryTests
{
    [Theory]
    [InlineData(3, 4, ChangeStatus.Changed, true)]
    [InlineData(3, 5, ChangeStatus.Failed, false)]
    public async Task A_target_that_cannot_be_asked_again_at_once_is_asked_once_more(int from, int until, ChangeStatus status, bool verified)
    {
        using var home = new ChangeHome();
        TenFiles.Fill(home);
        var session = new FlakySession(new ShellSession("dash", home)) { From = from, Until = until };
        var engine = new ChangeEngine { Open = _ => session, Journal = home.Journal, Holder = "tester@here" };
        var request = new ChangeRequest(Target.Local, [new GoEnv.Shell.ProfileBlockRemedy { Shells = ["bash"], Folders = [new GoEnv.Shell.PathFolder("/opt/go/bin")] }])
        {
            Mends = [new Mended("GE3018", null)],
        };
        var applied = await engine.ApplyAsync((await engine.PlanAsync(request, complete: true, default)).Change!, default);
        Assert.Equal((status, verified), (applied.Result.Status, applied.Result.Verified));
        Assert.Contains("/opt/go/bin", File.ReadAllText(home[".profile"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 2, true)]
    [InlineData(true, 3, false)]
    [InlineData(false, 2, false)]
    public async Task A_target_that_answers_and_is_then_too_slow_is_asked_for_its_state_once_more(bool answers, int until, bool isPlanned)
    {
        using var home = new ChangeHome();
        TenFiles.Fill(home);
        var session = new FlakySession(new ShellSession("dash", home)) { From = 1, Until = until, Answers = answers };
        var engine = new ChangeEngine { Open = _ => session, Journal = home.Journal, Holder = "tester@here" };
        var plan = await engine.PlanAsync(new ChangeRequest(Target.Local, TenFiles.Remedies), complete: true, default);
        Assert.Equal((isPlanned, !isPlanned), (plan.Change is not null, plan.Error is TargetException));
        Assert.Equal(answers ? 2 : 1, session.Trips);
    }

    // Cannot be reached for some of its round trips.
    private sealed class FlakySession(ShellSession inner) : ISession
    {
        public int Trips { get; private set; }

        public bool Answers { get; init; }

        public int From { get; init; }

        public int Until { get; init; }

        public Target Target => inner.Target;

        public Task<ScriptResult> RunAsync(Script script, CancellationToken cancellationToken) => ++Trips >= From && Trips < Until
            ? throw new TargetException(Target, TargetError.ConnectionTimedOut, "It is busy.", "None.") { HadAnswered = Answers }
            : inner.RunAsync(script, cancellationToken);

        public Task<GoEnv.Connection.ConnectionFacts> ExamineConnectionAsync(CancellationToken cancellationToken) => inner.ExamineConnectionAsync(cancellationToken);
    }
}
