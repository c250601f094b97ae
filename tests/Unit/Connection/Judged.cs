using GoEnv.Policies;
using GoEnv.Releases;

namespace GoEnv.Tests.Connection;

/// <summary>Judges facts as the engine does.</summary>
internal static class Judged
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<Problem> By<T>(Rule<T> rule, T facts, string policy = "version: 1")
        where T : class =>
        rule.Judge(facts, new RuleContext(Target.Parse("web01"), Policy.Parse(policy, "test"), GoReleases.Shipped, Now)).ToList();

    /// <summary>Judges with a value of a parameter.</summary>
    public static IReadOnlyList<Problem> With<T>(Rule<T> rule, string parameter, int value, T facts)
        where T : class =>
        By(rule, facts, $"version: 1\nrules: {{{rule.Id}: {{parameters: {{{parameter}: {value}}}}}}}");

    public static void Passes<T>(Rule<T> rule, T facts)
        where T : class => Assert.Empty(By(rule, facts));

    public static Problem Fails<T>(Rule<T> rule, T facts, string says, Severity? severity = null)
        where T : class => Single(rule, facts, FindingStatus.Fail, says, severity);

    public static void IsUnknown<T>(Rule<T> rule, T facts, string says)
        where T : class => Single(rule, facts, FindingStatus.Unknown, says, null);

    private static Problem Single<T>(Rule<T> rule, T facts, FindingStatus status, string says, Severity? severity)
        where T : class
    {
        var problem = Assert.Single(By(rule, facts));
        Assert.Equal(status, problem.Status);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
        Assert.Equal(severity ?? rule.Severity, problem.Severity ?? rule.Severity);
        return problem;
    }
}
