using GoEnv.Binaries;

namespace GoEnv.Tests.Binaries;

[Collection(typeof(SharedBinaries))]
public sealed class FolderTests(GoBinaries binaries)
{
    [Fact]
    public void A_whole_toolchain_reads_as_the_go_command_reads_it()
    {
        // Besides its own programs it has broken and foreign executables, the test data of Go's readers.
        Compare(GoToolchain.Root(GoToolchain.Newest), least: 10);
    }

    [Fact]
    public void The_programs_of_this_machine_read_as_the_go_command_reads_them() => Compare("/usr/bin", least: 0);

    [Fact]
    public void A_folder_is_read_alone_or_with_what_is_in_it()
    {
        var binary = binaries.Build("1.27", "linux/amd64");
        var folder = Path.GetDirectoryName(binaries.NewPath("x"))!;
        var inner = Directory.CreateDirectory(Path.Combine(folder, "a", "b"));
        File.Copy(binary, Path.Combine(folder, "top"));
        File.Copy(binary, Path.Combine(inner.FullName, "deep"));
        File.WriteAllText(Path.Combine(folder, "notes.txt"), "MZ is how some texts begin");
        File.WriteAllText(Path.Combine(folder, "empty"), string.Empty);
        File.CreateSymbolicLink(Path.Combine(folder, "link"), binary);
        File.CreateSymbolicLink(Path.Combine(inner.FullName, "loop"), folder);
        Ssh.Tool.Run("mkfifo", Path.Combine(folder, "pipe"));

        Assert.Equal(["link", "top"], Names(folder, recurse: false));
        Assert.Equal(["deep", "link", "top"], Names(folder, recurse: true));
        Assert.Equal(["top"], Names(Path.Combine(folder, "t?p"), recurse: false));
        Assert.Equal(["deep"], Names(Path.Combine(folder, "*", "*"), recurse: true));
        Assert.Equal(["link"], Names(Path.Combine(folder, "link"), recurse: false));
        Assert.Equal(BinaryError.NotGoBinary, Assert.Single(Read(Path.Combine(folder, "notes.txt"), recurse: false)).Problem?.Error);
        Assert.Equal(BinaryError.NotGoBinary, Assert.Single(Read(Path.Combine(folder, "pipe"), recurse: false)).Problem?.Error);
        Assert.Equal(BinaryError.PathNotFound, Assert.Single(Read(Path.Combine(folder, "none"), recurse: false)).Problem?.Error);
        Assert.Equal(BinaryError.PathNotFound, Assert.Single(Read(Path.Combine(folder, "none*"), recurse: false)).Problem?.Error);
    }

    [Fact]
    public void Other_file_systems_are_left_alone()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self/fd"), "there is no /proc");
        Assert.DoesNotContain(BinarySearch.Find("/", recurse: true).Take(20_000), path =>
            path.Path.StartsWith("/proc/", StringComparison.Ordinal) || path.Path.StartsWith("/sys/", StringComparison.Ordinal));
    }

    private static void Compare(string folder, int least)
    {
        var expected = GoVersionCommand.Scan(folder);
        var found = Read(folder, recurse: true).Where(info => info.Problem is null).ToList();

        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Select(info => $"{info.Path}: {info.GoVersionText}").Order(StringComparer.Ordinal));
        Assert.True(found.Count >= least, $"{found.Count} Go binaries in {folder}");
        foreach (var info in found)
        {
            Assert.Equal(GoVersionCommand.Lines(info.Path), GoVersionCommand.Lines(info));
        }
    }

    private static IEnumerable<GoBuildInfo> Read(string path, bool recurse) =>
        BinarySearch.Read(BinarySearch.Find(path, recurse), packages: false, CancellationToken.None);

    private static IEnumerable<string> Names(string path, bool recurse) => Read(path, recurse).Select(info => Path.GetFileName(info.Path));
}
