using GoEnv.Changes;
using GoEnv.Connection;
using GoEnv.Modules;
using GoEnv.Shell;
using GoEnv.Tests.Connection;
using GoEnv.Tests.Shell;
using GoEnv.Toolchain;
using static GoEnv.Tests.Shell.ShellSamples;
using M = GoEnv.Tests.Modules.Given;
using T = GoEnv.Tests.Toolchain.Given;

namespace GoEnv.Tests.Changes;

/// <summary>Which findings carry a remedy, and which one.</summary>
public sealed class RuleRemedyTests
{
    private const string File = "/home/me/.config/go/env";

    [Theory]
    [InlineData("GE3001", "GOPROXY", "https://a,Direct", "write 'direct' in place of 'Direct' in GOPROXY")]
    [InlineData("GE3001", "GOPROXY", ",", "unset GOPROXY")]
    [InlineData("GE3001", "GOPROXY", "a", null)]
    [InlineData("GE3003", "GOPROXY", "http://a.example.com", null)]
    [InlineData("GE3005", "GOPROXY", "https://a.example.com|https://proxy.golang.org", "write 'https://a.example.com,' in place of 'https://a.example.com|' in GOPROXY")]
    [InlineData("GE3006", "GOSUMDB", "off", "unset GOSUMDB")]
    [InlineData("GE3007", "GOSUMDB", "sums.example.com", "unset GOSUMDB")]
    [InlineData("GE3008", "GOFLAGS", "-mod=mod -insecure=true", "take '-insecure=true' out of GOFLAGS")]
    [InlineData("GE3009", "GONOSUMCHECK", "1", "unset GONOSUMCHECK")]
    [InlineData("GE3010", "GOPRIVATE", "a.example.com,https://git.example.com/x", "write 'git.example.com/x' in place of 'https://git.example.com/x' in GOPRIVATE")]
    [InlineData("GE3010", "GOPRIVATE", "corp", "take 'corp' out of GOPRIVATE")]
    [InlineData("GE3010", "GOPRIVATE", "a.example.com?(hidden)", null)]
    [InlineData("GE3013", "GOINSECURE", "git.example.com", null)]
    [InlineData("GE3014", "GOVCS", "nonsense", "unset GOVCS")]
    [InlineData("GE3015", "GOAUTH", "git", "unset GOAUTH")]
    public void Module_settings_of_the_file_are_edited_there(string rule, string name, string value, string? edit)
    {
        var inFile = new ModuleSetting(name, value, SettingOrigin.UserFile) { File = File, Line = 3 };
        var problem = Assert.Single(M.Judge(Find(rule), M.SetOne(inFile)));
        Assert.Equal(edit, problem.Remedy is GoEnvRemedy { File: File } remedy ? Assert.Single(remedy.Edits).ToString() : null);
        Assert.Equal(edit is null, problem.Remedy is null);
        var inEnvironment = inFile with { Origin = SettingOrigin.Environment, File = null, Line = null };
        Assert.Null(Assert.Single(M.Judge(Find(rule), M.SetOne(inEnvironment))).Remedy);
    }

    [Fact]
    public void A_database_that_the_distribution_switched_off_is_set_in_the_users_file()
    {
        var setting = new ModuleSetting("GOSUMDB", "off", SettingOrigin.GoRootFile) { File = "/usr/lib/go/go.env", Line = 2 };
        Assert.Equal("set GOSUMDB=sum.golang.org", Edit(Assert.Single(M.Judge(Find("GE3006"), M.SetOne(setting)))));
    }

    [Fact]
    public void Lines_of_the_file_that_nobody_reads_are_commented_out()
    {
        var file = new GoEnvFile { Path = File, State = GoEnvFileState.Read, Others = [new(4, "export GOPROXY"), new(5, "")] };
        Assert.Equal(["comment out the line of 'export GOPROXY'", null], M.Judge(Find("GE3027"), M.Healthy with { UserFile = file }).Select(Edit));
    }

