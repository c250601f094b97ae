using FsCheck;
using FsCheck.Fluent;
using GoEnv.Policies;
using GoEnv.Tests.Reports;
using GoEnv.Yaml;

namespace GoEnv.Tests.Policies;

public sealed class WaiverTests
{
    private const string Rest = ", owner: Platform team, reason: It is so, expires: 2027-01-31}";

    [Fact]
    public void Is_read_with_its_place()
    {
        var waiver = Assert.Single(Read("waivers:\n  - {rule: GE10*, target: [web*, db01], label: [env=lab, gpu], path: /etc/*, subject: GOROOT, unknown: true" + Rest).Waivers);
        Assert.Equal(new FindingWaiver("Platform team", "It is so", new DateOnly(2027, 1, 31), "f:3"), waiver.Acceptance);
        Assert.Equal(["GE1001", "GE1002"], waiver.RuleIds.Order(StringComparer.Ordinal));
        Assert.True(waiver.CoversUnknown);
        Assert.Equal("GE10* on web* or db01 with env=lab and gpu, /etc/*, GOROOT", waiver.ToString());
        Assert.Equal("until 2027-01-31 by Platform team: It is so", waiver.Acceptance.ToString());
    }

    [Theory]
    [InlineData("target: web01", true)]
    [InlineData("target: WEB0?", true)]
    [InlineData("target: front", true)]
    [InlineData("target: 'ssh:me@web01:*'", true)]
    [InlineData("target: '*'", true)]
    [InlineData("target: [a, web*]", true)]
    [InlineData("target: web", false)]
    [InlineData("label: env=prod", true)]
    [InlineData("label: [env=prod, gpu]", true)]
    [InlineData("label: [env=prod, env=lab]", false)]
    [InlineData("label: env!=prod", false)]
    [InlineData("target: web*, label: env=lab", false)]
    public void Is_about_targets(string about, bool covers)
    {
        var target = Target.Ssh("web01", "me", 2222).With(name: "front", labels: new Dictionary<string, string> { ["env"] = "prod" }, tags: ["gpu"]);
        Assert.Equal(covers, Read($"waivers:\n  - {{rule: GE1001, {about}{Rest}").Waivers[0].Covers(target));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(", subject: GOROOT", true)]
    [InlineData(", subject: 'GO*'", true)]
    [InlineData(", subject: goroot", false)]
    [InlineData(", subject: GOPATH", false)]
    [InlineData(", path: /etc/profile", true)]
    [InlineData(", path: '/etc/*'", true)]
    [InlineData(", path: '/etc/profile:3'", false)]
    [InlineData(", path: GOROOT", true)]
    [InlineData(", path: /etc", false)]
    [InlineData(", path: /etc/profile, subject: GOPATH", false)]
    public void Is_about_findings(string about, bool covers)
    {
        var waiver = Read($"waivers:\n  - {{rule: GE1001, target: x{about}{Rest}").Waivers[0];
        var finding = Samples.Finding("GE1001") with { Subject = "GOROOT", Location = "/etc/profile:3" };
        Assert.Equal(covers, waiver.Covers(finding));
        Assert.False(waiver.Covers(finding with { RuleId = "GE1002" }));
        Assert.False(waiver.Covers(finding with { Status = FindingStatus.Pass }));
        Assert.False(waiver.Covers(finding with { Status = FindingStatus.Unknown }));
        Assert.Equal(covers, (waiver with { CoversUnknown = true }).Covers(finding with { Status = FindingStatus.Unknown }));
        Assert.Equal(about.Length == 0, waiver.Covers(finding with { Subject = null, Location = null }));
    }

    [Theory]
    [InlineData("waivers: {}", "f:2:10: 'waivers' has keys of its own; write a list")]
    [InlineData("waivers: [GE1001]", "f:2:11: a waiver is the text 'GE1001'; write keys with values")]
    [InlineData("waivers: [{target: x" + Rest + "]", "f:2:11: 'rule' is missing; write rule: GE1003")]
    [InlineData("waivers: [{rule: GE1001, check: a, target: x" + Rest + "]", "f:2:33: a waiver is about rules or about checks; write two waivers")]
    [InlineData("waivers: [{check: 'a b', target: x" + Rest + "]", "f:2:19: 'a b' is not the id of a check; write go-runs, or a pattern such as go-*")]
    [InlineData("waivers: [{rule: GE1001" + Rest + "]", "f:2:11: 'target' or 'label' is missing; write target: web01, label: env=lab, or target: '*' for all")]
    [InlineData("waivers: [{rule: GE9999, target: x" + Rest + "]", "f:2:18: there is no rule 'GE9999'; Get-GoRule lists them all")]
    [InlineData("waivers: [{rule: [GE1001], target: x" + Rest + "]", "f:2:18: 'rule' is a list; write one text")]
    [InlineData("waivers: [{rule: GE1001, target: []" + Rest + "]", "f:2:34: no target is named; write web01, or '*' for all")]
    [InlineData("waivers: [{rule: GE1001, target: ' '" + Rest + "]", "f:2:34: 'target' is empty; write what it is")]
    [InlineData("waivers: [{rule: GE1001, label: '!'" + Rest + "]", "f:2:33: '!' is not a label filter; write env, env=prod or env!=prod")]
    [InlineData("waivers: [{rule: GE1001, target: x, reason: r, expires: 2027-01-31}]", "f:2:11: 'owner' is missing; write owner: a person or team")]
    [InlineData("waivers: [{rule: GE1001, target: x, owner: o, expires: 2027-01-31}]", "f:2:11: 'reason' is missing; write reason: why it is accepted")]
    [InlineData("waivers: [{rule: GE1001, target: x, owner: o, reason: r}]", "f:2:11: 'expires' is missing; write expires: and the last day, such as 2027-01-31")]
    [InlineData("waivers: [{rule: GE1001, target: x, owner: , reason: r, expires: 2027-01-31}]", "f:2:44: 'owner' is empty; write one text, or leave it out")]
    [InlineData("waivers: [{rule: GE1001, target: x, owner: o, reason: r, expires: 2027-02-30}]", "f:2:67: '2027-02-30' is not a day; write it as 2027-01-31")]
    [InlineData("waivers: [{rule: GE1001, target: x, owner: o, reason: r, expires: never}]", "f:2:67: 'never' is not a day; write it as 2027-01-31")]
    [InlineData("waivers: [{rule: GE1001, target: x, unknown: perhaps" + Rest + "]", "f:2:46: 'unknown' is 'perhaps'; write true or false")]
    [InlineData("waivers: [{rules: GE1001, target: x" + Rest + "]", "f:2:12: 'rules' is not a key of a waiver; did you mean 'rule'? the keys are check, expires, label, owner, path, reason, rule, subject, target, unknown")]
    public void Names_the_place_of_what_is_wrong(string text, string message) =>
        Assert.Equal(message, Assert.Throws<YamlFileException>(() => Read(text)).Message);

    [Fact]
    public void Random_bytes_are_a_policy_or_an_error_with_a_place() => Prop.ForAll<byte[]>(bytes =>
    {
        try
        {
            return new PolicyReader(FakeRule.All).Read(YamlFile.Parse(bytes ?? [], "f"), "f", new Policy()) is not null;
        }
        catch (YamlFileException e)
        {
            return e.Line > 0 && e.Column > 0;
        }
    }).QuickCheckThrowOnFailure();

    private static Policy Read(string text) => new PolicyReader(FakeRule.All).Read(YamlFile.Parse("version: 1\n" + text, "f"), "f", new Policy());
}
