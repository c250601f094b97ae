using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GoEnv.Shell;
using static GoEnv.Tests.Shell.ShellSamples;

namespace GoEnv.Tests.Shell;

public sealed class ShellProbeParseTests
{
    private const string Recorded = """
        login =/bin/bash
        home =/home/me
        starts/0/kind =session
        starts/0/shell =
        starts/0/used =1
        starts/0/go -
        starts/0/path =/usr/bin:/bin
        starts/0/LANG =C.UTF-8
        starts/0/state =finished
        ssh =started
        starts/1/kind =ssh
        starts/1/shell =bash
        starts/1/used =1
        starts/1/printed =12
        starts/1/state =hung
        starts/2/kind =bash -lc
        starts/2/shell =bash
        starts/2/used =1
        starts/2/go =/usr/local/go/bin/go
        starts/2/path =/usr/bin:/usr/local/go/bin/
        starts/2/GOROOT =
        starts/2/printed =0
        starts/2/state =finished
        starts/3/kind =bash -ic
        starts/3/shell =bash
        starts/3/used =1
        starts/3/printed =0
        starts/3/state =ended
        starts/3/exit =3
        starts/4/kind =zsh -ic
        starts/4/shell =zsh
        starts/4/used =0
        starts/4/state ?=it was not started
        dirs/0/path =/usr/bin
        dirs/0/found =1
        dirs/1/path =/usr/local/go/bin/
        dirs/1/found =1
        dirs/1/go =/usr/local/go/bin/go
        dirs/2/path =/gone
        dirs/2/found -
        files/0/path =/etc/profile
        files/1/path =/home/me/.profile
        closed/0/path =/home/me/.zshrc
        lines +MSA0IGV4cG9ydCBQQVRIPSRQQVRIOi91c3IvbG9jYWwvZ28vYmluCmVuZAo=

        """;

    [Fact]
    public void Reads_a_recorded_answer()
    {
        var facts = Parse(Recorded);
        Assert.Equal("/bin/bash", facts.LoginShell.Value);
        Assert.False(facts.SessionIsSsh);
        Assert.Equal(
            [StartState.Finished, StartState.Hung, StartState.Finished, StartState.Ended, StartState.NotStarted],
            facts.Starts.Select(start => start.State));
        Assert.True(facts.Starts[0].Go.IsAbsent);
        Assert.Equal("C.UTF-8", facts.Starts[0].Lang.Value);
        Assert.True(facts.Starts[0].LcAll.IsAbsent);
        Assert.True(facts.Starts[1].Go.IsUnknown);
        Assert.True(facts.Starts[1].LcAll.IsUnknown);
        Assert.Equal(12, facts.Starts[1].Printed.Value);
        Assert.Equal(string.Empty, facts.Starts[2].GoRoot.Value);
        Assert.Equal("/usr/local/go/bin/go", facts.GoOf(facts.Starts[2]));
        Assert.Equal("it ended with exit code 3 before it ran its command", facts.Starts[3].Reason);
        Assert.False(facts.Starts[4].IsUsed);
        Assert.Equal([true, true, false], facts.Directories.Select(folder => folder.Exists.Value));
        Assert.Equal(new ProfileLine(4, "export PATH=$PATH:/usr/local/go/bin"), Assert.Single(facts.Profiles.Value[1].Lines));
        Assert.Empty(facts.Profiles.Value[0].Lines);
        Assert.Equal(["/home/me/.zshrc"], facts.Unreadable);
        Assert.Equal(["ssh", "bash -lc", "bash -ic"], facts.Compared.Select(start => start.Kind));
    }

    [Fact]
    public void A_start_that_reports_no_state_is_unknown() =>
        Assert.Equal(StartState.NotStarted, Parse("starts/0/kind =bash -lc\nstarts/0/go -\n").Starts[0].State);

    [Fact]
    public void Lines_that_were_not_sent_are_unknown() => Assert.True(Parse("login =/bin/sh\n").Profiles.IsUnknown);

    [Fact]
    public void Lines_without_the_last_one_are_unknown() => Assert.True(Parse("files/0/path =/etc/profile\nlines =\n").Profiles.IsUnknown);

