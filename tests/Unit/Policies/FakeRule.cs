using GoEnv.Connection;

namespace GoEnv.Tests.Policies;

/// <summary>A rule that only has an id.</summary>
internal sealed class FakeRule(string id, Severity severity = Severity.Error, bool onRequest = false) : Rule<HostFacts>(id, severity, "Title of " + id)
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new FakeRule("GE0001"), new FakeRule("GE1001"), new FakeRule("GE1002", Severity.Warning), new FakeRule("GE2001"), new FakeRule("GE2010"),
    ];

    public override bool OnRequest => onRequest;

    protected internal override IEnumerable<Problem> Judge(HostFacts facts, RuleContext context) => [];
}