    [Fact]
    public void Modes_of_credentials_are_closed()
    {
        var netrc = M.Healthy.Netrc with { Mode = UnixFileMode.UserRead | UnixFileMode.OtherRead };
        Assert.Equal(new ModeRemedy("/home/me/.netrc") { Clear = 0x3f }, Assert.Single(M.Judge(Find("GE3018"), M.Healthy with { Netrc = netrc })).Remedy);

        var host = new HostFacts
        {
            Home = "/home/me",
            UserId = 1000,
            HomeOwner = new PathOwner(0x1ed, 1000, 1000, "me"),
            SshFolder = new PathOwner(0x1ff, 1000, 1000, "me"),
            AuthorizedKeysFile = new PathOwner(0x1b6, 1000, 1000, "me"),
            PrivateKeys = new PrivateKeyFile[] { new("/home/me/.ssh/id", new PathOwner(0x1a4, 1000, 1000, "me"), null) },
        };
        Assert.Equal(new ModeRemedy("/home/me/.ssh") { Clear = 0x3f }, Assert.Single(Judged.By(new SshFolderRule(), host)).Remedy);
        Assert.Equal(new ModeRemedy("/home/me/.ssh/authorized_keys") { Clear = 0x12 }, Assert.Single(Judged.By(new AuthorizedKeysModeRule(), host)).Remedy);
        Assert.Equal(new ModeRemedy("/home/me/.ssh/id") { Clear = 0x3f }, Assert.Single(Judged.By(new PrivateKeyModeRule(), host)).Remedy);

        // No fault is left that the first one hid.
        Assert.Equal(new ModeRemedy("/home/me") { Clear = 0x12 },
            Judged.By(new SshFolderRule(), host with { HomeOwner = new PathOwner(0x1ff, 1000, 1000, "me") })[0].Remedy);
        var open = host with { SshFolder = new PathOwner(0x1ff, 1001, 1001, "you") };
        Assert.Null(Assert.Single(Judged.By(new SshFolderRule(), open)).Remedy);
        Assert.Equal(new ModeRemedy("/home/me/.ssh") { Clear = 0x3f, Owner = 0 },
            Judged.By(new SshFolderRule(), open with { UserId = 0 }).Single(problem => problem.Subject == "/home/me/.ssh").Remedy);

        // Only root can give a folder away.
        var other = host with { SshFolder = new PathOwner(0x1c0, 1001, 1001, "you") };
        Assert.Null(Assert.Single(Judged.By(new SshFolderRule(), other)).Remedy);
        Assert.Equal(new ModeRemedy("/home/me/.ssh") { Owner = 0 },
            Judged.By(new SshFolderRule(), other with { UserId = 0 }).Single(problem => problem.Subject == "/home/me/.ssh").Remedy);
    }

    [Theory]
    [InlineData("GE1012", "GOTOOLCHAIN", "rubbish", "unset GOTOOLCHAIN")]
    [InlineData("GE1013", "GOFLAGS", "-x -mod=mod", "take '-mod=mod' out of GOFLAGS")]
    [InlineData("GE1013", "GOFLAGS", "'-toolexec=a b' -x", "take ''-toolexec=a b'' out of GOFLAGS")]
    [InlineData("GE1014", "GO111MODULE", "off", "unset GO111MODULE")]
    [InlineData("GE1015", "GOEXPERIMENT", "x", "unset GOEXPERIMENT")]
    [InlineData("GE1016", "GODEBUG", "tls10server=1", "unset GODEBUG")]
    [InlineData("GE1019", "GOPATH", "relative", "unset GOPATH")]
    [InlineData("GE1019", "GOPATH", "~/go", null)]
    [InlineData("GE1024", "GOCACHE", "off", "unset GOCACHE")]
    public void Build_settings_of_the_file_are_edited_there(string rule, string name, string value, string? edit)
    {
        var facts = T.Facts(T.Go()) with { GoEnv = T.Env((name, value)), EnvFile = File, EnvFileNames = new[] { name } };
        facts = name == "GOTOOLCHAIN" ? facts with { GoToolchainSetting = value } : facts;
        Assert.Equal(edit, Edit(Assert.Single(T.Judge(Find(rule), facts))));
        var exported = facts with { Session = new Dictionary<string, string> { [name] = value } };
        Assert.Null(Assert.Single(T.Judge(Find(rule), exported)).Remedy);
    }

    [Fact]
    public void A_tree_that_others_may_write_is_closed()
    {
        var open = T.Go() with { OpenPath = "/usr/local/go/src" };
        Assert.Equal(new TreeModeRemedy("/usr/local/go", 2), Assert.Single(T.Judge(Find("GE1009"), T.Facts(open))).Remedy);

        // No fault is left that the first one hid, and a wrong owner stays one.
        var all = open with { Owner = new PathOwner(0x1ff, 0, 1000, "root") };
        Assert.Equal(new TreeModeRemedy("/usr/local/go", 0x12), Assert.Single(T.Judge(Find("GE1009"), T.Facts(all))).Remedy);
        Assert.Null(Assert.Single(T.Judge(Find("GE1009"), T.Facts(open with { Owner = new PathOwner(0x1ff, 1000, 1000, "me") }))).Remedy);
    }

    [Theory]
    [InlineData("Direct,https://a")]
    [InlineData("Direct,Off")]
    public void A_keyword_that_would_hide_what_follows_is_left_to_a_person(string value)
    {
        var setting = new ModuleSetting("GOPROXY", value, SettingOrigin.UserFile) { File = File, Line = 3 };
        Assert.Null(M.Judge(Find("GE3001"), M.SetOne(setting))[0].Remedy);
    }

    [Fact]
    public void Every_line_with_the_locale_is_edited()
    {
        var facts = Account("bash", Start("ssh", Plain, "bash") with { Lang = "C" }) with
        {
            Profiles = Files(ShellSamples.File("/home/me/.profile", new ProfileLine(1, "LANG=C")), ShellSamples.File("/home/me/.bashrc", new ProfileLine(9, "export LANG=C"))),
        };
        Assert.Equal(
            ["/home/me/.profile", "/home/me/.bashrc"],
            Assert.IsType<ProfileLineRemedy>(facts.Judge(new Utf8LocaleRule()).First(finding => finding.Remedy is not null).Remedy).Lines.Select(line => line.Path));
    }

