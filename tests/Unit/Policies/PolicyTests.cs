using FsCheck;
using FsCheck.Fluent;
using GoEnv.Policies;
using GoEnv.Toolchain;
using GoEnv.Yaml;

namespace GoEnv.Tests.Policies;

public sealed class PolicyTests
{
    [Fact]
    public void The_default_asks_for_no_version_and_has_every_rule_on()
    {
        Assert.Null(Policy.Default.MinimumVersion);
        Assert.Empty(Policy.Default.RequiredVersions);
        Assert.All(Catalog.Rules, rule => Assert.True(Policy.Default.IsEnabled(rule)));
        Assert.All(Catalog.Rules, rule => Assert.Equal(rule.Severity, Policy.Default.SeverityOf(rule, null)));
        Assert.Equal(Enum.GetValues<Category>().Where(area => area is not (Category.Policy or Category.Checklist or Category.Coverage)).ToHashSet(), Policy.Default.Categories.ToHashSet());
        Assert.Equal(new Gate(FailOn.Warning, 0), Policy.Default.Gate);
        Assert.Equal(["build-agent", "pod", "server", "workstation"], Policy.Default.Profiles.Select(profile => profile.Name).Order(StringComparer.Ordinal));
        Assert.Equal(Policy.Default.Categories, Policy.Parse(Repository.Read("module/policy/default.yaml"), "f").Categories);
    }

    [Fact]
    public void Every_documented_example_loads() =>
        Assert.All(Repository.YamlExamples("docs/policy.md"), text => Assert.NotEmpty(Policy.Parse(text, "docs").Settings));

    [Fact]
    public void Reads_versions_as_they_are_written()
    {
        var policy = Read("go:\n  minimum: 1.20\n  required: [1.27, '1.26.10', 1.28rc1]\n");
        Assert.Equal("1.20", policy.MinimumVersion!.ToString());
        Assert.Equal(["1.27", "1.26.10", "1.28rc1"], policy.RequiredVersions.Select(version => version.ToString()));
        Assert.Equal(["1.27.1"], Read("go: {required: 1.27.1}").RequiredVersions.Select(version => version.ToString()));
    }

    [Theory]
    [InlineData("1.27.3", true)]
    [InlineData("1.27rc1", true)]
    [InlineData("1.26.10", true)]
    [InlineData("1.26.9", false)]
    [InlineData("1.20.5", true)]
    [InlineData("1.19", false)]
    public void A_line_allows_its_releases_and_a_version_only_itself(string version, bool isRequired) =>
        Assert.Equal(isRequired, Read("go: {required: [1.27, 1.26.10, 1.20]}").IsRequired(GoVersion.Parse(version)));

    [Fact]
    public void Nothing_required_allows_everything() => Assert.True(Read("").IsRequired(GoVersion.Parse("1.5")));

    [Fact]
    public void Is_laid_over_another_policy()
    {
        var under = Read("go: {minimum: 1.26, required: [1.27]}\ncategories: [Shell]\nrules: {GE1001: {enabled: false}, GE1002: {severity: error}}");
        var policy = new PolicyReader(FakeRule.All).Read(
            YamlFile.Parse("version: 1\ngo: {required: []}\nrules: {GE1*: {enabled: true}, GE2001: {enabled: false}}", "f"), "f", under);
        Assert.Equal("1.26", policy.MinimumVersion!.ToString());
        Assert.Empty(policy.RequiredVersions);
        Assert.Equal([Category.Shell], policy.Categories);
        Assert.Equal(["GE2001"], policy.Disabled);
        Assert.Equal(Severity.Error, policy.SeverityOf(FakeRule.All[2], Severity.Information));
        Assert.True(policy.IsEnabled(FakeRule.All[4]));
        Assert.False(policy.IsEnabled(FakeRule.All[3]));
        Assert.False(policy.IsEnabled(FakeRule.All[1]));
    }

    [Fact]
    public void The_narrower_pattern_wins_wherever_it_stands()
    {
        var policy = Read("rules:\n  GE1001: {enabled: true}\n  GE10*: {severity: warning}\n  ge1*: {enabled: false, severity: information}\n");
        Assert.Equal(["GE1002"], policy.Disabled);
        Assert.Equal(Severity.Warning, policy.SeverityOf(FakeRule.All[1], null));
    }

    [Fact]
    public void A_severity_replaces_the_rule_s_and_the_problem_s()
    {
        var policy = Read("rules: {GE2001: {severity: information}}");
        Assert.Equal(Severity.Information, policy.SeverityOf(FakeRule.All[3], Severity.Error));
        Assert.Equal(Severity.Warning, policy.SeverityOf(FakeRule.All[2], null));
        Assert.Equal(Severity.Error, policy.SeverityOf(FakeRule.All[2], Severity.Error));
    }

