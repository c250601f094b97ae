namespace GoEnv.Changes;

/// <summary>Asks a target again for what findings of another day say of it.</summary>
internal static class Recheck
{
    /// <summary>
    /// What is to be done by now: the remedies that the rules name now for what still fails, and those of rules that cannot be asked
    /// in this way; and what cannot be mended any more, with the reasons. What passes by now is left out.
    /// </summary>
    public static async Task<(ChangeRequest Request, IReadOnlyList<PlanException> LeftOut)> NowAsync(
        ChangeEngine engine, ChangeRequest request, Func<Remedy, Remedy> complete, CancellationToken cancellationToken)
    {
        var rules = RuleCheck.RulesOf(request.Mends, request.Remedies);
        if (rules.Count == 0)
        {
            return (request, []);
        }

        var findings = await new RuleCheck(engine).LookAsync(request.Target, rules, request.Remedies, cancellationToken).ConfigureAwait(false);
        var mends = new List<Mended>();
        var leftOut = new List<PlanException>();
        foreach (var mended in request.Mends)
        {
            if (!rules.Exists(rule => rule.Id == mended.RuleId))
            {
                mends.Add(mended);
                continue;
            }

            var now = findings.Where(finding => finding.Status != FindingStatus.Pass && (finding.RuleId, finding.Subject) == (mended.RuleId, mended.Subject)).ToList();
            var byHand = now.Where(finding => finding.Remedy is null).Select(finding => finding.Message).ToList();
            var mendable = now.Where(finding => finding.Remedy is not null)
                .Select(finding => new Mended(mended.RuleId, mended.Subject) { By = complete(finding.Remedy!), ByHand = byHand.Count > 0 ? byHand : null }).ToList();
            mends.AddRange(mendable);
            if (mendable.Count == 0 && (now.FirstOrDefault() ?? findings.FirstOrDefault(finding => Judge.LeavesUndecided(finding, mended.RuleId))) is { } left)
            {
                leftOut.Add(new PlanException($"{mended.RuleId} cannot be mended any more as it was found: {left.Message}"));
            }
        }

        mends = mends.Distinct().ToList();
        return (request with { Mends = mends, Remedies = mends.Select(mended => mended.By!).ToList() }, leftOut);
    }
}