    [Fact]
    public void A_line_0_stands_for_what_was_too_long()
    {
        var facts = Parse($"files/0/path =/etc/profile\nlines +{Convert.ToBase64String("0 0 ...\n0 3 export A=b\nend"u8)}\n");
        Assert.Equal((3, "/etc/profile"), (Assert.Single(Assert.Single(facts.Profiles.Value).Lines).Number, Assert.Single(facts.Cut)));
    }

    [Fact]
    public void What_was_printed_and_not_counted_is_unknown() =>
        Assert.Equal("wc does not count there", Parse("starts/0/kind =bash -lc\nstarts/0/state =finished\nstarts/0/printed ?=wc does not count there\n").Starts[0].Printed.Reason);

    [Fact]
    public void Any_lines_give_facts_or_a_format_error() => Prop.ForAll<string>(lines =>
    {
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes("0 1 " + lines + "\nend"));
        try
        {
            var facts = Parse($"files/0/path =/etc/profile\nlines +{encoded}\n");
            ProfileSyntax.Edits(facts).Count.ToString();
        }
        catch (FormatException)
        {
            // Lines without a number.
        }
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("export PATH=$PATH:/usr/local/go/bin", "/usr/local/go/bin", true)]
    [InlineData("PATH=\"/usr/local/go/bin:$PATH\"", "/usr/local/go/bin", false)]
    [InlineData("export PATH=\"${PATH:+$PATH:}$HOME/sdk/go/bin\"", "/home/me/sdk/go/bin", true)]
    [InlineData("export PATH=~/sdk/go/bin${PATH:+:$PATH}", "/home/me/sdk/go/bin", false)]
    [InlineData("path+=(/usr/local/go/bin)", "/usr/local/go/bin", true)]
    [InlineData("path=(/usr/local/go/bin $path) && typeset -U ...", "/usr/local/go/bin", false)]
    [InlineData("set -gx PATH $PATH /usr/local/go/bin", "/usr/local/go/bin", true)]
    [InlineData("fish_add_path -g /usr/local/go/bin", "/usr/local/go/bin", false)]
    [InlineData("pathmunge /usr/local/go/bin after", "/usr/local/go/bin", true)]
    [InlineData("append_path '/usr/local/go/bin'", "/usr/local/go/bin", true)]
    [InlineData("setenv PATH /usr/local/go/bin:$PATH", "/usr/local/go/bin", false)]
    [InlineData("[ -d ... ] && PATH=/usr/local/go/bin:$PATH", "/usr/local/go/bin", false)]
    [InlineData("PATH=$PATH:$(go env GOPATH)/bin", "/home/me/go/bin", true)]
    [InlineData("export GOROOT=/opt/go PATH=/opt/go/bin:$PATH", "/opt/go/bin", false)]
    [InlineData("PATH DEFAULT=/usr/local/go/bin:${PATH}", "/usr/local/go/bin", false)]
    public void Reads_the_folder_that_a_line_puts_on_PATH(string line, string folder, bool appended)
    {
        var facts = Account("bash") with { Profiles = Files(File("/home/me/.profile", new ProfileLine(1, line))) };
        var edit = Assert.Single(ProfileSyntax.Edits(facts));
        Assert.Equal((folder, appended), (edit.Directory, edit.IsAppended));
    }

    [Fact]
    public void Replaces_variables_that_earlier_lines_set()
    {
        var facts = Account("bash") with
        {
            Profiles = Files(File("/home/me/.profile", new ProfileLine(1, "export GOROOT=$HOME/go-1.27"), new ProfileLine(2, "PATH=${GOROOT}/bin:$PATH"))),
        };
        Assert.Equal("/home/me/go-1.27/bin", Assert.Single(ProfileSyntax.Edits(facts)).Directory);
    }

    private static ShellFacts Parse(string records)
    {
        var text = string.Concat(records.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"n shell {line.TrimEnd('\r')}\n"));
        var (output, problem) = Transcript.Parse(Encoding.UTF8.GetBytes(text + "n shell ! 0\n"), "n").Read("shell");
        Assert.True(output is not null, problem);
        return (ShellFacts)new ShellProbe().ParseFacts(output);
    }
}
