using GoEnv.Connection;
using GoEnv.Targets;

namespace GoEnv.Changes;

/// <summary>Applies one change.</summary>
internal sealed class ChangeRun(ChangeEngine engine)
{
    private readonly RuleCheck check = new(engine);

    public async Task<AppliedChange> ApplyAsync(Change change, CancellationToken cancellationToken)
    {
        if (change.IsHidden)
        {
            // The files that a plan does not hold are read again; what they were and become must be what the plan says.
            var again = await engine.PlanAsync(new ChangeRequest(change.Target, change.Remedies) { Mends = change.Mends }, complete: true, cancellationToken).ConfigureAwait(false);
            if (again.Error is TargetException unreached)
            {
                return End(change, ChangeState.Failed, ChangeStatus.Failed, $"Nothing was changed: {unreached.Message}", unreached.Error.ToString()) with { Error = unreached };
            }

            if (again.Change is null || !again.Change.Steps.OfType<FileStep>().SequenceEqual(change.Steps.OfType<FileStep>()))
            {
                return End(change, ChangeState.Failed, ChangeStatus.Failed, "Nothing was changed: the target has changed since the plan was made.", "TargetMovedOn");
            }

            change = change with { Steps = again.Change.Steps };
        }

        var rules = RuleCheck.RulesOf(change.Mends, change.Remedies);
        var clientRules = ClientVerification.RulesOf(change);
        change = change with { AppliedAt = engine.Clock.GetUtcNow() };
        try
        {
            // Before the target is locked: it may take long, and fail.
            var input = await InputAsync(change, cancellationToken).ConfigureAwait(false);
            await using var closing = (input ?? Stream.Null).ConfigureAwait(false);
            change = change with { State = ChangeState.Applying };
            engine.Journal.Save(change);
            var (answer, findings) = await RunAsync(change, change.ShowsInNewSessions ? [] : rules, cancellationToken, input).ConfigureAwait(false);
            if (!answer.Applied)
            {
                return answer.Stuck
                    ? End(change, ChangeState.Applying, ChangeStatus.Failed, $"It failed and could not be taken back in full: {answer.Message}.", answer.Error)
                    : End(change, ChangeState.Failed, ChangeStatus.Failed, $"Nothing was changed: {answer.Message}.", answer.Error);
            }

            if (change.ShowsInNewSessions && rules.Count > 0)
            {
                findings = await LookAgainAsync(change, rules, cancellationToken).ConfigureAwait(false);
            }

            var ofClient = await ClientVerification.JudgeAsync(change, clientRules, check.ContextOf, engine.ProbeLimit, cancellationToken).ConfigureAwait(false);
            var left = Verification.Left(change.Mends, [.. findings, .. ofClient]);
            if (left.Count > 0 && left.All(finding => finding.Status == FindingStatus.Unknown) && rules.Count > 0)
            {
                // A target that is busy for a moment is no reason to take a change back.
                findings = await LookAgainAsync(change, rules, cancellationToken).ConfigureAwait(false);
                left = Verification.Left(change.Mends, [.. findings, .. ofClient]);
            }

            findings = [.. findings, .. ofClient];
            if (left.Count > 0)
            {
                return await RollBackAsync(change, left, cancellationToken).ConfigureAwait(false) with { Findings = findings };
            }

            rules.AddRange(clientRules);
            var undecided = Verification.Undecided(change.Mends, findings);
            var passed = rules.Select(rule => rule.Id).Except(undecided.Select(finding => finding.RuleId), StringComparer.Ordinal).ToList();
            var verified = rules.Count > 0 && undecided.Count == 0;
            MarkUndone(change);
            return End(
                change,
                verified ? ChangeState.Verified : ChangeState.Applied,
                ChangeStatus.Changed,
                (passed.Count > 0 ? $"Changed; {string.Join(", ", passed)} checked again." : "Changed.")
                    + string.Concat(undecided.Select(finding => $" What {finding.RuleId} found is gone, and whether it passes is not known: {finding.Message}"))
                    + string.Concat(answer.Notes.Select(note => $" {note}.")),
                null,
                verified ? true : null) with { Findings = findings };
        }
        catch (NotLookedAtException e)
        {
            return End(change, ChangeState.Applied, ChangeStatus.Failed, $"It was made and stays; whether it mends what it should could not be seen: {e.Message}", "NotVerified", false);
        }
        catch (PlanException e)
        {
            return End(change, ChangeState.Failed, ChangeStatus.Failed, $"Nothing was changed: {e.Message}", e.ErrorId);
        }
        catch (TargetException e)
        {
            var result = End(
                change,
                ChangeState.Applying,
                ChangeStatus.Failed,
                $"{e.Message} Whether the change was made is not known; it is whole or not there, and running the command again completes it.",
                e.Error.ToString());
            return result with { Error = e };
        }
    }

