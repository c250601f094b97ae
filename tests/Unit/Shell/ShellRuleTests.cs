using GoEnv.Shell;
using static GoEnv.Tests.Shell.ShellSamples;

namespace GoEnv.Tests.Shell;

public sealed class ShellRuleTests
{
    private static readonly ShellFacts Healthy = Account("bash", Start("ssh", WithGo, "bash"), Start("bash -lc", WithGo), Start("bash -ic", WithGo));

    public static TheoryData<string> Rules => new(Catalog.Rules.Where(rule => rule.FactsType == typeof(ShellFacts)).Select(rule => rule.Id));

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_healthy_account_passes(string id) =>
        Assert.Equal(FindingStatus.Pass, Healthy.Only(Catalog.Rules.Single(rule => rule.Id == id)).Status);

    [Fact]
    public void A_folder_that_one_start_adds_twice_is_named()
    {
        var facts = Account("bash", Start("bash -lc", WithGo + ":" + Go + "/:/usr/bin"), Start("bash -ic", Plain + ":/usr/bin"));
        var finding = facts.Only(new PathDuplicatesRule());
        Assert.Equal(("'bash -lc' puts /usr/local/go/bin on PATH more than once.", Severity.Information), (finding.Message, finding.Severity));
        Assert.Equal(FindingStatus.Unknown, Account("bash", Hung("bash -lc", "bash")).Only(new PathDuplicatesRule()).Status);
    }

    [Theory]
    [InlineData(".", "PATH=.:$PATH", "'bash -lc' has '.' on PATH, the folder that the shell is in")]
    [InlineData("bin", "PATH=$PATH:bin", "'bin' on PATH, which is another folder wherever")]
    [InlineData("", "PATH=$PATH:", "an empty entry on PATH")]
    [InlineData("", "PATH=$GOBIN:$PATH", "an empty entry on PATH")]
    public void A_folder_that_is_another_wherever_the_shell_stands_is_named(string entry, string line, string says)
    {
        var facts = Account("bash", Start("bash -lc", Plain + ":" + entry)) with { Profiles = Files(File("/home/me/.profile", new ProfileLine(1, "PATH=/opt/x/bin:$PATH"), new ProfileLine(3, line))) };
        var finding = facts.Only(new CurrentFolderRule());
        Assert.Contains(says, finding.Message, StringComparison.Ordinal);
        Assert.Equal("/home/me/.profile:3", finding.Location);
        Assert.Equal(FindingStatus.Pass, Account("bash", Start("bash -lc", Plain + ":~/bin:$HOME/bin")).Only(new CurrentFolderRule()).Status);
    }

    [Fact]
    public void A_go_folder_that_is_missing_is_named_and_GOPATH_is_not()
    {
        var start = Start("bash -lc", "/opt/go1.20/bin:/home/me/go/bin:/srv/go/bin:/opt/other/bin:/opt/bin/go-tools") with { GoPath = "/srv/go" };
        var facts = Account("bash", start) with
        {
            Directories = start.Entries.Select(path => new PathDirectory(path, false, Fact<string>.Absent)).ToList(),
            Profiles = Files(File("/home/me/.profile", new ProfileLine(2, "PATH=/opt/go1.20/bin:$PATH"))),
        };
        var finding = facts.Only(new PathFoldersExistRule());
        Assert.Equal("'bash -lc' has /opt/go1.20/bin on PATH, which does not exist.", finding.Message);
        Assert.Equal("/home/me/.profile:2", finding.Location);
    }

    [Fact]
    public void A_carriage_return_behind_a_folder_is_told_from_a_missing_folder()
    {
        const string Path = Plain + ":" + Go + @"\x0d";
        var facts = Account("bash", Start("bash -lc", Path)) with
        {
            Directories = [new(Go + @"\x0d", false, Fact<string>.Absent)],
            Profiles = Files(File("/home/me/.profile", new ProfileLine(3, "PATH=$PATH:" + Go))),
        };
        var finding = facts.Only(new PathFoldersExistRule());
        Assert.Contains("with a carriage return behind it", finding.Message, StringComparison.Ordinal);
        Assert.Equal(("/home/me/.profile:3", @"sed -i 's/\r$//' '/home/me/.profile'"), (finding.Location, finding.Fix));
        Assert.Null(finding.Remedy);
    }

