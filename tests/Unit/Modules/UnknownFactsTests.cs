using GoEnv.Connection;
using GoEnv.Modules;
using static GoEnv.Tests.Modules.Given;

namespace GoEnv.Tests.Modules;

/// <summary>What the target could not be asked is no good news.</summary>
public sealed class UnknownFactsTests
{
    private static readonly ModuleFacts Silent = Healthy with { Settings = [], GoVersion = Fact<string>.Unknown("'go env' ended with exit code 1") };

    [Fact]
    public void What_the_toolchain_sets_is_not_known_where_go_env_fails()
    {
        new ChecksumDatabaseOnRule().IsUnknown(Silent, "'go env' ended");
        new ProxyUsedRule().IsUnknown(Silent, "'go env' ended");
        new InsecureModulesRule().Fails(Set(Silent, ("GOINSECURE", "example.com")), "GOINSECURE");
        new ChecksumDatabaseOnRule().Passes(Silent with { Go = Fact<string>.Absent, GoVersion = Fact<string>.Absent });
    }

    [Fact]
    public void What_go_env_does_not_tell_is_said_once()
    {
        var facts = new FactSet();
        facts.Add(Silent);
        var context = new RuleContext(Target.Parse("local"), GoEnv.Policies.Policy.Default, GoEnv.Releases.GoReleases.Shipped, DateTimeOffset.UnixEpoch);
        var rules = Catalog.Rules.Where(rule => rule is ModuleSettingRule).ToList();
        var unknown = Assert.Single(GoEnv.Judge.Fold(GoEnv.Judge.Apply(rules, facts, context).ToList()), finding => finding.Status == FindingStatus.Unknown);
        Assert.Contains("GE3029", unknown.UndecidedRules);
    }

    [Fact]
    public void An_ssh_that_prints_no_options_is_no_answer()
    {
        Assert.True(SshClientOptions.Whole(SshClientOptions.Parse("garbage\n")).IsUnknown);
        Assert.True(SshClientOptions.Whole(SshClientOptions.Parse(string.Empty)).IsUnknown);
        Assert.True(SshClientOptions.Whole(SshClientOptions.Parse("hostname web01\nidentityfile ~/.ssh/id_rsa\n")).IsKnown);
    }
}
