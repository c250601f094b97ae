using GoEnv.Policies;
using GoEnv.Toolchain;
using static GoEnv.Tests.Toolchain.Given;

namespace GoEnv.Tests.Toolchain;

public sealed class ReleaseRuleTests
{
    public static TheoryData<Rule> All => new(Catalog.Rules.Where(rule => rule.FactsType == typeof(ToolchainFacts)));

    [Theory]
    [MemberData(nameof(All))]
    public void A_healthy_target_passes(Rule rule) => Passes(rule, Facts(Go()));

    [Theory]
    [MemberData(nameof(All))]
    public void Without_a_toolchain_only_that_is_said(Rule rule)
    {
        var facts = Facts() with { GoEnv = Fact<IReadOnlyDictionary<string, string>>.Unknown("there is none"), Places = [] };
        Assert.Equal(rule.Id == "GE1001" ? 1 : 0, Judge(rule, facts).Count);
    }

    [Fact]
    public void No_toolchain()
    {
        Fails(new InstalledRule(), Facts(), "There is no go");
        Fails(new InstalledRule(), Facts() with { DeadLink = "/usr/bin/go" }, "/usr/bin/go is a link");
        var closed = Facts() with { Toolchains = [Go() with { Runs = false, Version = null, Problem = "this account may not execute it" }] };
        Assert.Equal("chmod a+x /usr/local/go/bin/go", Fails(new InstalledRule(), closed, "may not execute").Fix);
        Passes(new RunsRule(), closed);
        IsUnknown(new InstalledRule(), Facts() with { LoginPath = Fact<string>.Unknown("it hung") }, "it hung");
    }

    [Theory]
    [InlineData("1.26.7")]
    [InlineData("1.27.1")]
    public void Supported(string version) => Passes(new SupportedReleaseRule(), Facts(Go(version)));

    [Fact]
    public void Ended_and_since_when() => Fails(new SupportedReleaseRule(), Facts(Go("1.25.14")), "ended on 2026-08-19");

    [Fact]
    public void Ended_but_kept_by_the_distribution_is_a_warning() => Fails(
        new SupportedReleaseRule(), Facts(Go("1.20.1") with { Manager = ToolchainManager.Distribution }), "distribution", Severity.Warning);

    [Theory]
    [InlineData("go1.25.14", true, "1.27.1", "GE1002", "GOTOOLCHAIN=go1.25.14 in the environment has /usr/local/go/bin/go run Go 1.25.14, whose support by the Go project ended")]
    [InlineData("go1.25.14+auto", true, "1.27.1", "GE1002", "ended")]
    [InlineData("go1.25.14", false, "1.27.1", "GE1002", "ended")]
    [InlineData("go1.25.14+path", false, "1.27.1", "GE1002", null)]
    [InlineData("go1.25.14", true, "1.20.1", "GE1003", null)]
    [InlineData("go1.26.0", true, "1.27.1", "GE1003", "GOTOOLCHAIN=go1.26.0 in the environment has /usr/local/go/bin/go run Go 1.26.0, and the releases up to 1.26.7 carried security fixes")]
    [InlineData("go1.26.7", true, "1.27.1", "GE1003", null)]
    [InlineData("go1.26", true, "1.27.1", "GE1003", null)]
    [InlineData("go1.26.7", true, "1.27.1", "GE1004", "run Go 1.26.7, older than the policy's minimum 1.27")]
    [InlineData("local", true, "1.27.1", "GE1004", null)]
    public void The_release_that_GOTOOLCHAIN_names_is_judged_as_the_one_that_runs(string setting, bool isThere, string winner, string id, string? says)
    {
        var facts = Facts(Go(winner)).Exporting("GOTOOLCHAIN", setting) with { GoToolchainSetting = setting, Pinned = isThere ? "/home/a/go/bin/go" : Fact<string>.Absent };
        var problems = Judge(Catalog.Rules.Single(rule => rule.Id == id), facts, Policy.Parse("version: 1\ngo: {minimum: 1.27.0}", "test"));
        if (says is null)
        {
            Assert.Empty(problems);
        }
        else
        {
            var problem = Assert.Single(problems);
            Assert.Contains(says, problem.Message, StringComparison.Ordinal);
            Assert.Equal(("GOTOOLCHAIN", "Remove the export of GOTOOLCHAIN from the shell profile."), (problem.Subject, problem.Fix));
        }

        Assert.Empty(Judge(Catalog.Rules.Single(rule => rule.Id == id), facts with { GoEnv = Env(("GO111MODULE", "off")) }));
    }

