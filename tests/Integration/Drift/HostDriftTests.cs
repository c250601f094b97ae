using GoEnv.Drift;
using GoEnv.Targets;
using GoEnv.Tests.Ssh;
using GoEnv.Tests.Toolchain;

namespace GoEnv.Tests.Drift;

/// <summary>Two accounts with homes of their own on two ssh hosts, alike but for one change at a time.</summary>
public sealed class HostDriftTests(SshFarm farm)
{
    private const string Golden = "ssh:drift-golden@north";

    [Fact]
    public async Task What_is_changed_on_one_of_two_hosts_is_named_and_nothing_else()
    {
        await farm.NeedAsync();
        var (go19, go24, go27) = (ToolchainHost.OpenGo("1.19"), ToolchainHost.OpenGo("1.24"), ToolchainHost.OpenGo("1.27"));
        var golden = Prepare("drift-golden", go19, go27);
        var host = Prepare("drift-host", go19, go27);
        Assert.NotEqual(golden.Home, host.Home);
        Assert.Equal([], await CompareAsync());

        await Change(() => host.Write(".config/go/env", "GOPROXY=https://proxy.example.com\n"), () => File.Delete(At(".config/go/env")),
            $"GOPROXY is https://proxy.example.com, and https://proxy.golang.org,direct on {Golden}.");
        await Change(() => host.Write(".config/go/env", "GOFLAGS=-v\n"), () => File.Delete(At(".config/go/env")),
            $"GOFLAGS is -v here and not set on {Golden}.");
        await Change(() => File.Delete(At("sdk/go1.19")), () => File.CreateSymbolicLink(At("sdk/go1.19"), go19),
            $"Go 1.19.8 at {go19} is on {Golden} and not here.");
        await Change(() => File.CreateSymbolicLink(At("sdk/go1.24"), go24), () => File.Delete(At("sdk/go1.24")),
            $"Go 1.24.4 at {go24} is here and not on {Golden}.");
        await Change(() => host.Write(".profile", "export GOROOT=/opt/old\n"), () => host.Write(".profile", string.Empty),
            $"GOROOT in bash -lc, bash -lic is /opt/old here and not set on {Golden}.",
            $"The line 'export GOROOT=/opt/old' of ~/.profile is here and not on {Golden}.");
        await Change(() => host.Write(".profile", "PATH=$PATH:$HOME/tools\n"), () => host.Write(".profile", string.Empty),
            $"PATH in bash -lc, bash -lic has ~/tools besides, compared with {Golden}.",
            $"The line 'PATH=$PATH:$HOME/tools' of ~/.profile is here and not on {Golden}.");
        await Change(() => File.SetUnixFileMode(At(".ssh"), SshFarm.AllMayRun), () => File.SetUnixFileMode(At(".ssh"), SshFarm.OwnerOnly),
            $"Mode and owner of ~/.ssh is 755 (account), and 700 (account) on {Golden}.");
        var keys = File.ReadAllText(At(".ssh/authorized_keys"));
        await Change(() => host.Write(".ssh/authorized_keys", keys + keys), () => host.Write(".ssh/authorized_keys", keys),
            $"The authorized key ED25519 256#2 is here and not on {Golden}.");
        await Change(() => host.Write(".netrc", "machine git.example.com login me password secret\n"), () => File.Delete(At(".netrc")),
            $"The existence of the netrc file is yes, and no on {Golden}.");
        await Change(
            () => host.Write(".gitconfig", "[url \"ssh://git@git.example.com/\"]\n\tinsteadOf = https://git.example.com/\n"),
            () => File.Delete(At(".gitconfig")),
            $"The git rewrite https://git.example.com/ ssh://git.example.com/ is here and not on {Golden}.");
        Assert.Equal([], await CompareAsync());

        async Task Change(Action make, Action undo, params string[] says)
        {
            make();
            host.Own();
            Assert.Equal(says.Order(StringComparer.Ordinal), await CompareAsync());
            undo();
            host.Own();
        }

        string At(string path) => Path.Combine(host.Home, path);
    }

