using GoEnv.Changes;
using GoEnv.Targets;
using GoEnv.Tests.Ssh;
using GoEnv.Toolchain;
using GoEnv.Toolchain.Install;

namespace GoEnv.Tests.Toolchain;

/// <summary>Toolchains from a mirror on the loopback address onto real hosts.</summary>
public sealed class SshInstallTests(SshFarm farm) : IAsyncDisposable
{
    private const string Program = "package main\n\nimport (\n\t\"fmt\"\n\t\"runtime\"\n)\n\nfunc main() { fmt.Println(\"built with\", runtime.Version()) }\n";
    private static readonly SessionLimits Limits = new() { Total = TimeSpan.FromMinutes(4) };

    private readonly string folder = Directory.CreateTempSubdirectory("goenv-cache").FullName;
    private readonly LoopbackMirror mirror = new();
    private readonly Releases releases = new();
    private readonly MirrorClient client = new();

    public async ValueTask DisposeAsync()
    {
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
        await InstallAsync(target, new InstallRequest { Wanted = WantedRelease.Parse("1.24") }, "missing", "good");
        Assert.Equal($"built with go{older}\n", await BuildAsync(target, "$HOME/.local"));
        var change = await InstallAsync(target, new InstallRequest { Via = ArchiveRoute.Controller }, "good");
        Assert.Equal((ChangeStatus.Changed, $"Go {older}", $"Go {newer}", true), (change.Status, change.Before.Single(), change.After.Single(), change.Verified));
        Assert.Equal($"built with go{newer}\n", await BuildAsync(target, "$HOME/.local"));
        Assert.Equal(ChangeStatus.Unchanged, (await InstallAsync(target, new InstallRequest(), "good")).Status);

        Assert.SkipWhen(Tool.Find("sudo") is null, "There is no sudo here to become root with.");
        var root = SshFarm.Target("rootable").With(become: true);
        await InstallAsync(root, new InstallRequest { Via = ArchiveRoute.Controller }, "good");
        Assert.Equal($"built with go{newer}\n", await BuildAsync(root, "/usr/local"));
        Assert.Equal("go-" + newer, new FileInfo(Path.Combine(farm.Folder, "usr-local/go")).LinkTarget);
    }

    [Fact]
    public async Task Releases_are_switched_and_removed_with_the_one_in_use_left_alone()
    {
        await farm.NeedAsync();
        Add("1.26.1", "1.27.3");
        var target = Account("switcher");
        foreach (var version in new[] { "1.26.1", "1.27.3" })
        {
            await InstallAsync(target, new InstallRequest { Wanted = WantedRelease.Parse(version) }, "good");
        }

        var back = await ApplyAsync(await Preparer("good").SwitchAsync(target, WantedRelease.Parse("1.26"), default));
        Assert.Equal(("Go 1.27.3", "Go 1.26.1", true), (back.Before.Single(), back.After.Single(), back.Verified));
        Assert.Equal(ChangeStatus.Unchanged, (await ApplyAsync(await Preparer("good").SwitchAsync(target, WantedRelease.Parse("1.26"), default))).Status);
        var none = await Assert.ThrowsAsync<InstallException>(() => Preparer("good").SwitchAsync(target, WantedRelease.Parse("1.25"), default));
        Assert.Equal(InstallError.NotInstalled, none.Error);
        var inUse = await Assert.ThrowsAsync<InstallException>(() => Preparer("good").UninstallAsync(target, GoVersion.Parse("1.26.1"), null, false, default));
        Assert.Equal(InstallError.InUse, inUse.Error);
        var gone = await ApplyAsync(await Preparer("good").UninstallAsync(target, GoVersion.Parse("1.27.3"), null, false, default));
        Assert.Equal(ChangeStatus.Changed, gone.Status);
        Assert.False(Directory.Exists(Path.Combine(farm.Account("switcher").Home, ".local/share/goenv/go/1.27.3")));
        Assert.Equal(ChangeStatus.Unchanged, (await ApplyAsync(await Preparer("good").UninstallAsync(target, GoVersion.Parse("1.27.3"), null, false, default))).Status);
    }

    [Fact]
    public async Task A_transfer_that_is_cut_goes_on_where_it_ended()
    {
        await farm.NeedAsync();
        Add("1.26.1");
        var archive = releases.AddSmall("1.27.3", ballast: 30_000_000);
        releases.Serve(mirror);
        var target = Account("cut");
        await InstallAsync(target, new InstallRequest { Wanted = WantedRelease.Parse("1.26.1") }, "good");
        var request = new InstallRequest { Via = ArchiveRoute.Controller };
        using var stop = new CancellationTokenSource();
        var cutting = Applier(new Callback(progress =>
        {
            if (progress.Bytes > archive.Size / 2)
            {
                stop.Cancel();
            }
        }));
        var change = await Preparer("good").InstallAsync(target, request, default);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cutting.RunAsync(change, stop.Token));
        await farm.Account("cut").IsIdleAsync();
        Assert.Equal("share/goenv/go/1.26.1", Link("cut"));
        var there = new FileInfo(Path.Combine(farm.Account("cut").Home, ".local/share/goenv/go/.goenv-stage-1.27.3/archive")).Length;
        Assert.InRange(there, 1, archive.Size - 1);

