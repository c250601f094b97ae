using GoEnv.Policies;
using GoEnv.Targets;
using GoEnv.Yaml;

namespace GoEnv.Tests.Policies;

public sealed class PolicyLayersTests
{
    private const string Layers = """
        rules: {GE1001: {severity: information}}
        profiles:
          build:
            labels: [role=build, os=linux]
            go: {minimum: 1.26}
            rules: {GE1001: {severity: warning}, GE2010: {parameters: {days: 30}}}
          quiet:
            rules: {GE1002: {enabled: false}}
        labels:
          env=prod: {rules: {GE1001: {severity: error}}}
          env!=prod: {categories: [Toolchain]}
        """;

    [Theory]
    [InlineData("", null, Severity.Information, 7, null)]
    [InlineData("role=build", null, Severity.Information, 7, null)]
    [InlineData("role=build,os=linux", null, Severity.Warning, 30, "build")]
    [InlineData("role=build,os=linux,env=prod", null, Severity.Error, 30, "build")]
    [InlineData("role=build,os=linux,env=prod", "QUIET", Severity.Error, 7, "quiet")]
    [InlineData("env=prod", "build", Severity.Error, 30, "build")]
    public void A_label_goes_over_the_profile_and_that_over_the_rest(string labels, string? profile, Severity severity, int days, string? name)
    {
        var (policy, target) = (Read(Layers), Labelled(labels));
        var made = policy.For(target, profile);
        Assert.Equal(severity, made.SeverityOf(FakeRule.All[1], null));
        Assert.Equal(days, made.ValueOf(FakeRule.All[4], FakeRule.All[4].Parameters[0]));
        Assert.Equal(name, policy.ProfileOf(target, profile)?.Value);
        Assert.Equal(name == "build" ? "1.26" : null, made.MinimumVersion?.ToString());
        Assert.Equal(name != "quiet", made.IsEnabled(FakeRule.All[2]));
        Assert.Equal(labels.Contains("env=prod", StringComparison.Ordinal), made.IsEnabled(FakeRule.All[3]));
    }

    [Fact]
    public void The_policy_s_own_profile_is_for_targets_that_no_label_gives_one()
    {
        var policy = Read(Layers + "\nprofile: quiet");
        Assert.Equal("quiet", policy.ProfileOf(Target.Local)!.Value);
        Assert.False(policy.For(Target.Local).IsEnabled(FakeRule.All[2]));
        Assert.Equal("build", policy.ProfileOf(Labelled("role=build,os=linux"))!.Value);
        Assert.True(policy.For(Labelled("role=build,os=linux")).IsEnabled(FakeRule.All[2]));
    }

    [Fact]
    public void Rules_that_some_target_has_on_are_asked_for_and_applied_where_they_are_on()
    {
        var policy = Read("rules: {GE1001: {enabled: false}}\ncategories: [Toolchain]\nlabels: {a: {rules: {GE1001: {enabled: true}}}, b: {categories: [Shell]}}");
        var selection = new RuleSelection { Policy = policy };
        var rules = selection.Demand(FakeRule.All);
        Assert.Equal("GE1001 GE1002 GE2001 GE2010", Ids(rules));
        Assert.Equal("GE1002", Ids(selection.For(policy.For(Target.Local), rules)));
        Assert.Equal("GE1001 GE1002", Ids(selection.For(policy.For(Labelled("a=1")), rules)));
        Assert.Equal("GE2001 GE2010", Ids(selection.For(policy.For(Labelled("b=1")), rules)));
        var named = selection with { Include = ["GE1001"] };
        Assert.Equal("GE1001", Ids(named.For(policy.For(Target.Local), named.Demand(FakeRule.All))));
        var area = selection with { Categories = [Category.Shell] };
        Assert.Equal("GE2001 GE2010", Ids(area.For(policy.For(Target.Local), area.Demand(FakeRule.All))));
    }

    [Fact]
    public void Rules_on_the_policy_are_applied_in_every_area_and_are_no_run_by_themselves()
    {
        IReadOnlyList<Rule> rules = [new FakeRule("GE0001"), new FakeRule("GE0901"), new FakeRule("GE2001")];
        var selection = new RuleSelection { Policy = Read("categories: [Shell]") };
        Assert.Equal("GE0901 GE2001", Ids(selection.Demand(rules)));
        Assert.Equal("GE0001 GE0901", Ids((selection with { Categories = [Category.Connection] }).Demand(rules)));
        Assert.Equal("GE2001", Ids((selection with { Include = ["GE2*"] }).Demand(rules)));
        Assert.Equal("GE2001", Ids((selection with { Exclude = ["GE09*"] }).Demand(rules)));
        Assert.Throws<FormatException>(() => (selection with { Include = ["GE0901"] }).Demand(rules));
    }

