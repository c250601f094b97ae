using System.Text.RegularExpressions;
using GoEnv.Modules.Files;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Core;

/// <summary>A program of the target that is missing, fails or prints something else makes no fault look mended.</summary>
public sealed partial class BrokenProgramTests
{
    private static readonly string[] Programs =
    [
        "awk", "base64", "crontab", "date", "df", "env", "find", "getent", "git", "grep", "head", "id", "od", "readlink",
        "sed", "setsid", "sleep", "ssh-keygen", "stat", "systemctl", "tr", "uname", "wc",
    ];

    // Names of programs that stand where a command could, and are data, or are started as what they are.
    private static readonly string[] OtherWords =
    [
        "sh", "bash", "zsh", "fish", "csh", "tcsh", "dash", "ksh", "mksh", "ash", "go", "login", "nologin", "pwsh", "w", "link", "file", "env", "open",
    ];

    private static readonly string[] BuiltIns = ["[", "command", "echo", "false", "kill", "printf", "pwd", "read", "test", "true"];

    // Where these are missing there is nothing that the rules are about.
    private static readonly string[] Truths = ["crontab missing: GE2012", "git missing: GE3022", "git missing: GE3024"];

    private static readonly (string Name, string? Text)[] Breakages =
    [
        ("missing", null),
        ("fails", "#!/bin/sh\nexit 1\n"),
        ("prints garbage", "#!/bin/sh\necho garbage\n"),
    ];

    [Fact]
    public async Task No_fault_passes_because_a_program_is_broken()
    {
        using var host = new BrokenHost(Programs);
        var whole = await host.AuditAsync();
        Assert.Null(whole.Error);
        var faults = whole.Findings.Where(finding => finding.Status == FindingStatus.Fail).Select(finding => finding.RuleId).ToHashSet(StringComparer.Ordinal);
        Assert.True(faults.Count >= 40, $"{faults.Count} faults: {string.Join(' ', faults)}");
        Assert.Empty(whole.Facts!.Unknown);

        var passed = new List<string>();
        await Parallel.ForEachAsync(
            from program in Programs.Append("go") from breakage in Breakages select (program, breakage),
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (one, _) =>
            {
                var result = await host.AuditAsync(one.program, one.breakage.Text);
                Assert.True(result.Error is null, $"{one.program} {one.breakage.Name}: {result.Error?.Message}");
                var lost = result.Findings.GroupBy(finding => finding.RuleId, StringComparer.Ordinal)
                    .Where(found => faults.Contains(found.Key) && found.All(finding => finding.Status == FindingStatus.Pass))
                    .Select(found => $"{one.program} {one.breakage.Name}: {found.Key}").Except(Truths).ToList();
                lock (passed)
                {
                    passed.AddRange(lost);
                }
            });
        Assert.True(passed.Count == 0, string.Join('\n', passed.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("mksh")]
    [InlineData("busybox")]
    public async Task Every_shell_finds_the_faults(string shell)
    {
        Assert.SkipWhen(Tool.Find(shell) is null, $"There is no {shell} here.");
        using var host = new BrokenHost(Programs);
        var lines = Lines(await host.AuditAsync());
        Assert.Contains(lines, line => line.StartsWith("GE2008 Fail", StringComparison.Ordinal));
        Assert.Equal(lines, Lines(await host.AuditAsync(shell: shell)));
    }

    [Fact]
    public void Every_program_of_the_scripts_is_among_them()
    {
        var scripts = Catalog.Probes.Where(probe => !probe.OnRequest && !probe.OnPath).Append(new ModuleTreeProbe("/")).Select(probe => probe.Script)
            .Concat([Probe.LoadScript("prelude.sh"), Probe.LoadScript("frame.sh")])
            .Select(ProbeScript.WithoutComments);
        var words = scripts.SelectMany(script => Word().Matches(script).Select(match => match.Value)).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(words.Where(word => Tool.Find(word) is not null).Except([.. Programs, .. OtherWords, .. BuiltIns]).Order(StringComparer.Ordinal));
        Assert.Empty(Programs.Except(words));
    }

    private static List<string> Lines(TargetResult result) => result.Findings.Select(f => $"{f.RuleId} {f.Status} {f.Subject}").Order(StringComparer.Ordinal).ToList();

    // A word where a command can stand.
    [GeneratedRegex(@"(?<=(^|[;|&(!]|\b(then|do|else|if|while|elif|ge_limit \S+|ge_works \S+ \S+|-exec|LC_ALL=C|ge_setsid)\s)\s*)[a-z][a-z0-9-]*(?=\s|$|\))", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Word();
}