        var first = long.MaxValue;
        var again = await Preparer("good").InstallAsync(target, request, default);
        await Applier(new Callback(progress => first = Math.Min(first, progress.Bytes))).RunAsync(again, default);
        Assert.InRange(first, there + 1, archive.Size);
        Assert.Equal("share/goenv/go/1.27.3", Link("cut"));
    }

    [Fact]
    public async Task A_download_that_is_cut_leaves_nothing_running_and_is_completed()
    {
        await farm.NeedAsync();
        Add("1.26.1", "1.27.3");
        var target = Account("stalled");
        await InstallAsync(target, new InstallRequest { Wanted = WantedRelease.Parse("1.26.1") }, "good");
        var change = await Preparer("stall").InstallAsync(target, new InstallRequest(), default);
        using var stop = new CancellationTokenSource();
        var running = Applier(null).RunAsync(change, stop.Token);
        for (var i = 0; !mirror.Requests.Any(request => request.Contains("/stall/go1.27.3", StringComparison.Ordinal)); i++)
        {
            Assert.True(i < 200, "The target does not ask the mirror.");
            await Task.Delay(50);
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await farm.Account("stalled").IsIdleAsync();
        Assert.Equal("share/goenv/go/1.26.1", Link("stalled"));
        await InstallAsync(target, new InstallRequest(), "good");
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
        var change = await InstallAsync(target, new InstallRequest { Archive = await OfflineArchive.OpenAsync(file, null, default) });
        Assert.Equal((ChangeStatus.Changed, false), (change.Status, change.Verified));
        Assert.Contains("nothing vouches for", change.Message, StringComparison.Ordinal);
        Assert.Empty(mirror.Requests);
    }

    [Fact]
    public async Task PowerShell_and_the_console_install_and_say_what_they_did()
    {
        await farm.NeedAsync();
        Add("1.26.1", "1.27.3");
        Account("fronts");
        var console = Path.Combine(Repository.Root, "out/goenvctl/goenvctl");
        Assert.SkipUnless(File.Exists(console), "The console is not built.");
        string[] where = ["ssh:fronts@farm", "-SshConfigFile", farm.ConfigFile];
        var installed = Tool.Try(console, ["Install-GoToolchain", .. where, "-Version", "1.26", "-Mirror", mirror.Address("good"), "-o", "jsonl"]);
        Assert.True(installed.ExitCode == 0, installed.Error);
        Assert.Contains("\"after\":[\"Go 1.26.1\"],\"verified\":true", installed.Output, StringComparison.Ordinal);
        var failed = Tool.Try(console, ["Install-GoToolchain", .. where, "-Mirror", mirror.Address("page")]);
        Assert.Equal((2, true), (failed.ExitCode, failed.Error.Contains("IndexUnavailable", StringComparison.Ordinal)));

        Assert.SkipWhen(Tool.Find("pwsh") is null, "There is no pwsh here.");
        var script = $"""
            $ErrorActionPreference = 'Stop'
            Import-Module '{Path.Combine(Repository.Root, "out/GoEnv")}'
            $at = @{"{"} Target = 'ssh:fronts@farm'; SshConfigFile = '{farm.ConfigFile}' {"}"}
            Install-GoToolchain @at -Version 1.27.3 -Mirror '{mirror.Address("good")}' -WhatIf
            (Install-GoToolchain @at -Version 1.27.3 -Mirror '{mirror.Address("good")}').Status
            (Install-GoToolchain @at -Mirror '{mirror.Address("good")}').Status
            (Switch-GoToolchain @at -Version 1.26).After
            (Uninstall-GoToolchain @at -Version 1.27.3 -Confirm:$false).Status
            try {"{"} Uninstall-GoToolchain @at -Version 1.26.1 -Confirm:$false {"}"} catch {"{"} $_.FullyQualifiedErrorId {"}"}
            """;
        var shell = Tool.Try("pwsh", "-NoProfile", "-Command", script);
        Assert.True(shell.ExitCode == 0, shell.Error);
        Assert.StartsWith("What if: ", shell.Output, StringComparison.Ordinal);
        Assert.Equal(
            ["Changed", "Unchanged", "Go 1.26.1", "Changed", "InUse,GoEnv.Cmdlets.UninstallGoToolchainCommand"],
            shell.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1));
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

    private ToolchainPreparer Preparer(params string[] behaviours) => new()
    {
        Open = Open,
        NewNonce = () => ScriptedProbe.Nonce,
        Source = new ReleaseSource(behaviours.Select(behaviour => Mirror.Parse(mirror.Address(behaviour))).ToList(), client),
        Cache = new ArchiveCache(folder, client),
    };

    private ToolchainApply Applier(IProgress<TransferProgress>? progress) => new()
    {
        Open = Open,
        NewNonce = () => ScriptedProbe.Nonce,
        Limit = Limits.Total,
        Progress = progress,
    };

    private Task<ChangeResult> ApplyAsync(PreparedChange change) => Applier(null).RunAsync(change, default);

    private async Task<ChangeResult> InstallAsync(Target target, InstallRequest request, params string[] behaviours) =>
        await ApplyAsync(await Preparer(behaviours).InstallAsync(target, request, default));

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
