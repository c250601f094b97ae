using System.Runtime.Versioning;
using GoEnv.Shell;

namespace GoEnv.Tests.Shell;

/// <summary>Start-up files that hang, or leave processes.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ShellStartLimitTests
{
    [Fact]
    public void Gives_up_starts_that_hang_and_reports_the_others()
    {
        using var home = new ShellHome();
        home.Write(".bashrc", "setsid sleep 1000 &\nsleep 1000\n");
        var facts = home.Probe();
        Assert.Empty(home.ProcessesLeft());
        Assert.Equal(["ssh", "bash -ic"], facts.Starts.Where(s => s.State == StartState.Hung).Select(s => s.Kind));
        Assert.Equal(StartState.Finished, facts.Starts.Single(s => s.Kind == "bash -lc").State);
        Assert.Equal("it was not started, as two starts before it did not come to their end", facts.Starts.Single(s => s.Kind == "bash -lic").Reason);
        Assert.Equal([FindingStatus.Fail, FindingStatus.Unknown], ShellHome.Judge(facts, "GE2011").Select(f => f.Status));
        Assert.Equal(FindingStatus.Unknown, ShellHome.Only(facts, "GE2001").Status);
    }

    [Fact]
    public void Ends_the_processes_that_start_up_files_leave()
    {
        using var home = new ShellHome();
        home.Write(".bashrc", "setsid sleep 1000 &\nsleep 1000 &\n");
        var facts = home.Probe();
        Assert.DoesNotContain(facts.Starts, s => s.State != StartState.Finished);
        Assert.Empty(home.ProcessesLeft());
    }

    [Fact]
    public void A_start_that_is_given_up_leaves_no_lock()
    {
        using var home = new ShellHome();
        var held = home.Home + "/.lock";
        home.Write(".bashrc", $"bash -c 'trap \"rm -f {held}\" EXIT; : >{held}; sleep 1000'\n");
        var facts = home.Probe();
        Assert.Contains(facts.Starts, s => s.State == StartState.Hung);
        Assert.False(File.Exists(held));
        Assert.Empty(home.ProcessesLeft());
    }
}