    [Theory]
    [InlineData("minimum: 1.26", "f:2:1: 'minimum' is not a key of a policy; the keys are KEYS")]
    [InlineData("rule: {}", "f:2:1: 'rule' is not a key of a policy; did you mean 'rules'? the keys are KEYS")]
    [InlineData("version: 1", "f:2:1: 'version' is given twice, first on line 1; keep one")]
    [InlineData("go: 1.27", "f:2:5: 'go' is the text '1.27'; write keys with values")]
    [InlineData("go: {minimun: 1.27}", "f:2:6: 'minimun' is not a key of 'go'; did you mean 'minimum'? the keys are minimum, releaseDataDays, required")]
    [InlineData("go: {minimum: 1.x}", "f:2:15: '1.x' is not a Go version; write 1.27 or 1.27.3")]
    [InlineData("go: {minimum: go1.27}", "f:2:15: 'go1.27' is not a Go version; write 1.27 or 1.27.3")]
    [InlineData("go: {minimum: 1}", "f:2:15: '1' is not a Go version; write 1.27 or 1.27.3")]
    [InlineData("go: {minimum: }", "f:2:15: 'minimum' is empty; write one text, or leave it out")]
    [InlineData("go: {required: [1.27, [1]]}", "f:2:23: a version in 'required' is a list; write one text")]
    [InlineData("go: {required: {a: b}}", "f:2:16: a version in 'required' has keys of its own; write one text")]
    [InlineData("categories: Shell", "f:2:13: 'categories' is the text 'Shell'; write a list")]
    [InlineData("categories: [Shel]", "f:2:14: 'Shel' is not a category; did you mean 'Shell'? write Connection, Toolchain, Shell, Module, Binary")]
    [InlineData("categories: ['1']", "f:2:14: '1' is not a category; write Connection, Toolchain, Shell, Module, Binary")]
    [InlineData("rules: [GE1001]", "f:2:8: 'rules' is a list; write keys with values")]
    [InlineData("rules: {GE1001: off}", "f:2:17: a rule is the text 'off'; write keys with values")]
    [InlineData("rules: {GE1001: }", "f:2:17: a rule is empty; write keys with values, or leave it out")]
    [InlineData("rules: {GE1001: {enable: true}}", "f:2:18: 'enable' is not a key of a rule; did you mean 'enabled'? the keys are enabled, noWaiver, parameters, severity")]
    [InlineData("rules: {GE1001: {enabled: off}}", "f:2:27: 'enabled' is 'off'; write true or false")]
    [InlineData("rules: {GE1001: {severity: fatal}}", "f:2:28: 'fatal' is not a severity; write Information, Warning, Error")]
    [InlineData("rules: {GE2002: {}}", "f:2:9: there is no rule 'GE2002'; the nearest is GE2001 (Title of GE2001)")]
    [InlineData("rules: {nothing: {}}", "f:2:9: there is no rule 'nothing'; Get-GoRule lists them all")]
    [InlineData("rules: {GE9*: {}}", "f:2:9: no rule matches 'GE9*'; write an id such as GE0001, or a pattern such as GE00*")]
    public void Names_the_place_of_what_is_wrong(string text, string message) =>
        Assert.Equal(message.Replace("KEYS", string.Join(", ", PolicyReader.FileKeys), StringComparison.Ordinal), Assert.Throws<YamlFileException>(() => Read(text)).Message);

    [Theory]
    [InlineData("", "f:1:1: the policy is empty; write 'version: 1' and what differs from the default")]
    [InlineData("rules: {}", "f:1:1: 'version' is missing; write version: 1")]
    [InlineData("version: 2", "f:1:10: 'version' is '2'; write a whole number from 1 to 1")]
    public void Wants_a_version(string text, string message) =>
        Assert.Equal(message, Assert.Throws<YamlFileException>(() => Policy.Parse(text, "f")).Message);

    [Fact]
    public void Never_fails_in_another_way() => Prop.ForAll(
        RandomText.Of("go: ", "minimum: ", "1.27", "required: [", "rules:\n  ", "GE1001: ", "GE*", "enabled: true", "severity: error", "categories: [Shell]", "profiles:\n  ", "labels: ", "env=prod:\n    ",
            "waivers:\n  - ", "rule: ", "target: ", "expires: 2027-01-01", "owner: ", "reason: ", "failOn: error", "noWaiver: true", "parameters: {"),
        text => Reads(text) && Reads("go: {minimum: " + text) && Reads("waivers:\n  - rule: GE1*\n    target: x\n    " + text) && Reads("profiles:\n  a:\n    " + text) && Reads("rules:\n  GE1*: {enabled: false}\n  GE1001:\n    " + text))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static bool Reads(string text)
    {
        try
        {
            return Read(text) is not null;
        }
        catch (YamlFileException)
        {
            return true;
        }
    }

    private static Policy Read(string text) => new PolicyReader(FakeRule.All).Read(YamlFile.Parse("version: 1\n" + text, "f"), "f", new Policy());
}
