using System.Runtime.Versioning;
using GoEnv.Toolchain;

namespace GoEnv.Tests.Toolchain;

[UnsupportedOSPlatform("windows")]
public sealed class ToolchainProbeTests : IDisposable
{
    private const string System = "/usr/bin:/bin";
    private readonly ToolchainHost host = new();

    public void Dispose() => host.Dispose();

    [Theory]
    [MemberData(nameof(ToolchainHost.Shells), MemberType = typeof(ToolchainHost))]
    public void Finds_toolchains_as_managers_lay_them_out_and_writes_nothing(string shell)
    {
        var (go24, go27, go19) = (ToolchainHost.Go("1.24"), ToolchainHost.Go("1.27"), ToolchainHost.Go("1.19"));
        Link("sdk/go1.24.4", go24);
        Link(".goenv/versions/1.19.8", go19);
        Link("go/pkg/mod/golang.org/toolchain@v0.0.1-go1.24.4.linux-amd64", go24);
        var before = host.Files();
        var facts = host.Ask(shell, $"{go27}/bin:{System}:{go27}/bin", ("SHELL", "/bin/sh"));
        Assert.Equal(before, host.Files());
        Assert.Equal(go27 + "/bin/go", facts.Winner!.Path);
        Assert.Equal(1, facts.Winner.OnPath);
        Assert.Equal(("1.27", true), (facts.Winner.Version!.Line, facts.Winner.Runs));
        Assert.Equal(facts.KernelArch.Value, facts.Winner.Arch);
        Assert.Equal("755", facts.Winner.Owner.Value.OctalMode);
        Assert.Equal(ToolchainHost.Run(go27 + "/bin/go", ["version"]).Trim(), facts.Winner.VersionText.Value);
        var sdk = facts.Toolchains.Single(toolchain => toolchain.RealPath == go24 + "/bin/go");
        Assert.Equal((ToolchainManager.Sdk, 24L, true), (sdk.Manager, sdk.SourceMinor.Value, sdk.Runs));
        Assert.Equal(2, sdk.Paths.Count);
        Assert.Equal(ToolchainManager.Goenv, facts.Toolchains.Single(toolchain => toolchain.RealPath == go19 + "/bin/go").Manager);
        Assert.Equal(go27, facts.Env("GOROOT"));
        Assert.Equal(host.At("go"), facts.Env("GOPATH"));
        Assert.Equal("auto", facts.GoToolchainSetting.Value);
        Assert.All(facts.Places, place => Assert.True(place.AvailableKiB.IsKnown && place.FileSystem.IsKnown, place.Name));
    }

    [Theory]
    [MemberData(nameof(ToolchainHost.Shells), MemberType = typeof(ToolchainHost))]
    public void Finds_the_go_of_the_login_shell_whatever_its_profile_prints(string shell)
    {
        var go = ToolchainHost.Go("1.24");
        host.Write(".profile", $"echo noise; printf 'x<y>z'; PATH={go}/bin:$PATH\n");
        var facts = host.Ask(shell, System, ("SHELL", "/bin/sh"));
        Assert.StartsWith(go + "/bin:", facts.LoginPath.Value, StringComparison.Ordinal);
        Assert.Equal((null, 1, go + "/bin/go"), (facts.Winner!.OnPath, facts.Winner.OnLoginPath, facts.Winner.Path));
    }

    [Fact]
    public void A_login_shell_that_hangs_costs_five_seconds_and_nothing_else()
    {
        host.Write(".profile", "sleep 1000\n");
        var facts = host.Ask("dash", $"{ToolchainHost.Go("1.24")}/bin:{System}", ("SHELL", "/bin/sh"));
        Assert.Contains("5 seconds", facts.LoginPath.Reason, StringComparison.Ordinal);
        Assert.True(facts.Winner!.Runs);
    }

    [Theory]
    [MemberData(nameof(ToolchainHost.Shells), MemberType = typeof(ToolchainHost))]
    public void Tells_why_a_go_does_not_run(string shell)
    {
        host.Write("hang/go", "#!/bin/sh\nexec sleep 1000\n", executable: true);
        host.Write("shim/go", "#!/bin/sh\necho 'no version is set' >&2; exit 126\n", executable: true);
        host.Write("empty/go", string.Empty, executable: true);
        host.Write("text/go", "touch \"$HOME/was-run\"\n", executable: true);
        host.Write("plain/go", "x");
        var foreign = File.ReadAllBytes("/bin/true");
        foreign[18] = 183;
        File.WriteAllBytes(host.Write("foreign/go", "x", executable: true), foreign);
        var path = string.Join(':', new[] { "shim", "empty", "text", "plain", "foreign", "hang" }.Select(host.At));
        var facts = host.Ask(shell, $"{path}:{System}", ("SHELL", "/bin/false"));
        GoToolchain Of(string name) => facts.Toolchains.Single(toolchain => toolchain.Path == host.At(name + "/go"));
        Assert.Contains("no version is set", Of("shim").Problem, StringComparison.Ordinal);
        Assert.True(Of("shim").IsShim);
        Assert.Contains("3 seconds", Of("hang").Problem, StringComparison.Ordinal);
        Assert.Contains("empty", Of("empty").Problem, StringComparison.Ordinal);
        Assert.Contains("no program", Of("text").Problem, StringComparison.Ordinal);
        Assert.False(File.Exists(host.At("was-run")));
        Assert.Equal(("arm64", null), (Of("foreign").Arch, Of("foreign").Runs));
        Assert.Equal(host.At("shim/go"), facts.Winner!.Path);
        Assert.True(facts.GoEnv.IsUnknown);
    }

