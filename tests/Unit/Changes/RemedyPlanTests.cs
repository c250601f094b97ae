using GoEnv.Changes;
using GoEnv.Connection;
using GoEnv.Modules;
using GoEnv.Shell;

namespace GoEnv.Tests.Changes;

public sealed class RemedyPlanTests
{
    private const string Env = "/home/me/.config/go/env";

    private static readonly FileImage Absent = FileImage.Absent;

    [Fact]
    public void A_file_keeps_its_mode_and_owner()
    {
        var step = Only(GoEnvRemedy.Of(Env, GoEnvEdit.Unset("GOSUMDB")), (Env, File("GOSUMDB=off\nGOBIN=/b\n", "600", 7)));
        Assert.Equal(Env, step.Path);
        Assert.Equal("GOBIN=/b\n", Content(step.After));
        Assert.Equal(("600", 7L), (step.After.Mode, step.After.Uid));
    }

    [Fact]
    public void Folders_that_are_missing_are_made()
    {
        var remedy = GoEnvRemedy.Of(Env, GoEnvEdit.Set("GOBIN", "/b"));
        var state = State(remedy, (Env, Absent));
        state = state with { Paths = state.Paths.ToDictionary(pair => pair.Key, pair => (Fact<PathState>)(pair.Value.Value with { MissingFolders = ["/home/me/.config", "/home/me/.config/go"] })) };
        Assert.Equal(["/home/me/.config", "/home/me/.config/go", Env], remedy.Plan(state).Cast<FileStep>().Select(step => step.Path));
    }

    [Theory]
    [InlineData("/usr/bin/zsh", "", "~/.zshenv")]
    [InlineData("/usr/bin/fish", "", "${XDG_CONFIG_HOME:-~/.config}/fish/conf.d/goenv.fish")]
    [InlineData("/bin/dash", "", "~/.bashrc ~/.profile")]
    [InlineData(null, "", "~/.bashrc ~/.profile")]
    [InlineData(null, "~/.zshrc", "~/.zshenv")]
    [InlineData("/bin/zsh", "~/.bashrc", "~/.zshenv ~/.bashrc ~/.profile")]
    [InlineData("/bin/bash", "~/.bash_profile", "~/.bashrc ~/.bash_profile")]
    public void The_login_shells_files_are_written_whether_it_has_any_or_not(string? shell, string there, string written)
    {
        var remedy = new ProfileBlockRemedy { Folders = [new PathFolder("/opt/go/bin")] };
        var state = State(remedy, (there, File("# ours\n"))) with { LoginShell = shell };
        Assert.Equal(written.Split(' '), remedy.Plan(state).Cast<FileStep>().Select(step => step.Path));
    }

    [Fact]
    public void What_is_as_wanted_needs_no_step()
    {
        Assert.Empty(Plan(GoEnvRemedy.Of(Env, GoEnvEdit.Set("GOBIN", "/b")), (Env, File("GOBIN=/b\n"))));
        Assert.Empty(Plan(GoEnvRemedy.Of(Env, GoEnvEdit.Unset("GOBIN")), (Env, Absent)));
        Assert.Empty(Plan(new ModeRemedy("/k") { Clear = 0x3f }, ("/k", File("", "600"))));
    }

    [Fact]
    public void Characters_around_a_value_come_off_before_an_entry_of_it_is_replaced()
    {
        Remedy[] remedies =
        [
            GoEnvRemedy.Of(Env, GoEnvEdit.Replace("GOPROXY", "Direct", "direct")),
            GoEnvRemedy.Of(Env, new GoEnvEdit("GOPROXY", GoEnvAction.Trim)),
        ];
        var step = Assert.Single(ChangePlanner.Plan(remedies, State(remedies[0], (Env, File("GOPROXY=https://proxy.golang.org,Direct\r\n")))).Steps);
        Assert.Equal("GOPROXY=https://proxy.golang.org,direct\n", Content(((FileStep)step).After));
    }

