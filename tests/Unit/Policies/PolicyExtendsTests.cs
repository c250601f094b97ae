using GoEnv.Policies;
using GoEnv.Yaml;

namespace GoEnv.Tests.Policies;

public sealed class PolicyExtendsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("goenv-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Several_levels_lie_over_one_another()
    {
        Write("company/base.yaml", "extends: default\nfailOn: error\nrules: {GE1003: {severity: information}, GE3002: {noWaiver: true}}\nlabels: {a: {}}\nprofiles: {server: {labels: [role=web]}}");
        Write("company/web.yaml", "extends: base.yaml\nrules: {GE1003: {severity: warning}}\nmaxUnknown: 2");
        var policy = Load("team.yaml", "extends: company/web.yaml\nrules: {GE1002: {enabled: false}}\nlabels: {b: {}}\nprofiles: {server: {rules: {GE1021: {enabled: true}}}}");
        Assert.Equal(new Gate(FailOn.Error, 2), policy.Gate);
        Assert.Equal((At("company/web.yaml") + ":3", "warning"), (policy.Settings["rules.GE1003.severity"].Origin, policy.Settings["rules.GE1003.severity"].Value));
        Assert.Equal(["GE1002"], policy.Disabled);
        Assert.Equal(["a", "b"], policy.LabelSections.Select(section => section.Name));
        Assert.Contains("GE3002", policy.Unwaivable);
        var web = Target.Local.With(labels: new Dictionary<string, string> { ["role"] = "web" });
        Assert.Equal("server", policy.ProfileOf(web)!.Value);
        Assert.True(policy.For(web).IsEnabled(Catalog.Rules.Single(rule => rule.Id == "GE1021")));
        Assert.Equal(Severity.Information, policy.For(web).SeverityOf(Catalog.Rules.Single(rule => rule.Id == "GE1001"), null));
    }

    [Fact]
    public void A_later_file_goes_over_an_earlier_one_and_none_counts_twice()
    {
        Write("a.yaml", "extends: c.yaml\nmaxUnknown: 1\nfailOn: error");
        Write("b.yaml", "extends: c.yaml\nmaxUnknown: 2");
        Write("c.yaml", "maxUnknown: 3\nwaivers: [{rule: GE1003, target: x, owner: o, reason: r, expires: 2027-01-01}]");
        var policy = Load("p.yaml", "extends: [a.yaml, b.yaml]");
        Assert.Equal(new Gate(FailOn.Error, 2), policy.Gate);
        Assert.Equal(At("c.yaml") + ":3", Assert.Single(policy.Waivers).Acceptance.Location);
    }

    [Fact]
    public void What_may_not_be_waived_stays_so()
    {
        Write("base.yaml", "rules: {GE3002: {noWaiver: true}}");
        Assert.Equal(
            $"{At("p.yaml")}:3:28: findings of GE3002 may not be waived ({At("base.yaml")}:2), and no policy can take that back; take this line out",
            Fails("extends: base.yaml\nrules: {GE3002: {noWaiver: false}}"));
    }

    [Fact]
    public void A_file_that_is_not_there_is_named_at_the_place_of_its_name() => Assert.Equal(
        $"{At("p.yaml")}:2:20: 'none.yaml' cannot be extended: {At("none.yaml")}: there is no such file; write 'default', or a path relative to this file",
        Fails("extends: [default, none.yaml]"));

    [Fact]
    public void What_is_wrong_in_an_extended_file_is_named_there()
    {
        Write("base.yaml", "failOn: x");
        Assert.StartsWith($"{At("base.yaml")}:2:9: 'x' is not", Fails("extends: base.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_circle_is_named()
    {
        Write("a.yaml", "extends: b.yaml");
        Write("b.yaml", "extends: ./sub/../p.yaml");
        Assert.Equal(
            $"{At("b.yaml")}:2:10: './sub/../p.yaml' extends this file in turn: p.yaml -> a.yaml -> b.yaml -> p.yaml; take one of them out",
            Fails("extends: a.yaml"));
        Assert.Contains("extends this file in turn: p.yaml -> p.yaml", Fails("extends: p.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_circle_through_a_link_ends_too()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a right there");
        Directory.CreateSymbolicLink(At("sub"), folder);
        Assert.Contains("more than 16 deep", Fails("extends: sub/p.yaml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("extends: ", ":2:9: a policy in 'extends' is empty")]
    [InlineData("extends: {a: b}", "a policy in 'extends' has keys of its own; write one text")]
    [InlineData("extends: \"a\\0b\"", ":2:10: this is not a path")]
    [InlineData("extends: .", "'.' cannot be extended")]
    [InlineData("extends: https://example.invalid/policy.yaml", "there is no such file")]
    public void Names_that_cannot_be_are_refused(string text, string message) => Assert.Contains(message, Fails(text), StringComparison.Ordinal);

    private string Fails(string text) => Assert.Throws<YamlFileException>(() => Load("p.yaml", text)).Message;

    private Policy Load(string name, string text)
    {
        Write(name, text);
        return Policy.Load(At(name));
    }

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), "version: 1\n" + text);
    }

    private string At(string name) => Path.Combine(folder, name);
}
