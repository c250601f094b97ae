using System.Security.Cryptography;
using GoEnv.Binaries;
using GoEnv.Connection;
using GoEnv.Modules;
using GoEnv.Modules.Files;
using GoEnv.Pods;
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
    TargetException? Error)
{
    /// <summary>What does not apply to the target and was left out, each with the reason.</summary>
    public IReadOnlyList<string> Skipped { get; init; } = [];

    /// <summary>True for findings that come before the last of their target.</summary>
    public bool IsEarly { get; init; }

    /// <summary>How many findings of the target came before these.</summary>
    public int EarlyCount { get; init; }
}

/// <summary>Asks a target all that the rules need in one round trip, and judges the answer here.</summary>
public sealed record Audit
{
    private string? body;
    private string? containerBody;
    private WaiverLedger? ledger;

    /// <summary>How targets are reached; replaced in tests and for new kinds of target.</summary>
    public required Func<Target, ISession> Open { get; init; }

    /// <summary>The questions; each facts type once.</summary>
    public required IReadOnlyList<Probe> Probes { get; init; }

    /// <summary>The rules to apply; those on the policy itself are applied by <see cref="JudgePolicy"/>.</summary>
    public IReadOnlyList<Rule> Rules { get; init; } = [];

    /// <summary>Which of <see cref="Rules"/> apply to a target, by the policy for it; all where nothing says else.</summary>
    public Func<Policy, IReadOnlyList<Rule>, IReadOnlyList<Rule>> Select { get; init; } = (_, rules) => rules;

    /// <summary>The policy.</summary>
    public Policy Policy { get; init; } = Policy.Default;

    /// <summary>The policy's profile for every target; null lets each target's labels say.</summary>
    public string? Profile { get; init; }

    /// <summary>Go releases.</summary>
    public GoReleases Releases { get; init; } = GoReleases.Shipped;

    /// <summary>Collects the binaries of a target; null for a run that is about none.</summary>
    public Func<Target, BinaryCollector?> Binaries { get; init; } = _ => null;

    /// <summary>Collects the facts of a target that is a pod as a whole; null for one that is asked by probes.</summary>
    public Func<Target, Func<CancellationToken, Task<PodFacts>>?> Pods { get; init; } = _ => null;

    /// <summary>Asks a container of a pod, by the same script, what runs in it too.</summary>
    public bool AsksContainers { get; init; }

    /// <summary>The time limit of each probe.</summary>
    public TimeSpan ProbeLimit { get; init; } = new SessionLimits().Probe;

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Makes the word that marks the records of one script; 128 random bits.</summary>
    public Func<string> NewNonce { get; init; } = () => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>The probes that yield the facts that <paramref name="rules"/> judge.</summary>
    public static IReadOnlyList<Probe> ProbesFor(IEnumerable<Rule> rules) => ProbesFor(rules, []);

    /// <summary>The same, with those on paths asking about <paramref name="folders"/>.</summary>
    internal static IReadOnlyList<Probe> ProbesFor(IEnumerable<Rule> rules, IReadOnlyList<string> folders)
    {
        var needed = rules.Select(rule => rule.FactsType).ToHashSet();
        return Catalog.Probes.Where(probe => needed.Contains(probe.FactsType) && (!probe.OnPath || folders.Count > 0))
            .Select(probe => probe.At(folders))
            .ToList();
    }

    /// <summary>The same audit with other questions; waivers are counted for both.</summary>
    public Audit Asking(IReadOnlyList<Probe> probes)
    {
        _ = Ledger;
        return this with { Probes = probes, body = null, containerBody = null };
    }

