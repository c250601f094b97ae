using System.Security.Cryptography;
using GoEnv.Connection;
using GoEnv.Modules;
using GoEnv.Policies;
using GoEnv.Releases;
using GoEnv.Shell;
using GoEnv.Targets;
using GoEnv.Toolchain;

namespace GoEnv;

/// <summary>What an audit learned of one target, and what it says of it.</summary>
/// <param name="Target">The target.</param>
/// <param name="Facts">The facts; null when the target was not reached.</param>
/// <param name="Findings">The findings; the broken connection alone when the target was not reached.</param>
/// <param name="Error">Why the target was not reached; null when it was.</param>
public sealed record TargetResult(
    Target Target,
    EnvironmentFacts? Facts,
    IReadOnlyList<Finding> Findings,
    TargetException? Error);

/// <summary>Asks a target all that the rules need in one round trip, and judges the answer here.</summary>
public sealed class Audit
{
    private string? body;

    /// <summary>How targets are reached; replaced in tests and for new kinds of target.</summary>
    public required Func<Target, ISession> Open { get; init; }

    /// <summary>The questions; each facts type once.</summary>
    public required IReadOnlyList<Probe> Probes { get; init; }

    /// <summary>The rules to apply.</summary>
    public IReadOnlyList<Rule> Rules { get; init; } = [];

    /// <summary>The policy.</summary>
    public Policy Policy { get; init; } = Policy.Default;

    /// <summary>Go releases.</summary>
    public GoReleases Releases { get; init; } = GoReleases.Shipped;

    /// <summary>The time limit of each probe.</summary>
    public TimeSpan ProbeLimit { get; init; } = new SessionLimits().Probe;

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Makes the word that marks the records of one script; 128 random bits.</summary>
    public Func<string> NewNonce { get; init; } = () => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>The probes that yield the facts that <paramref name="rules"/> judge.</summary>
    public static IReadOnlyList<Probe> ProbesFor(IEnumerable<Rule> rules)
    {
        var needed = rules.Select(rule => rule.FactsType).ToHashSet();
        return Catalog.Probes.Where(probe => needed.Contains(probe.FactsType)).ToList();
    }

    /// <summary>Audits one target; an unreachable one is a result too.</summary>
    public async Task<TargetResult> RunAsync(Target target, CancellationToken cancellationToken)
    {
        var session = Open(target);
        var nonce = NewNonce();
        try
        {
            var result = await session.RunAsync(ProbeScript.WithNonce(Body, nonce), cancellationToken).ConfigureAwait(false);
            var facts = Read(Probes, Transcript.Parse(result.Output.Span, nonce));
            if (Rules.Any(rule => rule.FactsType == typeof(ConnectionFacts)))
            {
                facts.Add(await session.ExamineConnectionAsync(cancellationToken).ConfigureAwait(false));
            }

            var context = Context(target);
            return new TargetResult(target, Collect(facts, context), Judge.Apply(Rules, facts, context).ToList(), null);
        }
        catch (TargetException e)
        {
            var facts = new FactSet();
            facts.Add(await session.ExamineConnectionAsync(cancellationToken).ConfigureAwait(false));
            var rules = Catalog.Rules.Where(rule => rule.Id == ReachableRule.RuleId);
            return new TargetResult(target, null, Judge.Apply(rules, facts, Context(target)).ToList(), e);
        }
    }

    private string Body => body ??= ProbeScript.Body(Probes, ProbeLimit);

    private RuleContext Context(Target target) => new(target, Policy, Releases, Clock.GetUtcNow());

    /// <summary>The facts of each probe's records.</summary>
    internal static FactSet Read(IEnumerable<Probe> probes, Transcript transcript)
    {
        var facts = new FactSet();
        foreach (var probe in probes)
        {
            var (output, problem) = transcript.Read(probe.Id);
            if (output is null)
            {
                facts.AddUnknown(probe.FactsType, problem!);
                continue;
            }

            try
            {
                facts.Add(probe.ParseFacts(output));
            }
            catch (FormatException e)
            {
                facts.AddUnknown(probe.FactsType, $"the answer of the probe '{probe.Id}' cannot be read ({e.Message})");
            }
        }

        return facts;
    }

    private EnvironmentFacts Collect(FactSet facts, RuleContext context) => new()
    {
        Target = context.Target,
        CollectedAt = context.Now,
        Connection = facts.Get<ConnectionFacts>(),
        Host = facts.Get<HostFacts>(),
        Toolchain = facts.Get<ToolchainFacts>(),
        Shell = facts.Get<ShellFacts>(),
        Module = facts.Get<ModuleFacts>(),
        ModuleProxy = facts.Get<ModuleProxyFacts>(),
        Unknown = Probes.Where(probe => facts.Find(probe.FactsType) is null)
            .ToDictionary(probe => probe.Id, probe => facts.Reason(probe.FactsType), StringComparer.Ordinal),
    };
}