    [Theory]
    [MemberData(nameof(ToolchainHost.Shells), MemberType = typeof(ToolchainHost))]
    public void What_the_kernel_refuses_is_not_started_for_its_environment_either(string shell)
    {
        host.Write("text/go", "touch \"$HOME/was-run\"\n", executable: true);
        var facts = host.Ask(shell, $"{host.At("text")}:{System}", ("SHELL", "/bin/false"));
        Assert.Equal(host.At("text/go"), facts.Winner!.Path);
        Assert.False(File.Exists(host.At("was-run")));
        Assert.Contains("cannot be started", facts.GoEnv.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_go_that_interactive_shells_alone_find_is_installed()
    {
        var go = ToolchainHost.Go("1.27");
        host.Write(".bashrc", $"case $- in *i*) ;; *) return ;; esac\nPATH=$PATH:{go}/bin\n");
        host.Write(".profile", ". ~/.bashrc\n");
        var facts = host.Ask("dash", System, ("SHELL", "/bin/bash"));
        Assert.SkipWhen(facts.LoginPath.IsUnknown || Directory.Exists("/usr/local/go"), "This machine has a Go of its own.");
        Assert.Equal(go + "/bin/go", facts.Winner?.Path);
        Assert.Empty(ToolchainHost.Judge("GE1001", facts));
        Assert.Empty(ToolchainHost.Judge("GE1005", facts));
    }

    [Fact]
    public void A_go_that_bashrc_alone_puts_on_path_is_no_go_on_no_path()
    {
        var go = ToolchainHost.Go("1.27");
        Link("sdk/go1.27.3", go);
        host.Write(".bashrc", $"case $- in *i*) ;; *) return ;; esac\nPATH=$PATH:{host.At("sdk/go1.27.3/bin")}\n");
        var facts = host.Ask("dash", System, ("SHELL", "/bin/bash"));
        if (facts.Toolchains.Any(toolchain => toolchain.OnPath is not null || toolchain.OnLoginPath is not null))
        {
            Assert.Skip("This machine has a Go of its own.");
        }

        Assert.EndsWith("/bin", facts.InteractivePath.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bin")]
    [InlineData("pkg/tool")]
    public void A_part_of_a_tree_that_all_may_write_is_named(string part)
    {
        var root = host.CopyTree("1.24", "tree");
        Assert.Empty(ToolchainHost.Judge("GE1009", host.Ask("dash", $"{root}/bin:{System}")));
        File.SetUnixFileMode(Path.Combine(root, part), (UnixFileMode)Convert.ToInt32("777", 8));
        Assert.Contains($"{root}/{part}", Assert.Single(ToolchainHost.Judge("GE1009", host.Ask("dash", $"{root}/bin:{System}"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_login_shell_fish_makes_no_folders()
    {
        if (!File.Exists("/usr/bin/fish"))
        {
            Assert.Skip("fish is not installed.");
        }

        var before = host.Files();
        host.Ask("dash", System, ("SHELL", "/usr/bin/fish"));
        Assert.Equal(before, host.Files());
    }

    [Theory]
    [InlineData("1.24", "1.27")]
    [InlineData("1.19", "1.24")]
    [InlineData("1.27", "1.24")]
    [InlineData("1.24", "1.19")]
    public void A_tree_unpacked_over_another_is_told_from_a_clean_one(string under, string over)
    {
        var root = host.CopyTree(under, "tree");
        Assert.Empty(ToolchainHost.Judge("GE1007", host.Ask("dash", $"{root}/bin:{System}")));
        host.CopyTree(over, "tree");
        var facts = host.Ask("dash", $"{root}/bin:{System}");
        Assert.Equal(over, facts.Winner!.Version!.Line);
        Assert.Equal(FindingStatus.Fail, Assert.Single(ToolchainHost.Judge("GE1007", facts)).Status);
        Assert.Empty(ToolchainHost.Judge("GE1008", facts));
    }

    [Fact]
    public void A_version_file_that_was_changed_is_named_once()
    {
        var root = host.CopyTree("1.24", "tree");
        host.Write("tree/VERSION", "go1.24.0\n");
        var facts = host.Ask("dash", $"{root}/bin:{System}");
        Assert.Single(ToolchainHost.Judge("GE1008", facts));
        Assert.Empty(ToolchainHost.Judge("GE1007", facts));
    }

    [Fact]
    public void A_tree_that_all_may_write_is_named()
    {
        var root = host.CopyTree("1.24", "tree");
        File.SetUnixFileMode(root, (UnixFileMode)Convert.ToInt32("777", 8));
        Assert.Contains("777", Assert.Single(ToolchainHost.Judge("GE1009", host.Ask("dash", $"{root}/bin:{System}"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_without_go_has_no_winner()
    {
        var facts = host.Ask("dash", System, ("SHELL", "/bin/sh"));
        if (facts.Toolchains.Count > 0)
        {
            Assert.Skip("This machine has a Go of its own.");
        }

        Assert.Null(facts.Winner);
        Assert.Single(ToolchainHost.Judge("GE1001", facts));
    }

    private void Link(string path, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(host.At(path))!);
        Directory.CreateSymbolicLink(host.At(path), to);
    }
}
