using GoEnv.Policies;

namespace GoEnv.Changes;

/// <summary>Asks targets what rules that a change is concerned with say now.</summary>
internal sealed class RuleCheck(ChangeEngine engine)
{
    /// <summary>The rules of mended findings that probes of one script tell; others are left to the next audit.</summary>
    public static List<Rule> RulesOf(IReadOnlyList<Mended> mends, IReadOnlyList<Remedy> remedies) =>
        Catalog.Rules.Where(rule => mends.Any(mended => mended.RuleId == rule.Id) && ProbesFor([rule], remedies).Count > 0).ToList();

    /// <summary>The probes of rules.</summary>
    public static IReadOnlyList<Probe> ProbesFor(IReadOnlyList<Rule> rules, IReadOnlyList<Remedy> remedies) =>
        Audit.ProbesFor(rules, remedies.Select(remedy => remedy.ModuleFolder).OfType<string>().Distinct(StringComparer.Ordinal).ToList());

    /// <summary>What rules say by a session of their own, a second one where the first fails; <see cref="TargetException"/> when both did.</summary>
    public async Task<IReadOnlyList<Finding>> LookAsync(Target target, IReadOnlyList<Rule> rules, IReadOnlyList<Remedy> remedies, CancellationToken cancellationToken)
    {
        var probes = ProbesFor(rules, remedies);
        var nonce = engine.NewNonce();

        // Among many targets one may be too busy to answer just then.
        var result = await engine.AskAsync(target, ProbeScript.Compose(probes, nonce, engine.ProbeLimit), _ => true, cancellationToken).ConfigureAwait(false);
        return Judged(target, rules, probes, Transcript.Parse(result.Output.Span, nonce));
    }

    /// <summary>What rules say of the output of their probes.</summary>
    public IReadOnlyList<Finding> Judged(Target target, IReadOnlyList<Rule> rules, IReadOnlyList<Probe> probes, Transcript transcript) =>
        Judge.Apply(rules, Audit.Read(probes, transcript), ContextOf(target)).ToList();

    /// <summary>What rules judge a target by.</summary>
    public RuleContext ContextOf(Target target)
    {
        var policy = engine.Policy.For(target);
        return new RuleContext(target, policy, engine.Releases.Under(policy), engine.Clock.GetUtcNow());
    }
}
