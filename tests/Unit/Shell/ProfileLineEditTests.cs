using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GoEnv.Shell;

namespace GoEnv.Tests.Shell;

public sealed class ProfileLineEditTests
{
    [Theory]
    [InlineData("a\nexport GOROOT=/usr/lib/go\nb\n", "a\n# export GOROOT=/usr/lib/go\nb\n")]
    [InlineData("a\r\nexport GOROOT=/usr/lib/go\r\nb", "a\r\n# export GOROOT=/usr/lib/go\r\nb")]
    [InlineData("if true; then\n  export GOROOT=/usr/lib/go\nfi\n", "if true; then\n  : # export GOROOT=/usr/lib/go\nfi\n")]
    [InlineData("x\nGOROOT=/usr/lib/go; export GOROOT\n", "x\n# GOROOT=/usr/lib/go; export GOROOT\n")]
    [InlineData("x\nexport GOROOT=/usr/lib/go GOPATH=/w\n", "x\nexport GOPATH=/w\n")]
    [InlineData("x\n[ -d /x ] && export GOROOT=/usr/lib/go\n", "x\n[ -d /x ] && :\n")]
    [InlineData("x\nset -gx GOROOT /usr/lib/go\n", "x\n# set -gx GOROOT /usr/lib/go\n")]
    [InlineData("x\nexport GOROOT=/usr/lib/go\nexport PATH=$PATH:$GOROOT/bin:$GOROOTS\n", "x\n# export GOROOT=/usr/lib/go\nexport PATH=$PATH:/usr/lib/go/bin:$GOROOTS\n")]
    [InlineData("x\nexport GOROOT=~/go1.27\nexport PATH=\"${GOROOT}/bin:$PATH\"\n", "x\n# export GOROOT=~/go1.27\nexport PATH=\"$HOME/go1.27/bin:$PATH\"\n")]
    [InlineData("x\nexport GOROOT=$(go env GOROOT)\nexport PATH=$PATH:$GOROOT/bin:/b\n", "x\n# export GOROOT=$(go env GOROOT)\nexport PATH=$PATH:/b\n")]
    [InlineData("x\nexport GOROOT=\"$(go env GOROOT)\"\nexport PATH=$PATH:$GOROOT/bin\n", "x\n# export GOROOT=\"$(go env GOROOT)\"\n# export PATH=$PATH:$GOROOT/bin\n")]
    public void DropVariable(string before, string after) =>
        Assert.Equal(after, Text(ProfileLineEdit.DropVariable(Bytes(before), 2, "GOROOT", "GOROOT")));

    [Theory]
    [InlineData("eval \"$(go env)\"\n", "# eval \"$(go env)\"\n")]
    [InlineData("eval $(go env); x=1\n", ":; x=1\n")]
    [InlineData("command -v go >/dev/null && eval \"$(/usr/local/go/bin/go env)\"\n", "command -v go >/dev/null && :\n")]
    public void DropEvaluation(string before, string after) =>
        Assert.Equal(after, Text(ProfileLineEdit.DropEvaluation(Bytes(before), 1, "eval $(go env)")));

    [Theory]
    [InlineData("export PATH=$PATH:/usr/local/go/bin\n", "# export PATH=$PATH:/usr/local/go/bin\n")]
    [InlineData("export PATH=\"/usr/local/go/bin:$PATH\"\n", "# export PATH=\"/usr/local/go/bin:$PATH\"\n")]
    [InlineData("PATH=$PATH:/usr/local/go/bin:$HOME/bin\n", "PATH=$PATH:$HOME/bin\n")]
    [InlineData("PATH=/a:/usr/local/go/bin\n", "PATH=/a\n")]
    [InlineData("  set -gx PATH /usr/local/go/bin $PATH\n", "  : # set -gx PATH /usr/local/go/bin $PATH\n")]
    [InlineData("set -gx PATH $HOME/bin \"/usr/local/go/bin\" $PATH\n", "set -gx PATH $HOME/bin $PATH\n")]
    [InlineData("fish_add_path -g /usr/local/go/bin /b\n", "fish_add_path -g /b\n")]
    [InlineData("path+=(/usr/local/go/bin)\n", "# path+=(/usr/local/go/bin)\n")]
    [InlineData("path=(/usr/local/go/bin /b $path)\n", "path=(/b $path)\n")]
    public void DropEntry(string before, string after) =>
        Assert.Equal(after, Text(ProfileLineEdit.DropEntry(Bytes(before), 1, "/usr/local/go/bin", "/usr/local/go/bin")));

    [Theory]
    [InlineData("export LC_ALL=C\n", "LC_ALL", "C", "export LC_ALL=C.UTF-8\n")]
    [InlineData("export LC_ALL='C' # C\n", "LC_ALL", "'C'", "export LC_ALL=C.UTF-8 # C\n")]
    [InlineData("LANG=\"C\"; export LANG\r\n", "LANG", "\"C\"", "LANG=C.UTF-8; export LANG\r\n")]
    [InlineData("LANG=C LC_ALL=C", "LC_ALL", "C", "LANG=C LC_ALL=C.UTF-8")]
    [InlineData("if true; then LANG=POSIX; fi\n", "LANG", "POSIX", "if true; then LANG=C.UTF-8; fi\n")]
    [InlineData("set -gx  LANG   C\n", "LANG", "C", "set -gx  LANG   C.UTF-8\n")]
    [InlineData("set -q LANG; or set -gx LANG \"C\"\n", "LANG", "\"C\"", "set -q LANG; or set -gx LANG C.UTF-8\n")]
    [InlineData("setenv LC_ALL C\n", "LC_ALL", "C", "setenv LC_ALL C.UTF-8\n")]
    [InlineData("LC_ALL=C sort x\n", "LC_ALL", null, null)]
    [InlineData("alias s='LC_ALL=C sort'\n", "LC_ALL", null, null)]
    [InlineData("set -e LANG\n", "LANG", null, null)]
    [InlineData("export LANGUAGE=C\n", "LANG", null, null)]
    public void SetVariable(string before, string name, string? value, string? after)
    {
        Assert.Equal(value, ProfileLineEdit.ValueOf(before.TrimEnd('\r', '\n'), name));
        if (after is null)
        {
            Assert.Throws<FormatException>(() => ProfileLineEdit.SetVariable(Bytes(before), 1, before.Trim(), name, "C.UTF-8"));
        }
        else
        {
            Assert.Equal(after, Text(ProfileLineEdit.SetVariable(Bytes(before), 1, before.Trim(), name, "C.UTF-8")));
        }
    }

