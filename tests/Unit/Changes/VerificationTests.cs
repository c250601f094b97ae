using GoEnv.Changes;
using GoEnv.Toolchain;
using T = GoEnv.Tests.Toolchain.Given;

namespace GoEnv.Tests.Changes;

/// <summary>What is left of the findings that a change was to mend.</summary>
public sealed class VerificationTests
{
    private const string Go = "/usr/local/go/bin/go";

    [Theory]
    [InlineData("1.27.0", 0, 1, 0)]
    [InlineData("1.27.1", 0, 0, 0)]
    [InlineData("1.27.0", 900, 1, 0)]
    [InlineData("1.27.1", 900, 0, 1)]
    [InlineData("1.29.0", 900, 0, 1)]
    public void Old_release_data_leaves_a_good_release_undecided_and_a_bad_one_failed(string version, int later, int left, int undecided)
    {
        Mended[] mends = [new("GE1003", Go)];
        var findings = Judged(new NewestPatchRule(), T.Facts(T.Go(version)), later);
        Assert.Equal((left, undecided), (Verification.Left(mends, findings).Count, Verification.Undecided(mends, findings).Count));
    }

    [Fact]
    public void The_release_in_use_is_undecided_wherever_it_stands() =>
        Assert.Single(Verification.Undecided([new("GE1003", "/usr/bin/go")], Judged(new NewestPatchRule(), T.Facts(T.Go()), 900)));

    [Fact]
    public void What_the_target_does_not_tell_is_left()
    {
        var unread = T.Facts(T.Go() with { Version = null, Problem = "it hung" });
        var findings = Judged(new NewestPatchRule(), unread, 900);
        Assert.Single(Verification.Left([new("GE1003", Go)], findings));
        Assert.Empty(Verification.Undecided([new("GE1003", Go)], findings));
    }

    private static List<Finding> Judged(Rule rule, ToolchainFacts facts, int daysLater)
    {
        var set = new FactSet();
        set.Add(facts);
        return Judge.Apply([rule], set, new RuleContext(Target.Local, GoEnv.Policies.Policy.Default, T.Releases, T.Now.AddDays(daysLater))).ToList();
    }
}