    [Fact]
    public void A_path_that_was_set_anew_is_named()
    {
        var facts = Account("bash", Start("ssh", WithGo, "bash"), Start("bash -lc", Go)) with { Profiles = Files(File("/home/me/.profile", new ProfileLine(3, "export PATH=" + Go))) };
        var finding = facts.Only(new SystemFoldersRule());
        Assert.Contains("'bash -lc' has neither /usr/bin nor /bin", finding.Message, StringComparison.Ordinal);
        Assert.Equal("/home/me/.profile:3", finding.Location);
        Assert.Equal(FindingStatus.Pass, Account("bash", Start("bash -lc", "/home/me/.nix-profile/bin:/run/current-system/sw/bin")).Only(new SystemFoldersRule()).Status);
        Assert.Equal(FindingStatus.Unknown, Account("bash", Hung("bash -lc", "bash")).Only(new SystemFoldersRule()).Status);
    }

    [Fact]
    public void A_quoted_tilde_is_named_and_a_folder_behind_a_closed_one_is_unknown()
    {
        var facts = Account("bash", Start("bash -lc", "~/go/bin:/root/go/bin")) with
        {
            Directories = [new("~/go/bin", false, Fact<string>.Absent), new("/root/go/bin", Fact<bool>.Unknown("this account may not enter /root"), Fact<string>.Absent)],
        };
        var findings = facts.Judge(new PathFoldersExistRule());
        Assert.Equal([FindingStatus.Fail, FindingStatus.Unknown], findings.Select(finding => finding.Status));
        Assert.Contains("quotes", findings[0].Message, StringComparison.Ordinal);
        Assert.Equal("Write $HOME/go/bin in place of ~/go/bin.", findings[0].Fix);
    }

    [Fact]
    public void What_plain_starts_print_is_an_error_and_what_login_shells_print_a_note()
    {
        var facts = Account("bash", Start("ssh", Plain, "bash") with { Printed = 30720 }, Start("bash -lc", Plain));
        var finding = facts.Only(new StartsAreSilentRule());
        Assert.Equal(("'ssh' prints 30720 bytes on standard output while starting, which breaks scp, rsync and sftp.", Severity.Error), (finding.Message, finding.Severity));
        Assert.Equal(Severity.Information, Account("bash", Start("bash -lc", Plain) with { Printed = 1 }).Only(new StartsAreSilentRule()).Severity);
        Assert.Equal(FindingStatus.Pass, Account("bash", Start("bash -ic", Plain) with { Printed = 1 }, Start("zsh -c", Plain) with { Printed = 1 }).Only(new StartsAreSilentRule()).Status);
        var unseen = new ShellStart { Kind = "ssh", Shell = "bash", State = StartState.NotStarted, Reason = "sshd_config sets the environment, which is not imitated" };
        Assert.Equal(FindingStatus.Unknown, Account("bash", unseen).Only(new StartsAreSilentRule()).Status);
    }

    [Theory]
    [InlineData("eval $(go env)", true)]
    [InlineData("export GOROOT=$(go env GOROOT)", true)]
    [InlineData("export GOROOT=\"$(go env GOROOT)\"", true)]
    [InlineData("set -gx GOROOT $(go env GOROOT)", true)]
    [InlineData("export PATH=$PATH:$(go env GOPATH)/bin", false)]
    [InlineData("eval ...", false)]
    public void Frozen_go_env_is_named(string line, bool fails)
    {
        var finding = WithLine(line).Only(new GoEnvInProfileRule());
        Assert.Equal((fails ? FindingStatus.Fail : FindingStatus.Pass, fails ? "/home/me/.bashrc:4" : null), (finding.Status, finding.Location));
        Assert.Equal(FindingStatus.Pass, WithLine(line).Only(new GoRootInProfileRule()).Status);
    }

    [Theory]
    [InlineData("export GOROOT=/usr/local/go", true)]
    [InlineData("GOROOT=/usr/local/go ; export GOROOT", true)]
    [InlineData("set -gx GOROOT /usr/local/go", true)]
    [InlineData("setenv GOROOT /usr/local/go", true)]
    [InlineData("export PATH=$GOROOT/bin:$PATH", false)]
    [InlineData("export MYGOROOT=/x", false)]
    public void A_GOROOT_that_a_file_sets_is_noted(string line, bool fails)
    {
        var finding = WithLine(line).Only(new GoRootInProfileRule());
        Assert.Equal((fails ? FindingStatus.Fail : FindingStatus.Pass, Severity.Information), (finding.Status, finding.Severity));
    }