    [Theory]
    [InlineData("export PATH=$PATH:/opt/go/bin\n", "export PATH=/opt/go/bin:$PATH\n")]
    [InlineData("PATH=\"$PATH:/a:/opt/go/bin\" # x\n", "PATH=\"/opt/go/bin:$PATH:/a\" # x\n")]
    [InlineData("path=($path /opt/go/bin)\n", "path=(/opt/go/bin $path)\n")]
    [InlineData("set -gx PATH $PATH /opt/go/bin # =\n", "set -gx PATH /opt/go/bin $PATH # =\n")]
    [InlineData("test -d = ; and set -gx PATH /a \"/opt/go/bin\" $PATH\n", "test -d = ; and set -gx PATH \"/opt/go/bin\" /a $PATH\n")]
    [InlineData("fish_add_path -g -a /a /opt/go/bin # =\n", "fish_add_path -g /a /opt/go/bin # =\n")]
    [InlineData("fish_add_path --append /opt/go/bin # =\n", "fish_add_path /opt/go/bin # =\n")]
    public void MoveFirst(string before, string after) =>
        Assert.Equal(after, Text(ProfileLineEdit.MoveFirst(Bytes(before), 1, "=", "/opt/go/bin")));

    [Theory]
    [InlineData("export PATH=$PATH:/opt/go/bin # go\n", "case \":$PATH:\" in *\":/opt/go/bin:\"*) ;; *) export PATH=$PATH:/opt/go/bin ;; esac # go\n")]
    [InlineData("[ -d /opt/go ] && PATH=/opt/go/bin:$PATH", "[ -d /opt/go ] && case \":$PATH:\" in *\":/opt/go/bin:\"*) ;; *) PATH=/opt/go/bin:$PATH ;; esac")]
    public void Guard(string before, string after)
    {
        Assert.Equal(after, Text(ProfileLineEdit.Guard(Bytes(before), 1, "PATH", "/opt/go/bin")));
        Assert.Equal(after, Text(ProfileLineEdit.Guard(Bytes(after), 1, "PATH", "/opt/go/bin")));
    }

    [Theory]
    [InlineData("x\n", 1)] // changed since
    [InlineData("# export GOROOT=/x\n", 1)] // commented out since
    [InlineData("a\nb \\\nexport GOROOT=/x\n", 3)] // goes on from the line above
    [InlineData("export GOROOT=\"/x\n", 1)]
    [InlineData("export GOROOT=/x \\\n FOO=1\n", 1)]
    [InlineData("export GOROOT=/x\ny\nexport GOROOT=/x\n", 2)] // two that could be meant
    public void WhatIsNotAsSeenOrDoesNotStandForItselfIsRefused(string file, int line) =>
        Assert.Throws<FormatException>(() => ProfileLineEdit.DropVariable(Bytes(file), line, "export GOROOT=/x", "GOROOT"));

    [Fact]
    public void ALineThatMovedIsFound() => Assert.Equal(
        "new\n\nb\n# export GOROOT=/x\n",
        Text(ProfileLineEdit.DropVariable(Bytes("new\n\nb\nexport GOROOT=/x\n"), 2, "export GOROOT=/x", "GOROOT")));

    [Fact]
    public void OtherLinesKeepTheirBytes()
    {
        string[] pieces = ["a=1\n", "\r\n", "b\r\n", "\0\xff\xfe\n", "\xef\xbb\xbfx\n", "# GOROOT\n", "'open\n", "\n"];
        var cases = (
            from before in Gen.Elements(pieces).ArrayOf()
            from after in Gen.Elements(pieces).ArrayOf()
            from ending in Gen.Elements("\n", "\r\n")
            select (string.Concat(before), string.Concat(after), ending)).ToArbitrary();
        Prop.ForAll(cases, x =>
        {
            var (before, after, ending) = x;
            var file = Encoding.Latin1.GetBytes($"{before}export GOROOT=/x{ending}{after}");
            var edited = Encoding.Latin1.GetString(ProfileLineEdit.DropVariable(file, before.Count(c => c == '\n') + 1, "export GOROOT=/x", "GOROOT"));
            return edited == $"{before}# export GOROOT=/x{ending}{after}";
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void AnyLineIsReadOrRefused() => Prop.ForAll(RandomText.Of("export ", "PATH=", "$(", "`", "\"", ";", "eval ", "<<EOF", "&&"), text =>
    {
        try
        {
            foreach (var command in ShellLine.Parse(text))
            {
                Assert.All(command.Words, word => Assert.InRange(word.Start, 0, word.End - 1));
            }
        }
        catch (FormatException)
        {
            // refused
        }

        return true;
    }).QuickCheckThrowOnFailure();

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    private static string Text(byte[] bytes) => Encoding.Latin1.GetString(bytes);
}
