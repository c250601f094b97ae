using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using GoEnv.Targets;

namespace GoEnv.Tests.Targets;

public sealed class HostRangeTests
{
    [Theory]
    [InlineData("web", "web")]
    [InlineData("web[01:03]", "web01 web02 web03")]
    [InlineData("web[8:11]", "web8 web9 web10 web11")]
    [InlineData("web[5:5]", "web5")]
    [InlineData("db[a:c]", "dba dbb dbc")]
    [InlineData("db[A:E:2]", "dbA dbC dbE")]
    [InlineData("n[00:10:5]x", "n00x n05x n10x")]
    [InlineData("n[00:10:4]", "n00 n04 n08")]
    [InlineData("n[00:10:99]", "n00")]
    [InlineData("r[1:2]-n[a:b]", "r1-na r1-nb r2-na r2-nb")]
    [InlineData("[1:2][1:2]", "11 12 21 22")]
    [InlineData("[099:101]", "099 100 101")]
    public void Stands_for_names(string pattern, string names)
    {
        var range = HostRange.Parse(pattern);
        Assert.Equal(names.Split(' '), range.Expand());
        Assert.Equal(names.Split(' ').Length, range.Count);
    }

    [Theory]
    [InlineData("w[20:01]", "'[20:01]' in 'w[20:01]' runs backwards; write [01:20]")]
    [InlineData("w[c:a]", "'[c:a]' in 'w[c:a]' runs backwards; write [a:c]")]
    [InlineData("w[01:100]", "'[01:100]' in 'w[01:100]' mixes widths; write [001:100]")]
    [InlineData("w[1:010]", "'[1:010]' in 'w[1:010]' mixes widths; write [001:010]")]
    [InlineData("w[1:9:0]", "'[1:9:0]' in 'w[1:9:0]' has the step 0; write a step of 1 or more")]
    [InlineData("w[1:9:x]", "'[1:9:x]' in 'w[1:9:x]' is not a range; write a range as [01:20], [a:c] or [00:10:2]")]
    [InlineData("w[1-9]", "'[1-9]' in 'w[1-9]' is not a range; write a range as [01:20], [a:c] or [00:10:2]")]
    [InlineData("w[a:C]", "'[a:C]' in 'w[a:C]' is not a range; write a range as [01:20], [a:c] or [00:10:2]")]
    [InlineData("w[aa:cc]", "'[aa:cc]' in 'w[aa:cc]' is not a range; write a range as [01:20], [a:c] or [00:10:2]")]
    [InlineData("w[]", "'[]' in 'w[]' is not a range; write a range as [01:20], [a:c] or [00:10:2]")]
    [InlineData("w[1:2:3:4]", "'[1:2:3:4]' in 'w[1:2:3:4]' is not a range; write a range as [01:20], [a:c] or [00:10:2]")]
    [InlineData("w[1:9999999999]", "'[1:9999999999]' in 'w[1:9999999999]' is not a range; write a range as [01:20], [a:c] or [00:10:2]")]
    [InlineData("w[1:2", "'w[1:2' has a bracket without its partner; write a range as [01:20], [a:c] or [00:10:2]")]
    [InlineData("w1]", "'w1]' has a bracket without its partner; write a range as [01:20], [a:c] or [00:10:2]")]
    [InlineData("w[1:100001]", "it stands for more than 100000 hosts; write a smaller range")]
    [InlineData("w[1:999][1:999]", "it stands for more than 100000 hosts; write a smaller range")]
    public void Refuses_what_is_no_range(string pattern, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => HostRange.Parse(pattern)).Message);

    [Fact]
    public void Refuses_a_name_that_is_too_long() => Assert.Equal(
        "the name is longer than 255 characters; write a shorter one",
        Assert.Throws<FormatException>(() => HostRange.Parse(new string('a', 256))).Message);

    [Fact]
    public void Numbers_go_there_and_back() => Prop.ForAll(
        Gen.Choose(0, 2000).Three().Zip(Gen.Choose(0, 6)).ToArbitrary(),
        given =>
        {
            var ((first, more, step), width) = given;
            var (last, by) = (first + more, (step % 7) + 1);
            width = Math.Max(width, last.ToString(CultureInfo.InvariantCulture).Length);
            string Pad(int number) => number.ToString("D" + width, CultureInfo.InvariantCulture);
            var names = HostRange.Parse($"a[{Pad(first)}:{Pad(last)}:{by}]b").Expand().ToList();
            return names.SequenceEqual(Enumerable.Range(0, (more / by) + 1).Select(i => $"a{Pad(first + (i * by))}b"));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Expands_to_its_count_or_refuses() => Prop.ForAll(
        Gen.Elements("a", "[", "]", ":", "0", "1", "2", "9", "[1:3]", "[a:c]", "-", "\0").ArrayOf().Select(string.Concat).ToArbitrary(),
        pattern =>
        {
            try
            {
                var range = HostRange.Parse(pattern);
                return range.Expand().Count() == range.Count;
            }
            catch (FormatException)
            {
                return true;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
}
