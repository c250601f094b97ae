using GoEnv.Changes;
using GoEnv.Targets;
using GoEnv.Tests.Ssh;
using GoEnv.Toolchain;
using GoEnv.Toolchain.Install;

namespace GoEnv.Tests.Toolchain;

/// <summary>Toolchains from a mirror on the loopback address onto real hosts.</summary>
[Collection(nameof(SshInstallTests))]
public sealed class SshInstallTests(SshFarm farm) : IAsyncDisposable
{
    private const string Program = "package main\n\nimport (\n\t\"fmt\"\n\t\"runtime\"\n)\n\nfunc main() { fmt.Println(\"built with\", runtime.Version()) }\n";
    private static readonly SessionLimits Limits = new() { Total = TimeSpan.FromMinutes(4) };

    private readonly string folder = Directory.CreateTempSubdirectory("goenv-cache").FullName;
    private readonly LoopbackMirror mirror = new();
    private readonly Releases releases = new();
    private readonly MirrorClient client = new();
    private ArchiveCache? cache;

    public async ValueTask DisposeAsync()
    {
        cache?.Dispose();
        client.Dispose();
        await mirror.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_plain_account_and_root_get_toolchains_that_build_programs()
    {
        await farm.NeedAsync();
        var older = releases.AddReal("1.24").Version;
        var newer = releases.AddReal("1.27").Version;
        releases.Serve(mirror);
        var target = Account("gopher");
        await InstallAsync(target, new ToolchainInstallRemedy("1.24"), "missing", "good");
        Assert.Equal($"built with go{older}\n", await BuildAsync(target, "$HOME/.local"));
        var change = await InstallAsync(target, new ToolchainInstallRemedy("latest") { Via = ArchiveRoute.Controller }, "good");
        Assert.Equal((ChangeStatus.Changed, true, true), (change.Status, change.Before[^1].EndsWith($"Go {older}", StringComparison.Ordinal), change.After[^1].EndsWith($"Go {newer}", StringComparison.Ordinal)));
        Assert.Equal($"built with go{newer}\n", await BuildAsync(target, "$HOME/.local"));
        Assert.Null(await PlanAsync(target, new ToolchainInstallRemedy("latest"), "good"));

        Assert.SkipWhen(Tool.Find("sudo") is null, "There is no sudo here to become root with.");
        var root = SshFarm.Target("rootable").With(become: true);
        var shared = Path.Combine(farm.Folder, "usr-local");
        string[] before = [.. Entries(shared)];
        try
        {
            await InstallAsync(root, new ToolchainInstallRemedy("latest") { Via = ArchiveRoute.Controller }, "good");
            Assert.Equal($"built with go{newer}\n", await BuildAsync(root, "/usr/local"));
            Assert.Equal("go-" + newer, new FileInfo(Path.Combine(shared, "go")).LinkTarget);
        }
        finally
        {
            // Root's toolchain is every account's, and the farm is every test's.
            Tool.Run("rm", ["-rf", "--", .. Entries(shared).Except(before)]);
        }
    }

    private static IEnumerable<string> Entries(string folder) =>
        Directory.EnumerateFileSystemEntries(folder).Concat(Directory.Exists(Path.Combine(folder, "bin")) ? Directory.EnumerateFileSystemEntries(Path.Combine(folder, "bin")) : []);

    [Fact]
    public async Task Releases_are_switched_and_removed_with_the_one_in_use_left_alone()
    {
        await farm.NeedAsync();
        Add("1.26.1", "1.27.2");
        var target = Account("switcher");
        foreach (var version in new[] { "1.26.1", "1.27.2" })
        {
            await InstallAsync(target, new ToolchainInstallRemedy(version), "good");
        }

        await InstallAsync(target, new ToolchainSwitchRemedy("1.26"), "good");
        Assert.Equal("share/goenv/go/1.26.1", Link("switcher"));
        Assert.Null(await PlanAsync(target, new ToolchainSwitchRemedy("1.26"), "good"));
        Assert.Equal(InstallError.NotInstalled, (await Assert.ThrowsAsync<InstallException>(() => PlanAsync(target, new ToolchainSwitchRemedy("1.25"), "good"))).Error);
        Assert.Equal(InstallError.InUse, (await Assert.ThrowsAsync<InstallException>(() => PlanAsync(target, new ToolchainRemoveRemedy("1.26.1"), "good"))).Error);
        await InstallAsync(target, new ToolchainRemoveRemedy("1.27.2"), "good");
        Assert.False(Directory.Exists(Path.Combine(farm.Account("switcher").Home, ".local/share/goenv/go/1.27.2")));
        Assert.Null(await PlanAsync(target, new ToolchainRemoveRemedy("1.27.2"), "good"));
    }

    [Fact]
    public async Task A_transfer_that_is_cut_goes_on_where_it_ended()
    {
        await farm.NeedAsync();
        Add("1.26.1");
        var archive = releases.AddSmall("1.27.3", ballast: 30_000_000);
        releases.Serve(mirror);
        var target = Account("cut");
        await InstallAsync(target, new ToolchainInstallRemedy("1.26.1"), "good");
        var remedy = new ToolchainInstallRemedy("latest") { Via = ArchiveRoute.Controller };
        using var stop = new CancellationTokenSource();
        var change = await PlanAsync(target, remedy, "good");
        var cutting = Engine(["good"], progress =>
        {
            if (progress.What.EndsWith(target.Name, StringComparison.Ordinal) && progress.Bytes > archive.Size / 2)
            {
                stop.Cancel();
            }
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cutting.ApplyAsync(change!, stop.Token));
        await farm.Account("cut").IsIdleAsync();
        Assert.Equal("share/goenv/go/1.26.1", Link("cut"));
        var there = new FileInfo(Path.Combine(farm.Account("cut").Home, ".local/share/goenv/go/.goenv-stage-1.27.3/archive")).Length;
        Assert.InRange(there, 1, archive.Size - 1);

        var first = long.MaxValue;
        var again = await PlanAsync(target, remedy, "good");
        var going = Engine(["good"], progress => first = Math.Min(first, progress.Bytes));
        Assert.Null((await going.ApplyAsync(again!, default)).ErrorId);
        Assert.InRange(first, there + 1, archive.Size);
        Assert.Equal("share/goenv/go/1.27.3", Link("cut"));
    }

    [Fact]
    public async Task A_download_that_is_cut_leaves_nothing_running_and_is_completed()
    {
        await farm.NeedAsync();
        Add("1.26.1", "1.27.3");
        var target = Account("stalled");
        await InstallAsync(target, new ToolchainInstallRemedy("1.26.1"), "good");
        var change = await PlanAsync(target, new ToolchainInstallRemedy("latest"), "stall");
        using var stop = new CancellationTokenSource();
        var running = Engine(["stall"]).ApplyAsync(change!, stop.Token);
        for (var i = 0; !mirror.Requests.Any(request => request.Contains("/stall/go1.27.3", StringComparison.Ordinal)); i++)
        {
            Assert.True(i < 200, "The target does not ask the mirror.");
            await Task.Delay(50);
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await farm.Account("stalled").IsIdleAsync();
        Assert.Equal("share/goenv/go/1.26.1", Link("stalled"));
        await InstallAsync(target, new ToolchainInstallRemedy("latest"), "good");
        Assert.Equal("share/goenv/go/1.27.3", Link("stalled"));
    }

    [Fact]
    public async Task An_archive_that_nothing_vouches_for_says_so()
    {
        await farm.NeedAsync();
        Add("1.27.3");
        var file = Path.Combine(folder, "brought.tar.gz");
        await File.WriteAllBytesAsync(file, releases.Files.Values.Single());
        var target = Account("offline");
        var change = await InstallAsync(target, new ToolchainInstallRemedy("1.27.3") { Archive = await OfflineArchive.OpenAsync(file, null, default) });
        Assert.Contains("nothing that vouches for the archive", change.Title, StringComparison.Ordinal);
        Assert.Equal("share/goenv/go/1.27.3", Link("offline"));
        Assert.Empty(mirror.Requests);
    }

    [Fact]
    public async Task Several_targets_share_one_download()
    {
        await farm.NeedAsync();
        Add("1.27.3");
        var targets = Enumerable.Range(0, 4).Select(i => Account($"many{i}")).ToList();
        var engine = Engine(["good"]);
        var applied = await Task.WhenAll(targets.Select(async target => await engine.ApplyAsync(
            (await PlanAsync(target, new ToolchainInstallRemedy("latest") { Via = ArchiveRoute.Controller }, "good"))!, default)));
        Assert.All(applied, one => Assert.True(one.ErrorId is null, one.Result.Message));
        Assert.All(targets, target => Assert.Equal("share/goenv/go/1.27.3", Link(target.User!)));
        Assert.Single(mirror.Requests, request => request.Contains("/good/go1.27.3", StringComparison.Ordinal));
    }

    private Target Account(string name)
    {
        farm.AddAccount(name, "/bin/bash");
        return SshFarm.Target(name);
    }

    private void Add(params string[] versions)
    {
        foreach (var version in versions)
        {
            releases.AddSmall(version);
        }

        releases.Serve(mirror);
    }

    private string? Link(string account) => new FileInfo(Path.Combine(farm.Account(account).Home, ".local/go")).LinkTarget;

    private ISession Open(Target target) => new SshSession(target, Limits, farm.Client);

    private ChangeEngine Engine(string[] behaviours, Action<TransferProgress>? progress = null)
    {
        cache ??= new ArchiveCache(Path.Combine(folder, "cache"), client);
        return new ChangeEngine
        {
            Open = Open,
            Journal = new ChangeJournal(Path.Combine(folder, "journal")),
            Supply = new ToolchainSupply(
                new ReleaseSource(behaviours.Select(behaviour => Mirror.Parse(mirror.Address(behaviour))).ToList(), client),
                cache,
                progress is null ? null : new Callback(progress)),
        };
    }

    private async Task<Change?> PlanAsync(Target target, Remedy remedy, params string[] behaviours)
    {
        var plan = await Engine(behaviours).PlanAsync(new ChangeRequest(target, [remedy]), complete: true, default);
        return plan.Error is null ? plan.Change : throw plan.Error;
    }

    private async Task<ChangeResult> InstallAsync(Target target, Remedy remedy, params string[] behaviours)
    {
        var applied = await Engine(behaviours).ApplyAsync((await PlanAsync(target, remedy, behaviours))!, default);
        Assert.True(applied.ErrorId is null, applied.Result.Message);
        return applied.Result;
    }

    private async Task<string> BuildAsync(Target target, string prefix)
    {
        var script = new ScriptedProbe($$"""
            d=$(mktemp -d) && cd "$d" && cat >main.go <<'END'
            {{Program}}
            END
            PATH={{prefix}}/bin:$PATH GOCACHE=$d/cache GOFLAGS= GOTOOLCHAIN=local GO111MODULE=off
            export PATH GOCACHE GOFLAGS GOTOOLCHAIN GO111MODULE
            out=$(go run main.go 2>&1); ge_put out "$out
            "
            cd / && rm -rf "$d"
            """).Compose(TimeSpan.FromMinutes(2));
        return ScriptedProbe.Read((await Open(target).RunAsync(script, default)).Output).Lines("out").Value;
    }

    private sealed class Callback(Action<TransferProgress> act) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value) => act(value);
    }
}
