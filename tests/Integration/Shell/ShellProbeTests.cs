using System.Runtime.Versioning;
using GoEnv.Shell;

namespace GoEnv.Tests.Shell;

[UnsupportedOSPlatform("windows")]
public sealed class ShellProbeTests
{
    private const string DebianBashrc = """
        # comment
        case $- in
            *i*) ;;
              *) return;;
        esac
        HISTFILE=~/.bash_history
        HISTSIZE=1000
        export PATH=$PATH:{go}
        """;

    private const string DebianProfile = """
        if [ -n "$BASH_VERSION" ]; then
            if [ -f "$HOME/.bashrc" ]; then
                . "$HOME/.bashrc"
            fi
        fi
        """;

    public static TheoryData<string> ProbeShells => ["dash", "bash", "busybox", "mksh"];

    [Theory]
    [MemberData(nameof(ProbeShells))]
    public void The_text_of_an_alias_and_passwords_in_variables_stay_on_the_target(string probeShell)
    {
        using var home = new ShellHome("/bin/bash", probeShell);
        home.Write(".bashrc", "alias go='GOPROXY=https://u:s3cret@p.test go'\nexport GOPATH=https://u:s3cret@x.test\n");

        var facts = home.Probe();

        Assert.Equal("alias go", facts.Starts.Single(start => start.Kind == "bash -ic").Go.ToString());
        Assert.DoesNotContain("s3cret", System.Text.Json.JsonSerializer.Serialize(facts), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(ProbeShells))]
    public void Sees_what_the_same_shells_show_by_hand_and_leaves_the_home_as_it_was(string probeShell)
    {
        using var home = new ShellHome("/bin/bash", probeShell);
        home.Write(".bashrc", DebianBashrc);
        home.Write(".profile", DebianProfile);
        home.Write(".bash_history", "ls\n");
        home.Write(".zshrc", "HISTFILE=~/.zsh_history\nHISTSIZE=100\nSAVEHIST=100\nsetopt sharehistory\npath=({go} $path)\n");
        home.Write(".zsh_history", ": 1700000000:0;ls\n");
        home.Write(".config/fish/config.fish", "if status is-interactive\n  set -gx PATH {go} $PATH\nend\n");
        var before = home.Snapshot();

        var facts = home.Probe();

        Assert.Equal(before, home.Snapshot());
        Assert.Empty(home.ProcessesLeft());
        var asked = 0;
        foreach (var shell in new[] { "bash", "zsh", "fish" }.Where(shell => ShellHome.Find(shell) is not null))
        {
            foreach (var flags in new[] { "-c", "-lc", "-ic", "-lic" })
            {
                var start = facts.Starts.Single(s => s.Kind == $"{shell} {flags}");
                Assert.Equal(StartState.Finished, start.State);
                Assert.Equal(home.ByHand(shell, flags, "command -v go"), start.Go.ToString());
                Assert.Equal(home.ByHand(shell, flags, "/usr/bin/printenv PATH"), start.Path.Value);
                asked++;
            }
        }

        Assert.NotEqual(0, asked);
        Assert.Equal(home.GoBin + "/go", facts.Starts.Single(s => s.Kind == "bash -ic").Go.Value);
        Assert.True(facts.Starts.Single(s => s.Kind == "bash -lc").Go.IsAbsent);
        Assert.True(facts.Starts.Single(s => s.Kind == "ssh").Go.IsAbsent);
    }

