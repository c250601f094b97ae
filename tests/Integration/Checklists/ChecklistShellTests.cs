using GoEnv.Checklists;
using GoEnv.Connection;
using GoEnv.Targets;
using GoEnv.Tests.Core;
using GoEnv.Tests.Kubernetes;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Checklists;

/// <summary>Checks in the shells that targets may have, and in containers of pods.</summary>
public sealed class ChecklistShellTests
{
    private const string Text = """
        version: 1
        checks:
        - {id: words, command: [printf, '%s|', "it's", '$HOME', 'a;b', '*', "x\ny"], expect: {equals: "it's|$HOME|a;b|*|x\ny|"}}
        - {id: both, script: 'echo out; echo err >&2; exit 5', expect: {exitCode: [4, 5], equals: out}}
        - {id: fails, script: 'echo out; echo err >&2; false'}
        - {id: number, script: 'echo 41', expect: {atLeast: 42}}
        - {id: json, script: "echo '{\"a\":[{\"b c\":7}]}'", expect: {json: "a[0]['b c']", atLeast: 7, atMost: 7}}
        - {id: group, script: 'echo took 12 ms', expect: {matches: 'took (\d+) ms', atMost: 12}}
        - {id: slow, timeout: 1, script: 'sleep 4271 & sleep 4271'}
        - {id: missing, command: [no-such-program]}
        - {id: not-a-program, command: [/etc/passwd]}
        - {id: broken, script: 'if'}
        - {id: empty, script: ':', expect: {equals: ''}}
        - {id: killed, script: 'kill -9 $$'}
        - {id: absent, onlyIf: 'command -v no-such-program', script: 'false'}
        - {id: there, onlyIf: 'true', script: 'true'}
        - {id: odd, onlyIf: 'if', script: 'true'}
        - {id: last, dependsOn: [there, json], script: 'true'}
        - {id: never, dependsOn: number, script: 'true'}
        """;

    private const string Expected = "words Pass, both Pass, fails Fail, number Fail, json Pass, group Pass, slow Unknown, missing Unknown, not-a-program Unknown, "
        + "broken Fail, empty Pass, killed Fail, there Pass, odd Unknown, last Pass, never Unknown";

    public static TheoryData<string> All => Shells.All;

    [Theory]
    [MemberData(nameof(All))]
    public async Task Every_shell_gives_the_same(string shell)
    {
        var session = new ShellOf(shell);
        await RunAsync(session, Target.Local);
        Assert.Equal(2, session.RoundTrips);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Without_head_no_output_is_not_an_empty_output(string shell)
    {
        var folder = Directory.CreateTempSubdirectory("goenv-path").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "head"), "#!/bin/sh\nexit 127\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(Path.Combine(folder, "head"), SshFarm.AllMayRun);
        var list = Checklist.Parse("version: 1\nchecks:\n- {id: a, script: 'echo secret', expect: {notMatches: secret}}\n", "c.yaml");
        var run = new ChecklistRun { Checklist = list, Audit = new Audit { Probes = [], Open = _ => new ShellOf(shell, folder + ":/usr/bin:/bin") } };
        var finding = Assert.Single((await run.RunAsync(Target.Local, TestContext.Current.CancellationToken)).Findings);
        Directory.Delete(folder, recursive: true);
        Assert.Equal(FindingStatus.Unknown, finding.Status);
    }

    [Theory]
    [InlineData("dash")]
    [InlineData("busybox")]
    public async Task A_container_gives_the_same_in_two_calls(string shell)
    {
        // What a check leaves to a process 1 that does not reap it stays, so the containers are this test's own.
        Assert.SkipUnless(ApiServer.Container.IsPossible, "This account cannot make PID and mount namespaces.");
        await using var cluster = await ApiServer.StandInCluster.StartAsync();
        Assert.SkipUnless(cluster.Server.Pods.Any(pod => pod.Name == shell), $"There is no {shell} here.");
        using var clients = ClusterFixture.Clients(cluster.AdminConfig);
        var before = cluster.Server.Requests.Count;
        await RunAsync(ClusterFixture.Open(clients, $"pod:apps/{shell}/main"), Target.Parse($"pod:apps/{shell}/main"));
        Assert.Equal(2, cluster.Server.Requests.Count - before);
        var container = cluster.Pod(shell).Containers[0].Container!;

        // What a killed check had started is an orphan, which process 1 of a container may never reap: it has ended all the same.
        for (var i = 0; container.Processes().Any(process => !process.StartsWith('Z')); i++)
        {
            Assert.True(i < 100, string.Join(", ", container.Processes()));
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private static async Task RunAsync(ISession session, Target target)
    {
        var list = Checklist.Parse(Text, "c.yaml");
        var ids = list.Stages.SelectMany(stage => stage).Select(check => check.Id).ToList();
        var run = new ChecklistRun { Checklist = list, Audit = new Audit { Probes = [], Open = _ => session } };
        var result = await run.RunAsync(target, TestContext.Current.CancellationToken);
        Assert.Null(result.Error);
        var findings = result.Findings.OrderBy(finding => ids.IndexOf(finding.RuleId)).ToList();
        Assert.Equal(Expected, string.Join(", ", findings.Select(finding => $"{finding.RuleId} {finding.Status}")));
        Assert.Equal("number: the output is 41 and not at least 42.", findings.Single(finding => finding.RuleId == "number").Message);
        Assert.Equal(["err"], findings.Single(finding => finding.RuleId == "fails").Evidence);
    }

    private sealed class ShellOf(string shell, string? path = null) : ISession
    {
        public Target Target => Target.Local;

        public int RoundTrips { get; private set; }

        public async Task<ScriptResult> RunAsync(Script script, CancellationToken cancellationToken)
        {
            RoundTrips++;
            var result = await Shells.RunAsync(shell, script, path);
            Assert.True(result.End == ProcessEnd.SawEndLine, result.Error);
            return new ScriptResult(result.ExitCode, result.Output, result.Error);
        }

        public Task<ConnectionFacts> ExamineConnectionAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
