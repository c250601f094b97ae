using GoEnv.Policies;
using GoEnv.Yaml;

namespace GoEnv.Tests.Policies;

public sealed class RuleSelectionTests
{
    private static readonly RuleSelection All = new() { Policy = new Policy() };

    [Fact]
    public void A_list_of_all_rules_lacks_none() => Assert.Equal(
        Catalog.Rules, new RuleSelection { Categories = Enum.GetValues<Category>(), IncludeOnRequest = true, OnPath = null }.Apply());

    [Fact]
    public void Nothing_asked_takes_all_that_the_policy_has_on()
    {
        Assert.Equal("GE0001 GE1001 GE1002 GE2001 GE2010", Ids(All));
        Assert.Equal("GE1001 GE2001 GE2010", Ids(All with { Policy = Policy("categories: [Toolchain, Shell]\nrules: {GE1002: {enabled: false}}") }));
    }

    [Fact]
    public void Categories_take_the_place_of_the_policy_s() => Assert.Equal(
        "GE2001",
        Ids(All with { Categories = [Category.Shell], Policy = Policy("categories: [Toolchain]\nrules: {GE2010: {enabled: false}}") }));

    [Fact]
    public void Patterns_and_ids_narrow()
    {
        Assert.Equal("GE1001 GE1002", Ids(All with { Include = ["ge1*"] }));
        Assert.Equal("GE0001 GE2001", Ids(All with { Include = ["GE2001", "GE0001"] }));
        Assert.Equal("GE1001", Ids(All with { Include = ["GE*1"], Categories = [Category.Toolchain] }));
        Assert.Equal("GE1002", Ids(All with { Include = ["GE1*"], Exclude = ["GE1001"] }));
        Assert.Equal("GE0001", Ids(All with { Exclude = ["GE1*", "GE2*"] }));
        Assert.Equal("", Ids(All with { Include = ["GE1001"], Exclude = ["GE1001"] }));
    }

    [Fact]
    public void A_full_id_goes_over_the_policy_and_a_pattern_does_not()
    {
        var selection = All with { Policy = Policy("categories: [Shell]\nrules: {GE1001: {enabled: false}}") };
        Assert.Equal("GE1001", Ids(selection with { Include = ["ge1001"] }));
        Assert.Equal("", Ids(selection with { Include = ["GE1*"] }));
    }

    [Fact]
    public void Rules_on_request_are_left_out_until_they_are_asked_for()
    {
        IReadOnlyList<Rule> rules = [new FakeRule("GE2001"), new FakeRule("GE2010", onRequest: true)];
        Assert.Equal("GE2001", Ids(All, rules));
        Assert.Equal("GE2001", Ids(All with { Include = ["GE2*"] }, rules));
        Assert.Equal("GE2010", Ids(All with { Include = ["GE2010"] }, rules));
        Assert.Equal("GE2001 GE2010", Ids(All with { Include = ["GE2*"], IncludeOnRequest = true }, rules));
    }

    [Fact]
    public void Online_takes_those_that_have_the_target_ask_others()
    {
        var taken = new RuleSelection { IncludeOnline = true }.Apply().Where(rule => rule.OnRequest).Select(rule => rule.Id);
        Assert.Equal(["GE3040", "GE3041"], taken);
    }

    [Fact]
    public void Names_the_nearest_rule()
    {
        Assert.Equal("There is no rule 'GE2100'; the nearest is GE2010 (Title of GE2010).", Message(All with { Include = ["GE2100"] }));
        Assert.Equal("There is no rule 'GE1003'; the nearest is GE1001 (Title of GE1001).", Message(All with { Exclude = ["GE1003"] }));
        Assert.Equal("No rule matches 'GE7*'; write an id such as GE0001, or a pattern such as GE00*.", Message(All with { Include = ["GE7*"] }));
        Assert.Equal("There is no rule ''; Get-GoRule lists them all.", Message(All with { Include = [""] }));
    }

    [Fact]
    public void A_run_without_rules_is_refused()
    {
        Assert.Equal("GE2001 GE2010", string.Join(' ', (All with { Include = ["GE2*"] }).Demand(FakeRule.All).Select(rule => rule.Id)));
        Assert.Contains("No rule is left", Refusal(All with { Exclude = ["GE*"] }), StringComparison.Ordinal);
        Assert.Contains("No rule is left", Refusal(All with { Include = ["GE2*"], Categories = [Category.Toolchain] }), StringComparison.Ordinal);
        Assert.Equal(
            "GE2001 is a rule of the area Shell, and only Toolchain is judged.",
            Refusal(All with { Include = ["GE1001", "GE2001"], Categories = [Category.Toolchain] }));
    }

    [Fact]
    public void Takes_its_rules_from_the_catalogue() => Assert.Equal(["GE0001"], new RuleSelection { Include = ["GE0001"] }.Apply().Select(rule => rule.Id));

    private static string Ids(RuleSelection selection, IReadOnlyList<Rule>? rules = null) =>
        string.Join(' ', selection.Apply(rules ?? FakeRule.All).Select(rule => rule.Id));

    private static string Refusal(RuleSelection selection) => Assert.Throws<FormatException>(() => selection.Demand(FakeRule.All)).Message;

    private static string Message(RuleSelection selection) => Assert.Throws<FormatException>(() => selection.Apply(FakeRule.All)).Message;

    private static Policy Policy(string text) => new PolicyReader(FakeRule.All).Read(YamlFile.Parse("version: 1\n" + text, "f"), "f", new Policy());
}
