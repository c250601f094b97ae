using System.Globalization;

namespace GoEnv.Tests.Core;

public sealed class CatalogTests
{
    private static readonly string[] Sections = ["## What", "## Why", "## How to mend by hand", "## When to waive"];

    public static TheoryData<string> Ids => new(Catalog.Rules.Select(rule => rule.Id));

    [Fact]
    public void Ids_are_well_formed_unique_and_in_order()
    {
        Assert.All(Catalog.Rules, rule => Assert.Matches("^GE[0-9]{4}$", rule.Id));
        Assert.Equal(Catalog.Rules.Select(rule => rule.Id).Distinct().Order(StringComparer.Ordinal), Catalog.Rules.Select(rule => rule.Id));
    }

    [Fact]
    public void The_first_digit_is_the_category() => Assert.All(Catalog.Rules, rule =>
    {
        Assert.True(Enum.IsDefined(rule.Category), rule.Id);
        var first = rule.Category == Category.Policy ? "09" : rule.Category == Category.Coverage ? "095" : ((int)rule.Category).ToString(CultureInfo.InvariantCulture);
        Assert.StartsWith("GE" + first, rule.Id, StringComparison.Ordinal);
    });

    [Fact]
    public void No_rule_is_forgotten() => Assert.Equal(Concrete<Rule>(), Types(Catalog.Rules));

    [Fact]
    public void No_probe_is_forgotten() => Assert.Equal(Concrete<Probe>(), Types(Catalog.Probes));

    [Fact]
    public void Probes_have_ids_and_facts_of_their_own()
    {
        Assert.Equal(Catalog.Probes.Count, Catalog.Probes.Select(probe => probe.Id).Distinct().Count());
        Assert.Equal(Catalog.Probes.Count, Catalog.Probes.Select(probe => probe.FactsType).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_has_its_page(string id)
    {
        var rule = Catalog.Rules.Single(rule => rule.Id == id);
        var lines = WithoutCode(Repository.Read(rule.HelpPage)).Split('\n');
        Assert.Equal($"# {rule.Id} {rule.Title}", lines[0]);
        Assert.Equal([$"Severity: {rule.Severity.ToString().ToLowerInvariant()}"], lines.Where(line => line.StartsWith("Severity:", StringComparison.Ordinal)));
        Assert.Equal(Sections, lines.Where(line => line.StartsWith('#')).Skip(1));
        Assert.All(Sections, section =>
            Assert.True(lines.SkipWhile(line => line != section).Skip(1).TakeWhile(line => !line.StartsWith('#')).Any(line => line.Length > 0), $"'{section}' is empty."));
    }

    [Fact]
    public void A_page_names_the_parameters_of_its_rule_and_so_does_the_page_on_policies()
    {
        Assert.All(Catalog.Rules.SelectMany(rule => rule.Parameters.Select(parameter => (rule, parameter))), pair =>
        {
            Assert.Contains($"`{pair.parameter.Name}`", Repository.Read(pair.rule.HelpPage), StringComparison.Ordinal);
            var row = Repository.Read("docs/policy.md").Split('\n').Single(line => line.Contains(pair.rule.Id, StringComparison.Ordinal)
                && line.Contains($"`{pair.parameter.Name}` | {pair.parameter.Default} |", StringComparison.Ordinal));
            Assert.InRange(pair.parameter.Default, pair.parameter.Minimum, pair.parameter.Maximum);
        });
    }

    [Fact]
    public void A_page_has_its_rule() => Assert.Equal(
        Catalog.Rules.Select(rule => rule.Id + ".md"),
        Directory.GetFiles(Path.Combine(Repository.Root, "docs", "rules"), "GE*.md").Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void A_title_is_a_short_clause() => Assert.All(Catalog.Rules, rule =>
    {
        Assert.InRange(rule.Title.Length, 5, 90);
        Assert.False(rule.Title.EndsWith('.'), rule.Id);
    });

    private static string WithoutCode(string page) => string.Concat(page.Split("```").Select((part, i) => i % 2 == 0 ? part : "code"));

    private static IEnumerable<string> Concrete<T>() => typeof(T).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(T)) && !type.IsAbstract)
        .Select(type => type.FullName!)
        .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Types(IEnumerable<object> found) => found.Select(one => one.GetType().FullName!).Order(StringComparer.Ordinal);
}
