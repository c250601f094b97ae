using GoEnv.Tests.Core;
using GoEnv.Tests.Ssh;
using GoEnv.Toolchain.Install;

namespace GoEnv.Tests.Toolchain;

public sealed class InstallScriptTests : IAsyncDisposable
{
    private readonly InstallHost host = new();
    private readonly LoopbackMirror mirror = new();
    private readonly Releases releases = new();
    private readonly ReleaseArchive archive;

    public InstallScriptTests()
    {
        archive = releases.AddSmall(InstallHost.New);
        releases.Serve(mirror);
    }

    public static TheoryData<string> AllShells => Shells.All;

    public async ValueTask DisposeAsync()
    {
        await mirror.DisposeAsync();
        host.Dispose();
    }

    [Theory]
    [MemberData(nameof(AllShells))]
    public async Task Installs_beside_the_others_and_says_so_when_there_is_nothing_to_do(string shell)
    {
        host.AddTree("go-" + InstallHost.Old, InstallHost.Old);
        var first = await host.MustAsync(shell, "install", host.Install(archive, mirror.Address("good")));
        Assert.Equal("made", first.TextOrNull("tree"));
        Assert.Equal($"{mirror.Address("good")}/{archive.FileName}", first.TextOrNull("from"));
        Assert.Equal(["go-1.26.1", "go-1.27.3"], host.Names);
        Assert.Equal(0, (int)(File.GetUnixFileMode(host.Tree("1.27.3")) & (UnixFileMode.OtherWrite | UnixFileMode.GroupWrite)));
        var again = await host.MustAsync(shell, "install", host.Install(archive, mirror.Address("good")));
        Assert.Equal("present", again.TextOrNull("tree"));
        Assert.Single(mirror.Requests);
    }

    [Theory]
    [InlineData("curl", "curl", "half")]
    [InlineData("wget", "wget", "half")]
    [InlineData("busybox", "wget", "half")]
    [InlineData("curl", "curl", "stall")]
    [InlineData("wget", "wget", "stall")]
    [InlineData("busybox", "wget", "stall")]
    public async Task Goes_from_bad_mirrors_to_a_good_one_with_what_it_has(string program, string name, string broken)
    {
        var path = PathWith(program, name);
        try
        {
            var variables = host.Install(archive, new[] { "missing", "page", "wrong", broken, "missing", "good" }.Select(mirror.Address).ToArray());
            var output = await host.MustAsync("dash", "install", variables, path);
            Assert.EndsWith("/good/" + archive.FileName, output.TextOrNull("from"), StringComparison.Ordinal);
            Assert.Equal(["go-1.27.3"], host.Names);

            // What came from the mirror before is not asked for again; a program that was stopped may not have written all.
            Assert.Matches(broken == "half" ? $"bytes={archive.Size / 2}-" : "bytes=[1-9][0-9]*-", mirror.Requests[^1]);
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }

    [Theory]
    [InlineData("curl", "curl")]
    [InlineData("wget", "wget")]
    [InlineData("busybox", "wget")]
    public async Task Begins_anew_where_a_mirror_cannot_go_on(string program, string name)
    {
        var path = PathWith(program, name);
        try
        {
            var output = await host.MustAsync("dash", "install", host.Install(archive, mirror.Address("half"), mirror.Address("norange")), path);
            Assert.EndsWith("/norange/" + archive.FileName, output.TextOrNull("from"), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }

    [Theory]
    [InlineData("missing", "404")]
    [InlineData("page", "HTML page")]
    [InlineData("wrong", "its SHA-256 is")]
    [InlineData("short", "bytes")]
    [InlineData("half", "bytes")]
    [InlineData("stall", "it sent nothing for 2 s")]
    public async Task Says_what_a_bad_mirror_did_and_installs_nothing(string behaviour, string says)
    {
        host.AddTree("go-" + InstallHost.Old, InstallHost.Old);
        var (kind, reason) = await host.FailsAsync("busybox sh", "install", host.Install(archive, mirror.Address(behaviour)));
        Assert.Equal("ArchiveUnavailable", kind);
        Assert.Contains(says, reason, StringComparison.Ordinal);
        Assert.Contains(mirror.Address(behaviour), reason, StringComparison.Ordinal);
        Assert.DoesNotContain("go-1.27.3", host.Names);

        // The next run completes it.
        await host.MustAsync("busybox sh", "install", host.Install(archive, mirror.Address("good")));
        Assert.Equal(["go-1.26.1", "go-1.27.3"], host.Names);
    }

    [Fact]
    public async Task An_archive_of_another_release_is_refused()
    {
        var liar = releases.AddSmall("1.27.4", inFile: "1.27.2");
        var broken = releases.AddSmall("1.27.5", says: "1.27.2");
        releases.Serve(mirror);
        Assert.Equal("OtherRelease", (await host.FailsAsync("dash", "install", host.Install(liar, mirror.Address("good")))).Kind);
        var (kind, reason) = await host.FailsAsync("dash", "install", host.Install(broken, mirror.Address("good")));
        Assert.Equal(("DoesNotRun", true), (kind, reason.Contains("1.27.2", StringComparison.Ordinal)));
        Assert.DoesNotContain(host.Names, name => name.StartsWith("go-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_in_the_way_is_left_alone()
    {
        Directory.CreateDirectory(host.Tree(InstallHost.New));
        File.WriteAllText(Path.Combine(host.Tree(InstallHost.New), "mine"), "x");
        Assert.Equal("Occupied", (await host.FailsAsync("dash", "install", host.Install(archive, mirror.Address("good")))).Kind);
        Assert.True(File.Exists(Path.Combine(host.Tree(InstallHost.New), "mine")));
        Assert.Empty(mirror.Requests);
    }

    [Fact]
    public async Task Too_little_space_is_told_before_anything_is_fetched()
    {
        Directory.CreateDirectory(host.Prefix);
        Assert.SkipUnless(Tool.Try("mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", host.Prefix).ExitCode == 0, "A file system cannot be mounted here.");
        try
        {
            var (kind, reason) = await host.FailsAsync("dash", "install", host.Install(archive, mirror.Address("good")));
            Assert.Equal("NoSpace", kind);
            Assert.Contains("MiB left", reason, StringComparison.Ordinal);
            Assert.Empty(mirror.Requests);

            // A disk that fills up meanwhile, by an estimate that is too low.
            var variables = host.Install(archive, mirror.Address("good"));
            variables["need"] = "1";
            Assert.Equal("NoSpace", (await host.FailsAsync("dash", "install", variables)).Kind);
            Assert.DoesNotContain("go-1.27.3", host.Names);
        }
        finally
        {
            Tool.Run("umount", host.Prefix);
        }
    }

    private static string PathWith(string program, string name)
    {
        var folder = Shells.FolderOf(
            "mkdir", "rmdir", "rm", "mv", "ln", "tar", "gzip", "df", "wc", "od", "sha256sum", "sync", "readlink", "head", "tail", "sed", "grep", "tr", "cat",
            "setsid", "sleep", "base64", "uname", "id");
        File.CreateSymbolicLink(Path.Combine(folder, name), Tool.Find(program)!);
        return folder;
    }
}
