using System.Text;
using GoEnv.Tests.Core;
using GoEnv.Tests.Ssh;
using GoEnv.Toolchain;
using GoEnv.Toolchain.Install;

namespace GoEnv.Tests.Toolchain;

public sealed class PlaceScriptTests : IDisposable
{
    private readonly InstallHost host = new();

    public static TheoryData<string> AllShells => Shells.All;

    public void Dispose() => host.Dispose();

    [Theory]
    [MemberData(nameof(AllShells))]
    public void A_plain_account_has_its_place_below_its_home_folder(string shell)
    {
        var home = host.At("home");
        Directory.CreateDirectory(Path.Combine(home, ".local/share/goenv/go/.goenv-stage-1.27.2"));
        Directory.CreateDirectory(Path.Combine(home, ".local/share/goenv/go/1.27.1"));
        File.WriteAllBytes(Path.Combine(home, ".local/share/goenv/go/.goenv-stage-1.27.2/archive"), new byte[1234]);
        InstallHost.AddTree(Path.Combine(home, ".local/share/goenv/go/1.27.3"), "1.27.3");
        InstallHost.AddTree(Path.Combine(home, ".local/go-1.19"), "1.19");
        File.CreateSymbolicLink(Path.Combine(home, ".local/go"), "share/goenv/go/1.27.3");
        Tool.Run("chown", "-R", "61999:61999", home);
        Tool.Run("chmod", "a+rx", host.At("."));
        var place = Ask(shell, "61999", home);
        Assert.Equal((home + "/.local", home + "/.local/share/goenv/go/", false), (place.Prefix, place.Store, place.IsRoot));
        Assert.Equal(("link share/goenv/go/1.27.3", home + "/.local/share/goenv/go/1.27.3"), (place.Link, place.Current));
        Assert.Equal(["1.19", "1.27.3"], place.Trees.Select(tree => tree.Version.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(new("linux", Releases.Arch), place.Platform);
        Assert.Equal((home + "/.local/share/goenv/go", true), (place.Folder, place.IsWritable));
        Assert.True(place.FreeKiB.Value > 1000);
        Assert.Equal([KeyValuePair.Create(home + "/.local/share/goenv/go/.goenv-stage-1.27.2", 1234L)], place.Stages);
        Assert.Contains("tar", place.Tools);
        Assert.Equal("share/goenv/go/1.26.0", place.LinkTo(place.TreeOf(GoVersion.Parse("1.26.0"))));
        Assert.Equal("/usr/lib/go-1.24", place.LinkTo("/usr/lib/go-1.24"));
    }

    [Theory]
    [MemberData(nameof(AllShells))]
    public void Root_has_its_place_in_usr_local_and_nothing_is_written(string shell)
    {
        var place = Ask(shell, "0", "/nonexistent");
        Assert.Equal(("/usr/local", "/usr/local/go-", true), (place.Prefix, place.Store, place.IsRoot));
        Assert.Equal("/usr/local/.goenv-stage-1.27.3", place.StageOf(GoVersion.Parse("1.27.3")));
        Assert.Equal("go-1.27.3", place.LinkTo(place.TreeOf(GoVersion.Parse("1.27.3"))));
    }

    [Fact]
    public void A_home_folder_that_is_not_there_yet_is_no_fault()
    {
        Tool.Run("chmod", "a+rx", host.At("."));
        var place = Ask("dash", "61999", host.At("none"));
        Assert.Equal(("absent", string.Empty, false), (place.Link, place.Aside, place.IsWritable));
        Assert.Null(place.Current);
        Assert.Throws<FormatException>(() => Ask("dash", "61999", string.Empty));
    }

    private static ToolchainPlace Ask(string shell, string user, string home)
    {
        Assert.SkipWhen(Environment.UserName != "root", "Asking as another account needs root.");
        Assert.SkipWhen(Tool.Find(shell.Split(' ')[0]) is null, $"There is no {shell} here.");
        var script = ProbeScript.Compose([("test", ToolchainPlace.Question.Script)], ScriptedProbe.Nonce, TimeSpan.FromSeconds(20)).Text;
        var output = ToolchainHost.Run("setpriv", ["--reuid", user, "--regid", user, "--clear-groups", "env", "-i", $"HOME={home}", "PATH=/usr/bin:/bin", .. shell.Split(' ')], script);
        return ToolchainPlace.Parse(ScriptedProbe.Read(Encoding.UTF8.GetBytes(output)));
    }
}
