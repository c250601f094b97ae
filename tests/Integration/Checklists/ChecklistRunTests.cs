using GoEnv.Checklists;
using GoEnv.Targets;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Checklists;

public sealed class ChecklistRunTests(SshFarm farm)
{
    private const string Text = """
        version: 1
        checks:
        - {id: words, command: [printf, '%s|', "it's", '$HOME', 'a;b', '*'], expect: {equals: "it's|$HOME|a;b|*|"}}
        - id: lines
          script: |
            # a comment that stays
            cat <<EOF
            # in a text

            é
            EOF
          expect: {equals: "# in a text\n\né"}
        - {id: fails, script: 'echo out; echo seen >&2; exit 3'}
        - {id: slow, timeout: 1, script: 'sleep 1000 & sleep 1000'}
        - {id: missing, command: [no-such-program]}
        - {id: much, script: 'head -c 200000 /dev/zero | tr "\000" x', expect: {matches: x}}
        - {id: fine, script: 'head -c 200000 /dev/zero | tr "\000" x'}
        - {id: input, script: 'cat', expect: {equals: ''}}
        - {id: forged, script: 'env | grep -c ge_nonce', expect: {exitCode: 1}}
        - {id: kernel, rule: GE0002}
        - {id: after, dependsOn: [words, kernel], script: 'true'}
        - {id: never, dependsOn: [fails, words], script: 'true'}
        - {id: nor, dependsOn: never, script: 'true'}
        - {id: other, when: env=prod, script: 'false'}
        - {id: behind, dependsOn: other, script: 'true'}
        """;

    [Fact]
    public async Task Checks_give_the_same_results_under_every_login_shell()
    {
        await farm.NeedAsync();
        var trips = 0;
        var sessions = new Sessions { Ssh = farm.Client };
        var run = new ChecklistRun
        {
            Checklist = Checklist.Parse(Text, "c.yaml"),
            Audit = new Audit
            {
                Probes = [],
                Open = target =>
                {
                    trips++;
                    return sessions.Open(target);
                },
            },
        };
        foreach (var shell in ((string[])["bash", "dash", "ash", "mksh", "zsh", "fish"]).Where(farm.HasAccount))
        {
            trips = 0;
            var result = await run.RunAsync(SshFarm.Target(shell), TestContext.Current.CancellationToken);
            Assert.Null(result.Error);
            Assert.Equal(2, trips);
            Assert.Equal(
                "words Pass, lines Pass, fails Fail, slow Unknown, missing Unknown, much Unknown, fine Pass, input Pass, forged Pass, kernel Pass, after Pass, never Unknown, behind Pass, nor Unknown",
                string.Join(", ", result.Findings.OrderBy(Position).Select(finding => $"{finding.RuleId} {finding.Status}")));
            var failed = result.Findings.Single(finding => finding.RuleId == "fails");
            Assert.Equal("fails: the exit code is 3 and not 0.|seen|c.yaml:13", $"{failed.Message}|{string.Join(',', failed.Evidence)}|{failed.HelpPage}");
            await farm.Account(shell).IsIdleAsync();
        }

        static int Position(Finding finding) => Array.IndexOf(
            ["words", "lines", "fails", "slow", "missing", "much", "fine", "input", "forged", "kernel", "after", "never", "behind", "nor"], finding.RuleId);
    }

    [Fact]
    public async Task A_target_that_is_not_reached_makes_every_check_unknown()
    {
        await farm.NeedAsync();
        var run = new ChecklistRun { Checklist = Checklist.Parse(Text, "c.yaml"), Audit = new Audit { Probes = [], Open = new Sessions { Ssh = farm.Client }.Open } };
        var result = await run.RunAsync(SshFarm.Target("bash", "refused"), TestContext.Current.CancellationToken);
        Assert.Equal(TargetError.ConnectionRefused, result.Error!.Error);
        Assert.All(result.Findings, finding => Assert.Equal(FindingStatus.Unknown, finding.Status));
        Assert.Equal(14, result.Findings.Count);
    }
}