    [Fact]
    public async Task A_baseline_of_a_host_finds_what_changed_since_and_keeps_no_secret()
    {
        await farm.NeedAsync();
        var account = Prepare("drift-saved", ToolchainHost.OpenGo("1.19"), ToolchainHost.OpenGo("1.27"));
        account.Write(".netrc", "machine git.example.com login me password s3cret-word\n");
        var target = SshFarm.Target("drift-saved", "south");
        var path = Path.Combine(account.Home, "baseline.json");
        using (var file = new BaselineFile(path, DateTimeOffset.UtcNow))
        {
            file.Add(BaselineTarget.Of(await NewAudit().RunAsync(target, TestContext.Current.CancellationToken), DateTimeOffset.UtcNow));
            file.Complete();
        }

        Assert.DoesNotContain("s3cret-word", File.ReadAllText(path), StringComparison.Ordinal);
        var comparison = new Comparison { Ask = NewAudit().RunAsync, Reference = DriftReference.Of(Baseline.Load(path)), Parts = [DriftPart.Facts] };
        Assert.Equal([], await SaysAsync(comparison, target));
        File.Delete(Path.Combine(account.Home, ".netrc"));
        Assert.Equal(["The existence of the netrc file changed from yes to no."], await SaysAsync(comparison, target));
    }

    [Fact]
    public async Task A_reference_that_is_not_reached_is_unknown_for_every_target()
    {
        await farm.NeedAsync();
        Prepare("drift-alone", ToolchainHost.OpenGo("1.19"), ToolchainHost.OpenGo("1.27"));
        var audit = NewAudit();
        var golden = Target.Parse("ssh:drift-alone@refused");
        var comparison = new Comparison
        {
            Ask = audit.RunAsync,
            Reference = DriftReference.Of(golden, () => audit.RunAsync(golden, TestContext.Current.CancellationToken)),
        };
        var result = await comparison.RunAsync(SshFarm.Target("drift-alone"), TestContext.Current.CancellationToken);
        Assert.Equal((null, TargetError.ConnectionRefused), (result.Error, result.ReferenceError!.Error));
        var finding = Assert.Single(result.Findings);
        Assert.Equal(("GE0802", FindingStatus.Unknown), (finding.RuleId, finding.Status));
    }

    private FarmAccount Prepare(string name, string gone, string used)
    {
        var account = farm.AddAccount(name, "/bin/bash");
        account.Write(".bashrc", $"PATH={used}/bin:/usr/bin:/bin\n");
        account.Write(".profile", string.Empty);
        Directory.CreateDirectory(Path.Combine(account.Home, "sdk"));
        File.CreateSymbolicLink(Path.Combine(account.Home, "sdk/go1.19"), gone);
        Directory.CreateDirectory(Path.Combine(account.Home, ".config/go"));
        account.Own();
        return account;
    }

    private Audit NewAudit() => new()
    {
        Open = new Sessions { Ssh = farm.Client }.Open,
        Probes = Catalog.Probes.Where(probe => !probe.OnPath && !probe.OnRequest).ToList(),
        Rules = Catalog.Rules.Where(rule => !rule.OnPath && !rule.OnRequest).ToList(),
    };

    private async Task<IEnumerable<string>> CompareAsync()
    {
        var audit = NewAudit();
        var golden = Target.Parse(Golden);
        return await SaysAsync(
            new Comparison
            {
                Ask = audit.RunAsync,
                Reference = DriftReference.Of(golden, () => audit.RunAsync(golden, TestContext.Current.CancellationToken)),
                Parts = [DriftPart.Facts],
            },
            SshFarm.Target("drift-host", "south"));
    }

    private static async Task<IEnumerable<string>> SaysAsync(Comparison comparison, Target target)
    {
        var result = await comparison.RunAsync(target, TestContext.Current.CancellationToken);
        Assert.Null(result.Error);
        return result.Findings.Where(finding => finding.Status != FindingStatus.Pass).Select(finding => finding.Message).Order(StringComparer.Ordinal);
    }
}