    private async Task<AppliedChange> RollBackAsync(Change change, IReadOnlyList<Finding> left, CancellationToken cancellationToken)
    {
        var why = string.Join(" ", left.Select(finding => $"{finding.RuleId}: {finding.Message}"));
        Change undo;
        try
        {
            undo = engine.Undo(change);
        }
        catch (PlanException e)
        {
            return End(change, ChangeState.Applied, ChangeStatus.Failed, $"It was made and does not mend what it should, and stays: {e.Message} {why}", "NotVerified", false);
        }

        var (answer, _) = await RunAsync(undo, [], cancellationToken).ConfigureAwait(false);
        return answer.Applied
            ? End(change, ChangeState.RolledBack, ChangeStatus.RolledBack, $"Taken back, since it does not mend what it should. {why}", "NotVerified", false)
            : End(change, ChangeState.Applied, ChangeStatus.Failed, $"It does not mend what it should, and could not be taken back ({answer.Message}). {why}", "NotVerified", false);
    }

    private async Task<(ApplyAnswer Answer, IReadOnlyList<Finding> Findings)> RunAsync(
        Change change, List<Rule> rules, CancellationToken cancellationToken, Stream? input = null)
    {
        var probes = RuleCheck.ProbesFor(rules, change.Remedies);
        var nonce = engine.NewNonce();
        var script = ApplyScript.Compose(change, probes, engine.SafeHolder, engine.LockWait, nonce, engine.ProbeLimit, input)
            with { Limit = TimeSpan.FromSeconds(change.Steps.OfType<CommandStep>().Sum(step => (double)step.LimitSeconds)) };
        var session = engine.Open(change.Target);
        var result = await session.RunAsync(script, cancellationToken).ConfigureAwait(false);
        var transcript = Transcript.Parse(result.Output.Span, nonce);
        var answer = ApplyAnswer.Read(transcript);
        return (answer, answer.Applied && rules.Count > 0 ? check.Judged(change.Target, rules, probes, transcript) : []);
    }

    // What start-up files do is seen by a session that begins now, not by the one that changed them.
    private async Task<IReadOnlyList<Finding>> LookAgainAsync(Change change, List<Rule> rules, CancellationToken cancellationToken)
    {
        try
        {
            return await check.LookAsync(change.Target, rules, change.Remedies, cancellationToken).ConfigureAwait(false);
        }
        catch (TargetException e)
        {
            throw new NotLookedAtException(e.Message, e);
        }
    }

    private async Task<Stream?> InputAsync(Change change, CancellationToken cancellationToken) =>
        change.Steps.OfType<CommandStep>().Where(step => step.ReadsInput).ToList() switch
        {
            [] => null,
            [var step] when engine.Supply is { } supply => await supply.OpenAsync(change, step, cancellationToken).ConfigureAwait(false),
            _ => throw new PlanException($"The change {change.Id} needs an archive from here, and this command sends none, or no second one."),
        };

    private void MarkUndone(Change change)
    {
        if (change.UndoOf is { } id && engine.Journal.Find(id) is { } undone)
        {
            engine.Journal.Save(undone with { State = ChangeState.Undone, Message = $"Taken back by {change.Id}." });
        }
    }

    private AppliedChange End(Change change, ChangeState state, ChangeStatus status, string message, string? errorId, bool? verified = null)
    {
        engine.Journal.Save(change with { State = state, Message = message });
        var result = new ChangeResult
        {
            Target = change.Target,
            ChangeId = change.Id,
            Title = change.Title,
            Status = status,
            Before = change.Steps.Select(step => ChangeText.Image(step, after: false)).Where(line => line.Length > 0).ToList(),
            After = change.Steps.Select(step => ChangeText.Image(step, after: true)).ToList(),
            Verified = verified,
            Message = message,
        };
        return new AppliedChange(result, errorId, null);
    }
}