    [Fact]
    public void Files_that_were_not_read_are_unknown()
    {
        foreach (Rule rule in new Rule[] { new GoEnvInProfileRule(), new GoRootInProfileRule() })
        {
            Assert.Equal("This account may not read /etc/profile.", (Healthy with { Unreadable = ["/etc/profile"] }).Only(rule).Message);
            Assert.Equal(FindingStatus.Unknown, (Healthy with { Profiles = Fact<IReadOnlyList<ProfileFile>>.Unknown("awk is missing") }).Only(rule).Status);
        }
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("en_US.UTF-8", null, true)]
    [InlineData("de_DE.utf8", null, true)]
    [InlineData("C", "C.UTF-8", true)]
    [InlineData("de_DE.ISO-8859-1", null, false)]
    [InlineData("C.UTF-8", "C", false)]
    public void A_locale_that_is_not_UTF8_is_noted(string? lang, string? lcAll, bool passes)
    {
        var start = Start("ssh", Plain, "bash") with { Lang = Set(lang), LcAll = Set(lcAll) };
        var finding = Account("bash", start).Only(new Utf8LocaleRule());
        Assert.Equal(passes ? FindingStatus.Pass : FindingStatus.Fail, finding.Status);
        Assert.Equal(FindingStatus.Unknown, Account("bash", Hung("ssh", "bash")).Only(new Utf8LocaleRule()).Status);

        static Fact<string> Set(string? value) => value is null ? Fact<string>.Absent : value;
    }

    [Fact]
    public void A_start_that_hangs_is_an_error_and_one_that_was_not_started_unknown()
    {
        var skipped = new ShellStart { Kind = "bash -lic", Shell = "bash", State = StartState.NotStarted, Reason = "it was not started" };
        var findings = Account("bash", Hung("ssh", "bash"), Hung("bash -ic", "bash"), skipped).Judge(new StartsEndRule());
        Assert.Equal([FindingStatus.Fail, FindingStatus.Unknown], findings.Select(finding => finding.Status));
        Assert.Equal("'ssh' and 'bash -ic' had not run their command after 4 s.", findings[0].Message);
        Assert.Contains("'bash -xc true'", findings[0].Fix, StringComparison.Ordinal);
        Assert.Equal(FindingStatus.Pass, Account("bash", Hung("zsh -ic", "zsh") with { IsUsed = false }).Only(new StartsEndRule()).Status);
    }

    [Fact]
    public void A_start_that_another_shell_replaces_is_a_note_with_its_line()
    {
        var ended = new ShellStart { Kind = "bash -ic", Shell = "bash", State = StartState.Ended, Reason = "it ended with exit code 0 before it ran its command" };
        var finding = (Account("bash", ended) with { Profiles = Files(File("/home/me/.bashrc", new ProfileLine(9, "exec fish"))) }).Only(new StartsEndRule());
        Assert.Equal(("/home/me/.bashrc:9", Severity.Information), (finding.Location, finding.Severity));
        Assert.Equal(Severity.Error, Account("bash", ended with { Kind = "ssh" }).Only(new StartsEndRule()).Severity);
    }

    [Fact]
    public void Services_that_find_another_go_are_noted_and_the_editors_server_is_a_warning()
    {
        var facts = Account("bash", Start("bash -lc", WithGo), Start("cron", Plain, "sh"), Start("vscode-server", Plain), Start("systemd-user", WithGo));
        var findings = facts.Judge(new ServicesAgreeRule());
        Assert.Equal([("cron", Severity.Information), ("vscode-server", Severity.Warning)], findings.Select(finding => (finding.Subject, finding.Severity)));
        Assert.Equal("'cron' finds no go, while the login shell finds /usr/local/go/bin/go.", findings[0].Message);
        Assert.Equal(FindingStatus.Pass, Account("bash", Start("bash -lc", Plain), Start("cron", Plain, "sh")).Only(new ServicesAgreeRule()).Status);
        Assert.Equal(FindingStatus.Pass, Account("bash", Start("bash -lc", Plain), Start("cron", WithGo, "sh")).Only(new ServicesAgreeRule()).Status);
        var mute = new ShellStart { Kind = "systemd-user", Shell = string.Empty, State = StartState.NotStarted, Reason = "the user's service manager does not answer" };
        Assert.Equal(FindingStatus.Unknown, Account("bash", mute).Only(new ServicesAgreeRule()).Status);
    }

    [Fact]
    public void A_login_shell_that_is_not_known_makes_the_rules_that_compare_its_starts_unknown()
    {
        var facts = Healthy with { LoginShell = Fact<string>.Unknown("the account me is not in the password file") };
        string[] comparing = ["GE2001", "GE2002", "GE2003", "GE2004", "GE2005", "GE2006", "GE2007", "GE2010", "GE2013", "GE2014"];
        Assert.All(comparing, id => Assert.Equal(
            "The login shell is not known, because the account me is not in the password file.",
            facts.Only(Catalog.Rules.Single(rule => rule.Id == id)).Message));
    }

    private static ShellFacts WithLine(string text) => Healthy with { Profiles = Files(File("/home/me/.bashrc", new ProfileLine(4, text))) };
}
