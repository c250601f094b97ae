using GoEnv.Binaries;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Binaries;

[Collection(typeof(SharedBinaries))]
public sealed class DamageTests(GoBinaries binaries)
{
    private const int Page = 4096;

    [Theory]
    [InlineData("linux/amd64")]
    [InlineData("windows/amd64")]
    [InlineData("darwin/arm64")]
    public void A_file_cut_off_anywhere_is_never_taken_for_a_whole_one_or_for_none_of_Go(string platform)
    {
        var whole = binaries.Build("1.27", platform, "-ldflags=-s -w");
        var path = binaries.NewPath("cut");
        File.Copy(whole, path);
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var read = 0;
        for (var length = (file.Length - 1) / Page * Page; length > 0; length -= Page)
        {
            file.SetLength(length);
            var info = GoBinary.Read(path, packages: true);
            if (info.Problem is { } problem)
            {
                Assert.Equal((length, BinaryError.TruncatedBinary), (length, problem.Error));
            }
            else
            {
                Assert.True(info.File!.IsTruncated, $"cut to {length}");
                read++;
            }

            // The go command is slow to start; what it says changes at few places.
            if (length / Page % 8 == 0 && GoVersionCommand.Lines(path) is { } lines)
            {
                Assert.Equal((length, lines), (length, GoVersionCommand.Lines(info)));
            }
        }

        Assert.True(read > 0 || platform == "linux/amd64");
    }

    [Fact]
    public void Without_its_section_it_is_still_known_as_a_binary_of_Go()
    {
        var bytes = File.ReadAllBytes(binaries.Build("1.27", "linux/amd64"));
        var name = bytes.AsSpan().IndexOf(".go.buildinfo"u8);
        bytes[name + 1] = (byte)'x';
        var path = binaries.NewPath("renamed");
        File.WriteAllBytes(path, bytes);

        Assert.Equal(BinaryError.NoBuildInfo, GoBinary.Read(path).Problem?.Error);
        Assert.Null(GoVersionCommand.Lines(path));
    }

    [Fact]
    public void A_section_removed_by_objcopy_is_named_as_missing()
    {
        Assert.SkipWhen(Tool.Find("objcopy") is null, "there is no objcopy");
        var path = binaries.NewPath("removed");
        Tool.Run("objcopy", "--remove-section", ".go.buildinfo", binaries.Build("1.27", "linux/amd64"), path);

        Assert.Equal(BinaryError.NoBuildInfo, GoBinary.Read(path).Problem?.Error);
    }

    [Fact]
    public void Separate_debug_information_is_no_binary()
    {
        Assert.SkipWhen(Tool.Find("objcopy") is null, "there is no objcopy");
        var path = binaries.NewPath("debug");
        Tool.Run("objcopy", "--only-keep-debug", binaries.Build("1.27", "linux/amd64"), path);

        Assert.Equal(BinaryError.NotGoBinary, GoBinary.Read(path).Problem?.Error);
        Assert.Null(GoVersionCommand.Lines(path));
    }

    [Theory]
    [InlineData("linux/amd64")]
    [InlineData("linux/386")]
    [InlineData("windows/amd64")]
    public void A_packed_file_is_called_packed(string platform)
    {
        var upx = Tool.Find("upx") ?? Tool.Find("upx-ucl") ?? GoToolchain.Beside("upx/upx");
        Assert.SkipWhen(upx is null, "there is no upx");
        var path = binaries.NewPath("packed");
        Tool.Run(upx, "-q", "-1", "-o", path, binaries.Build("1.27", platform, "-ldflags=-s -w"));

        Assert.Equal(BinaryError.PackedBinary, GoBinary.Read(path).Problem?.Error);
        Assert.Null(GoVersionCommand.Lines(path));
    }

    [Theory]
    [InlineData("linux/amd64")]
    [InlineData("linux/mips")]
    [InlineData("windows/386")]
    [InlineData("darwin/arm64")]
    public void Changed_headers_never_break_the_reader(string platform)
    {
        var whole = File.ReadAllBytes(binaries.Build("1.27", platform, "-ldflags=-s -w"));
        var random = new Random(20260819);
        for (var i = 0; i < 3000; i++)
        {
            var changes = Enumerable.Range(0, random.Next(1, 6)).Select(_ => random.Next(random.Next(2) == 0 ? 256 : Page)).ToList();
            var before = changes.Select(at => whole[at]).ToList();
            foreach (var at in changes)
            {
                whole[at] = random.Next(3) switch { 0 => 0xff, 1 => 0, _ => (byte)random.Next(256) };
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread();
            GoBinary.Read(new BytesReader(whole), "mutant", packages: true);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 64 << 20);
            foreach (var (at, value) in changes.Zip(before).Reverse())
            {
                whole[at] = value;
            }
        }
    }

    private sealed class BytesReader(byte[] bytes) : IPositionalReader
    {
        public long Length => bytes.Length;

        public int ReadAt(long offset, Span<byte> buffer)
        {
            var rest = bytes.AsSpan((int)Math.Min(offset, bytes.Length));
            rest = rest[..Math.Min(rest.Length, buffer.Length)];
            rest.CopyTo(buffer);
            return rest.Length;
        }
    }
}
