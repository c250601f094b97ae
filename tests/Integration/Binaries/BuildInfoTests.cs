using GoEnv.Binaries;

namespace GoEnv.Tests.Binaries;

[Collection(typeof(SharedBinaries))]
public sealed class BuildInfoTests(GoBinaries binaries)
{
    private const string Stripped = "-ldflags=-s -w -X main.unused=1";

    // Each takes a standard library of its own to build.
    private static readonly string[] Rare = ["freebsd/amd64", "linux/ppc64", "linux/riscv64", "plan9/amd64", "windows/arm64"];

    // The runtime defines functions under their names (go:linkname), whether or not they are linked in.
    private static readonly string[] HeldByRuntime = ["os/signal", "runtime/debug", "runtime/trace", "syscall", "time"];

    [Theory]
    [InlineData("1.27", "linux/amd64", BinaryFormat.Elf, 64, false)]
    [InlineData("1.27", "linux/386", BinaryFormat.Elf, 32, false)]
    [InlineData("1.27", "linux/arm", BinaryFormat.Elf, 32, false)]
    [InlineData("1.27", "linux/arm64", BinaryFormat.Elf, 64, false)]
    [InlineData("1.27", "linux/mips", BinaryFormat.Elf, 32, true)]
    [InlineData("1.27", "linux/ppc64", BinaryFormat.Elf, 64, true)]
    [InlineData("1.27", "linux/riscv64", BinaryFormat.Elf, 64, false)]
    [InlineData("1.27", "linux/s390x", BinaryFormat.Elf, 64, true)]
    [InlineData("1.27", "freebsd/amd64", BinaryFormat.Elf, 64, false)]
    [InlineData("1.27", "windows/386", BinaryFormat.Pe, 32, false)]
    [InlineData("1.27", "windows/amd64", BinaryFormat.Pe, 64, false)]
    [InlineData("1.27", "windows/arm64", BinaryFormat.Pe, 64, false)]
    [InlineData("1.27", "darwin/amd64", BinaryFormat.MachO, 64, false)]
    [InlineData("1.27", "darwin/arm64", BinaryFormat.MachO, 64, false)]
    [InlineData("1.27", "aix/ppc64", BinaryFormat.Xcoff, 64, true)]
    [InlineData("1.27", "plan9/amd64", BinaryFormat.Plan9, 64, false)]
    [InlineData("1.26", "linux/amd64", BinaryFormat.Elf, 64, false)]
    [InlineData("1.24", "linux/amd64", BinaryFormat.Elf, 64, false)]
    [InlineData("1.24", "windows/amd64", BinaryFormat.Pe, 64, false)]
    [InlineData("1.24", "darwin/arm64", BinaryFormat.MachO, 64, false)]
    [InlineData("1.19", "linux/amd64", BinaryFormat.Elf, 64, false)]
    [InlineData("1.19", "linux/s390x", BinaryFormat.Elf, 64, true)]
    [InlineData("1.19", "windows/amd64", BinaryFormat.Pe, 64, false)]
    [InlineData("1.19", "darwin/arm64", BinaryFormat.MachO, 64, false)]
    public void Every_platform_reads_as_the_go_command_reads_it(string version, string platform, BinaryFormat format, int bits, bool isBigEndian)
    {
        Assert.SkipWhen(
            Rare.Contains(platform) && Environment.GetEnvironmentVariable("GOENV_TEST_ALL") is null,
            "GOENV_TEST_ALL is not set, which asks for platforms akin to others too");
        foreach (var flags in new[] { Array.Empty<string>(), [Stripped] })
        {
            var path = binaries.Build(version, platform, flags);
            var info = GoBinary.Read(path, packages: true);

            // The go command refuses an XCOFF file without symbols, in which all is there.
            if (format != BinaryFormat.Xcoff || flags.Length == 0)
            {
                Assert.Equal(GoVersionCommand.Lines(path), GoVersionCommand.Lines(info));
            }

            Assert.Equal("example.com/hello", info.Module);
            Assert.Equal(platform, info.Platform);
            Assert.Equal($"{info.File!.Os}/{info.File.Arch}", platform);
            Assert.Equal((format, bits, isBigEndian, false), (info.File.Format, info.File.Bits, info.File.IsBigEndian, info.File.IsTruncated));
            Assert.NotNull(info.File.BuildId);
            Assert.Equal(BuildId(path), info.File.BuildId);
            if (format is not (BinaryFormat.Xcoff or BinaryFormat.Plan9))
            {
                // Before Go 1.22 the linker kept the symbols of a Mach-O file.
                var isStripped = flags.Length > 0 && (version, format) != ("1.19", BinaryFormat.MachO);
                Assert.Equal((isStripped, flags.Length == 0), (info.File.IsStripped, info.File.HasDwarf));
                Assert.NotEqual(0ul, info.File.Entry);
            }

            Assert.Null(info.PackagesIncomplete);
            Assert.Equal(
                ["example.com/dep", "gopkg.in/dotted.v2", "main", "runtime", "strings"],
                info.Packages!.Where(package => package is "main" or "runtime" or "strings" || package.Contains('.', StringComparison.Ordinal)));
            Assert.Empty(info.Packages!.Except(Deps(version, platform)).Except(HeldByRuntime));
        }
    }

