using GoEnv.Changes;
using GoEnv.Releases;
using GoEnv.Reports;
using GoEnv.Tests.Core;
using GoEnv.Tests.Ssh;
using GoEnv.Toolchain;
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
        host.Add(InstallHost.Old, isUsed: true);
        var first = await host.MustAsync(shell, Beside("good"));
        Assert.Contains($"The archive came from {mirror.Address("good")}/{archive.FileName}.", first.Message, StringComparison.Ordinal);
        Assert.Equal([InstallHost.Old, InstallHost.New, "go -> share/goenv/go/1.26.1"], host.Names);
        Assert.Equal(0, (int)(File.GetUnixFileMode(host.Tree("1.27.3")) & (UnixFileMode.OtherWrite | UnixFileMode.GroupWrite)));
        Assert.Null(await host.ApplyAsync(shell, Beside("good")));
        Assert.Single(mirror.Requests);

        // What it made goes again; what was there stays.
        Assert.Null((await host.UndoAsync(shell, first)).ErrorId);
        Assert.Equal([InstallHost.Old, "go -> share/goenv/go/1.26.1"], host.Names);
    }

    [Theory]
    [InlineData("1.26.7", ChangeStatus.Changed, null, " What GE1003 found is gone, and whether it passes is not known: Whether there is a newer patch than Go 1.27.3 could not be told: ")]
    [InlineData("1.27.3", ChangeStatus.Changed, null, " What GE1003 found is gone, ")]
    [InlineData("1.27.9", ChangeStatus.RolledBack, false, "the releases up to 1.27.9 ")]
    public async Task What_old_release_data_cannot_tell_is_no_reason_to_take_a_release_back(string newest, ChangeStatus status, bool? verified, string says)
    {
        host.Add(InstallHost.Old, isUsed: true);
        var commands = Path.Combine(host.Prefix, "bin");
        Directory.CreateDirectory(commands);
        File.CreateSymbolicLink(Path.Combine(commands, "go"), "../go/bin/go");
        var session = host.Session("dash", $"{commands}:/usr/bin:/bin");
        _ = host.Engine(session);
        var engine = new ChangeEngine
        {
            Open = _ => session,
            Journal = host.Journal,
            Holder = "tester@here",
            Releases = new GoReleases { Date = new DateOnly(2020, 1, 1), All = [new GoRelease(GoVersion.Parse(newest), new DateOnly(2020, 1, 1), null)] },
        };
        var request = new ChangeRequest(Target.Local, [InstallHost.Install(archive, mirror.Address("good"))]) { Mends = [new Mended("GE1003", Path.Combine(commands, "go"))] };
        var result = (await engine.ApplyAsync((await engine.PlanAsync(request, complete: true, default)).Change!, default)).Result;
        Assert.Equal((status, verified), (result.Status, result.Verified));
        Assert.Contains(says, result.Message, StringComparison.Ordinal);
        Assert.Equal(verified is null ? InstallHost.New : InstallHost.Old, host.Version);
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
            var result = await host.MustAsync("dash", Beside("missing", "page", "wrong", broken, "missing", "good"), path);
            Assert.Contains($"/good/{archive.FileName}.", result.Message, StringComparison.Ordinal);
            Assert.Equal([InstallHost.New], host.Names);

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
            var result = await host.MustAsync("dash", Beside("half", "norange"), path);
            Assert.Contains($"/norange/{archive.FileName}.", result.Message, StringComparison.Ordinal);
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
        host.Add(InstallHost.Old, isUsed: true);
        var (kind, reason) = await host.FailsAsync("busybox sh", Install(behaviour));
        Assert.Equal("ArchiveUnavailable", kind);
        Assert.StartsWith("Nothing was changed: ", reason, StringComparison.Ordinal);
        Assert.Contains(says, reason, StringComparison.Ordinal);
        Assert.Contains(mirror.Address(behaviour), reason, StringComparison.Ordinal);
        Assert.Equal(InstallHost.Old, host.Version);
        Assert.DoesNotContain(InstallHost.New, host.Names);

        // The next run completes it.
        await host.MustAsync("busybox sh", Install("good"));
        Assert.Equal(InstallHost.New, host.Version);
    }

    [Fact]
    public async Task An_archive_of_another_release_is_refused()
    {
        var liar = releases.AddSmall("1.27.4", inFile: "1.27.2");
        var broken = releases.AddSmall("1.27.5", says: "1.27.2");
        releases.Serve(mirror);
        Assert.Equal("OtherRelease", (await host.FailsAsync("dash", InstallHost.Install(liar, mirror.Address("good")))).Kind);
        var (kind, reason) = await host.FailsAsync("dash", InstallHost.Install(broken, mirror.Address("good")));
        Assert.Equal(("DoesNotRun", true), (kind, reason.Contains("1.27.2", StringComparison.Ordinal)));
        Assert.DoesNotContain(host.Names, name => name.StartsWith('1'));
    }

    [Fact]
    public async Task A_folder_in_the_way_is_left_alone()
    {
        Directory.CreateDirectory(host.Tree(InstallHost.New));
        File.WriteAllText(Path.Combine(host.Tree(InstallHost.New), "mine"), "x");
        Assert.Equal("Occupied", (await host.FailsAsync("dash", Install("good"))).Kind);
        Assert.True(File.Exists(Path.Combine(host.Tree(InstallHost.New), "mine")));
        Assert.Empty(mirror.Requests);
    }

    [Fact]
    public async Task Too_little_space_is_told_before_anything_is_fetched_and_what_was_fetched_is_taken_away()
    {
        Directory.CreateDirectory(host.Store);
        Assert.SkipUnless(Tool.Try("mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", host.Store).ExitCode == 0, "A file system cannot be mounted here.");
        try
        {
            var (kind, reason) = await host.FailsAsync("dash", Install("good"));
            Assert.Equal("NoSpace", kind);
            Assert.Contains("MiB left", reason, StringComparison.Ordinal);
            Assert.Empty(mirror.Requests);

            // A disk that fills up meanwhile, by an estimate that is too low.
            var engine = host.Engine(host.Session("dash"));
            var plan = await engine.PlanAsync(new ChangeRequest(Target.Local, [Install("good")]), complete: true, default);
            var step = (CommandStep)plan.Change!.Steps[0];
            var low = step with { Parameters = new Dictionary<string, string>(step.Parameters, StringComparer.Ordinal) { ["need"] = "1" } };
            var applied = await engine.ApplyAsync(plan.Change with { Steps = [low] }, default);
            Assert.Equal("NoSpace", applied.ErrorId);
            Assert.NotEmpty(mirror.Requests);
            Assert.Empty(host.Names);
        }
        finally
        {
            Tool.Run("umount", host.Store);
        }
    }

    [Theory]
    [MemberData(nameof(AllShells))]
    public async Task An_archive_is_sent_from_here_and_held_against_its_sum(string shell)
    {
        using var client = new MirrorClient();
        using var cache = new ArchiveCache(host.At("cache"), client);
        var supply = new ToolchainSupply(new ReleaseSource([Mirror.Parse(mirror.Address("good"))], client), cache, null);
        var session = host.Session(shell);
        var engine = new ChangeEngine { Open = _ => session, Journal = host.Journal, Supply = supply, LockWait = TimeSpan.FromSeconds(1) };
        host.Engine(session);
        var plan = await engine.PlanAsync(
            new ChangeRequest(Target.Local, [new ToolchainInstallRemedy("1.27") { Via = ArchiveRoute.Controller }]), complete: true, default);

        // A plan is data: saved, read again, and applied with what it names.
        var change = (Change)GoEnvJson.Read(GoEnvJson.Write(plan.Change));
        var applied = await engine.ApplyAsync(change, default);
        Assert.True(applied.ErrorId is null, applied.Result.Message);
        Assert.Equal(InstallHost.New, host.Version);
        Assert.Equal(3, session.RoundTrips + mirror.Requests.Count(request => request.Contains(archive.FileName, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Two_at_once_are_told_apart_by_the_lock()
    {
        var engine = host.Engine(host.Session("dash"));
        var plan = await engine.PlanAsync(new ChangeRequest(Target.Local, [Install("stall") with { Stall = TimeSpan.FromSeconds(60) }]), complete: true, default);
        using var stop = new CancellationTokenSource();
        var first = engine.ApplyAsync(plan.Change!, stop.Token);
        for (var i = 0; !mirror.Requests.Any(request => request.Contains("/stall/", StringComparison.Ordinal)); i++)
        {
            Assert.True(i < 400, "The mirror is not asked.");
            await Task.Delay(20);
        }

        var (kind, reason) = await host.FailsAsync("dash", Install("good"));
        Assert.Equal("TargetLocked", kind);
        Assert.Contains("tester@here is changing this target", reason, StringComparison.Ordinal);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        // What was cut off is taken back before anything else, and its part of the archive is used.
        await host.MustAsync("dash", Install("good"));
        Assert.Equal(InstallHost.New, host.Version);
        Assert.Contains("bytes=", mirror.Requests[^1], StringComparison.Ordinal);
    }

    private ToolchainInstallRemedy Install(params string[] behaviours) => InstallHost.Install(archive, behaviours.Select(mirror.Address).ToArray());

    private ToolchainInstallRemedy Beside(params string[] behaviours) => Install(behaviours) with { IsBeside = true };

    private static string PathWith(string program, string name)
    {
        var folder = Shells.FolderOf(
            "mkdir", "rmdir", "rm", "mv", "ln", "tar", "gzip", "df", "wc", "od", "sha256sum", "sync", "readlink", "head", "tail", "sed", "grep", "tr", "cat",
            "setsid", "sleep", "base64", "uname", "id", "ls", "date", "cp", "chmod", "stat", "dd", "env");
        File.SetUnixFileMode(folder, SshFarm.AllMayRun);
        File.CreateSymbolicLink(Path.Combine(folder, name), Tool.Find(program)!);
        return folder;
    }
}