    [Theory]
    [MemberData(nameof(ProbeShells))]
    public void Counts_what_start_up_files_print_and_is_not_misled_by_it(string probeShell)
    {
        using var home = new ShellHome("/bin/bash", probeShell);
        home.Write(".bashrc", "i=0; while [ $i -lt 300 ]; do printf '%0100d' 0; i=$((i + 1)); done; echo 0123456789abcdef shell login =/bin/evil\n");
        var facts = home.Probe();
        Assert.Equal(30000 + 40, facts.Starts.Single(s => s.Kind == "ssh").Printed.Value);
        Assert.Equal(0, facts.Starts.Single(s => s.Kind == "bash -lc").Printed.Value);
        Assert.Equal("/bin/bash", facts.LoginShell.Value);
        Assert.Contains("'ssh' prints 30040 bytes", ShellHome.Only(facts, "GE2007").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Does_not_take_the_greeting_of_busybox_for_a_go()
    {
        var busybox = ShellHome.Find("busybox");
        Assert.SkipWhen(busybox is null, "busybox is not installed.");
        var folder = Directory.CreateTempSubdirectory("goenv-ash").FullName;
        try
        {
            File.CreateSymbolicLink(folder + "/ash", busybox!);
            using var home = new ShellHome(folder + "/ash");
            var facts = home.Probe();
            Assert.True(facts.Starts.Single(s => s.Kind == "ash -ic").Go.IsAbsent);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Names_the_line_below_the_return()
    {
        using var home = new ShellHome();
        home.Write(".bashrc", DebianBashrc);
        home.Write(".profile", DebianProfile);
        var finding = ShellHome.Only(home.Probe(), "GE2002");
        Assert.Equal(home.Home + "/.bashrc:8", finding.Location);
        Assert.Contains("'ssh' and 'bash -lc' do not find " + home.GoBin + "/go", finding.Message, StringComparison.Ordinal);
        Assert.Contains("below the return of line 4", finding.Message, StringComparison.Ordinal);
        Assert.Equal(FindingStatus.Pass, ShellHome.Only(home.Probe(), "GE2001").Status);
    }

    [Fact]
    public void Names_a_path_that_only_zshrc_sets()
    {
        Assert.SkipWhen(ShellHome.Find("zsh") is null, "zsh is not on this machine");
        using var home = new ShellHome("/usr/bin/zsh");
        home.Write(".zshrc", "typeset -U path\npath=({go} $path)\n");
        var facts = home.Probe();
        var finding = ShellHome.Only(facts, "GE2003");
        Assert.Equal(home.Home + "/.zshrc:2", finding.Location);
        Assert.Contains("'ssh', 'zsh -c' and 'zsh -lc' do not find", finding.Message, StringComparison.Ordinal);
        Assert.Equal(FindingStatus.Pass, ShellHome.Only(facts, "GE2001").Status);
    }

    [Fact]
    public void Names_a_path_that_only_login_shells_set()
    {
        using var home = new ShellHome();
        home.Write(".profile", "export GOROOT_DIR=1\nexport PATH={go}:$PATH\n");
        var facts = home.Probe();
        var finding = ShellHome.Only(facts, "GE2001");
        Assert.Equal(home.Home + "/.profile:2", finding.Location);
        Assert.Contains("'ssh' and 'bash -ic' find no go", finding.Message, StringComparison.Ordinal);
        Assert.Contains("which only login shells read", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Follows_the_login_shells_that_are_not_bash()
    {
        foreach (var shell in new[] { "/usr/bin/dash", "/usr/bin/fish", "/usr/bin/tcsh", "/usr/bin/mksh" }.Where(File.Exists))
        {
            using var home = new ShellHome(shell);
            home.Write(".profile", "PATH={go}:$PATH; export PATH\n");
            home.Write(".config/fish/config.fish", "fish_add_path -g {go}\n");
            home.Write(".tcshrc", "setenv PATH {go}:$PATH\n");
            var before = home.Snapshot();
            var facts = home.Probe();
            Assert.Equal(before, home.Snapshot());
            var name = Path.GetFileName(shell);
            Assert.All(facts.Starts.Where(s => s.Shell == name), s => Assert.Equal(StartState.Finished, s.State));
            var finds = facts.Starts.Where(s => s.Shell == name && s.Go.IsKnown).Select(s => s.Kind);
            Assert.Equal(
                name switch
                {
                    "fish" => ["ssh", "fish -c", "fish -lc", "fish -ic", "fish -lic"],
                    "tcsh" => ["ssh", "tcsh -c", "tcsh -ic"],
                    _ => [$"{name} -lc", $"{name} -lic"],
                },
                finds);
        }
    }

    [Fact]
    public void Sends_no_value_that_is_not_a_path_or_a_locale()
    {
        using var home = new ShellHome();
        home.Write(".bashrc", """
            export GITHUB_TOKEN=hidden; . ~/hidden.sh
            PATH=$PATH:/usr/local/go/bin login --token hidden
            export PATH=$(read hidden "$(hidden) hidden"):$PATH
            eval "$(vault hidden)"
            export GOPROXY=https://me:hidden@proxy
            [ "$X" = hidden ] && return
            source <(kubectl hidden)
            PATH="$PATH:/a" TOKEN='hidden;PATH=1' # hidden
            f() { curl -H "Authorization: hidden $PS1"; return 3; }
            echo "export PATH=hidden"
            """);
        var lines = home.Probe().Profiles.Value.Single(f => f.Path == home.Home + "/.bashrc").Lines;
        Assert.Equal([1], lines.Where(line => line.Text.Contains("hidden", StringComparison.Ordinal)).Select(line => line.Number)); // the path of the file read
        Assert.Contains(lines, line => line.Text == "PATH=$PATH:/usr/local/go/bin ...");
    }

    [Fact]
    public void Keeps_the_locale_of_the_session()
    {
        using var home = new ShellHome();
        home.Variables["LC_ALL"] = "C.UTF-8";
        Assert.All(home.Probe().Starts.Where(s => s.Kind != "ssh"), s => Assert.Equal("C.UTF-8", s.LcAll.Value));
        home.Variables.Remove("LC_ALL");
        Assert.All(home.Probe().Starts, s => Assert.True(s.LcAll.IsAbsent));
    }

    [Theory]
    [MemberData(nameof(ProbeShells))]
    public void Tells_folders_of_PATH_that_exist_from_those_that_do_not(string probeShell)
    {
        using var home = new ShellHome("/bin/bash", probeShell);
        home.Variables["PATH"] += "::.:~/go/bin:golang:/no/such/go:" + home.GoBin + "/";
        var facts = home.Probe();
        var there = facts.Directories.ToDictionary(folder => folder.Path, folder => folder.Exists);
        Assert.Equal([false, false, false, true], new[] { "~/go/bin", "golang", "/no/such/go", "." }.Select(path => there[path].Value));
        Assert.Equal(home.GoBin + "/go", facts.GoOf(facts.Starts[0]));
        Assert.Equal(["~/go/bin", "golang", "/no/such/go"], ShellHome.Judge(facts, "GE2006").Select(finding => finding.Subject));
    }

    [Fact]
    public void Sees_what_a_crontab_and_the_editors_server_give()
    {
        using var home = new ShellHome();
        home.Executable("bin/crontab", "#!/bin/sh\necho 'TOKEN=hidden'\necho 'PATH=/opt/cron:/bin'\necho '@daily true'\n");
        home.Executable("home/.vscode-server/bin/node", string.Empty);
        File.Copy("/bin/sleep", home.Home + "/.vscode-server/bin/node", overwrite: true);
        home.Variables["GOPATH"] = "/srv/go";
        using var server = home.Begin(home.Home + "/.vscode-server/bin/node", "1000");
        try
        {
            var facts = home.Probe();
            Assert.Equal("/opt/cron:/bin", facts.Starts.Single(s => s.Kind == "cron").Path.Value);
            var editor = facts.Starts.Single(s => s.Kind == "vscode-server");
            Assert.Equal((home.Variables["PATH"], "/srv/go"), (editor.Path.Value, editor.GoPath.Value));
        }
        finally
        {
            server.Kill();
            server.WaitForExit();
        }
    }

    [Fact]
    public void A_login_shell_that_cannot_be_asked_is_unknown_and_one_for_nobody_is_not_asked()
    {
        using var strange = new ShellHome("/usr/bin/nu");
        Assert.Equal(FindingStatus.Unknown, ShellHome.Only(strange.Probe(), "GE2001").Status);
        using var nobody = new ShellHome("/usr/sbin/nologin");
        Assert.Equal(FindingStatus.Pass, ShellHome.Only(nobody.Probe(), "GE2001").Status);
    }

    [Fact]
    public void A_home_without_start_up_files_passes()
    {
        using var home = new ShellHome();
        var facts = home.Probe();
        var own = Catalog.Rules.Where(rule => rule.FactsType == typeof(ShellFacts));
        Assert.All(own, rule => Assert.Equal(FindingStatus.Pass, ShellHome.Only(facts, rule.Id).Status));
    }
}