    [Theory]
    [InlineData("LC_ALL", "export LC_ALL=C", true)]
    [InlineData("LANG", "set -gx LANG C", true)]
    [InlineData("LANG", "setenv LANG \"C\"", true)]
    [InlineData("LC_ALL", "LC_ALL=C ...", false)]
    [InlineData("LANG", "export LANG=C.UTF-8", false)]
    [InlineData("LANG", "set -gx LANG ...", false)]
    public void A_line_that_sets_the_locale_is_mended_in_the_words_of_its_shell(string name, string line, bool mends)
    {
        var start = Start("ssh", Plain, "bash");
        var facts = Account("bash", name == "LANG" ? start with { Lang = "C" } : start with { LcAll = "C" }) with { Profiles = Files(ShellSamples.File("/f", new ProfileLine(3, line))) };
        var remedy = facts.Judge(new Utf8LocaleRule()).Single(finding => finding.Status == FindingStatus.Fail).Remedy;
        Assert.Equal(mends ? $"Set {name} to C.UTF-8 in line 3 of /f." : null, remedy?.Describe());
    }

    [Fact]
    public void A_folder_on_no_path_goes_into_the_managed_block()
    {
        var none = T.Facts(T.Go() with { OnPath = null }) with { SearchPath = "/usr/bin", LoginPath = "/usr/bin" };
        Assert.Equal([new PathFolder("/usr/local/go/bin")], Block(Assert.Single(T.Judge(Find("GE1005"), none))).Folders);
        Assert.Equal([new PathFolder("/home/a/go/bin", Append: true)], Block(Assert.Single(T.Judge(Find("GE1021"), none))).Folders);
    }

    [Fact]
    public void A_line_below_the_return_moves_to_the_block_at_the_top()
    {
        var facts = Account("bash", Start("ssh", Plain, "bash"), Start("bash -lic", WithGo)) with { Profiles = Files(ShellSamples.File("/home/me/.bashrc", Guard, Return, Append)) };
        var remedy = Assert.IsType<ProfileBlockRemedy>(facts.Only(new BashrcReturnRule()).Remedy);
        Assert.Equal("/home/me/.bashrc", remedy.File);
        Assert.Equal([new PathFolder("/usr/local/go/bin")], remedy.Folders);
        Assert.Equal([new ProfileLineChange("/home/me/.bashrc", 20, Append.Text, ProfileLineAction.DropEntry, "/usr/local/go/bin")], remedy.Instead);
    }

    [Theory]
    [InlineData("GE2008", "eval $(go env)", "take the evaluation of 'go env' out of line 20 of /home/me/.profile")]
    [InlineData("GE2008", "export GOROOT=$(go env GOROOT)", "take GOROOT out of line 20 of /home/me/.profile")]
    [InlineData("GE2009", "export GOROOT=/usr/local/go", "take GOROOT out of line 20 of /home/me/.profile")]
    public void Lines_on_GOROOT_are_taken_out(string rule, string line, string change)
    {
        var facts = Account("bash") with { Profiles = Files(ShellSamples.File("/home/me/.profile", new ProfileLine(20, line))) };
        Assert.Equal(change, Line(facts.Only(Find(rule))));
    }

    [Fact]
    public void GOROOT_stays_where_another_file_uses_it()
    {
        var set = ShellSamples.File("/home/me/.profile", new ProfileLine(1, "export GOROOT=/usr/local/go"));
        var use = ShellSamples.File("/home/me/.bashrc", new ProfileLine(9, "PATH=$PATH:${GOROOT}/bin"));
        Assert.Null((Account("bash") with { Profiles = Files(set, use) }).Only(Find("GE2009")).Remedy);
        var other = ShellSamples.File("/home/me/.bashrc", new ProfileLine(9, "PATH=$PATH:$GOROOTS/bin"));
        Assert.NotNull((Account("bash") with { Profiles = Files(set, other) }).Only(Find("GE2009")).Remedy);
    }

    [Fact]
    public void A_page_says_whether_its_rule_is_mended()
    {
        foreach (var rule in Catalog.Rules.Where(rule => rule.Category is not (Category.Policy or Category.Coverage) && string.CompareOrdinal(rule.Id, "GE3042") < 0 && !Installed.Contains(rule.Id)))
        {
            Assert.True(Repository.Read(rule.HelpPage).Split('\n').Count(line => line.StartsWith("Repair-GoEnvironment: ", StringComparison.Ordinal)) == 1, rule.Id);
        }
    }

    // What an installation mends.
    private static readonly string[] Installed = ["GE1001", "GE1002", "GE1003", "GE1004", "GE1007", "GE1008", "GE1023"];

    private static Rule Find(string id) => Catalog.Rules.Single(rule => rule.Id == id);

    private static string? Edit(Problem problem) => (problem.Remedy as GoEnvRemedy)?.Edits.Single().ToString();

    private static string? Line(Finding finding) => (finding.Remedy as ProfileLineRemedy)?.Lines.Single().ToString();

    private static ProfileBlockRemedy Block(Problem problem) => Assert.IsType<ProfileBlockRemedy>(problem.Remedy);
}