    [Fact]
    public void A_preview_is_a_warning() => Fails(new SupportedReleaseRule(), Facts(Go("1.27rc1")), "preview", Severity.Warning);

    [Fact]
    public void No_support_verdict()
    {
        var rule = new SupportedReleaseRule();
        IsUnknown(rule, Facts(Go("1.29.0")), "does not know Go 1.29");
        IsUnknown(rule, Facts(Go() with { Version = null, Problem = "it hung", VersionText = Fact<string>.Unknown("it hung") }), "it hung");
        IsUnknown(rule, Facts(Go() with { IsGccgo = true }), "gccgo");
        IsUnknown(rule, Facts(Go() with { Version = GoVersion.Parse("devel go1.28-abcdef") }), "between releases");
    }

    [Fact]
    public void Stale_data_says_so_and_never_calls_a_newer_release_ended()
    {
        var later = Now.AddDays(400);
        Assert.Contains("2026-08-20", Assert.Single(Judge(new SupportedReleaseRule(), Facts(Go("1.25.0")), now: later)).Message, StringComparison.Ordinal);
        foreach (var version in new[] { "1.26.7", "1.27.1", "1.28.0", "1.31.0" })
        {
            Assert.Equal(FindingStatus.Unknown, Assert.Single(Judge(new SupportedReleaseRule(), Facts(Go(version)), now: later)).Status);
        }

        // Three months after the data, no line can have come that ends these.
        Assert.Empty(Judge(new SupportedReleaseRule(), Facts(Go("1.26.7")), now: Now.AddDays(80)));
    }

    [Fact]
    public void Missed_patches()
    {
        var rule = new NewestPatchRule();
        Fails(rule, Facts(Go("1.26.0")), "carried security fixes");
        Fails(rule, Facts(Go("1.26.6")), "carried no security fixes", Severity.Warning);
        Fails(rule, Facts(Go("1.27.0")), "not known", Severity.Warning);
        Fails(rule, Facts(Go("1.26.0") with { Manager = ToolchainManager.Distribution }), "security", Severity.Warning);
        Passes(rule, Facts(Go("1.26.7")));
        Passes(rule, Facts(Go("1.25.0"))); // GE1002 says that there is no support at all
        Assert.Equal(FindingStatus.Unknown, Assert.Single(Judge(rule, Facts(Go("1.27.1")), now: Now.AddDays(80))).Status);
        Assert.Contains("days old", Assert.Single(Judge(rule, Facts(Go("1.27.0")), now: Now.AddDays(80))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.26.7", "1.26.8", null, true)]
    [InlineData("1.26.8", "1.26.8", null, false)]
    [InlineData("devel go1.20-abcdef", "1.26.8", null, true)]
    [InlineData("1.27.1", null, "1.27", false)]
    [InlineData("1.27.1", null, "1.27.0", true)]
    [InlineData("1.20.5", null, "1.20", false)]
    [InlineData("1.26.1", null, "1.27", true)]
    public void Policy_versions(string version, string? minimum, string? required, bool fails)
    {
        var policy = Policy.Default with
        {
            MinimumVersion = minimum is null ? null : GoVersion.Parse(minimum),
            RequiredVersions = required is null ? [] : [GoVersion.Parse(required)],
        };
        var problems = Judge(new PolicyVersionRule(), Facts(Go(version)), policy);
        Assert.Equal(fails, problems.Count == 1 && problems[0].Status == FindingStatus.Fail);
        var unknown = Facts(Go() with { Version = null, Problem = "it hung" });
        Assert.Equal(FindingStatus.Unknown, Assert.Single(Judge(new PolicyVersionRule(), unknown, policy)).Status);
    }

    [Fact]
    public void Old_ones_beside_it_are_information() => Fails(
        new OldToolchainsRule(), Facts(Go(), Go("1.20.1", "/usr/local/go1.20") with { OnPath = null }), "/usr/local/go1.20", Severity.Information);
}
