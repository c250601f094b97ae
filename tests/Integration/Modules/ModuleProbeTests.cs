using System.Text;
using System.Text.Json;
using GoEnv.Modules;

namespace GoEnv.Tests.Modules;

public sealed class ModuleProbeTests
{
    private const string Secret = "S3CRETvalue";

    public static TheoryData<string> Shells => [.. Probing.AllShells];

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task No_planted_secret_leaves_the_target(string shell)
    {
        using var target = new Probing();
        target.Variables["GOPROXY"] = $"https://me:{Secret}@a.example,https://u:p/{Secret}@b.example|https://c:{Secret},{Secret}@d.example,https://h.example/?t={Secret}";
        target.Variables["GOPRIVATE"] = $"https://{Secret}@git.example.com/x,u:{Secret}@h.example/y";
        target.Variables["GOSUMDB"] = $"sum.golang.org https://u:{Secret}@sum.example";
        target.Variables["GOAUTH"] = $"netrc; cmd --token={Secret}";
        target.Variables["GOFLAGS"] = $"-mod=mod -ldflags=-X=main.token={Secret}";
        target.Variables["HTTPS_PROXY"] = $"http://u:{Secret}@proxy.example:3128";
        target.Variables["NO_PROXY"] = $"u:{Secret}@x";
        target.Write(".config/go/env", $"GOPROXY=https://u:{Secret}@c.example\nGONOSUMDB={Secret}@x\n{Secret}\nexport T={Secret}\n x{Secret}=1\nGOVCS=u:{Secret}@h\n");
        target.Write(
            ".netrc",
            $"machine a.example login {Secret} password {Secret}\nmachine b.example\nlogin u\npassword {Secret}\nmacdef m\nmachine {Secret} x\n\nmachine https://u:{Secret}@x login u\ndefault login u password {Secret}\n");
        target.Write(
            ".gitconfig",
            $"[url \"https://u:{Secret}@github.com/\"]\n insteadOf = https://github.com/\n[url \"https://{Secret}{Secret}@gh.example:8443/\"]\n insteadOf = gh:\n"
            + $"[credential]\n helper = \"!f() {{ echo password={Secret}; }}; f\"\n[http \"https://u:{Secret}@x.example/\"]\n extraHeader = \"Authorization: Basic {Secret}\"\n sslVerify = false\n");

        var (facts, raw) = await target.RunAsync(new ModuleProbe(), shell);

        Assert.DoesNotContain(Secret, Decoded(raw), StringComparison.OrdinalIgnoreCase);
        Assert.True(facts.Setting("GOPROXY").Value.HasCredentials);
        Assert.True(facts.Setting("GOAUTH").Value.HasCredentials);
        Assert.Equal("-mod=mod", facts.Setting("GOFLAGS").Value.Value);
        Assert.Equal(2, facts.Git.Rewrites.Value.Count(rewrite => rewrite.HasCredentials));
        Assert.Equal(["a.example", "b.example"], facts.Netrc.Machines.Value.Where(machine => machine.IsComplete).Select(machine => machine.Host));
        Assert.NotNull(facts.Netrc.DefaultLine);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Settings_of_both_files_have_the_value_that_go_takes_and_their_line(string shell)
    {
        var go = Probing.Toolchain("1.27");
        using var target = new Probing();
        target.Variables["PATH"] = Path.GetDirectoryName(go) + ":/usr/bin:/bin";
        target.Variables["GOTOOLCHAIN"] = "local";
        target.Write(
            ".config/go/env",
            "# mine\n\nGOINSECURE=a.example\n#GOSUMDB=off\nGOINSECURE=b.example # none\nexport GOPROXY=off\n GOSUMDB=off\n# GONOPROXY=x\nGONOPROXY=c.example\nGOPRIVATE=d.example");

        var (facts, _) = await target.RunAsync(new ModuleProbe(), shell);
        using var taken = JsonDocument.Parse(await target.RunAsync(go, ["env", "-json"]));

        var own = Path.Combine(target.Home, ".config/go/env");
        var root = Path.GetDirectoryName(Path.GetDirectoryName(go))!;
        var shipped = Path.Combine(Ssh.Tool.Run("readlink", "-f", root).Trim(), "go.env");
        var proxyLine = Array.FindIndex(File.ReadAllLines(shipped), line => line.StartsWith("GOPROXY=", StringComparison.Ordinal)) + 1;
        (string Name, string Location)[] expected =
            [("GOINSECURE", own + ":5"), ("GONOPROXY", own + ":9"), ("GOPRIVATE", own + ":10"), ("GOPROXY", $"{shipped}:{proxyLine}"), ("GOSUMDB", $"{shipped}:{proxyLine + 1}")];
        foreach (var (name, location) in expected)
        {
            var setting = facts.Setting(name).Value;
            Assert.Equal((name, taken.RootElement.GetProperty(name).GetString(), location), (name, setting.Value, setting.Location));
        }
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_go_that_the_kernel_refuses_is_not_started(string shell)
    {
        using var target = new Probing();
        target.Write("bin/go", "MZ\ntouch \"$HOME/was-run\"\n", UnixFileMode.UserRead | UnixFileMode.UserExecute);
        target.Variables["PATH"] = target.Home + "/bin:/usr/bin:/bin";

        await target.RunAsync(new ModuleProbe(), shell);

        Assert.False(File.Exists(target.Home + "/was-run"));
    }

    [Theory]
    [InlineData("GOPATH", "rel")]
    [InlineData("GOEXPERIMENT", "nosuch")]
    [InlineData("GO111MODULE", "nosuch")]
    [InlineData("GOROOT", "/nowhere")]
    [InlineData("GOWORK", "rel")]
    public async Task A_setting_that_stops_go_leaves_no_other_unknown(string name, string value)
    {
        foreach (var isInFile in new[] { false, true })
        {
            foreach (var version in new[] { "1.19", "1.27" })
            {
                using var target = new Probing();
                target.Write(".config/go/env", "GONOPROXY=a.example\n" + (isInFile ? $"{name}={value}\n" : string.Empty));
                if (!isInFile)
                {
                    target.Variables[name] = value;
                }

                target.Variables["GOPROXY"] = "off";
                target.Variables["PATH"] = Path.GetDirectoryName(Probing.Toolchain(version)) + ":/usr/bin:/bin";
                var (facts, _) = await target.RunAsync(new ModuleProbe());
                Assert.True(facts.GoVersion.IsKnown, $"{version} {isInFile}: {facts.GoVersion.Reason}");
                Assert.Equal(("off", "a.example", "sum.golang.org"), (facts.Value("GOPROXY"), facts.Value("GONOPROXY"), facts.Value("GOSUMDB")));
            }
        }
    }

    [Fact]
    public async Task Flags_of_go_env_in_GOFLAGS_remove_no_settings()
    {
        var go = Probing.Toolchain("1.27");
        foreach (var flag in new[] { "-u", "-w" })
        {
            using var target = new Probing();
            const string Settings = "GOPROXY=off\nGOSUMDB=off\n";
            target.Write(".config/go/env", Settings);
            target.Variables["GOFLAGS"] = flag;
            target.Variables["PATH"] = Path.GetDirectoryName(go) + ":/usr/bin:/bin";
            var (facts, _) = await target.RunAsync(new ModuleProbe());
            Assert.Equal("off", facts.Value("GOPROXY"));
            Assert.True(facts.Go.IsKnown);
            Assert.Equal(Settings, await File.ReadAllTextAsync(target.Home + "/.config/go/env", TestContext.Current.CancellationToken));
        }

        using var online = new Probing();
        online.Write(".config/go/env", "GOPROXY=off\nGOSUMDB=off\n");
        online.Variables["GOFLAGS"] = "-u";
        online.Variables["PATH"] = Path.GetDirectoryName(go) + ":/usr/bin:/bin";
        await online.RunAsync(new ModuleProxyProbe());
        Assert.Contains("GOPROXY=off", await File.ReadAllTextAsync(online.Home + "/.config/go/env", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Keeps_the_place_of_each_setting_and_writes_nothing(string shell)
    {
        using var target = new Probing();
        target.Variables["GOPROXY"] = "https://a.example,direct";
        target.Write(".config/go/env", "# mine\nGOPROXY=off\r\nGOPRIVATE=*.corp.example\nGOPRIVATE=git.example.com\nGOFOO=1\nexport GOSUMDB=off\nGOTOOLCHAIN=local");
        target.Write(".netrc", "machine a.example login u password p\n", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        var before = Directory.GetFileSystemEntries(target.Home, "*", SearchOption.AllDirectories);

        var (facts, _) = await target.RunAsync(new ModuleProbe(), shell);

        Assert.Equal(SettingOrigin.Environment, facts.Setting("GOPROXY").Value.Origin);
        Assert.Equal("git.example.com", facts.Setting("GOPRIVATE").Value.Value);
        Assert.Equal(target.Home + "/.config/go/env:4", facts.Setting("GOPRIVATE").Value.Location);
        Assert.Equal(["off", "*.corp.example"], facts.Overridden.Select(setting => setting.Value));
        Assert.Equal([(5, "GOFOO"), (6, "export GOSUMDB"), (7, "GOTOOLCHAIN")], facts.UserFile.Others.Select(line => (line.Number, line.Name)));
        Assert.Equal("/usr/bin/git", facts.Git.Path.Value);
        Assert.Equal(0x104, (int)facts.Netrc.Mode.Value & 0x104);
        Assert.False(facts.Cache.Exists);
        Assert.True(facts.Cache.FileSystem.IsKnown);
        Assert.True(facts.Setting("GONOPROXY").IsAbsent || facts.Go.IsKnown);
        Assert.Equal(before.Order(), Directory.GetFileSystemEntries(target.Home, "*", SearchOption.AllDirectories).Order());
    }

    [Theory]
    [InlineData("1.19")]
    [InlineData("1.24")]
    [InlineData("1.27")]
    public async Task Agrees_with_the_go_command(string version)
    {
        using var target = new Probing();
        var go = Probing.Toolchain(version);
        target.Variables["PATH"] = Path.GetDirectoryName(go) + ":/usr/bin:/bin";
        target.Variables["GOPRIVATE"] = "git.example.com";
        target.Write(".config/go/env", "GOPROXY=https://a.example|direct\nGOINSECURE=x.example\nGOPRIVATE=y\nGOSUMDB=\n");
        var before = Directory.GetFileSystemEntries(target.Home, "*", SearchOption.AllDirectories);

        var (facts, _) = await target.RunAsync(new ModuleProbe());

        Assert.Equal(before.Order(), Directory.GetFileSystemEntries(target.Home, "*", SearchOption.AllDirectories).Order());
        target.Variables["GOTOOLCHAIN"] = "local";
        using var truth = JsonDocument.Parse(await target.RunAsync(go, ["env", "-json"]));
        Assert.Equal(go, facts.Go.Value);
        foreach (var name in new[] { "GOPROXY", "GOSUMDB", "GONOSUMDB", "GONOPROXY", "GOPRIVATE", "GOINSECURE", "GOVCS", "GOMODCACHE" })
        {
            var expected = truth.RootElement.TryGetProperty(name, out var value) ? value.GetString() : string.Empty;
            var found = facts.Setting(name);
            Assert.Equal((name, expected), (name, found.TryGet(out var setting) ? setting.Value : string.Empty));
        }

        Assert.Equal(truth.RootElement.GetProperty("GOMODCACHE").GetString(), facts.Cache.Path.Value);
        Assert.Equal(truth.RootElement.GetProperty("GOVERSION").GetString(), facts.GoVersion.Value);
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_unknown()
    {
        using var target = new Probing();
        target.Write(".config/go/env", new string('#', 70000));
        target.Write(".netrc", new string('x', 70000));
        var (facts, _) = await target.RunAsync(new ModuleProbe());
        Assert.True(facts.Setting("GOPRIVATE").IsUnknown);
        Assert.True(facts.Netrc.Machines.IsUnknown);
    }

    // Records may be in base64: what stands in them counts too.
    private static string Decoded(string raw)
    {
        var text = new StringBuilder(raw);
        foreach (var word in raw.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(word => word[0] is '+' or '?'))
        {
            try
            {
                text.Append('\n').Append(Encoding.UTF8.GetString(Convert.FromBase64String(word.TrimStart('?').TrimStart('+'))));
            }
            catch (FormatException)
            {
                // Plain text behind a question mark.
            }
        }

        return text.ToString();
    }
}
