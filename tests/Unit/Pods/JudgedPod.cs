using GoEnv.Pods;
using GoEnv.Policies;
using GoEnv.Releases;
using GoEnv.Tests.Connection;

namespace GoEnv.Tests.Pods;

/// <summary>The rules on pods, and what they say.</summary>
internal static class JudgedPod
{
    private static readonly GoReleases Fresh = GoReleases.Shipped with { Date = DateOnly.FromDateTime(Judged.Now.UtcDateTime) };

    public static IEnumerable<Rule<PodFacts>> Rules => Catalog.Rules.OfType<Rule<PodFacts>>();

    public static IReadOnlyList<Problem> By(string id, PodFacts pod) => Rules.Single(rule => rule.Id == id)
        .Judge(pod, new RuleContext(Target.Parse("pod:apps/api-0"), Policy.Default, Fresh, Judged.Now)).ToList();
}
