using GoEnv.Shell;
using static GoEnv.Tests.Shell.ShellSamples;

namespace GoEnv.Tests.Shell;

public sealed class GoAgreementRuleTests
{
    private static readonly Rule[] All = [new StartsAgreeRule(), new BashrcReturnRule(), new ZshrcOnlyRule(), new DistributionGoWinsRule()];

    private static readonly ShellFacts BelowReturn = Account(
        "bash",
        Start("ssh", Plain, "bash"), Start("bash -c", Plain), Start("bash -lc", Plain), Start("bash -ic", WithGo), Start("bash -lic", WithGo)) with
    {
        Profiles = Files(
            File("/home/me/.profile", new ProfileLine(5, ". \"$HOME/.bashrc\"")),
            File("/home/me/.bashrc", Guard, Return, Append)),
    };

    [Fact]
    public void All_agree_where_no_start_finds_a_go()
    {
        var facts = Account("bash", Start("ssh", Plain, "bash"), Start("bash -lc", Plain), Start("bash -ic", Plain));
        Assert.All(All, rule => Assert.Equal(FindingStatus.Pass, facts.Only(rule).Status));
    }

    [Fact]
    public void All_agree_on_the_go_of_the_distribution()
    {
        var facts = Account("bash", Start("ssh", Plain, "bash") with { Go = "/usr/bin/go" }, Start("bash -lc", "/bin:/usr/bin") with { Go = "/bin/go" }) with
        {
            Directories = [Folder("/usr/bin", "/usr/lib/go-1.26/bin/go"), Folder("/bin", "/usr/lib/go-1.26/bin/go")],
        };
        Assert.All(All, rule => Assert.Equal(FindingStatus.Pass, facts.Only(rule).Status));
    }

    [Fact]
    public void A_path_below_the_return_is_named_by_GE2002_alone()
    {
        var finding = BelowReturn.Only(new BashrcReturnRule());
        Assert.Equal(FindingStatus.Fail, finding.Status);
        Assert.Equal("/home/me/.bashrc:20", finding.Location);
        Assert.Equal("'ssh' and 'bash -lc' do not find /usr/local/go/bin/go: /home/me/.bashrc puts it on PATH at line 20, "
            + "below the return of line 8 that shells without a terminal take.", finding.Message);
        Assert.Equal("Move line 20 of /home/me/.bashrc above line 8.", finding.Fix);
        Assert.All(All.Where(rule => rule.Id != "GE2002"), rule => Assert.Equal(FindingStatus.Pass, BelowReturn.Only(rule).Status));
    }

    [Fact]
    public void A_path_above_the_return_is_not_named_by_GE2002()
    {
        var facts = BelowReturn with { Profiles = Files(File("/home/me/.bashrc", Append with { Number = 1 }, Guard, Return)) };
        Assert.Equal(FindingStatus.Pass, facts.Only(new BashrcReturnRule()).Status);
        Assert.Equal(FindingStatus.Fail, facts.Only(new StartsAgreeRule()).Status);
    }

    [Fact]
    public void A_return_of_a_function_is_no_guard()
    {
        var facts = BelowReturn with { Profiles = Files(File("/home/me/.bashrc", new ProfileLine(3, "return 1 ;"), Append)) };
        Assert.Equal(FindingStatus.Pass, facts.Only(new BashrcReturnRule()).Status);
    }

    [Fact]
    public void A_path_of_zshrc_alone_is_named_by_GE2003_alone()
    {
        var facts = Account(
            "zsh",
            Start("ssh", Plain, "zsh"), Start("zsh -c", Plain), Start("zsh -lc", Plain), Start("zsh -ic", WithGo), Start("zsh -lic", WithGo)) with
        {
            Profiles = Files(File("/home/me/.zshrc", new ProfileLine(3, "path+=(/usr/local/go/bin)"))),
        };
        var finding = facts.Only(new ZshrcOnlyRule());
        Assert.Equal(FindingStatus.Fail, finding.Status);
        Assert.Equal("/home/me/.zshrc:3", finding.Location);
        Assert.StartsWith("'ssh', 'zsh -c' and 'zsh -lc' do not find /usr/local/go/bin/go", finding.Message, StringComparison.Ordinal);
        Assert.All(All.Where(rule => rule.Id != "GE2003"), rule => Assert.Equal(FindingStatus.Pass, facts.Only(rule).Status));
        var both = facts with
        {
            Profiles = Files(File("/home/me/.zprofile", Append), facts.Profiles.Value[0]),
        };
        Assert.Equal(FindingStatus.Pass, both.Only(new ZshrcOnlyRule()).Status);
        Assert.Equal("/home/me/.zprofile:20", both.Only(new StartsAgreeRule()).Location);
    }

