using System.Security.Cryptography;
using GoEnv.Policies;
using GoEnv.Releases;
using GoEnv.Targets;

namespace GoEnv.Changes;

/// <summary>Plans and applies changes of targets: one round trip to plan, one to apply, one more to take back what does not verify.</summary>
public sealed class ChangeEngine
{
    /// <summary>How targets are reached.</summary>
    public required Func<Target, ISession> Open { get; init; }

    /// <summary>What this side remembers of its changes.</summary>
    public required ChangeJournal Journal { get; init; }

    /// <summary>The policy of the rules that verify.</summary>
    public Policy Policy { get; init; } = Policy.Default;

    /// <summary>Go releases.</summary>
    public GoReleases Releases { get; init; } = GoReleases.Shipped;

    /// <summary>The time limit of each probe.</summary>
    public TimeSpan ProbeLimit { get; init; } = new SessionLimits().Probe;

    /// <summary>How long another one's change of the target is waited for.</summary>
    public TimeSpan LockWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Who makes changes, for others to read: user and host.</summary>
    public string Holder { get; init; } = $"{Environment.UserName}@{Environment.MachineName}";

    /// <summary>What is needed from elsewhere than the target; null where nothing is.</summary>
    public IChangeSupply? Supply { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Makes 128 random bits in hexadecimal.</summary>
    public Func<string> NewNonce { get; init; } = () => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Plans the change of one target; changes nothing but, with <paramref name="complete"/>, takes back what was cut off there.</summary>
    public async Task<PlannedChange> PlanAsync(ChangeRequest request, bool complete, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            IReadOnlyList<PlanException> outdated = [];
            if (request.Recheck is { } completed)
            {
                (request, outdated) = await Recheck.NowAsync(this, request, completed, cancellationToken).ConfigureAwait(false);
                if (request.Remedies.Count == 0)
                {
                    return new PlannedChange(request.Target, null, outdated is [var why, ..] ? why : null) { LeftOut = outdated.Skip(1).ToList() };
                }
            }

            var remedies = request.Remedies.Distinct().ToList();
            var queries = remedies.SelectMany(remedy => remedy.Reads).Distinct().ToList();
            var asks = remedies.SelectMany(remedy => remedy.Asks).DistinctBy(ask => ask.Id).ToList();
            var nonce = NewNonce();
            var script = StateScript.Compose(queries, asks, SafeHolder, complete, nonce, ProbeLimit);
            var answer = await AskAsync(request.Target, script, e => e.MayPass, cancellationToken).ConfigureAwait(false);
            var (state, _, pending) = StateScript.Read(request.Target, queries, asks, answer.Output.Span, nonce);
            var asked = remedies.ToList();
            var unsupplied = await SupplyAsync(remedies, state, cancellationToken).ConfigureAwait(false);
            var supplied = remedies.Where(remedy => !unsupplied.Exists(left => left.Remedy == remedy)).ToList();
            var (steps, unplanned) = ChangePlanner.Plan(supplied, state);
            List<(Remedy Remedy, PlanException Why)> failed = [.. unsupplied, .. unplanned];
            if (steps.Count == 0 && failed is [var first, ..])
            {
                return new PlannedChange(request.Target, null, first.Why) { CutOff = pending, LeftOut = [.. failed.Skip(1).Select(left => left.Why), .. outdated] };
            }

            var now = Clock.GetUtcNow();
            var change = steps.Count == 0 ? null : new Change
            {
                Id = ChangeId.Make(now, NewNonce()),
                Target = request.Target,
                Title = TitleOf(steps),
                User = state.User,
                Mends = request.Mends.Where(mended => !failed.Any(left => asked[remedies.IndexOf(left.Remedy)] == mended.By)).Distinct().ToList(),
                Steps = steps,
                Remedies = supplied,
                ShowsInNewSessions = supplied.Exists(remedy => remedy.ShowsInNewSessions),
                Impact = supplied.Max(remedy => remedy.Impact),
                PlannedAt = now,
            };
            return new PlannedChange(request.Target, change, null) { CutOff = pending, LeftOut = [.. failed.Select(left => left.Why), .. outdated] };
        }
        catch (FormatException e)
        {
            return new PlannedChange(request.Target, null, new PlanException(e.Message));
        }
        catch (Exception e) when (e is TargetException or PlanException)
        {
            return new PlannedChange(request.Target, null, e);
        }
    }

    /// <summary>Runs what changes nothing; once more, over a connection of its own, where the first failed in a way that may pass.</summary>
    internal async Task<ScriptResult> AskAsync(Target target, Script script, Func<TargetException, bool> mayPass, CancellationToken cancellationToken)
    {
        try
        {
            return await Open(target).RunAsync(script, cancellationToken).ConfigureAwait(false);
        }
        catch (TargetException e) when (mayPass(e))
        {
            return await Open(target).RunAsync(script, cancellationToken).ConfigureAwait(false);
        }
    }

    // What one remedy cannot get is no reason to leave the others.
    private async Task<List<(Remedy Remedy, PlanException Why)>> SupplyAsync(List<Remedy> remedies, TargetState state, CancellationToken cancellationToken)
    {
        var unsupplied = new List<(Remedy, PlanException)>();
        for (var i = 0; Supply is not null && i < remedies.Count; i++)
        {
            try
            {
                remedies[i] = await Supply.ResolveAsync(remedies[i], state, cancellationToken).ConfigureAwait(false);
            }
            catch (PlanException e)
            {
                unsupplied.Add((remedies[i], e));
            }
        }

        return unsupplied;
    }

    /// <summary>Applies a planned change, verifies it, and takes it back where what it was to mend does not pass.</summary>
    public Task<AppliedChange> ApplyAsync(Change change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new ChangeRun(this).ApplyAsync(change, cancellationToken);
    }

    /// <summary>The change that takes another one back; <see cref="PlanException"/> when a step of it cannot be taken back.</summary>
    public Change Undo(Change change)
    {
        ArgumentNullException.ThrowIfNull(change);
        change = change.IsHidden ? Journal.Find(change.Id) ?? change : change;
        var steps = change.Steps.Reverse().Select(step =>
            step.Undo() ?? throw new PlanException($"The change {change.Id} cannot be taken back: it did '{step.Describe()}'.")).ToList();
        var now = Clock.GetUtcNow();
        return change with
        {
            Id = ChangeId.Make(now, NewNonce()),
            Title = $"undo {change.Id}: {TitleOf(steps)}",
            Mends = [],
            Remedies = [],
            Steps = steps,
            PlannedAt = now,
            AppliedAt = null,
            State = ChangeState.Planned,
            Message = null,
            UndoOf = change.Id,
        };
    }

    // The text stands in a lock: its own separators cannot be in it.
    internal string SafeHolder => string.Concat(Holder.Select(c => c is '|' or '/' || char.IsControl(c) ? '_' : c));

    private static string TitleOf(IReadOnlyList<ChangeStep> steps) =>
        steps.Count <= 2 ? string.Join("; ", steps.Select(step => step.Describe())) : $"{steps[0].Describe()}; and {steps.Count - 1} more steps";
}
