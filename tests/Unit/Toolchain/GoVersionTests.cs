using FsCheck;
using FsCheck.Fluent;
using GoEnv.Toolchain;

namespace GoEnv.Tests.Toolchain;

public sealed class GoVersionTests
{
    private static readonly Arbitrary<GoVersion> Versions = Arb.From(
        from minor in Gen.Choose(0, 30)
        from tail in Gen.OneOf(
            Gen.Constant(string.Empty),
            Gen.Choose(0, 12).Select(patch => $".{patch}"),
            Gen.Choose(1, 3).Select(pre => $"rc{pre}"),
            Gen.Choose(1, 3).Select(pre => $"beta{pre}"))
        select GoVersion.Parse($"1.{minor}{tail}"));

    [Fact]
    public void Orders_as_go_does()
    {
        string[] ordered = ["1.0", "1.9", "1.10", "1.20rc1", "1.20", "1.20.1", "1.21", "1.21beta1", "1.21rc1", "1.21rc2", "1.21.0", "1.21.1", "1.22", "2.0"];
        Assert.Equal(ordered, ordered.Reverse().Select(GoVersion.Parse).Order().Select(version => version.ToString()));
        for (var i = 1; i < ordered.Length; i++)
        {
            Assert.True(GoVersion.Parse(ordered[i - 1]) < GoVersion.Parse(ordered[i]), ordered[i]);
        }
    }

    [Fact]
    public void Numbers_have_lost_their_last_zero()
    {
        var version = GoVersion.Parse("1.19.8");
        Assert.True(version.CompareTo((object)1.20) < 0 && version.CompareTo((object)1.30) < 0 && version.CompareTo((object)1.10) > 0);
        Assert.True(version.CompareTo((object)1.26) < 0 && version.CompareTo((object)1.19) > 0 && version.CompareTo((object)1.9) > 0);
        Assert.True(version.CompareTo((object)"1.2") > 0 && version.CompareTo((object)1.20m) < 0 && version.CompareTo((object)new Version(1, 20)) < 0);
        var converter = System.ComponentModel.TypeDescriptor.GetConverter(typeof(GoVersion));
        Assert.Equal(GoVersion.Parse("1.20"), converter.ConvertFrom(1.20));
        Assert.False(converter.CanConvertFrom(typeof(string)));
    }

    [Fact]
    public void Before_1_21_the_first_release_has_two_numbers()
    {
        Assert.Equal(GoVersion.Parse("1.20.0"), GoVersion.Parse("1.20"));
        Assert.NotEqual(GoVersion.Parse("1.21.0"), GoVersion.Parse("1.21"));
    }

    [Fact]
    public void The_order_is_total() =>
        Prop.ForAll(Versions, Versions, Versions, (a, b, c) =>
            Math.Sign(a.CompareTo(b)) == -Math.Sign(b.CompareTo(a))
            && (a.CompareTo(b) == 0) == a.Equals(b)
            && (!a.Equals(b) || a.GetHashCode() == b.GetHashCode())
            && !(a <= b && b <= c && !(a <= c))).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_written_reads_the_same() =>
        Prop.ForAll(Versions, version => GoVersion.Parse(version.ToString()) == version && GoVersion.Parse("go" + version) == version)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_makes_it_throw() =>
        Prop.ForAll<string?>(text => GoVersion.TryParse(text, out _) || true).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("go1.22.3 X:nodwarf5 linux/amd64", "1.22.3", false)]
    [InlineData("go1.27.3 linux/amd64", "1.27.3", false)]
    [InlineData("devel go1.28-abcdef Mon Jan 2 15:04:05 2026 +0000 linux/amd64", "1.28", true)]
    [InlineData("go1.28-devel_abcdef linux/amd64", "1.28", true)]
    [InlineData("go1.19.8-suffix linux/amd64", "1.19.8", false)]
    [InlineData("go1.21.13 (Red Hat 1.21.13-1.el9) linux/amd64", "1.21.13", false)]
    [InlineData("go1.27rc1", "1.27rc1", false)]
    public void Reads_what_go_version_prints(string text, string version, bool devel)
    {
        Assert.Equal(version, GoVersion.Parse(text).ToString());
        Assert.Equal(devel, GoVersion.Parse(text).IsDevel);
    }

    [Theory]
    [InlineData("")]
    [InlineData("go")]
    [InlineData("1")]
    [InlineData("1.021")]
    [InlineData("1.21.")]
    [InlineData("1.21.0.1")]
    [InlineData("1.99999999999")]
    [InlineData("devel +abcdef")]
    [InlineData("version go1.2")]
    public void Refuses_what_is_no_version(string text) => Assert.False(GoVersion.TryParse(text, out _));
}
