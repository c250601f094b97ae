using FsCheck;
using FsCheck.Fluent;
using GoEnv.Binaries;
using GoEnv.Reports;
using GoEnv.Toolchain;

namespace GoEnv.Tests.Binaries;

public sealed class GoBinaryTests
{
    private static readonly string[] Functions =
    [
        "main.main", "runtime.memmove", "gopkg.in/yaml%2ev3.Marshal", "slices.Sort[go.shape.[]example.com/no.T]", "memeqbody",
    ];

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(true, false)]
    public void Both_forms_are_read_in_either_byte_order(bool isBig, bool is64)
    {
        var inline = Read(new Sample(isBig, is64).Elf((".go.buildinfo", _ => Sample.Inline())));
        var pointers = Read(new Sample(isBig, is64).Elf((".go.buildinfo", address => new Sample(isBig, is64).Pointers(address))));

        Assert.Equal(("1.27.3", "1.13.4"), (inline.GoVersion?.ToString(), pointers.GoVersion?.ToString()));
        foreach (var info in new[] { inline, pointers })
        {
            Assert.Null(info.Problem);
            Assert.Equal(("example.com/a/cmd/a", "example.com/a", "v1.2.3", "h1:sum="), (info.Package, info.Module, info.Version, info.Main?.Sum));
            Assert.Equal(["GOOS", "GOARCH"], info.Settings.Keys);
            Assert.Equal("linux/amd64", info.Platform);
            Assert.Equal((isBig, is64 ? 64 : 32), (info.File!.IsBigEndian, info.File.Bits));
        }
    }

    [Theory]
    [InlineData(0xfffffffau, false, true)]
    [InlineData(0xfffffffau, true, false)]
    [InlineData(0xfffffff0u, false, false)]
    [InlineData(0xfffffff1u, true, true)]
    public void Function_tables_of_each_form_are_found_by_name_and_without(uint magic, bool isBig, bool is64)
    {
        foreach (var section in new[] { ".gopclntab", ".data.rel.ro" })
        {
            var info = Read(
                new Sample(isBig, is64).Elf((".go.buildinfo", _ => Sample.Inline()), (section, _ => new Sample(isBig, is64).FunctionTable(magic, Functions))),
                packages: true);
            Assert.Equal(["gopkg.in/yaml.v3", "main", "runtime", "slices"], info.Packages!);
            Assert.Null(info.PackagesIncomplete);
        }
    }

    [Fact]
    public void Packages_that_cannot_be_told_are_called_incomplete()
    {
        var sample = new Sample(false, true).FunctionTable(0xfffffffb, Functions);
        var old = Read(new Sample(false, true).Elf((".go.buildinfo", _ => Sample.Inline()), (".gopclntab", _ => sample)), packages: true);
        var none = Read(new Sample(false, true).Elf((".go.buildinfo", _ => Sample.Inline())), packages: true);

        Assert.Equal("the function table is of a Go before 1.16", old.PackagesIncomplete);
        Assert.Equal("no function table was found", none.PackagesIncomplete);
        Assert.Null(Read(new Sample(false, true).Elf((".go.buildinfo", _ => Sample.Inline()))).Packages);
    }

    [Fact]
    public void What_is_no_Go_binary_is_told_apart()
    {
        byte[] packed = new Sample(false, true).Elf((".x", _ => "UPX!"u8.ToArray()));
        packed[60] = packed[62] = 0; // no sections
        packed.AsSpan(40, 8).Clear();

        Assert.Equal(BinaryError.NotGoBinary, ErrorOf("#!/bin/sh\necho a shell script\n"u8.ToArray()));
        Assert.Equal(BinaryError.NotGoBinary, ErrorOf([]));
        Assert.Equal(BinaryError.NotGoBinary, ErrorOf([.. "MZ"u8, .. new byte[1000]]));
        Assert.Equal(BinaryError.NotGoBinary, ErrorOf([0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 52, .. new byte[100]]));
        Assert.Equal(BinaryError.NotGoBinary, ErrorOf(new Sample(false, true).Elf((".text", _ => new byte[64]))));
        Assert.Equal(BinaryError.NoBuildInfo, ErrorOf(new Sample(false, true).Elf((".gopclntab", _ => new byte[64]))));
        Assert.Equal(BinaryError.NoBuildInfo, ErrorOf(new Sample(false, true).Elf((".go.buildinfo", _ => [0, .. Sample.Inline()]))));
        Assert.Equal(BinaryError.PackedBinary, ErrorOf(packed));
        Assert.Equal(BinaryError.TruncatedBinary, ErrorOf(new Sample(false, true).Elf((".go.buildinfo", _ => Sample.Inline()))[..200]));
        Assert.Equal(BinaryError.MalformedBinary, ErrorOf(new Sample(false, true).Elf((".go.buildinfo", _ => Sample.Inline(modules: "mod\ta\n")))));
    }

    [Fact]
    public void Settings_keep_their_order_and_flags_speak_only_where_settings_are_recorded()
    {
        var text = "path\ta\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"build\tk{(i * 37) % 100}={i}\n")) + "build\t-race=true\nbuild\tvcs.modified=true\n";
        var info = Read(new Sample(false, true).Elf((".go.buildinfo", _ => Sample.Inline(modules: text))));
        var bare = Read(new Sample(false, true).Elf((".go.buildinfo", _ => Sample.Inline("go1.16", "path\ta\n"))));

        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"k{(i * 37) % 100}"), info.Settings.Keys.Take(100));
        Assert.Equal((true, true, false, null), (info.IsRace, info.IsModified, info.IsTrimpath, info.IsCgo));
        Assert.Equal((null, null), (bare.IsRace, bare.IsTrimpath));
    }

    [Fact]
    public void The_JSON_form_is_stable_and_is_read_back()
    {
        var info = Read(new Sample(false, true).Elf((".go.buildinfo", _ => Sample.Inline())));
        var json = GoEnvJson.Write(info);

        Assert.StartsWith(
            """{"kind":"buildInfo","schemaVersion":1,"path":"x","goVersion":"1.27.3","goVersionText":"go1.27.3","package":"example.com/a/cmd/a","main":{"path":"example.com/a","version":"v1.2.3","sum":"h1:sum=","isReplacedByFolder":false},"module":"example.com/a","version":"v1.2.3","deps":[],"settings":{"GOOS":"linux","GOARCH":"amd64"},"file":{"format":"Elf","os":"linux","arch":"amd64","bits":64,""",
            json);
        var back = Assert.IsType<GoBuildInfo>(GoEnvJson.Read(json));
        Assert.Equal(json, GoEnvJson.Write(back));
        Assert.Equal(GoVersion.Parse("1.27.3"), back.GoVersion);
    }

    [Fact]
    public void Lengths_that_lie_take_no_memory()
    {
        foreach (var length in new byte[][] { [0xff, 0xff, 0xff, 0x7f], [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1], [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff] })
        {
            byte[] blob = [.. Sample.Magic, 8, 2, .. new byte[16], .. length, .. new byte[64]];
            var file = new Sample(false, true).Elf((".go.buildinfo", _ => blob));
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Equal(BinaryError.NoBuildInfo, ErrorOf(file));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        }
    }

    [Fact]
    public void Changed_bytes_never_break_the_reader()
    {
        var samples = new[] { (false, true), (true, true), (false, false), (true, false) }.Select(kind => new Sample(kind.Item1, kind.Item2).Elf(
            (".go.buildinfo", address => kind.Item1 ? new Sample(kind.Item1, kind.Item2).Pointers(address) : Sample.Inline()),
            (".gopclntab", _ => new Sample(kind.Item1, kind.Item2).FunctionTable(0xfffffff1, Functions)))).ToArray();
        var changes = ArbMap.Default.GeneratorFor<(int At, byte Value)[]>();
        Prop.ForAll(Gen.Zip(Gen.Elements(samples), changes).ToArbitrary(), input =>
        {
            var (bytes, edits) = ((byte[])input.Item1.Clone(), input.Item2);
            foreach (var (at, value) in edits)
            {
                bytes[(int)((uint)at % (uint)bytes.Length)] = value;
            }

            var reader = new BytesReader(bytes);
            var before = GC.GetAllocatedBytesForCurrentThread();
            GoBinary.Read(reader, "x", packages: true);
            return GC.GetAllocatedBytesForCurrentThread() - before < 64 << 20 && reader.Taken < 64 << 20;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    private static GoBuildInfo Read(byte[] bytes, bool packages = false) => GoBinary.Read(new BytesReader(bytes), "x", packages);

    private static BinaryError? ErrorOf(byte[] bytes) => Read(bytes).Problem?.Error;
}
