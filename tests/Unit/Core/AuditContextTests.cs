using GoEnv.Policies;

namespace GoEnv.Tests.Core;

public sealed class AuditContextTests
{
    private static readonly Target Prod = Target.Ssh("web01").With(labels: new Dictionary<string, string> { ["env"] = "prod" });

    [Fact]
    public void A_target_is_judged_by_the_policy_for_it()
    {
        var audit = new Audit
        {
            Open = _ => throw new InvalidOperationException("Nothing is asked."),
            Probes = [],
            Policy = Policy.Parse("version: 1\nlabels: {env=prod: {go: {releaseDataDays: 7, minimum: 1.26}}}\nprofiles: {x: {go: {minimum: 1.25}}}", "test"),
        };
        Assert.Equal((7, "1.26"), (audit.Context(Prod).Releases.StaleAfterDays, audit.Context(Prod).Policy.MinimumVersion!.ToString()));
        Assert.Equal((60, null), (audit.Context(Target.Local).Releases.StaleAfterDays, audit.Context(Target.Local).Policy.MinimumVersion));
        Assert.Empty(audit.JudgePolicy());
    }

    [Fact]
    public void A_profile_may_be_given_for_every_target()
    {
        var audit = new Audit
        {
            Open = _ => throw new InvalidOperationException("Nothing is asked."),
            Probes = [],
            Policy = Policy.Parse("version: 1\nprofiles: {x: {go: {minimum: 1.25}}}", "test"),
            Profile = "x",
        };
        Assert.Equal("1.25", audit.Context(Target.Local).Policy.MinimumVersion!.ToString());
    }
}
