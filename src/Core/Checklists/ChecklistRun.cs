using GoEnv.Connection;
using GoEnv.Policies;

namespace GoEnv.Checklists;

/// <summary>Runs a checklist on targets: the checks of a stage in one round trip.</summary>
public sealed class ChecklistRun
{
    /// <summary>
    /// How targets are reached, how checks that are rules are judged, and what is waived; its own probes and rules are not
    /// applied to targets.
    /// </summary>
    public required Audit Audit { get; init; }

    /// <summary>The checklist.</summary>
    public required Checklist Checklist { get; init; }

    /// <summary>Runs it on one target; one that is not reached is a result too.</summary>
    public async Task<TargetResult> RunAsync(Target target, CancellationToken cancellationToken)
    {
        var applying = Checklist.Stages.Select(stage => stage.Where(check => check.AppliesTo(target)).ToList()).ToList();
        var skipped = Checklist.Stages.SelectMany(stage => stage).Where(check => !check.AppliesTo(target))
            .Select(check => $"{check.Id}: 'when' does not hold").ToList();
        var findings = new List<Finding>();
        TargetResult? unreached = null;
        foreach (var stage in applying)
        {
            var open = findings.Where(finding => finding.Status != FindingStatus.Pass).Select(finding => finding.RuleId).ToHashSet(StringComparer.Ordinal);
            var ready = stage.ToLookup(check => check.DependsOn.FirstOrDefault(open.Contains));
            findings.AddRange(ready.Where(group => group.Key is not null).SelectMany(group => group,
                (group, check) => CheckFindings.Unknown(target, check, $"it was not run, since '{group.Key}', on which it depends, did not pass.")));
            if (ready[null].ToList() is not { Count: > 0 } asked)
            {
                continue;
            }

            var session = Audit.Open(target);
            try
            {
                var answers = unreached is null ? await AskAsync(session, asked, cancellationToken).ConfigureAwait(false) : [];
                findings.AddRange(answers.Select(answer => answer.Finding).OfType<Finding>());
                skipped.AddRange(answers.Where(answer => answer.Finding is null).Select(answer => $"{answer.Check.Id}: its condition does not hold"));
            }
            catch (TargetException e)
            {
                unreached = await Audit.UnreachedAsync(session, e, cancellationToken).ConfigureAwait(false);
            }

            if (unreached is not null)
            {
                findings.AddRange(asked.Select(check => CheckFindings.Unknown(target, check, unreached.Error!.Message)));
            }
        }

        var policy = Audit.Context(target).Policy;
        var judged = applying.SelectMany(stage => stage)
            .Select(check => new Waivable(check.Id, Category.Checklist, check.Rule is null || policy.MayWaive(check.Rule))).ToList();
        return new TargetResult(target, null, [.. unreached?.Findings ?? [], .. Audit.Ledger.Apply(target, judged, findings)], unreached?.Error) { Skipped = skipped };
    }

    private async Task<IReadOnlyList<(Check Check, Finding? Finding)>> AskAsync(ISession session, IReadOnlyList<Check> checks, CancellationToken cancellationToken)
    {
        var rules = checks.Where(check => check.Rule is not null).Select(check => check.Rule!).ToList();
        var probes = Audit.ProbesFor(rules);
        var parts = probes.Select(probe => ProbePart.Of(probe, Audit.ProbeLimit))
            .Concat(checks.Select((check, number) => (check, number)).Where(pair => pair.check.Script is not null)
                .Select(pair => ProbePart.Of($"check{pair.number}", pair.check.Script!, pair.check.OnlyIf, pair.check.Timeout)));
        var nonce = Audit.NewNonce();
        var answer = await session.RunAsync(ProbeScript.WithNonce(ProbeScript.Body(parts), nonce), cancellationToken).ConfigureAwait(false);
        var transcript = Transcript.Parse(answer.Output.Span, nonce);
        var facts = Audit.Read(probes, transcript);
        if (rules.Exists(rule => rule.FactsType == typeof(ConnectionFacts)))
        {
            facts.Add(await session.ExamineConnectionAsync(cancellationToken).ConfigureAwait(false));
        }

        var context = Audit.Context(session.Target);
        Audit.Complete(probes, facts, context);
        return checks.Select((check, number) => (check, check.Rule is { } rule
            ? CheckFindings.OfRule(check, Audit.Findings([rule], facts, context))
            : CheckFindings.OfScript(session.Target, check, transcript.Read($"check{number}")))).ToList();
    }
}
