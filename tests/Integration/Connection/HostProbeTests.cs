using GoEnv.Connection;
using GoEnv.Targets;
using GoEnv.Tests.Core;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Connection;

public sealed class HostProbeTests(SshFarm farm)
{
    private static readonly SessionLimits Limits = new() { Total = TimeSpan.FromSeconds(30) };

    public static TheoryData<string> ShellNames => Shells.All;

    [Theory]
    [MemberData(nameof(ShellNames))]
    public async Task Answers_in_every_shell(string shell)
    {
        var probe = new HostProbe();
        var result = await Shells.RunAsync(shell, ProbeScript.Compose([probe], ScriptedProbe.Nonce, Limits.Probe));
        var (output, problem) = Transcript.Parse(result.Output.Span, ScriptedProbe.Nonce).Read("host");
        Assert.Null(problem);
        var facts = probe.Parse(output!);
        Assert.Equal("Linux", facts.Kernel.Value);
        Assert.Equal(Tool.Run("uname", "-m").Trim(), facts.Machine.Value);
        Assert.Equal(Tool.Run("uname", "-r").Trim(), facts.KernelRelease.Value);
        Assert.Equal(Tool.Run("uname", "-n").Trim(), facts.HostName.Value);
        Assert.Equal(Tool.Run("sh", "-c", ". /etc/os-release; echo $ID,$VERSION_ID,$PRETTY_NAME").Trim(), $"{facts.OsId},{facts.OsVersion},{facts.OsName}");
        Assert.Equal(long.Parse(Tool.Run("id", "-u"), null), facts.UserId.Value);
        Assert.InRange((DateTimeOffset.UtcNow - facts.Clock.Value).TotalSeconds, -2, 30);
        Assert.True(facts.SshFolder.IsAbsent);
        Assert.True(facts.PrivateKeys.IsAbsent);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task A_healthy_account_over_ssh_passes_all_rules_of_the_area()
    {
        await farm.NeedAsync();
        farm.AddAccount("healthy", "/bin/bash");
        var result = await AuditAsync(SshFarm.Target("healthy"));
        Assert.Null(result.Error);
        Assert.All(result.Findings, finding => Assert.True(finding.Status == FindingStatus.Pass, finding.RuleId + ": " + finding.Message));
    }

    [Fact]
    public async Task Each_fault_of_the_ssh_files_is_named_once()
    {
        await farm.NeedAsync();
        var account = farm.AddAccount("careless", "/bin/dash");
        var folder = Path.Combine(account.Home, ".ssh");
        MakeKey(folder, "id_rsa", "rsa", "2048");
        MakeKey(folder, "odd name", "ed25519", "256");
        File.AppendAllText(Path.Combine(folder, "authorized_keys"),
            "restrict " + File.ReadAllText(Path.Combine(folder, "id_rsa.pub")) + "ssh-mldsa44-ed25519 AAAA new\n# a comment\n");
        File.WriteAllText(Path.Combine(folder, "notes"), "no key");
        account.Own();
        File.SetUnixFileMode(Path.Combine(folder, "odd name"), SshFarm.AllMayRun);
        File.SetUnixFileMode(Path.Combine(folder, "authorized_keys"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        File.SetUnixFileMode(folder, SshFarm.AllMayRun);

        var findings = (await AuditAsync(SshFarm.Target("careless"))).Findings.Where(f => f.Status != FindingStatus.Pass).ToList();
        Assert.Equal(
            [("GE0101", Severity.Warning, folder), ("GE0102", Severity.Error, folder + "/odd name"), ("GE0104", Severity.Warning, "RSA 2048")],
            findings.Select(f => (f.RuleId, f.Severity, f.Subject!)));
        Assert.All(findings, finding => Assert.Equal(FindingStatus.Fail, finding.Status));
    }

    [Theory]
    [InlineData("# no key\n\n", null)]
    [InlineData("no key\n", "ssh-keygen read no key in ")]
    public async Task Keys_that_ssh_keygen_cannot_read_are_not_taken_for_none(string content, string? reason)
    {
        var home = Directory.CreateTempSubdirectory("goenv-host");
        try
        {
            home.CreateSubdirectory(".ssh");
            await File.WriteAllTextAsync(Path.Combine(home.FullName, ".ssh/authorized_keys"), content);
            var script = ProbeScript.Compose([("host", $"HOME='{home.FullName}'\n" + new HostProbe().Script)], ScriptedProbe.Nonce, Limits.Probe);
            var result = await new LocalSession(Target.Local, Limits).RunAsync(script, default);
            var keys = new HostProbe().Parse(Transcript.Parse(result.Output.Span, ScriptedProbe.Nonce).Read("host").Output!).AuthorizedKeys;
            Assert.Equal(reason is null, keys.TryGet(out var known) && known.Count == 0);
            Assert.StartsWith(reason ?? string.Empty, keys.Reason ?? string.Empty, StringComparison.Ordinal);
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task What_sshd_itself_refuses_is_an_error()
    {
        await farm.NeedAsync();
        var account = farm.AddAccount("shared", "/bin/dash");

        // The farm's sshd would refuse the login, so that the account is asked as root sees it: through the same probe, locally.
        File.SetUnixFileMode(account.Home, SshFarm.OwnerOnly | UnixFileMode.GroupWrite);
        File.SetUnixFileMode(Path.Combine(account.Home, ".ssh/authorized_keys"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);
        var refused = await AuditAsync(SshFarm.Target("shared"));
        Assert.Equal(TargetError.AuthenticationFailed, refused.Error?.Error);

        var script = ProbeScript.Compose([("host", $"HOME='{account.Home}'\n" + new HostProbe().Script)], ScriptedProbe.Nonce, Limits.Probe);
        var result = await new LocalSession(Target.Local, Limits).RunAsync(script, default);
        var facts = new HostProbe().Parse(Transcript.Parse(result.Output.Span, ScriptedProbe.Nonce).Read("host").Output!) with { UserId = account.Uid };
        var context = new RuleContext(Target.Local, Policies.Policy.Default, Releases.GoReleases.Shipped, DateTimeOffset.UtcNow);
        Assert.Contains("sshd then ignores", Assert.Single(new SshFolderRule().Judge(facts, context)).Message, StringComparison.Ordinal);
        Assert.Contains("sshd then ignores", Assert.Single(new AuthorizedKeysModeRule().Judge(facts, context)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_trusts_anyone_is_named()
    {
        await farm.NeedAsync();
        var config = Path.Combine(farm.Folder, "config.careless");
        await File.WriteAllTextAsync(config, $"Host farm\n  StrictHostKeyChecking no\n  ForwardAgent yes\n  IdentityFile {farm.Folder}/%n-weak\nInclude {farm.ConfigFile}\n");
        MakeKey(farm.Folder, "farm-weak", "rsa", "2048");
        var result = await AuditAsync(SshFarm.Target("bash"), config);
        Assert.Null(result.Error);
        Assert.Equal(
            ["GE0201", "GE0202", "GE0203"],
            result.Findings.Where(f => f.Status != FindingStatus.Pass).Select(f => f.RuleId));
    }

    private static void MakeKey(string folder, string name, string type, string bits) =>
        Tool.Run("ssh-keygen", "-q", "-t", type, "-b", bits, "-N", string.Empty, "-C", "me (x) 1", "-f", Path.Combine(folder, name));

    private async Task<TargetResult> AuditAsync(Target target, string? config = null)
    {
        var rules = Catalog.Rules.Where(rule => rule.Category == Category.Connection && !rule.OnRequest).ToList();
        var sessions = new Sessions { Ssh = new SshClient { ConfigFile = config ?? farm.ConfigFile }, Limits = Limits };
        return await new Audit { Open = sessions.Open, Probes = Audit.ProbesFor(rules), Rules = rules }.RunAsync(target, default);
    }
}