    [Fact]
    public void A_mode_is_changed_and_nothing_else()
    {
        var step = Only(new ModeRemedy("/k") { Clear = 0x3f }, ("/k", FileImage.Regular(null, "664", 5, 6)));
        Assert.Equal(FileImage.Regular(null, "600", 5, 6), step.After);
        step = Only(new ModeRemedy("/d") { Clear = 0x12, Owner = 0 }, ("/d", FileImage.Folder("777", 5, 6)));
        Assert.Equal(FileImage.Folder("755", 0, 6), step.After);
        Assert.Throws<PlanException>(() => Plan(new ModeRemedy("/gone") { Clear = 1 }, ("/gone", Absent)));
    }

    [Fact]
    public void Several_lines_of_one_file_are_one_step()
    {
        var remedy = new ProfileLineRemedy(
        [
            new ProfileLineChange("/p", 1, "PATH=/a:$PATH", ProfileLineAction.Guard, "/a"),
            new ProfileLineChange("/p", 2, "export GOROOT=/x", ProfileLineAction.DropVariable, "GOROOT"),
        ]);
        var step = Only(remedy, ("/p", File("PATH=/a:$PATH\nexport GOROOT=/x\n")));
        Assert.Equal("case \":$PATH:\" in *\":/a:\"*) ;; *) PATH=/a:$PATH ;; esac\n# export GOROOT=/x\n", Content(step.After));
    }

