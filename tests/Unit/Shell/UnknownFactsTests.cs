using GoEnv.Shell;
using static GoEnv.Tests.Shell.ShellSamples;

namespace GoEnv.Tests.Shell;

/// <summary>What could not be seen of a target's shells is no good news.</summary>
public sealed class UnknownFactsTests
{
    private static readonly ShellFacts Different = Account("bash", Start("bash -lc", Plain), Start("bash -ic", WithGo));

    [Fact]
    public void An_account_whose_login_shell_is_not_known()
    {
        var facts = Account("bash", Start("cron", Plain)) with { LoginShell = Fact<string>.Unknown("getent does not answer") };
        foreach (Rule rule in new Rule[] { new StartsEndRule(), new ServicesAgreeRule(), new StartsAgreeRule(), new StartsAreSilentRule() })
        {
            Assert.Equal((FindingStatus.Unknown, true), (facts.Only(rule).Status, facts.Only(rule).Message.Contains("getent does not answer", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Start_up_files_that_could_not_be_read_where_starts_disagree()
    {
        var unread = Different with { Profiles = Fact<IReadOnlyList<ProfileFile>>.Unknown("awk is missing") };
        foreach (Rule rule in new Rule[] { new BashrcReturnRule(), new ZshrcOnlyRule() })
        {
            Assert.Equal(FindingStatus.Unknown, unread.Only(rule).Status);
            Assert.Equal(FindingStatus.Pass, (unread with { Starts = [Start("session", WithGo)] }).Only(rule).Status);
        }
    }

    [Theory]
    [InlineData("bash", typeof(BashrcReturnRule))]
    [InlineData("zsh", typeof(ZshrcOnlyRule))]
    public void Interactive_starts_that_could_not_be_compared(string shell, Type rule)
    {
        var facts = Account(shell, Start(shell + " -lc", Plain), Hung(shell + " -ic", shell));
        Assert.Equal(FindingStatus.Unknown, facts.Only((Rule)Activator.CreateInstance(rule)!).Status);
    }

    [Fact]
    public void A_start_that_ended_before_it_could_print()
    {
        var ended = Start("bash -lc", Plain) with { State = StartState.Ended, Reason = "it ended with exit code 127" };
        Assert.Equal(FindingStatus.Unknown, Account("bash", ended).Only(new StartsAreSilentRule()).Status);
        Assert.Equal(FindingStatus.Unknown, Account("bash", Start("bash -lc", Plain) with { Printed = Fact<long>.Unknown("wc does not count") }).Only(new StartsAreSilentRule()).Status);
    }

    [Fact]
    public void Start_up_files_that_are_too_long()
    {
        foreach (Rule rule in new Rule[] { new GoEnvInProfileRule(), new GoRootInProfileRule() })
        {
            Assert.Equal("/etc/profile has more or longer lines than are read.", (Different with { Cut = ["/etc/profile"] }).Only(rule).Message);
        }
    }
}
