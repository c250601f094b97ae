using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GoEnv.Coverage;

namespace GoEnv.Tests.Coverage;

public sealed class CoverageProfileTests
{
    [Fact]
    public void Reads_names_that_hold_what_separates()
    {
        var profile = Read("mode: count\r\nC:\\src\\a b.go:3.14,5.2 2 7\r\nexample.com/m/v2/x,y.z:1.go:1.2,1.3 1 0\r\n");
        Assert.Equal(CoverageMode.Count, profile.Mode);
        Assert.Equal(["C:\\src\\a b.go", "example.com/m/v2/x,y.z:1.go"], profile.Files.Select(file => file.Name));
        Assert.Equal([new CoverageBlock(new(3, 14), new(5, 2), 2, 7)], profile.Files.First().Blocks);
    }

    [Theory]
    [InlineData("set", 1)]
    [InlineData("count", 3)]
    [InlineData("atomic", 3)]
    public void Equal_blocks_are_one(string mode, long count)
    {
        var profile = Read($"mode: {mode}\na.go:3.1,4.2 1 0\na.go:1.1,2.2 2 1\na.go:1.1,2.2 2 0\n", $"mode: {mode}\na.go:1.1,2.2 2 {(mode == "set" ? 1 : 2)}");
        Assert.Equal([new CoverageBlock(new(1, 1), new(2, 2), 2, count), new(new(3, 1), new(4, 2), 1, 0)], profile.Files.Single().Blocks);
    }

    [Fact]
    public void Counts_do_not_overflow() => Assert.Equal(
        long.MaxValue, Read($"mode: count\na.go:1.1,2.2 2 {long.MaxValue}\na.go:1.1,2.2 2 1").Files.Single().Blocks.Single().Count);

    [Theory]
    [InlineData("", "0.out:1: the file is empty; its first line is mode: set, mode: count or mode: atomic")]
    [InlineData("\n", "0.out:1: '' is not the first line of a cover profile; write mode: set, mode: count or mode: atomic")]
    [InlineData("mode: sets\n", "0.out:1: 'mode: sets' is not the first line of a cover profile; write mode: set, mode: count or mode: atomic")]
    [InlineData("mode: set\n\n", "0.out:2: the line is empty; take it out, or RIGHT")]
    [InlineData("mode: set\na.go:1.1,2.2 1 1\nmode: set\n", "0.out:3: 'mode: set' begins a second profile; take the line out, or name the profiles one by one instead of one behind the other")]
    [InlineData("mode: set\na.go:1.1,2.2 1\n", "0.out:2: 'a.go:1.1,2.2 1' is not a line of a cover profile: there is no ' ' before the number of statements; RIGHT")]
    [InlineData("mode: set\na.go:1.1,2.2 1 x\n", "0.out:2: 'a.go:1.1,2.2 1 x' is not a line of a cover profile: the count 'x' is not a whole number; RIGHT")]
    [InlineData("mode: set\na.go:1.1,2.2 1 -1\n", "0.out:2: 'a.go:1.1,2.2 1 -1' is not a line of a cover profile: the count '-1' is not a whole number; RIGHT")]
    [InlineData("mode: set\na.go:1.1,2.2 1 99999999999999999999\n", "0.out:2: 'a.go:1.1,2.2 1 99999999999999999999' is not a line of a cover profile: the count '99999999999999999999' is not a whole number that fits; RIGHT")]
    [InlineData("mode: set\na.go:2.1,1.2 1 1\n", "0.out:2: 'a.go:2.1,1.2 1 1' is not a line of a cover profile: the block ends at 1.2, before its start at 2.1; RIGHT")]
    [InlineData("mode: set\n:1.1,2.2 1 1\n", "0.out:2: ':1.1,2.2 1 1' is not a line of a cover profile: it names no file; RIGHT")]
    [InlineData("mode: set\na.go 1.1,2.2 1 1\n", "0.out:2: 'a.go 1.1,2.2 1 1' is not a line of a cover profile: there is no ':' before the start line; RIGHT")]
    [InlineData("mode: set\na.go:1.1,2.2 1 1\na.go:1.1,2.2 3 1\n", "0.out:3: the block has 3 statements here and 1 in 0.out:2; the profiles are of different sources: make them anew")]
    public void Names_the_line_of_what_is_wrong(string text, string message) =>
        Assert.Equal(message.Replace("RIGHT", ProfileLine.Right, StringComparison.Ordinal), Assert.Throws<CoverageProfileException>(() => Read(text)).Message);

