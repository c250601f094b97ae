using FsCheck;
using FsCheck.Fluent;
using GoEnv.Targets;

namespace GoEnv.Tests.Targets;

public sealed class TargetFilterTests
{
    private static readonly Target Web = Target.Ssh("10.0.0.1").With(
        "web01", labels: new Dictionary<string, string> { ["env"] = "prod", ["note"] = "a=b" }, groups: ["web", "fra-prod"], tags: ["slow"]);

    [Theory]
    [InlineData("env=prod", true)]
    [InlineData("env = prod", true)]
    [InlineData("env=Prod", false)]
    [InlineData("env=test", false)]
    [InlineData("env!=prod", false)]
    [InlineData("env!=test", true)]
    [InlineData("zone!=a", true)]
    [InlineData("env", true)]
    [InlineData("zone", false)]
    [InlineData("slow", true)]
    [InlineData("slow=", false)]
    [InlineData("note=a=b", true)]
    [InlineData("env=", false)]
    public void By_label(string filter, bool matches) =>
        Assert.Equal(matches, new TargetFilter { Labels = [LabelFilter.Parse(filter)] }.Matches(Web));

    [Fact]
    public void Labels_must_all_hold()
    {
        Assert.True(Matches("env=prod", "slow"));
        Assert.False(Matches("env=prod", "fast"));

        static bool Matches(params string[] labels) => new TargetFilter { Labels = labels.Select(LabelFilter.Parse).ToList() }.Matches(Web);
    }

    [Theory]
    [InlineData("")]
    [InlineData("=prod")]
    [InlineData("!=prod")]
    [InlineData("!env")]
    [InlineData("a b")]
    [InlineData("env<3")]
    public void Refuses_what_is_no_label_filter(string filter) => Assert.Equal(
        $"'{filter}' is not a label filter; write env, env=prod or env!=prod.",
        Assert.Throws<FormatException>(() => LabelFilter.Parse(filter)).Message);

    [Theory]
    [InlineData("env")]
    [InlineData("env=prod")]
    [InlineData("env!=prod")]
    public void A_label_filter_is_written_as_it_is_read(string filter) => Assert.Equal(filter, LabelFilter.Parse(filter).ToString());

    [Theory]
    [InlineData("slow", true)]
    [InlineData("Slow", false)]
    [InlineData("env", false)]
    public void By_tag(string tag, bool matches) => Assert.Equal(matches, new TargetFilter { Tags = [tag] }.Matches(Web));

    [Theory]
    [InlineData(true, "web")]
    [InlineData(true, "db", "web")]
    [InlineData(true, "*-prod")]
    [InlineData(false, "we")]
    [InlineData(false, "db")]
    public void By_group(bool matches, params string[] groups) => Assert.Equal(matches, new TargetFilter { Groups = groups }.Matches(Web));

    [Theory]
    [InlineData(true, "web01")]
    [InlineData(true, "WEB*")]
    [InlineData(true, "web0?")]
    [InlineData(true, "10.0.*")]
    [InlineData(true, "db*", "*1")]
    [InlineData(true, "w*b*0*1*")]
    [InlineData(true, "*")]
    [InlineData(false, "web0")]
    [InlineData(false, "eb01")]
    [InlineData(false, "web01?")]
    [InlineData(false, "*2")]
    public void By_name_or_host(bool matches, params string[] names) => Assert.Equal(matches, new TargetFilter { Names = names }.Matches(Web));

    [Fact]
    public void All_parts_must_hold()
    {
        var filter = new TargetFilter { Names = ["web*"], Groups = ["web"], Tags = ["slow"], Labels = [LabelFilter.Parse("env")] };
        Assert.True(filter.Matches(Web));
        Assert.False((filter with { Names = ["db*"] }).Matches(Web));
        Assert.False((filter with { Groups = ["db"] }).Matches(Web));
        Assert.False((filter with { Tags = ["fast"] }).Matches(Web));
        Assert.False((filter with { Labels = [LabelFilter.Parse("zone")] }).Matches(Web));
        Assert.Single(new[] { "1/2", "2/2" }, shard => (filter with { Shard = Shard.Parse(shard) }).Matches(Web));
    }

    [Fact]
    public void Nothing_asked_takes_everything() => Assert.True(new TargetFilter().Matches(Target.Local));

    [Fact]
    public void A_wildcard_takes_what_it_was_made_of() => Prop.ForAll<NonNull<string>, NonNull<string>, NonNull<string>>((a, b, c) =>
    {
        var name = a.Get + b.Get + c.Get;
        return GoEnv.Text.Wildcard.Matches($"{a.Get}*{c.Get}", name, ignoreCase: false)
            && GoEnv.Text.Wildcard.Matches(a.Get + new string('?', b.Get.Length) + c.Get, name, ignoreCase: false);
    }).QuickCheckThrowOnFailure();
}