    [Fact]
    public void A_path_of_login_files_alone_is_named_by_GE2001_with_its_line()
    {
        var facts = Account("bash", Start("ssh", Plain, "bash"), Start("bash -lc", WithGo), Start("bash -ic", Plain), Start("bash -lic", WithGo)) with
        {
            Profiles = Files(File("/home/me/.profile", Append)),
        };
        var finding = facts.Only(new StartsAgreeRule());
        Assert.Equal("'ssh' and 'bash -ic' find no go, while 'bash -lc' and 'bash -lic' find /usr/local/go/bin/go: "
            + "/home/me/.profile:20 puts it on PATH, which only login shells read.", finding.Message);
        Assert.Equal("/home/me/.profile:20", finding.Location);
        Assert.All(All.Skip(1), rule => Assert.Equal(FindingStatus.Pass, facts.Only(rule).Status));
    }

    [Fact]
    public void The_distributions_go_before_an_appended_one_is_named_by_GE2004_alone()
    {
        var facts = Account(
            "bash",
            Start("ssh", Plain, "bash") with { Go = "/usr/bin/go" },
            Start("bash -lc", WithGo) with { Go = "/usr/bin/go" },
            Start("bash -lic", WithGo) with { Go = "/usr/bin/go" }) with
        {
            Directories = [Folder("/usr/bin", "/usr/lib/go-1.19/bin/go"), Folder(Go, Go + "/go")],
            Profiles = Files(File("/home/me/.profile", Append)),
        };
        var finding = facts.Only(new DistributionGoWinsRule());
        Assert.Equal("/usr/bin/go wins over /usr/local/go/bin/go in 'bash -lc' and 'bash -lic': /home/me/.profile:20 puts /usr/local/go/bin behind it.", finding.Message);
        Assert.Equal(FindingStatus.Pass, facts.Only(new StartsAgreeRule()).Status);
        var first = facts with { Profiles = Files() };
        Assert.Equal(FindingStatus.Pass, first.Only(new DistributionGoWinsRule()).Status);
    }

    [Fact]
    public void A_start_that_hung_makes_them_unknown()
    {
        var facts = Account("bash", Hung("ssh", "bash"), Start("bash -lc", WithGo));
        foreach (var rule in All.Where(rule => rule.Id != "GE2003"))
        {
            var finding = facts.Only(rule);
            Assert.Equal(FindingStatus.Unknown, finding.Status);
            Assert.Equal("Not every kind of start could be seen ('ssh': it did not come to its end within 4 s).", finding.Message);
        }

        Assert.Equal(FindingStatus.Unknown, Account("zsh", Hung("zsh -c", "zsh")).Only(new ZshrcOnlyRule()).Status);
    }

    [Fact]
    public void Start_up_files_that_were_not_read_make_GE2004_unknown() => Assert.Equal(
        FindingStatus.Unknown,
        (Account("bash") with { Profiles = Fact<IReadOnlyList<ProfileFile>>.Unknown("awk is missing") }).Only(new DistributionGoWinsRule()).Status);

    [Fact]
    public void The_session_is_compared_only_where_ssh_gave_it()
    {
        var facts = Account("bash", Start("bash -lc", WithGo));
        Assert.Equal(FindingStatus.Pass, facts.Only(new StartsAgreeRule()).Status);
        Assert.Equal(FindingStatus.Fail, (facts with { SessionIsSsh = true }).Only(new StartsAgreeRule()).Status);
    }

    [Fact]
    public void Other_shells_and_services_are_not_compared()
    {
        var facts = Account("bash", Start("bash -lc", WithGo), Start("zsh -ic", Plain), Start("cron", Plain, "sh"), Start("bash -c", Plain));
        Assert.Equal(FindingStatus.Pass, facts.Only(new StartsAgreeRule()).Status);
    }
}