    /// <summary>Audits one target, and writes what is wrong with a binary as soon as it was read; the last result is that of the target.</summary>
    public async Task RunAsync(Target target, Func<TargetResult, ValueTask> write, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(write);
        await write(await RunOrEarlyAsync(target, write, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>Audits one target; an unreachable one is a result too.</summary>
    public Task<TargetResult> RunAsync(Target target, CancellationToken cancellationToken) => RunOrEarlyAsync(target, null, cancellationToken);

    private async Task<TargetResult> RunOrEarlyAsync(Target target, Func<TargetResult, ValueTask>? early, CancellationToken cancellationToken)
    {
        var start = Context(target);
        var rules = Select(start.Policy, Rules).Where(rule => rule.FactsType != typeof(WaiverFacts)).ToList();
        var judge = new BinaryJudge(rules, start);
        var session = Open(target);
        var nonce = NewNonce();
        try
        {
            var facts = new FactSet();
            var binaries = Binaries(target);
            if (Pods(target) is { } pod)
            {
                facts.Add(await pod(cancellationToken).ConfigureAwait(false));
            }
            else if (AsksContainers && target.Pod is not null)
            {
                var container = new ContainerReader(session, ProbeLimit) { NewNonce = NewNonce };
                Read(Probes, await container.ReadAsync(ContainerBody, facts, cancellationToken).ConfigureAwait(false), facts);
            }
            else if (Probes.Count > 0 || binaries is null)
            {
                var result = await session.RunAsync(ProbeScript.WithNonce(Body, nonce), cancellationToken).ConfigureAwait(false);
                Read(Probes, Transcript.Parse(result.Output.Span, nonce), facts);
            }

            if (binaries is not null)
            {
                facts.Add(await binaries.CollectAsync(session, early is null ? _ => default : JudgeAsync, cancellationToken).ConfigureAwait(false));
            }

            if (Rules.Any(rule => rule.FactsType == typeof(ConnectionFacts)))
            {
                facts.Add(await session.ExamineConnectionAsync(cancellationToken).ConfigureAwait(false));
            }

            var context = Context(target);
            Complete(Probes, facts, context);
            var findings = Judge.Fold(Ledger.Apply(target, context.Policy, rules, judge.Rest(facts, context), judge.Undecided));
            return new TargetResult(target, Collect(facts, context), findings, null) { EarlyCount = judge.Count };
        }
        catch (TargetException e)
        {
            return await UnreachedAsync(session, e, cancellationToken).ConfigureAwait(false) with { EarlyCount = judge.Count };
        }

        async ValueTask JudgeAsync(JudgedBinary binary)
        {
            if (judge.Of(binary) is { Count: > 0 } found)
            {
                await early!(new TargetResult(target, null, Judge.Fold(Ledger.ApplyEarly(target, start.Policy, rules, found)), null) { IsEarly = true }).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The result of a target that was not reached.</summary>
    internal async Task<TargetResult> UnreachedAsync(ISession session, TargetException error, CancellationToken cancellationToken)
    {
        var facts = new FactSet();
        facts.Add(await session.ExamineConnectionAsync(cancellationToken).ConfigureAwait(false));
        var rules = Catalog.Rules.Where(rule => rule.Id == ReachableRule.RuleId).ToList();
        return new TargetResult(session.Target, null, Findings(rules, facts, Context(session.Target)), error);
    }

    /// <summary>
    /// What the waivers of the policy come to, after the last target: findings of the target <c>local</c>, where the policy
    /// lies. Empty when no waiver was about a rule and a target of the run.
    /// </summary>
    public IReadOnlyList<Finding> JudgePolicy()
    {
        var facts = new FactSet();
        facts.Add(Ledger.Facts);
        return Ledger.Facts.Uses.Count == 0
            ? []
            : Judge.Apply(Rules.Where(rule => rule.FactsType == typeof(WaiverFacts)), facts, Context(Target.Local) with { Policy = Policy }).ToList();
    }

    private string Body => body ??= ProbeScript.Body(Probes, ProbeLimit);

    private string ContainerBody => containerBody ??= ProbeScript.Body(Probes.Select(probe => ProbePart.Of(probe, ProbeLimit)).Prepend(ContainerReader.Part(ProbeLimit)));

    internal WaiverLedger Ledger => LazyInitializer.EnsureInitialized(
        ref ledger, () => new WaiverLedger(Policy.Waivers, DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime)));

    internal RuleContext Context(Target target)
    {
        var policy = Policy.For(target, Profile);
        return new RuleContext(target, policy, Releases.Under(policy), Clock.GetUtcNow());
    }

    /// <summary>What rules say of a target, with what is waived marked, and what could not be asked said once.</summary>
    internal IReadOnlyList<Finding> Findings(IReadOnlyList<Rule> rules, FactSet facts, RuleContext context) =>
        Judge.Fold(Ledger.Apply(context.Target, context.Policy, rules, Judge.Apply(rules, facts, context).ToList()));

    /// <summary>Completes facts that need others or the policy.</summary>
    internal static void Complete(IEnumerable<Probe> probes, FactSet facts, RuleContext context)
    {
        foreach (var probe in probes.Where(probe => facts.Find(probe.FactsType) is not null))
        {
            facts.Add(probe.CompleteFacts(facts.Find(probe.FactsType)!, facts, context));
        }
    }

    /// <summary>The facts of each probe's records.</summary>
    internal static FactSet Read(IEnumerable<Probe> probes, Transcript transcript)
    {
        var facts = new FactSet();
        Read(probes, transcript, facts);
        return facts;
    }

    private static void Read(IEnumerable<Probe> probes, Transcript transcript, FactSet facts)
    {
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
        ModuleTrees = facts.Get<ModuleTreeFacts>()?.Trees,
        Pod = facts.Get<PodFacts>(),
        Container = !AsksContainers || context.Target.Pod is null ? default(Fact<ContainerInside>?)
            : facts.Get<ContainerInside>() is { } inside ? inside : Fact<ContainerInside>.Unknown(facts.Reason(typeof(ContainerInside))),
        Unknown = Probes.Where(probe => facts.Find(probe.FactsType) is null)
            .ToDictionary(probe => probe.Id, probe => facts.Reason(probe.FactsType), StringComparer.Ordinal),
    };
}
