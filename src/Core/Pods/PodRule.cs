using GoEnv.Binaries;
using GoEnv.Kubernetes;

namespace GoEnv.Pods;

/// <summary>A rule that looks at one container of a pod after the other.</summary>
public abstract class ContainerRule : Rule<PodFacts>
{
    private protected ContainerRule(string id, Severity severity, string title)
        : base(id, severity, title)
    {
    }

    /// <summary>What is wrong with one container.</summary>
    private protected abstract IEnumerable<Problem> Judge(ContainerFacts container, PodFacts pod, RuleContext context);

    /// <summary>The containers that it looks at.</summary>
    private protected virtual IEnumerable<ContainerFacts> Of(PodFacts pod) => pod.Containers;

    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(PodFacts facts, RuleContext context) =>
        Of(facts).SelectMany(container => Judge(container, facts, context).Select(problem => problem with { Subject = container.Name }));

    /// <inheritdoc/>
    protected internal override string? Seen(PodFacts facts) => string.Join(", ", Of(facts).Select(container => container.Name)) is { Length: > 0 } names ? names : null;
}

/// <summary>A rule that looks into the containers that run; where one could not be asked, what it says there is unknown.</summary>
public abstract class InsideRule : ContainerRule
{
    private protected InsideRule(string id, Severity severity, string title)
        : base(id, severity, title)
    {
    }

    /// <summary>What could not be told where a container could not be asked, as a clause such as <c>whether it runs in {0}</c>.</summary>
    private protected abstract string What { get; }

    /// <inheritdoc/>
    protected internal override bool AppliesTo(PodFacts facts) => Of(facts).Any();

    /// <inheritdoc/>
    private protected override IEnumerable<ContainerFacts> Of(PodFacts pod) => pod.Running;

    /// <summary>True where the spec alone says that nothing is wrong.</summary>
    private protected virtual bool IsSettled(ContainerFacts container, PodFacts pod) => false;

    /// <summary>True for a rule that needs the programs of a container to be known, and not only that it answered.</summary>
    private protected virtual bool NeedsPrograms => true;

    private protected override IEnumerable<Problem> Judge(ContainerFacts container, PodFacts pod, RuleContext context)
    {
        if (IsSettled(container, pod))
        {
            return [];
        }

        return (NeedsPrograms ? container.WhyUnread : container.Inside.Reason) is { } reason ? [Unread(container, reason)]
            : container.Inside.TryGet(out var inside) ? Judge(container, inside, pod, context)
            : [];
    }

    /// <summary>What is wrong in a container that answered.</summary>
    private protected abstract IEnumerable<Problem> Judge(ContainerFacts container, ContainerInside inside, PodFacts pod, RuleContext context);

    private protected Problem Unread(ContainerFacts container, string reason) =>
        Problem.Unknown($"{char.ToUpperInvariant(What[0])}{What[1..].Replace("{0}", $"the container '{container.Name}'", StringComparison.Ordinal)} could not be told: {reason}.") with { Fix = container.NextStep, Unread = reason };
}

/// <summary>A rule that looks at one running Go program after the other, with the rules on binaries.</summary>
public abstract class ProgramRule : InsideRule
{
    private protected ProgramRule(string id, Severity severity, string title)
        : base(id, severity, title)
    {
    }

    /// <inheritdoc/>
    protected internal override string? Seen(PodFacts facts) => string.Join("; ", Of(facts).Select(container => container.Words));

    private protected override IEnumerable<Problem> Judge(ContainerFacts container, ContainerInside inside, PodFacts pod, RuleContext context) =>
        container.Programs.Select(program => Judge(container, program, pod, context)).OfType<Problem>();

    /// <summary>What is wrong with one program; null where nothing is.</summary>
    private protected abstract Problem? Judge(ContainerFacts container, GoProgramInside program, PodFacts pod, RuleContext context);

    /// <summary>The first problem that rules on binaries have with a program.</summary>
    private protected static Problem? First(ContainerFacts container, GoProgramInside program, RuleContext context, params Rule<BinaryFacts>[] rules)
    {
        var facts = new BinaryFacts { Binaries = [new JudgedBinary(program.Info, BinaryStage.Deployment)] };
        var problem = rules.SelectMany(rule => rule.Judge(facts, context)).FirstOrDefault();
        return problem?.Reworded($"In the container '{container.Name}', {Lower(problem.Message)}");
    }

    /// <summary>Names a program in a message.</summary>
    private protected static string Name(ContainerFacts container, GoProgramInside program) => $"'{program.Info.Path}' in the container '{container.Name}'";

    /// <summary>What could not be told since the file of a program does not tell how it was built; where several rules ask for that, one says it.</summary>
    private protected static Problem Untold(string what, GoProgramInside program)
    {
        var why = program.Info.Problem?.Error switch
        {
            BinaryError.PackedBinary => "is packed",
            BinaryError.NoBuildInfo => "has no build information",
            _ => "could not be read whole",
        };
        return Problem.Unknown($"{what} could not be told: it {why}.") with { Unread = $"'{program.Info.Path}' {why}" };
    }

    private static string Lower(string text) => char.ToLowerInvariant(text[0]) + text[1..];
}
