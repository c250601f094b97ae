using System.Globalization;
using System.Text.Json.Serialization;
using GoEnv.Changes;
using GoEnv.Policies;
using GoEnv.Releases;

namespace GoEnv;

/// <summary>What a rule may read besides the facts: everything that would otherwise be a clock or a file.</summary>
/// <param name="Target">The target that is judged.</param>
/// <param name="Policy">The effective policy.</param>
/// <param name="Releases">Go releases and support windows.</param>
/// <param name="Now">The time of the audit.</param>
public sealed record RuleContext(Target Target, Policy Policy, GoReleases Releases, DateTimeOffset Now);

/// <summary>What a rule yields: something wrong, or something that could not be checked.</summary>
public sealed record Problem
{
    private Problem(FindingStatus status, string message)
    {
        Status = status;
        Message = message;
    }

    /// <summary>Fail or Unknown.</summary>
    public FindingStatus Status { get; }

    /// <inheritdoc cref="Finding.Message"/>
    public string Message { get; private init; }

    /// <inheritdoc cref="Finding.Subject"/>
    public string? Subject { get; init; }

    /// <inheritdoc cref="Finding.Location"/>
    public string? Location { get; init; }

    /// <inheritdoc cref="Finding.Expected"/>
    public string? Expected { get; init; }

    /// <inheritdoc cref="Finding.Actual"/>
    public string? Actual { get; init; }

    /// <inheritdoc cref="Finding.Evidence"/>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <inheritdoc cref="Finding.Fix"/>
    public string? Fix { get; init; }

    /// <inheritdoc cref="Finding.Remedy"/>
    public Remedy? Remedy { get; init; }

    /// <summary>A severity other than the rule's own, for a milder or worse case of the same fault.</summary>
    public Severity? Severity { get; init; }

    /// <summary>Why the subject could not be asked at all: what several rules do not know for this reason is said once. Null where it could be asked.</summary>
    internal string? Unread { get; init; }

    /// <summary>True for an Unknown that newer release data on this side would decide: the target told all that was asked of it.</summary>
    internal bool NeedsReleaseData { get; init; }

    /// <summary>Checked and wrong; <paramref name="message"/> is one sentence.</summary>
    public static Problem Fail(string message) => new(FindingStatus.Fail, message);

    /// <summary>Not checked; <paramref name="message"/> is one sentence that says why.</summary>
    public static Problem Unknown(string message) => new(FindingStatus.Unknown, message);

    /// <summary>The same in other words.</summary>
    internal Problem Reworded(string message) => this with { Message = message };
}

/// <summary>A number in a rule that a policy may set.</summary>
/// <param name="Name">The key in the policy, with its unit: <c>cacheMiB</c>.</param>
/// <param name="Default">The value where no policy sets it.</param>
/// <param name="Minimum">The least value.</param>
/// <param name="Maximum">The greatest value.</param>
/// <param name="Description">What it bounds, in a few words.</param>
public sealed record RuleParameter(string Name, int Default, int Minimum, int Maximum, string Description)
{
    /// <summary>The name and the default.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}={Default}");
}

/// <summary>A judgement of facts: pure, without I/O, clock or state.</summary>
public abstract class Rule
{
    private protected Rule(Type factsType, string id, Severity severity, string title)
    {
        FactsType = factsType;
        Id = id;
        Severity = severity;
        Title = title;
        Category = id.StartsWith("GE095", StringComparison.Ordinal) ? Category.Coverage
            : id.StartsWith("GE09", StringComparison.Ordinal) ? Category.Policy
            : (Category)(id[2] - '0');
    }

    /// <summary>The rule's id: <c>GE</c> and four digits, the first of which is the area; <c>GE09</c> is the area Policy, <c>GE095</c> the area Coverage.</summary>
    public string Id { get; }

    /// <summary>The state that passes, in a few words.</summary>
    public string Title { get; }

    /// <summary>The severity before policy.</summary>
    public Severity Severity { get; }

    /// <summary>The area.</summary>
    public Category Category { get; }

    /// <inheritdoc cref="Finding.HelpPage"/>
    public string HelpPage => $"docs/rules/{Id}.md";

    /// <summary>True for a rule that is applied only when asked for: its probe reaches out from the target, or few want its advice.</summary>
    public virtual bool OnRequest => false;

    /// <summary>The numbers in the rule that a policy may set.</summary>
    public virtual IReadOnlyList<RuleParameter> Parameters => [];

    /// <summary>True for a rule whose findings no waiver may silence, whatever the policy says.</summary>
    public virtual bool NeverWaived => false;

    /// <summary>True for a rule about paths, which is applied only by the commands that take some.</summary>
    public virtual bool OnPath => false;

    /// <summary>The type of the facts that it judges.</summary>
    [JsonIgnore]
    public Type FactsType { get; }

    internal abstract IEnumerable<Problem> JudgeFacts(object facts, RuleContext context);

    internal abstract string? SeenIn(object facts);

    internal abstract bool AppliesToFacts(object facts);
}

/// <summary>A rule over facts of one type.</summary>
public abstract class Rule<TFacts> : Rule
    where TFacts : class
{
    /// <summary>Declares the rule; <paramref name="title"/> names the state that passes.</summary>
    protected Rule(string id, Severity severity, string title)
        : base(typeof(TFacts), id, severity, title)
    {
    }

    /// <summary>Yields what is wrong or could not be checked; nothing when the facts pass.</summary>
    protected internal abstract IEnumerable<Problem> Judge(TFacts facts, RuleContext context);

    /// <summary>What a pass was judged on, for <see cref="Finding.Actual"/>; null where the title says it all.</summary>
    protected internal virtual string? Seen(TFacts facts) => null;

    /// <summary>False where there is nothing that the rule is about and a pass would say too much: then there is no finding.</summary>
    protected internal virtual bool AppliesTo(TFacts facts) => true;

    internal sealed override string? SeenIn(object facts) => Seen((TFacts)facts);

    internal sealed override bool AppliesToFacts(object facts) => AppliesTo((TFacts)facts);

    internal sealed override IEnumerable<Problem> JudgeFacts(object facts, RuleContext context) =>
        Judge((TFacts)facts, context);
}
