using System.Reflection;
using System.Text;

namespace GoEnv;

/// <summary>One question to a target: a POSIX <c>sh</c> file that prints records, and the parser of those records.</summary>
public abstract class Probe
{
    private protected Probe(string id, Type factsType, string? lead, IEnumerable<string> parts)
    {
        Id = id;
        FactsType = factsType;
        Script = (lead is null ? string.Empty : lead + "\n") + LoadScript([.. parts.Append(id).Select(name => name + ".sh")]);
    }

    /// <summary>The probe's name: its <c>sh</c> file's, and the one its records carry.</summary>
    public string Id { get; }

    /// <summary>The type of the facts that it yields.</summary>
    public Type FactsType { get; }

    /// <summary>True for a probe that is sent only when asked for, since it reaches out from the target.</summary>
    public virtual bool OnRequest => false;

    /// <summary>True for a probe about paths, which is sent only where some are named.</summary>
    public virtual bool OnPath => false;

    /// <summary>The same question about these paths; itself where it is about none.</summary>
    internal virtual Probe At(IReadOnlyList<string> folders) => this;

    /// <summary>The text of the <c>sh</c> file, and of what stands before it.</summary>
    public string Script { get; }

    internal abstract object ParseFacts(ProbeOutput output);

    internal abstract object CompleteFacts(object facts, FactSet others, RuleContext context);

    internal static string LoadScript(params string[] names) => string.Concat(names.Select(Load));

    private static string Load(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("sh/" + name)
            ?? throw new InvalidOperationException($"The script '{name}' is not embedded in {nameof(GoEnv)}.Core.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

/// <summary>A probe that yields facts of one type.</summary>
public abstract class Probe<TFacts> : Probe
    where TFacts : class
{
    /// <summary>
    /// Declares the probe; <paramref name="id"/> is the name of its <c>sh</c> file without the ending,
    /// <paramref name="lead"/> lines that go before it, and <paramref name="parts"/> files of functions between the two.
    /// </summary>
    protected Probe(string id, string? lead = null, params string[] parts)
        : base(id, typeof(TFacts), lead, parts)
    {
    }

    /// <summary>
    /// Makes facts of the records of a probe that ran to its end. Pure. <see cref="FormatException"/> when the records
    /// are not the probe's.
    /// </summary>
    protected internal abstract TFacts Parse(ProbeOutput output);

    internal sealed override object ParseFacts(ProbeOutput output) => Parse(output);

    /// <summary>Adds what follows from the facts of other probes of the same answer. Pure.</summary>
    private protected virtual TFacts Complete(TFacts facts, FactSet others, RuleContext context) => facts;

    internal sealed override object CompleteFacts(object facts, FactSet others, RuleContext context) =>
        Complete((TFacts)facts, others, context);
}
