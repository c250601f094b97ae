using GoEnv.Binaries;

namespace GoEnv.Tests.Binaries;

public sealed class BlockReaderTests
{
    private static readonly byte[] Content = Enumerable.Range(0, 5000).Select(i => (byte)(i * 7)).ToArray();

    [Fact]
    public void What_is_missing_is_noted_and_what_is_there_is_read_across_blocks()
    {
        var reader = new BlockReader(Content.Length);
        var buffer = new byte[1000];

        Assert.Equal(0, reader.ReadAt(100, buffer));
        Assert.Equal([new BlockRun(0, 3)], reader.TakeMissing());
        Assert.True(reader.Add([new BlockRun(0, 2), new BlockRun(2, 1)], Content.AsSpan(0, 1536)));
        Assert.Equal(1000, reader.ReadAt(100, buffer));
        Assert.Equal(Content[100..1100], buffer);
        Assert.False(reader.IsMissing);
        Assert.Equal(436, reader.ReadAt(1100, buffer));
        Assert.Equal([new BlockRun(3, 2)], reader.TakeMissing());
    }

    [Fact]
    public void The_last_block_is_shorter_and_nothing_is_missing_behind_it()
    {
        var reader = new BlockReader(Content.Length);
        var buffer = new byte[2000];

        Assert.False(reader.Add([new BlockRun(8, 4)], Content.AsSpan(4096, 900)));
        Assert.True(reader.Add([new BlockRun(8, 4)], Content.AsSpan(4096)));
        Assert.Equal(904, reader.ReadAt(4096, buffer));
        Assert.Equal(0, reader.ReadAt(5000, buffer));
        Assert.Equal(0, reader.ReadAt(long.MaxValue, buffer));
        Assert.False(reader.IsMissing);
    }

    [Fact]
    public void Near_ranges_are_fetched_as_one()
    {
        var reader = new BlockReader(1 << 20);
        reader.Expect(0, 100);
        reader.Expect(2048, 1);
        reader.Expect(100_000, 1000);

        Assert.Equal([new BlockRun(0, 5), new BlockRun(195, 3)], reader.TakeMissing());
    }

    [Fact]
    public void A_parser_that_is_fed_what_it_misses_comes_to_the_same_end()
    {
        var file = new Sample(false, true).Elf((".go.buildinfo", _ => Sample.Inline()), (".gopclntab", _ => new Sample(false, true).FunctionTable(0xfffffff1, "main.main", "runtime.x")));
        var reader = new BlockReader(file.Length);
        var rounds = 0;
        var info = GoBinary.Read(reader, "x", packages: true);
        for (; reader.IsMissing; info = GoBinary.Read(reader, "x", packages: true))
        {
            Assert.InRange(++rounds, 1, 10);
            foreach (var run in reader.TakeMissing())
            {
                Assert.True(reader.Add([run], file.AsSpan((int)run.Start * 512, (int)Math.Min(run.Count * 512, file.Length - (run.Start * 512)))));
            }
        }

        Assert.Equal(["main", "runtime"], info.Packages!);
        Assert.Equal("example.com/a", info.Module);
    }
}