    [Fact]
    public void A_line_that_changed_since_is_left_alone()
    {
        var remedy = new ProfileLineRemedy([new ProfileLineChange("/p", 1, "export GOROOT=/x", ProfileLineAction.DropVariable, "GOROOT")]);
        Assert.Contains("/p cannot be edited: line 1 no longer says", Assert.Throws<PlanException>(() => Plan(remedy, ("/p", File("other\n")))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_goes_into_the_files_that_the_account_has()
    {
        var remedy = new ProfileBlockRemedy { Folders = [new PathFolder("/g")] };
        Assert.Equal(["~/.bashrc", "~/.bash_login"], Plan(remedy, ("~/.bash_login", File("x\n"))).Select(step => step.Path));
        Assert.Equal(["~/.zshenv"], Plan(remedy, ("~/.zshrc", File("x\n"))).Select(step => step.Path));
        Assert.Equal(["~/.bashrc", "~/.profile"], Plan(remedy).Select(step => step.Path));
        Assert.Equal(["/etc/profile.d/goenv.sh", "/etc/bash.bashrc"],
            Plan(remedy with { Shells = ["bash"], Scope = ProfileScope.Machine }, ("/etc/profile.d", Folder()), ("/etc", Folder()), ("/etc/bash.bashrc", File(""))).Select(step => step.Path));
    }

    [Fact]
    public void What_the_block_holds_stays_in_it()
    {
        var first = Only(new ProfileBlockRemedy { File = "/p", Folders = [new PathFolder("/a")], Variables = new Dictionary<string, string> { ["V"] = "1" } }, ("/p", File("x\n")));
        var second = Only(new ProfileBlockRemedy { File = "/p", Folders = [new PathFolder("/b")], Variables = new Dictionary<string, string> { ["V"] = "2" } }, ("/p", first.After));
        var text = Content(second.After);
        Assert.Contains("/a", text, StringComparison.Ordinal);
        Assert.Contains("/b", text, StringComparison.Ordinal);
        Assert.Contains("V=\"2\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("V=\"1\"", text, StringComparison.Ordinal);
        Assert.Equal("x\n", Content(Only(new ProfileBlockRemedy { File = "/p", Removes = true }, ("/p", second.After)).After));
        Assert.DoesNotContain("/a", Content(Only(new ProfileBlockRemedy { File = "/p", Folders = [new PathFolder("/b")], Replaces = true }, ("/p", second.After)).After), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_brings_its_folder_and_modes()
    {
        var key = new PublicKey("ssh-ed25519", "AAAAC3NzaC1lZDI1NTE5AAAAIPd7LvHqX6ihF6QhQq0jTkX9s8yv0JmZ0l8r8nW5o7Qk", "me");
        var remedy = new AuthorizedKeyRemedy(key);
        var state = State(remedy);
        state = state with { Paths = state.Paths.ToDictionary(pair => pair.Key, pair => (Fact<PathState>)(pair.Value.Value with { MissingFolders = ["/home/me/.ssh"] })) };
        Assert.Equal([("/home/me/.ssh", "700"), ("~/.ssh/authorized_keys", "600")], remedy.Plan(state).Cast<FileStep>().Select(step => (step.Path, step.After.Mode)));
    }

    [Fact]
    public void A_remedy_that_another_has_overtaken_is_no_failure_and_one_that_cannot_be_done_is_left_out()
    {
        var line = new ProfileLineChange("/p", 1, "PATH=/a:$PATH", ProfileLineAction.DropEntry, "/a");
        var first = new ProfileLineRemedy([line]);
        var overtaken = new ProfileLineRemedy([line with { Action = ProfileLineAction.Guard }]);
        var gone = new ProfileLineRemedy([line with { Seen = "export GOROOT=/x" }]);
        var (steps, failed) = ChangePlanner.Plan([first, overtaken, gone], State(first, ("/p", File("PATH=/a:$PATH\n"))));
        Assert.Equal("# PATH=/a:$PATH\n", Content(Assert.IsType<FileStep>(Assert.Single(steps)).After));
        Assert.Equal(gone, Assert.Single(failed).Remedy);
    }

    [Fact]
    public void What_belongs_to_another_account_is_left_out_but_for_root()
    {
        var remedy = new ModeRemedy("/k") { Clear = 0x3f };
        var state = State(remedy, ("/k", FileImage.Regular(null, "644", 0, 0)));
        Assert.Contains("/k belongs to another account (number 0), and me may not change it.", Assert.Single(ChangePlanner.Plan([remedy], state).Failed).Why.Message, StringComparison.Ordinal);
        Assert.Single(ChangePlanner.Plan([remedy], state with { Uid = 0 }).Steps);
        Assert.Single(ChangePlanner.Plan([remedy], State(remedy, ("/k", FileImage.Regular(null, "644", 1000, 1000)))).Steps);

        var tree = new TreeModeRemedy("/t", 0x12);
        Assert.Throws<PlanException>(() => tree.Plan(State(tree, ("/t", FileImage.Folder("777", 0, 0)))).ToList());
        Assert.Equal(["002", "020"], tree.Plan(State(tree, ("/t", FileImage.Folder("777", 1000, 1000)))).Cast<CommandStep>().Select(step => step.Parameters["bits"]));
    }

    [Fact]
    public void Each_describes_itself_in_one_sentence()
    {
        Remedy[] all =
        [
            GoEnvRemedy.Of(Env, GoEnvEdit.Set("GOBIN", "/b")), new ModeRemedy("/k") { Clear = 0x3f, Owner = 0 }, new TreeModeRemedy("/usr/local/go", 2),
            new ProfileLineRemedy([new ProfileLineChange("/p", 1, "x", ProfileLineAction.DropEvaluation)]),
            new ProfileBlockRemedy { Folders = [new PathFolder("/g")] }, new SshStanzaRemedy("web01", [new("User", "me")]),
            new AuthorizedKeyRemedy(new PublicKey("ssh-ed25519", "AAAAC3NzaC1lZDI1NTE5", "me")),
        ];
        Assert.All(all, remedy => Assert.Matches(@"^[A-Z][^\n]+\.$", remedy.Describe()));
    }

    private static FileStep Only(Remedy remedy, params (string Path, FileImage Image)[] state) => Assert.Single(Plan(remedy, state));

    private static List<FileStep> Plan(Remedy remedy, params (string Path, FileImage Image)[] state) => remedy.Plan(State(remedy, state)).Cast<FileStep>().ToList();

    private static TargetState State(Remedy remedy, params (string Path, FileImage Image)[] state) => new()
    {
        Target = Target.Local,
        User = "me",
        Uid = 1000,
        Gid = 1000,
        Home = "/home/me",
        Paths = remedy.Reads.ToDictionary(
            query => query,
            query => (Fact<PathState>)new PathState(query, query.Path, query.Path, state.FirstOrDefault(pair => pair.Path == query.Path).Image ?? Absent)),
    };

    private static FileImage File(string text, string mode = "644", long owner = 1000) => FileImage.Regular(FileContent.OfText(text), mode, owner, owner);

    private static FileImage Folder() => FileImage.Folder("755", 1000, 1000);

    private static string Content(FileImage image) => image.Content!.Text!;
}
