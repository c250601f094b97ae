using System.Runtime.Versioning;
using System.Text;
using GoEnv.Policies;
using GoEnv.Releases;
using GoEnv.Shell;

namespace GoEnv.Tests.Shell;

/// <summary>Start-up files with faults, mended as the findings say, and looked at by the real probe and real shells.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ProfileRemedyTests
{
    private const string Interactive = "case $- in\n    *i*) ;;\n      *) return;;\nesac\n";

    [Theory]
    [InlineData("GE2002", "/bin/bash", ".bashrc", Interactive + "export PATH=$PATH:{go}\n", "bash -lc")]
    [InlineData("GE2003", "/bin/zsh", ".zshrc", "export PATH=$PATH:{go}\n", "zsh -c")]
    [InlineData("GE2003", "/bin/zsh", ".zshrc", "path+=({go})\n", "zsh -lc")]
    [InlineData("GE2001", "/bin/bash", ".bash_profile", "export PATH=$PATH:{go}\n", "bash -ic")]
    [InlineData("GE2001", "/usr/bin/fish", ".config/fish/config.fish", "if status is-interactive\n  set -gx PATH {go} $PATH\nend\n", "fish -c")]
    [InlineData("GE2005", "/bin/bash", ".bashrc", "export PATH=$PATH:{go}\nPATH={go}:$PATH\n", "bash -ic")]
    [InlineData("GE2005", "/bin/zsh", ".zshenv", "if true; then\n  export PATH=$PATH:{go}\nfi\nPATH=\"{go}:$PATH\" # again\n", "zsh -c")]
    [InlineData("GE2008", "/bin/bash", ".bashrc", "PATH={go}:$PATH\nif command -v go >/dev/null; then\n  eval \"$(go env)\"\nfi\n", "bash -ic")]
    [InlineData("GE2008", "/bin/bash", ".bashrc", "PATH={go}:$PATH\nexport GOROOT=$(go env GOROOT)\nexport PATH=$PATH:$GOROOT/bin\n", "bash -ic")]
    [InlineData("GE2009", "/bin/bash", ".bashrc", "export GOROOT={go}/..\nexport PATH=$GOROOT/bin:$PATH\n", "bash -ic")]
    [InlineData("GE2009", "/usr/bin/fish", ".config/fish/config.fish", "set -gx GOROOT {go}/..\nset -gx PATH $GOROOT/bin $PATH\n", "fish -c")]
    [InlineData("GE2006", "/bin/bash", ".bashrc", "export PATH=\"~/go/bin:$PATH\"\n", "bash -ic")]
    [InlineData("GE2006", "/bin/bash", ".bashrc", "export PATH=$PATH:/opt/go9.9/bin:{go}\n", "bash -ic")]
    [InlineData("GE2010", "/bin/bash", ".bashrc", "PATH={go}:$PATH\nexport LANG=C\n", "bash -ic")]
    public void A_fault_is_mended(string rule, string shell, string file, string text, string start)
    {
        Assert.SkipUnless(File.Exists(shell), $"{shell} is not on this machine");
        using var home = new ShellHome(shell);
        if (shell == "/bin/bash" && file == ".bashrc")
        {
            home.Write(".profile", ". ~/.bashrc\n");
        }

        home.Write(file, text);
        var finding = Assert.Single(Judge(home, rule));
        Assert.Equal(FindingStatus.Fail, finding.Status);
        Apply(home, finding);

        Assert.Equal([FindingStatus.Pass], Judge(home, rule).Select(after => after.Status));
        foreach (var other in (string[])["GE2001", "GE2002", "GE2003", "GE2004", "GE2005", "GE2011"])
        {
            Assert.All(Judge(home, other), after => Assert.True(after.Status == FindingStatus.Pass, $"{after.RuleId} {after.Message}"));
        }

        var words = start.Split(' ');
        var seen = home.ByHand(words[0], words[1], "command -v go; echo $PATH");
        Assert.True(rule == "GE2006" && text.Contains('~') || seen.StartsWith(home.GoBin.Replace("/go-1.27/bin", "/go-1.27/", StringComparison.Ordinal), StringComparison.Ordinal), seen);

        var once = home.Snapshot();
        if (rule is "GE2001" or "GE2002" or "GE2003")
        {
            Apply(home, finding with { Remedy = (ProfileBlockRemedy)finding.Remedy! with { Instead = [] } });
            Assert.Equal(once, home.Snapshot());
        }
    }

    [Theory]
    [InlineData("bash", "-c", false)]
    [InlineData("bash", "-lc", true)]
    [InlineData("bash", "-ic", true)]
    [InlineData("zsh", "-c", true)]
    [InlineData("zsh", "-lc", true)]
    [InlineData("zsh", "-ic", true)]
    [InlineData("fish", "-c", true)]
    [InlineData("fish", "-lc", true)]
    [InlineData("sh", "-lc", true)]
    public void Every_kind_of_start_sees_the_block(string shell, string option, bool seen)
    {
        Assert.SkipWhen(ShellHome.Find(shell) is null, $"{shell} is not on this machine");
        using var home = new ShellHome();
        var remedy = new ProfileBlockRemedy
        {
            Shells = ["bash", "zsh", "fish"],
            Folders = [new PathFolder(home.GoBin), new PathFolder("$HOME/a \"b\" $c`d`\\/bin", Append: true)],
            Variables = new Dictionary<string, string> { ["GOENV_TEST"] = "$HOME/x y$z\"'" },
        };
        Apply(home, remedy);
        Apply(home, remedy);
        var output = home.ByHand(shell, option, "echo $PATH; echo $GOENV_TEST").Split('\n');
        // Bash reads no start-up file for a plain command.
        Assert.Equal(seen, output.Contains($"{home.Home}/x y$z\"'"));
        Assert.Equal(seen, output[0].StartsWith(home.GoBin + (shell == "fish" ? " " : ":"), StringComparison.Ordinal));
        Assert.Equal(seen, output[0].Contains(home.Home + "/a \"b\" $c`d`\\/bin", StringComparison.Ordinal));
        Assert.True(output[0].Split(home.GoBin).Length <= 2, output[0]);
    }

    private static List<Finding> Judge(ShellHome home, string rule)
    {
        var facts = new FactSet();
        facts.Add(home.Probe());
        return GoEnv.Judge.Apply(
            Catalog.Rules.Where(one => one.Id == rule), facts, new RuleContext(Target.Local, Policy.Default, GoReleases.Shipped, DateTimeOffset.UnixEpoch)).ToList();
    }

    private static void Apply(ShellHome home, Finding finding)
    {
        Assert.NotNull(finding.Remedy);
        if (finding.Remedy is ProfileLineRemedy lines)
        {
            foreach (var line in lines.Lines)
            {
                File.WriteAllBytes(line.Path, line.Apply(File.ReadAllBytes(line.Path)));
            }
        }
        else
        {
            Apply(home, (ProfileBlockRemedy)finding.Remedy);
        }
    }

    private static void Apply(ShellHome home, ProfileBlockRemedy remedy)
    {
        foreach (var edit in remedy.Edits(asked => Path.Exists(At(asked)), null))
        {
            var file = At(edit.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, edit.Edit(File.Exists(file) ? File.ReadAllBytes(file) : []));
        }

        string At(string path) => path.Replace("${XDG_CONFIG_HOME:-~/.config}", "~/.config", StringComparison.Ordinal).Replace("~", home.Home, StringComparison.Ordinal);
    }
}
