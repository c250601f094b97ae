using GoEnv.Targets;

namespace GoEnv.Changes;

/// <summary>What became of a change, and the error that it ended with.</summary>
/// <param name="Result">The result.</param>
/// <param name="ErrorId">The stable kind of error, such as <c>TargetLocked</c> or <c>NotVerified</c>; null when there is none.</param>
/// <param name="Error">Why the target could not be asked; null when it could.</param>
public sealed record AppliedChange(ChangeResult Result, string? ErrorId, TargetException? Error)
{
    /// <summary>What the rules that verify say now.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}

/// <summary>Applies one change.</summary>
internal sealed class ChangeRun(ChangeEngine engine)
{
    public async Task<AppliedChange> ApplyAsync(Change change, CancellationToken cancellationToken)
    {
        // A rule whose facts no probe of one script yields, such as one on the way to the target, is left to the next audit.
        var rules = Catalog.Rules.Where(rule => change.Mends.Any(mended => mended.RuleId == rule.Id) && Audit.ProbesFor([rule]).Count > 0).ToList();
        change = change with { AppliedAt = engine.Clock.GetUtcNow() };
        try
        {
            // Before the target is locked: it may take long, and fail.
            var input = await InputAsync(change, cancellationToken).ConfigureAwait(false);
            await using var closing = (input ?? Stream.Null).ConfigureAwait(false);
            change = change with { State = ChangeState.Applying };
            engine.Journal.Save(change);
            var (answer, findings) = await RunAsync(change, rules, cancellationToken, input).ConfigureAwait(false);
            if (!answer.Applied)
            {
                return answer.Stuck
                    ? End(change, ChangeState.Applying, ChangeStatus.Failed, $"It failed and could not be taken back in full: {answer.Message}.", answer.Error)
                    : End(change, ChangeState.Failed, ChangeStatus.Failed, $"Nothing was changed: {answer.Message}.", answer.Error);
            }

            var left = Verification.Left(change.Mends, findings);
            if (left.Count > 0)
            {
                return await RollBackAsync(change, left, cancellationToken).ConfigureAwait(false) with { Findings = findings };
            }

            var verified = rules.Count > 0;
            MarkUndone(change);
            return End(
                change,
                verified ? ChangeState.Verified : ChangeState.Applied,
                ChangeStatus.Changed,
                (verified ? $"Changed; {string.Join(", ", rules.Select(rule => rule.Id))} checked again." : "Changed.")
                    + string.Concat(answer.Notes.Select(note => $" {note}.")),
                null,
                verified ? true : null) with { Findings = findings };
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
        var probes = Audit.ProbesFor(rules);
        var nonce = engine.NewNonce();
        var script = ApplyScript.Compose(change, probes, engine.SafeHolder, engine.LockWait, nonce, engine.ProbeLimit, input)
            with { Limit = TimeSpan.FromSeconds(change.Steps.OfType<CommandStep>().Sum(step => (double)step.LimitSeconds)) };
        var session = engine.Open(change.Target);
        var result = await session.RunAsync(script, cancellationToken).ConfigureAwait(false);
        var transcript = Transcript.Parse(result.Output.Span, nonce);
        var answer = ApplyAnswer.Read(transcript);
        if (!answer.Applied || rules.Count == 0)
        {
            return (answer, []);
        }

        var context = new RuleContext(change.Target, engine.Policy, engine.Releases, engine.Clock.GetUtcNow());
        return (answer, Judge.Apply(rules, Audit.Read(probes, transcript), context).ToList());
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