    [Fact]
    public void Modes_that_differ_are_an_error() => Assert.Equal(
        "1.out:1: the mode is count, and set in 0.out; make all profiles with the same -covermode",
        Assert.Throws<CoverageProfileException>(() => Read("mode: set\n", "mode: count\n")).Message);

    [Fact]
    public void A_profile_of_a_UTF16_shell_is_named() => Assert.Equal(
        "u.out:1: the file is UTF-16; write it as UTF-8, as go test -coverprofile does",
        Assert.Throws<CoverageProfileException>(() => new CoverageProfile().Add(new MemoryStream([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("mode: set\n")]), "u.out")).Message);

    [Fact]
    public void A_line_without_end_is_refused_and_takes_little_memory()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<CoverageProfileException>(() => new CoverageProfile().Add(new Endless(1L << 32), "e.out"));
        Assert.StartsWith("e.out:1: the line is longer than 65536 bytes", error.Message, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4_000_000);
    }

    [Fact]
    public void Lines_may_be_cut_anywhere_by_the_stream() => Prop.ForAll(
        Gen.Choose(1, 40).ToArbitrary(),
        size =>
        {
            const string text = "mode: count\nexample.com/m/a.go:1.1,2.2 1 1\nexample.com/m/b.go:1.1,2.2 1 1\nexample.com/m/a.go:1.1,2.2 1 4";
            var profile = new CoverageProfile();
            profile.Add(new Cut(Encoding.UTF8.GetBytes(text), size), "p");
            return profile.Files.SelectMany(file => file.Blocks).Sum(block => block.Count) == 6;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Whatever_is_written_is_read_back_and_merging_is_commutative() => Prop.ForAll(
        Profiles().Two().ToArbitrary(),
        pair =>
        {
            var (a, b) = (Text(pair.Item1), Text(pair.Item2));
            var (ab, ba) = (Flat(Read(a, b)), Flat(Read(b, a)));
            var twice = Flat(Read(a, a)).Select(line => line.Count);
            return ab.SequenceEqual(ba)
                && ab.Sum(line => line.Count) == pair.Item1.Concat(pair.Item2).Sum(line => line.Count)
                && twice.SequenceEqual(Flat(Read(a)).Select(line => line.Count * 2));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Never_fails_in_another_way() => Prop.ForAll(
        RandomText.Of("mode: set\n", "mode: count\n", "a.go:1.1,2.2 1 1\n", "a.go:", "1.1", ",", " 1 1\n", "2.2", " "),
        text => Reads(text) && Reads("mode: set\n" + text) && Reads("mode: set\na.go:1.1,2.2 1 1" + text))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    private static Gen<(int Line, int Statements, int Count)[]> Profiles() =>
        (from line in Gen.Choose(1, 30) from count in Gen.Choose(0, 1000) select (line, (line % 3) + 1, count)).ArrayOf();

    private static string Text(IEnumerable<(int Line, int Statements, int Count)> lines) =>
        "mode: atomic\n" + string.Concat(lines.Select(line => $"m/{line.Line % 4}.go:{line.Line}.1,{line.Line + 1}.5 {line.Statements} {line.Count}\n"));

    private static List<(string Name, CoverageBlock Block, long Count)> Flat(CoverageProfile profile) =>
        profile.Files.SelectMany(file => file.Blocks.Select(block => (file.Name, block, block.Count))).ToList();

    private static bool Reads(string text)
    {
        try
        {
            _ = Read(text).Files.Count();
            return true;
        }
        catch (CoverageProfileException)
        {
            return true;
        }
    }

    private static CoverageProfile Read(params string[] texts)
    {
        var profile = new CoverageProfile();
        foreach (var (text, i) in texts.Select((text, i) => (text, i)))
        {
            profile.Add(new MemoryStream(Encoding.UTF8.GetBytes(text)), $"{i}.out");
        }

        return profile;
    }

    private sealed class Cut(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, size));
    }

    private sealed class Endless(long length) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)'x');
            Position += count;
            return Position > length ? 0 : count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
