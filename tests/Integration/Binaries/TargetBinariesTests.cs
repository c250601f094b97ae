using System.Diagnostics;
using System.Text;
using GoEnv.Binaries;
using GoEnv.Reports;
using GoEnv.Targets;
using GoEnv.Tests.Core;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Binaries;

[Collection(typeof(SharedBinaries))]
public sealed class TargetBinariesTests(GoBinaries binaries, SshFarm farm)
{
    private static readonly (string Version, string Platform, string[] Flags)[] Kinds =
    [
        ("1.27", "linux/amd64", []),
        ("1.27", "linux/amd64", ["-buildmode=pie"]),
        ("1.27", "linux/386", []),
        ("1.27", "linux/mips", []),
        ("1.27", "linux/s390x", []),
        ("1.19", "linux/amd64", []),
        ("1.27", "windows/amd64", []),
        ("1.27", "darwin/arm64", []),
    ];

    public static TheoryData<string, string> ShellsAndPrograms => new(
        from shell in Shells.All.Select(row => row.Data)
        from programs in (string[])["coreutils", "busybox", "without base64", "without od"]
        where programs == "coreutils" || shell is "dash" or "busybox sh" or "mksh"
        select (shell, programs));

    [Theory]
    [MemberData(nameof(ShellsAndPrograms))]
    public async Task A_target_reads_as_this_machine_does(string shell, string programs)
    {
        Assert.SkipWhen(programs == "busybox" && Tool.Find("busybox") is null, "There is no busybox here.");
        var paths = Kinds.Select(kind => binaries.Build(kind.Version, kind.Platform, kind.Flags)).ToList();
        var path = ShellSession.Programs(programs);
        try
        {
            var session = new ShellSession(shell, path);
            var answer = await ReadAsync(session, new BinaryQuery { Paths = paths });

            Assert.Equal(Here(paths), answer.Files.Select(Written));
            Assert.Equal(("linux", true), (answer.Os.Value, answer.Arch.IsKnown));
            Assert.InRange(answer.BytesRead, 1, 200_000 * paths.Count);
            Assert.All(session.Results, result => Assert.Equal(string.Empty, result.Error));
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }

    [Fact]
    public async Task Binaries_for_Linux_take_one_or_two_round_trips_and_little_of_a_file()
    {
        var paths = Kinds.Where(kind => kind.Platform.StartsWith("linux", StringComparison.Ordinal)).Select(kind => binaries.Build(kind.Version, kind.Platform, kind.Flags)).ToList();
        Assert.Equal(1, (await ReadAsync(new ShellSession("dash"), new BinaryQuery { Paths = paths[..3] })).RoundTrips);
        var answer = await ReadAsync(new ShellSession("dash"), new BinaryQuery { Paths = paths });
        var all = await ReadAsync(new ShellSession("dash"), new BinaryQuery { Paths = paths, Packages = true });

        Assert.Equal(2, answer.RoundTrips);
        Assert.InRange(answer.BytesRead / paths.Count, 1, 16 << 10);
        Assert.InRange(all.RoundTrips, 2, 3);
        Assert.Equal(Here(paths, packages: true), all.Files.Select(Written));
    }

    [Theory]
    [InlineData("dash")]
    [InlineData("busybox sh")]
    [InlineData("mksh")]
    [InlineData("bash --posix")]
    public async Task Folders_patterns_and_odd_names_are_found(string shell)
    {
        var folder = Path.GetDirectoryName(binaries.NewPath("x"))!;
        var binary = binaries.Build("1.27", "linux/amd64");
        string[] names = ["it's", "-o", "a b  c", "[x]", "[y]*", "\u00e4\u20ac", "$(touch pwned)", "#hash", "back\\slash"];
        Directory.CreateDirectory(Path.Combine(folder, "in", "deep"));
        foreach (var name in names)
        {
            File.Copy(binary, Path.Combine(folder, name));
        }

        File.Copy(binary, Path.Combine(folder, "in", "deep", "server"));
        File.Copy(binary, Path.Combine(folder, "data"));
        File.SetUnixFileMode(Path.Combine(folder, "data"), UnixFileMode.UserRead);
        File.CreateSymbolicLink(Path.Combine(folder, "link"), binary);
        Directory.CreateDirectory(Path.Combine(folder, "odd", "line\nfeed"));
        File.Copy(binary, Path.Combine(folder, "odd", "line\nfeed", "x"));
        File.Copy(binary, Path.Combine(folder, "odd", "server\n"));
        File.WriteAllText(Path.Combine(folder, "notes.txt"), "these are no instructions");
        File.WriteAllText(Path.Combine(folder, "long.txt"), new string('x', 100_000));
        Tool.Run("mkfifo", Path.Combine(folder, "pipe"));

        Assert.Equal(names.Append("link").Order(StringComparer.Ordinal), await NamesAsync(folder));
        Assert.Equal(["FileUnreadable"], await NamesAsync(Path.Combine(folder, "odd"), recurse: true));
        Assert.Equal(["FileUnreadable"], await NamesAsync(Path.Combine(folder, "odd")));
        Directory.Delete(Path.Combine(folder, "odd"), recursive: true);
        Assert.Equal(names.Append("link").Append("server").Order(StringComparer.Ordinal), await NamesAsync(folder, recurse: true));
        Assert.Equal(["server"], await NamesAsync(Path.Combine(folder, "in", "*", "s*r")));
        Assert.Equal(["server"], await NamesAsync(Path.Combine(folder, "i?"), recurse: true));
        Assert.Equal(["[y]*"], await NamesAsync(Path.Combine(folder, "[y]*")));
        Assert.Equal(["[x]"], await NamesAsync(Path.Combine(folder, "[x*")));
        Assert.Equal(["link"], await NamesAsync(Path.Combine(folder, "link")));
        Assert.Equal(["data"], await NamesAsync(Path.Combine(folder, "dat?")));
        Assert.Equal("NotGoBinary", Assert.Single(await NamesAsync(Path.Combine(folder, "notes.txt"))));
        Assert.Equal("NotGoBinary", Assert.Single(await NamesAsync(Path.Combine(folder, "long.txt"))));
        Assert.Equal("FileUnreadable", Assert.Single(await NamesAsync(Path.Combine(folder, "pipe"))));
        Assert.Equal("PathNotFound", Assert.Single(await NamesAsync(Path.Combine(folder, "none"))));
        Assert.Equal("PathNotFound", Assert.Single(await NamesAsync(Path.Combine(folder, "none*"))));
        Assert.False(File.Exists(Path.Combine(folder, "pwned")));

        async Task<IEnumerable<string>> NamesAsync(string path, bool recurse = false) =>
            (await ReadAsync(new ShellSession(shell), new BinaryQuery { Paths = [path], Recurse = recurse })).Files
                .Select(info => info.Problem?.Error.ToString() ?? Path.GetFileName(info.Path)).Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_tree_with_broken_and_foreign_executables_reads_as_this_machine_reads_it()
    {
        var root = GoToolchain.Root(GoToolchain.Newest);
        var answer = await ReadAsync(new ShellSession("dash"), new BinaryQuery { Paths = [root], Recurse = true });
        var here = BinarySearch.Read(BinarySearch.Find(root, recurse: true), packages: false, CancellationToken.None)
            .Where(info => info.Problem is null && new FileInfo(info.Path).Length > 32 << 10 && File.GetUnixFileMode(info.Path).HasFlag(UnixFileMode.UserExecute));

        Assert.Equal(here.OrderBy(info => info.Path, StringComparer.Ordinal).Select(Written), answer.Files.Where(info => info.Problem is null).Select(Written));
        Assert.True(answer.Files.Count >= 10);
    }

    [Fact]
    public async Task What_may_not_be_read_is_said()
    {
        Assert.SkipUnless(Environment.UserName == "root", "It takes root to be another account.");
        var folder = Directory.CreateTempSubdirectory("goenv-closed-").FullName;
        try
        {
            File.SetUnixFileMode(folder, SshFarm.AllMayRun);
            File.Copy(binaries.Build("1.27", "linux/amd64"), Path.Combine(folder, "server"));
            File.SetUnixFileMode(Path.Combine(folder, "server"), UnixFileMode.UserRead | UnixFileMode.OtherExecute | UnixFileMode.UserExecute);
            Directory.CreateDirectory(Path.Combine(folder, "closed"), SshFarm.OwnerOnly);

            var answer = await ReadAsync(new ShellSession("dash", asUser: "65534"), new BinaryQuery
            {
                Paths = [folder, Path.Combine(folder, "server"), Path.Combine(folder, "closed"), Path.Combine(folder, "closed", "x")],
                Recurse = true,
            });

            Assert.All(answer.Files, info => Assert.Equal(BinaryError.FileUnreadable, info.Problem?.Error));
            Assert.Equal(
                ["", "closed", "closed/x", "server", "server"],
                answer.Files.Select(info => Path.GetRelativePath(folder, info.Path)).Select(path => path == "." ? string.Empty : path));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("dash", "coreutils")]
    [InlineData("busybox sh", "busybox")]
    [InlineData("mksh", "coreutils")]
    [InlineData("bash --posix", "coreutils")]
    public async Task Running_processes_are_found_deleted_ones_too_and_their_command_lines_stay_there(string shell, string programs)
    {
        var folder = Path.GetDirectoryName(binaries.NewPath("x"))!;
        var (kept, gone) = (Path.Combine(folder, "kept"), Path.Combine(folder, "gone (deleted)"));
        foreach (var path in (string[])[kept, gone])
        {
            File.Copy(binaries.Build("1.27", "linux/amd64", "-tags=wait"), path);
        }

        var bin = ShellSession.Programs(programs);
        Process[] started = [Start(kept), Start(kept), Start(gone)];
        try
        {
            File.Delete(gone);
            var session = new ShellSession(shell, bin);
            var answer = await ReadAsync(session, new BinaryQuery { Paths = [kept], Processes = true });
            var ours = answer.Files.Where(info => info.Path.StartsWith(folder, StringComparison.Ordinal)).ToList();

            Assert.Equal([gone, kept], ours.Select(info => info.Path));
            Assert.Equal((true, false), (ours[0].IsDeleted, ours[1].IsDeleted));
            Assert.Equal([started[2].Id], ours[0].Processes!.Select(process => process.Id));
            Assert.Equal(started[..2].Select(process => process.Id).Order(), ours[1].Processes!.Select(process => process.Id));
            Assert.Equal(["gone (deleted)", "kept"], ours.Select(info => info.Processes![0].Name));
            Assert.All(ours, info => Assert.Equal("example.com/hello", info.Module));
            Assert.All(session.Results, result => Assert.DoesNotContain("hunter2", Encoding.UTF8.GetString(result.Output.Span), StringComparison.Ordinal));
        }
        finally
        {
            foreach (var process in started)
            {
                process.Kill();
                await process.WaitForExitAsync();
                process.Dispose();
            }

            Directory.Delete(bin, recursive: true);
        }

        static Process Start(string path)
        {
            var process = Process.Start(new ProcessStartInfo(path, ["--token=hunter2"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
            Assert.Equal('.', (char)process.StandardOutput.Read());
            return process;
        }
    }

    [Fact]
    public async Task A_file_that_is_replaced_between_two_scripts_is_not_mixed()
    {
        var path = binaries.NewPath("server");
        File.Copy(binaries.Build("1.27", "windows/amd64"), path);
        var session = new ShellSession("dash")
        {
            Before = trip =>
            {
                if (trip == 1)
                {
                    File.Delete(path);
                    File.Copy(binaries.Build("1.27", "linux/386"), path);
                }
            },
        };
        var answer = await ReadAsync(session, new BinaryQuery { Paths = [path] });

        Assert.Contains("was changed while it was read", Assert.Single(answer.Files).Problem?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Surroundings_are_told()
    {
        var path = Path.Combine(binaries.Source, "built");
        File.Copy(binaries.Build("1.27", "linux/amd64", "-buildmode=pie"), path, overwrite: true);
        var answer = await ReadAsync(new ShellSession("dash"), new BinaryQuery { Paths = [path], Surroundings = true });

        Assert.Equal(new NearbyModule(Path.Combine(binaries.Source, "go.mod"), "example.com/hello", GoEnv.Toolchain.GoVersion.Parse("1.19")), answer.Modules[path]);
        Assert.Equal(answer.Modules[path], NearbyModule.Find(path));
        Assert.Equal(File.Exists(Assert.Single(answer.Loaders).Key), answer.Loaders.Values.Single().Value);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("tcsh")]
    [InlineData("dash")]
    [InlineData("mksh")]
    [InlineData("ash")]
    [InlineData("loud")]
    public async Task A_host_without_Go_is_read_through_ssh(string name)
    {
        await farm.NeedAsync();
        Assert.SkipUnless(farm.HasAccount(name), $"{name} is not installed.");
        var account = farm.Account(name);
        Directory.CreateDirectory(Path.Combine(account.Home, "app"));
        foreach (var kind in Kinds[..4])
        {
            var path = binaries.Build(kind.Version, kind.Platform, kind.Flags);
            File.Copy(path, Path.Combine(account.Home, "app", Path.GetFileName(path)), overwrite: true);
        }

        account.Own();
        var session = new Sessions { Ssh = farm.Client }.Open(SshFarm.Target(name));
        var answer = await ReadAsync(session, new BinaryQuery { Paths = ["app", "~/app/1*386*"] });

        Assert.Equal(2, answer.RoundTrips); // one of them is of the other byte order
        Assert.Equal(
            Here(Directory.GetFiles(Path.Combine(account.Home, "app"))).Select(text => text.Replace(account.Home + "/", string.Empty, StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            answer.Files.Where(info => info.Path.StartsWith("app", StringComparison.Ordinal)).Select(Written).Order(StringComparer.Ordinal));
        Assert.Single(answer.Files, info => info.Path == Path.Combine(account.Home, "app", Path.GetFileName(binaries.Build("1.27", "linux/386"))));
    }

    private static Task<BinaryAnswer> ReadAsync(ISession session, BinaryQuery query) =>
        new TargetBinaries(session, query, TimeSpan.FromSeconds(20)).ReadAsync(CancellationToken.None);

    private static IEnumerable<string> Here(IEnumerable<string> paths, bool packages = false) =>
        paths.Order(StringComparer.Ordinal).Select(path => Written(GoBinary.Read(path, packages)));

    private static string Written(GoBuildInfo info) => GoEnvJson.Write(info with { Target = null, Processes = null, IsDeleted = null, IsInContainer = null });
}
