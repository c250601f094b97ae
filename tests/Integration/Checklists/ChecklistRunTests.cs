using System.Diagnostics;
using System.Threading.Channels;
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
        - {id: absent, script: 'no-such-program | cat; no-such-program'}
        - {id: hostile, command: [printf, '%s|', "'; touch \"$HOME/pwned\"; '", '$(touch ~/pwned)', '`touch ~/pwned`', "a\nb", '\', '', "\u202e"], expect: {equals: "'; touch \"$HOME/pwned\"; '|$(touch ~/pwned)|`touch ~/pwned`|a\nb|\\||\u202e|"}}
        - {id: unharmed, dependsOn: hostile, script: '[ ! -e ~/pwned ]'}
        - {id: words-in-words, script: "printf '%s' '$ge_check ${ge_check} \\ %s'", expect: {equals: '$ge_check ${ge_check} \\ %s'}}
        - {id: escape, script: 'printf "\033[1mx"', expect: {notMatches: '\x1b'}}
        - {id: locale, script: 'printf %s "${LC_ALL-none}"', expect: {matches: '^(none|.*UTF-8)$'}}
        - {id: fds, script: '{ echo x >&3; } 2>/dev/null || { echo x >&4; } 2>/dev/null || { echo x >&5; } 2>/dev/null', expect: {exitCode: [1, 2]}}
        - {id: only-here, onlyIf: 'command -v sh', script: 'true'}
        - {id: only-there, onlyIf: 'command -v no-such-program', script: 'false'}
        - {id: only-odd, onlyIf: 'exit 3', script: 'true'}
        - {id: only-slow, onlyIf: 'sleep 1000', timeout: 1, script: 'true'}
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
                "words Pass, lines Pass, fails Fail, slow Unknown, missing Unknown, much Unknown, fine Pass, input Pass, forged Pass, absent Unknown, hostile Pass, "
                + "words-in-words Pass, escape Fail, locale Pass, fds Pass, only-here Pass, only-odd Unknown, only-slow Unknown, kernel Pass, unharmed Pass, "
                + "after Pass, never Unknown, behind Pass, nor Unknown",
                string.Join(", ", result.Findings.OrderBy(Position).Select(finding => $"{finding.RuleId} {finding.Status}")));
            var failed = result.Findings.Single(finding => finding.RuleId == "fails");
            Assert.Equal("fails: the exit code is 3 and not 0.|seen|c.yaml:13", $"{failed.Message}|{string.Join(',', failed.Evidence)}|{failed.Location}");
            Assert.Equal(["other: 'when' does not hold", "only-there: its condition does not hold"], result.Skipped);
            await farm.Account(shell).IsIdleAsync();
        }

        static int Position(Finding finding) => Array.IndexOf(
            ["words", "lines", "fails", "slow", "missing", "much", "fine", "input", "forged", "absent", "hostile", "words-in-words", "escape", "locale", "fds",
             "only-here", "only-odd", "only-slow", "kernel", "unharmed", "after", "never", "behind", "nor"], finding.RuleId);
    }

    [Fact]
    public async Task A_target_that_is_not_reached_makes_every_check_unknown()
    {
        await farm.NeedAsync();
        var run = new ChecklistRun { Checklist = Checklist.Parse(Text, "c.yaml"), Audit = new Audit { Probes = [], Open = new Sessions { Ssh = farm.Client }.Open } };
        var result = await run.RunAsync(SshFarm.Target("bash", "refused"), TestContext.Current.CancellationToken);
        Assert.Equal(TargetError.ConnectionRefused, result.Error!.Error);
        Assert.Equal(("GE0001", FindingStatus.Fail), (result.Findings[0].RuleId, result.Findings[0].Status));
        Assert.All(result.Findings.Skip(1), finding => Assert.Equal(FindingStatus.Unknown, finding.Status));
        Assert.Equal(25, result.Findings.Count - 1);
    }

    [Fact]
    public async Task Hosts_are_worked_through_side_by_side_and_what_hangs_ends_within_a_second()
    {
        await farm.NeedAsync();
        var list = Checklist.Parse("version: 1\nchecks:\n- {id: quick, script: 'true'}\n- {id: hangs, when: slow, timeout: 60, script: 'sleep 4261 & exec sleep 4261'}", "c.yaml");
        var run = new ChecklistRun { Checklist = list, Audit = new Audit { Probes = [], Open = new Sessions { Ssh = farm.Client }.Open } };
        var accounts = new[] { "checked-a", "checked-b", "checked-c" }.Select(name => farm.AddAccount(name, "/bin/bash")).ToList();
        var items = Channel.CreateUnbounded<Target>();
        foreach (var account in accounts)
        {
            items.Writer.TryWrite(SshFarm.Target(account.Name).With(tags: account == accounts[^1] ? [] : ["slow"]));
        }

        items.Writer.Complete();
        var time = new Stopwatch();
        await foreach (var result in Fleet.RunAsync(items.Reader, run.RunAsync, 8, default))
        {
            Assert.Equal(("checked-c", "quick"), (result.Target.User, Assert.Single(result.Findings).RuleId));
            for (var i = 0; accounts.Take(2).Any(account => account.Processes().Values.Count(command => command == "sleep 4261") < 2); i++)
            {
                Assert.True(i < 200, "The checks did not start.");
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }

            time.Start();
            break;
        }

        Assert.InRange(time.Elapsed.TotalSeconds, 0, 1);
        foreach (var account in accounts)
        {
            await account.IsIdleAsync();
        }
    }
}
