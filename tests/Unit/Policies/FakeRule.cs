using GoEnv.Connection;

namespace GoEnv.Tests.Policies;

/// <summary>A rule that only has an id.</summary>
internal sealed class FakeRule(string id, Severity severity = Severity.Error, bool onRequest = false, bool neverWaived = false, params RuleParameter[] parameters) : Rule<HostFacts>(id, severity, "Title of " + id)
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new FakeRule("GE0001", neverWaived: true), new FakeRule("GE1001"), new FakeRule("GE1002", Severity.Warning), new FakeRule("GE2001"), new FakeRule("GE2010", parameters: new RuleParameter("days", 7, 1, 365, "how many days")),
    ];

    public override bool OnRequest => onRequest;

    public override bool NeverWaived => neverWaived;

    public override IReadOnlyList<RuleParameter> Parameters => parameters;

    protected internal override IEnumerable<Problem> Judge(HostFacts facts, RuleContext context) => [];
}
