using System.Runtime.Versioning;

namespace GoEnv.Tests.Toolchain;

/// <summary>Settings of the session and of the file: those that stop go, and those that hold secrets.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ToolchainSettingTests : IDisposable
{
    private const string System = "/usr/bin:/bin";
    private readonly ToolchainHost host = new();

    public static readonly TheoryData<string, string, string, string> Stopping = new(
        from shell in ToolchainHost.Shells.Select(row => row.Data)
        from setting in new[]
        {
            ("GOTMPDIR", "/nowhere/at/all", "GE1018"), ("GOPATH", "relative", "GE1019"),
            ("GOEXPERIMENT", "nosuch", "GE1015"), ("GO111MODULE", "On", "GE1014"), ("GOROOT", "/nowhere", "GE1006"),
        }
        select (shell, setting.Item1, setting.Item2, setting.Item3));

    public void Dispose() => host.Dispose();

    [Theory]
    [InlineData("GOPATH", "relative", "GE1019")]
    [InlineData("GOEXPERIMENT", "nosuch", "GE1015")]
    [InlineData("GO111MODULE", "On", "GE1014")]
    [InlineData("GOFLAGS", "-v -nosuch", "GE1013")]
    [InlineData("GOFLAGS", "-ldflags='-s -w'", "GE1013")]
    [InlineData("GOFLAGS", "-u", "GE1013")]
    public void A_setting_that_stops_go_is_named_once_and_the_rest_is_learned(string name, string value, string id)
    {
        var go = ToolchainHost.Go("1.27");
        foreach (var more in new[] { Array.Empty<(string, string)>(), [("GOROOT", "/nowhere")] })
        {
            var facts = host.Ask("dash", $"{go}/bin:{System}", [(name, value), .. more]);
            Assert.True(facts.Winner!.Runs);
            Assert.True(facts.GoEnv.IsKnown, facts.GoEnv.Reason);
            Assert.Equal(more.Length > 0, facts.GoEnvNeedsNoGoRoot);
            Assert.Equal(FindingStatus.Fail, Assert.Single(ToolchainHost.Judge(id, facts)).Status);
            foreach (var other in new[] { "GE1011", "GE1013", "GE1014", "GE1015", "GE1016", "GE1017", "GE1019", "GE1024" }.Where(other => other != id))
            {
                Assert.Empty(ToolchainHost.Judge(other, facts));
            }
        }
    }

    [Theory]
    [InlineData("GOWORK", "rel", "GE1027")]
    [InlineData("GOWORK", "/nowhere/go.work", "GE1027")]
    [InlineData("GOBIN", "bin", "GE1025")]
    [InlineData("GOOS", "windows", "GE1026")]
    [InlineData("GOARCH", "nosuch", "GE1026")]
    public void A_setting_of_the_session_that_stops_or_changes_every_build_is_named_alone(string name, string value, string id)
    {
        foreach (var version in new[] { "1.19", "1.27" })
        {
            var facts = host.Ask("dash", $"{ToolchainHost.Go(version)}/bin:{System}", [(name, value)]);
            Assert.Equal(FindingStatus.Fail, Assert.Single(ToolchainHost.Judge(id, facts)).Status);
            foreach (var other in new[] { "GE1006", "GE1011", "GE1012", "GE1013", "GE1014", "GE1015", "GE1016", "GE1019", "GE1024", "GE1025", "GE1026", "GE1027" }.Where(other => other != id))
            {
                Assert.Empty(ToolchainHost.Judge(other, facts));
            }
        }
    }

    [Fact]
    public void The_release_that_GOTOOLCHAIN_names_is_the_one_that_go_runs()
    {
        var (go, old) = (ToolchainHost.Go("1.27"), ToolchainHost.Go("1.24"));
        var link = host.At("bin/go1.24.4");
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        File.CreateSymbolicLink(link, old + "/bin/go");
        var version = File.ReadLines(old + "/VERSION").First();
        Assert.SkipUnless(version == "go1.24.4", $"{old} is {version}");
        var facts = host.Ask("dash", $"{go}/bin:{host.At("bin")}:{System}", ("GOTOOLCHAIN", "go1.24.4"));
        Assert.Contains(ToolchainHost.Judge("GE1002", facts), problem => problem.Message.Contains("run Go 1.24.4, whose support", StringComparison.Ordinal));
        Assert.Empty(ToolchainHost.Judge("GE1012", facts));
    }

    [Theory]
    [MemberData(nameof(Stopping))]
    public void A_setting_of_the_file_that_stops_go_is_named_and_the_rest_is_learned(string shell, string name, string value, string id)
    {
        var go = ToolchainHost.Go("1.27");
        host.Write(".config/go/env", $"# ours\nGOPROXY=direct\n{name}={value}\nGOBIN=/opt/a\\b c\n\nGOPATH GOROOT\n");
        var before = host.Files();
        var facts = host.Ask(shell, $"{go}/bin:{System}");
        Assert.Equal(before, host.Files());
        Assert.True(facts.GoEnv.IsKnown, facts.GoEnv.Reason);
        Assert.Equal((value.Split('\n')[0], "direct", "/opt/a\\b c"), (facts.Env(name), facts.Env("GOPROXY"), facts.Env("GOBIN")));
        Assert.Equal((host.At(".config/go/env"), host.At(".config/go/env")), (facts.EnvFile.Value, facts.Env("GOENV")));
        Assert.Equal(go, facts.Winner!.GoRoot);
        var found = Assert.Single(ToolchainHost.Judge(id, facts));
        Assert.Equal((FindingStatus.Fail, true), (found.Status, found.Remedy is not null));
        foreach (var other in new[] { "GE1006", "GE1011", "GE1012", "GE1013", "GE1014", "GE1015", "GE1016", "GE1017", "GE1019", "GE1022", "GE1024" }.Where(other => other != id))
        {
            Assert.Empty(ToolchainHost.Judge(other, facts));
        }
    }

    [Fact]
    public void Odd_passwords_do_not_leave_the_target()
    {
        host.Write(".config/go/env", "GOTOOLCHAIN=https://u:secret@x\nGOAUTH=cmd secret\n");
        var go = ToolchainHost.Go("1.27");
        foreach (var proxy in new[] { "https://u:secret,x@p.test", "https://u:secret/x|y@p.test", "u:secret,z@p.test", "HTTPS://secret@p.test,direct" })
        {
            var facts = host.Ask("dash", $"{go}/bin:{System}", ("GOPROXY", proxy));
            Assert.DoesNotContain("secret", global::System.Text.Json.JsonSerializer.Serialize(facts), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_wrong_goroot_is_named_and_the_rest_is_learned()
    {
        var go = ToolchainHost.Go("1.24");
        var facts = host.Ask("dash", $"{go}/bin:{System}", ("GOROOT", "/nowhere"));
        Assert.True(facts.GoEnvNeedsNoGoRoot);
        Assert.Equal(go, facts.Env("GOROOT"));
        Assert.True(facts.Winner!.Runs);
        Assert.Contains(ToolchainHost.Judge("GE1006", facts), problem => problem.Message.Contains("/nowhere", StringComparison.Ordinal));
        var other = host.Ask("dash", $"{go}/bin:{System}", ("GOROOT", ToolchainHost.Go("1.19")));
        Assert.Contains(ToolchainHost.Judge("GE1006", other), problem => problem.Message.Contains("1.19", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(ToolchainHost.Shells), MemberType = typeof(ToolchainHost))]
    public void Settings_come_from_the_session_and_the_file_without_passwords(string shell)
    {
        host.Write(".config/go/env", "GOTOOLCHAIN=go1.99.0\nGOSUMDB=off\nGOPROXY=https://me:se:cret@goproxy.test/a,direct\n");
        var facts = host.Ask(shell, $"{ToolchainHost.Go("1.27")}/bin:{System}", ("GOFLAGS", "-mod=mod -ldflags=-X=main.key=se:cret"), ("GOSUMDB", "sum.golang.org+1 https://u:se:cret@s.test"));
        Assert.Equal("go1.99.0", facts.GoToolchainSetting.Value);
        Assert.True(facts.Pinned.IsAbsent);
        Assert.Equal(["GOTOOLCHAIN", "GOSUMDB", "GOPROXY"], facts.EnvFileNames.Value);
        Assert.Equal("https://xxxxx@goproxy.test/a,direct", facts.Env("GOPROXY"));
        Assert.DoesNotContain("cret", global::System.Text.Json.JsonSerializer.Serialize(facts), StringComparison.Ordinal);
        Assert.StartsWith("go1.27", facts.Env("GOVERSION"), StringComparison.Ordinal); // GOTOOLCHAIN did not make it switch
    }
}
