using FsCheck;
using FsCheck.Fluent;
using GoEnv.Targets;

namespace GoEnv.Tests.Targets;

public sealed class ShardTests
{
    // Computed apart from this code: these values may never change, or controllers of two versions split a fleet differently.
    [Theory]
    [InlineData("", 0xefd01f60ba992926)]
    [InlineData("web01", 0x18b20d826180e6fc)]
    [InlineData("ssh:web01", 0x7896f200ecce008c)]
    [InlineData("bücher", 0x1c5bd1504e58899)]
    [InlineData("local", 0x40a3328559d754de)]
    public void The_hash_never_changes(string name, ulong hash) => Assert.Equal(hash, Shard.Hash(name));

    [Fact]
    public void A_target_is_in_the_part_that_its_name_says()
    {
        Assert.True(Shard.Parse("3/10").Contains(Target.Ssh("10.0.0.1").With("web01")));
        Assert.True(Shard.Parse("5/10").Contains(Target.Ssh("web01")));
        Assert.True(Shard.Parse("1/10").Contains(Target.Local));
        Assert.False(Shard.Parse("2/10").Contains(Target.Local));
    }

    [Fact]
    public void The_parts_together_are_the_fleet_and_do_not_overlap() => Prop.ForAll(
        ArbMap.Default.GeneratorFor<NonNull<string>>().Zip(Gen.Choose(1, 300)).ToArbitrary(),
        given =>
        {
            var target = Target.Ssh("h").With(given.Item1.Get);
            return Enumerable.Range(1, given.Item2).Count(index => Shard.Parse($"{index}/{given.Item2}").Contains(target)) == 1;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("n[0000:9999]", 10)]
    [InlineData("n[0:8:2]x[0:8:2]y[0:8:2]z[0:8:2]", 2)]
    [InlineData("n[0:8:2]x[0:8:2]y[0:8:2]z[0:8:2]", 4)]
    public void The_parts_are_about_equal(string names, int count)
    {
        var sizes = HostRange.Parse(names).Expand().CountBy(name => Shard.Hash(name) % (ulong)count).Select(part => part.Value).ToList();
        Assert.Equal(count, sizes.Count);
        Assert.InRange(sizes.Min() * count / (double)sizes.Sum(), 0.8, 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("0/10")]
    [InlineData("11/10")]
    [InlineData("1/0")]
    [InlineData("-1/10")]
    [InlineData("1/10/2")]
    [InlineData("1 / 2")]
    [InlineData("1/99999999999")]
    public void Refuses_what_is_no_shard(string text) => Assert.Equal(
        $"'{text}' is not a shard; write 3/10 for the third of ten.",
        Assert.Throws<FormatException>(() => Shard.Parse(text)).Message);

    [Fact]
    public void Is_written_as_it_is_read() => Assert.Equal("3/10", Shard.Parse("3/10").ToString());
}