    [Fact]
    public void Each_value_says_where_it_comes_from()
    {
        var made = Read(Layers).For(Labelled("role=build,os=linux,env=prod"));
        Assert.Equal(("error", "f:11"), Said(made, "rules.GE1001.severity"));
        Assert.Equal(("30", "f:7"), Said(made, "rules.GE2010.parameters.days"));
        Assert.Equal(("1.26", "f:6"), Said(made, "go.minimum"));
        var settings = Policy.Default.For(Target.Local, "build-agent").Effective(null, null, defaults: true).ToDictionary(s => s.Name, StringComparer.Ordinal);
        Assert.Equal("4096", settings["rules.GE1022.parameters.cacheMiB"].Value);
        Assert.Equal("true", settings["rules.GE0001.noWaiver"].Value);
        Assert.All(settings.Values, setting => Assert.Equal("default", setting.Origin));
        Assert.All(Catalog.Rules, rule => Assert.Contains($"rules.{rule.Id}.severity", settings.Keys));
    }

    [Fact]
    public void The_threshold_is_read() =>
        Assert.Equal(new Gate(FailOn.Error, 3), Read("failOn: Error\nmaxUnknown: 3").Gate);

    [Fact]
    public void The_age_of_release_data_may_be_set() => Assert.Equal(14, Read("go: {releaseDataDays: 14}").ReleaseDataDays);

    [Theory]
    [InlineData("failOn: fatal", "f:2:9: 'fatal' is not a value of 'failOn'; write Information, Warning, Error, Never")]
    [InlineData("maxUnknown: -1", "f:2:13: 'maxUnknown' is '-1'; write a whole number from 0 to 2147483647")]
    [InlineData("profile: build", "f:2:10: there is no profile 'build'; the profiles are ")]
    [InlineData("profiles: {server: {}}\nprofile: servr", "f:3:10: there is no profile 'servr'; did you mean 'server'? the profiles are server")]
    [InlineData("profiles: {'a b': {}}", "f:2:12: 'a b' is not a name of a profile; write letters, digits, '-', '_' and '.'")]
    [InlineData("profiles: {a: {waivers: []}}", "f:2:16: 'waivers' is not a key of a profile; the keys are categories, go, labels, rules")]
    [InlineData("profiles: {a: {labels: [env>prod]}}", "f:2:25: 'env>prod' is not a label filter; write env, env=prod or env!=prod")]
    [InlineData("profiles: {a: {labels: []}}", "f:2:24: no label is named; write env=prod, or leave it out")]
    [InlineData("labels: {'=x': {}}", "f:2:10: '=x' is not a label filter; write env, env=prod or env!=prod")]
    [InlineData("labels: {a: {rules: {GE1001: {severity: bad}}}}", "f:2:41: 'bad' is not a severity; write Information, Warning, Error")]
    [InlineData("go: {releaseDataDays: soon}", "f:2:23: 'releaseDataDays' is 'soon'; write a whole number from 1 to 3650")]
    [InlineData("categories: [Policy]", "f:2:14: 'Policy' is not a category; write Connection, Toolchain, Shell, Module, Pod, Binary")]
    [InlineData("rules: {GE1001: {parameters: {days: 1}}}", "f:2:31: 'days': GE1001 has no parameters; take it out")]
    [InlineData("rules: {GE2010: {parameters: {dais: 1}}}", "f:2:31: 'dais' is not a parameter of GE2010; did you mean 'days'? the parameters are days")]
    [InlineData("rules: {GE2010: {parameters: {days: 0}}}", "f:2:37: 'days' is '0'; write a whole number from 1 to 365")]
    [InlineData("rules: {GE0001: {noWaiver: false}}", "f:2:28: findings of GE0001 may not be waived, and no policy can take that back; take this line out")]
    [InlineData("rules: {GE1*: {noWaiver: false}, GE1001: {noWaiver: maybe}}", "f:2:53: 'noWaiver' is 'maybe'; write true or false")]
    public void Names_the_place_of_what_is_wrong(string text, string message) =>
        Assert.Equal(message, Assert.Throws<YamlFileException>(() => Read(text)).Message);

    private static (string Value, string Origin) Said(Policy policy, string name) => (policy.Settings[name].Value, policy.Settings[name].Origin);

    private static string Ids(IEnumerable<Rule> rules) => string.Join(' ', rules.Select(rule => rule.Id));

    private static Target Labelled(string labels) => Target.Local.With(labels: labels.Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Select(LabelFilter.Parse).ToDictionary(label => label.Key, label => label.Value, StringComparer.Ordinal));

    private static Policy Read(string text) => new PolicyReader(FakeRule.All).Read(YamlFile.Parse("version: 1\n" + text, "f"), "f", new Policy());
}