    [Fact]
    public void Kinds_and_flags_are_told_apart()
    {
        var plain = GoBinary.Read(binaries.Build("1.27", "linux/amd64"));
        var trimmed = GoBinary.Read(binaries.Build("1.27", "linux/amd64", "-trimpath", Stripped));
        var pie = GoBinary.Read(binaries.Build("1.27", "linux/amd64", "-buildmode=pie"), packages: true);

        Assert.Equal((BinaryKind.Executable, BinaryLinkage.Static, false), (plain.Kind, plain.Linkage, plain.IsTrimpath));
        Assert.Equal((true, false, false), (trimmed.IsTrimpath, trimmed.IsRace, trimmed.IsCgo));
        Assert.False(trimmed.Settings.ContainsKey("-ldflags"));
        Assert.Equal(BinaryKind.PositionIndependentExecutable, pie.Kind);
        Assert.Equal("pie", pie.Setting("-buildmode"));
        Assert.Contains("example.com/dep", pie.Packages!);
        Assert.Null(pie.PackagesIncomplete);
        Assert.Contains("containermaxprocs=0", plain.DefaultGodebug);
        Assert.True(plain.Deps[0].IsReplacedByFolder);
    }

    [Theory]
    [InlineData("-buildmode=c-shared", BinaryKind.SharedLibrary)]
    [InlineData("-ldflags=-linkmode=external", BinaryKind.Executable)]
    public void Binaries_of_an_external_linker_are_read(string flag, BinaryKind kind)
    {
        Assert.SkipWhen(Ssh.Tool.Find("gcc") is null, "there is no gcc");
        var path = flag.Contains("c-shared", StringComparison.Ordinal)
            ? binaries.Build("1.27", "linux/amd64", flag)
            : binaries.Build("1.27", "linux/amd64", flag, "-buildmode=exe");
        var info = GoBinary.Read(path, packages: true);

        Assert.Equal(GoVersionCommand.Lines(path), GoVersionCommand.Lines(info));
        Assert.Equal((kind, true), (info.Kind, info.IsCgo));
        Assert.Contains("runtime", info.Packages!);
        Assert.Null(info.PackagesIncomplete);
    }

    [Theory]
    [InlineData("-ldflags=-linkmode=external")]
    [InlineData("-ldflags=-s -w")]
    public void A_binary_with_the_race_detector_is_known_as_one(string flag)
    {
        Assert.SkipWhen(Ssh.Tool.Find("gcc") is null, "there is no gcc");
        var detector = Path.Combine(GoToolchain.Root("1.27"), "src", "runtime", "race", "internal", "amd64v1", "race_linux.syso");
        Assert.SkipUnless(File.Exists(detector), $"this Go has no race detector: {detector} is missing");
        var path = binaries.Build("1.27", "linux/amd64", "-race", flag);
        var info = GoBinary.Read(path, packages: true);

        Assert.Equal(GoVersionCommand.Lines(path), GoVersionCommand.Lines(info));
        Assert.Equal((true, true, BinaryLinkage.Dynamic), (info.IsRace, info.IsCgo, info.Linkage));
    }

    [Fact]
    public void Of_a_universal_file_the_first_part_that_Go_built_is_read()
    {
        byte[][] parts = [File.ReadAllBytes(binaries.Build("1.27", "darwin/amd64")), File.ReadAllBytes(binaries.Build("1.27", "darwin/arm64"))];
        var path = binaries.NewPath("universal");
        using (var file = File.Create(path))
        {
            file.Write([0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 2]);
            var offset = 1 << 14;
            foreach (var (part, cpu) in parts.Zip([0x01000007, 0x0100000c]))
            {
                foreach (var number in new[] { cpu, 0, offset, part.Length, 14 })
                {
                    file.Write([(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]);
                }

                offset = (offset + part.Length + 0x3fff) & ~0x3fff;
            }

            foreach (var part in parts)
            {
                file.Position = (file.Position + 0x3fff) & ~0x3fff;
                file.Write(part);
            }
        }

        var info = GoBinary.Read(path, packages: true);
        Assert.Equal(GoVersionCommand.Lines(path), GoVersionCommand.Lines(info));
        Assert.Equal("darwin/amd64", info.Platform);
        Assert.Equal(["amd64", "arm64"], info.File!.Architectures);
        Assert.Contains("example.com/dep", info.Packages!);
    }

    private static string BuildId(string path) =>
        GoToolchain.Run(GoToolchain.Newest, "/", new Dictionary<string, string>(), "tool", "buildid", path).Output.Trim();

    private HashSet<string> Deps(string version, string platform)
    {
        var environment = new Dictionary<string, string>
        {
            ["GOOS"] = platform.Split('/')[0],
            ["GOARCH"] = platform.Split('/')[1],
            ["CGO_ENABLED"] = "0",
        };
        return GoToolchain.Run(version, binaries.Source, environment, "list", "-deps", "./cmd/hello").Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Append("main").ToHashSet();
    }
}
