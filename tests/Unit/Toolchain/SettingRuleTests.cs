using GoEnv.Toolchain;
using static GoEnv.Tests.Toolchain.Given;

namespace GoEnv.Tests.Toolchain;

public sealed class SettingRuleTests
{
    [Theory]
    [InlineData("auto", "off", Severity.Warning, "asks for a newer Go fails")]
    [InlineData("go1.26.9", "off", Severity.Error, "cannot be downloaded with GOSUMDB=off")]
    [InlineData("go1.26.9+auto", "off", Severity.Error, "cannot be downloaded with GOSUMDB=off")]
    [InlineData("go1.26.9+path", "sum.golang.org", Severity.Error, "there is no go1.26.9 on PATH")]
    [InlineData("go1.26", "sum.golang.org", Severity.Error, "names no release")]
    [InlineData("latest", "sum.golang.org", Severity.Error, "refuses")]
    [InlineData("local+maybe", "sum.golang.org", Severity.Error, "refuses")]
    [InlineData("auto", "sum.golang.org", null, "")]
    [InlineData("go1.26.9", "sum.golang.org", null, "")]
    [InlineData("go1.27.1", "off", Severity.Warning, "asks for a newer")]
    [InlineData("local", "off", null, "")]
    [InlineData("path", "off", null, "")]
    public void Switching(string toolchain, string sumdb, Severity? severity, string says)
    {
        var facts = Facts(Go()) with { GoToolchainSetting = toolchain, Pinned = Fact<string>.Absent, GoEnv = Env(("GOSUMDB", sumdb)) };
        if (severity is null)
        {
            Passes(new SwitchRule(), facts);
        }
        else
        {
            Fails(new SwitchRule(), facts, says, severity);
        }
    }

    [Fact]
    public void Flags_that_go_refuses_are_named_once()
    {
        var facts = Facts(Go()) with { RefusedFlags = "it knows no flag -bogus" };
        Fails(new GoFlagsRule(), facts.Exporting("GOFLAGS", "-v -bogus"), "no flag -bogus", Severity.Error);
        Fails(new GoFlagsRule(), facts.Exporting("GOFLAGS", "-ldflags='-s -w'"), "refuses", Severity.Error);
        Fails(new GoFlagsRule(), facts.Exporting("GOFLAGS", "mod=mod"), "which is no flag", Severity.Error);
    }

    [Fact]
    public void A_build_cache_that_cannot_be_written()
    {
        var rule = new BuildCacheRule();
        var facts = Facts(Go()).Exporting("GOCACHE", "/c");
        ToolchainFacts With(Fact<bool> writable, bool exists) => facts with { Places = [Place("GOCACHE", "/c") with { IsWritable = writable, Exists = exists }] };
        Assert.Contains("chown", Fails(rule, With(false, exists: true), "may not write").Fix, StringComparison.Ordinal);
        Fails(rule, With(false, exists: false), "may not create it");
        Passes(rule, With(true, exists: false));
        IsUnknown(rule, With(Fact<bool>.Unknown("no answer"), exists: true), "no answer");
    }

    [Fact]
    public void A_temporary_folder_that_cannot_be_written() => Fails(
        new TemporaryFolderRule(), Facts(Go()) with { Places = [Place("TMPDIR", "/tmp") with { IsWritable = false }] }, "may not write");

    [Fact]
    public void Switching_that_does_not_apply_or_is_not_known()
    {
        var off = Facts(Go()) with { GoEnv = Env(("GOSUMDB", "off")) };
        Passes(new SwitchRule(), off with { GoToolchainSetting = Fact<string>.Absent });
        Passes(new SwitchRule(), off with { GoToolchainSetting = "go1.26.9", Pinned = "/home/a/go/bin/go1.26.9" });
        Assert.Equal(FindingStatus.Unknown, Assert.Single(Judge(new SwitchRule(), off with { GoToolchainSetting = "go1.26.9", Pinned = Fact<string>.Unknown("no answer") })).Status);
        Passes(new SwitchRule(), off with { GoEnv = Env(("GOSUMDB", "off"), ("GO111MODULE", "off")) });
        Passes(new SwitchRule(), Facts(Go("1.20.1")) with { GoEnv = Env(("GOSUMDB", "off")) });
        IsUnknown(new SwitchRule(), off with { GoToolchainSetting = Fact<string>.Unknown("no access") }, "no access");
        IsUnknown(new SwitchRule(), off with { GoEnv = Fact<IReadOnlyDictionary<string, string>>.Unknown("it hung") }, "it hung");
    }

    [Theory]
    [InlineData("GE1013", "GOFLAGS", "-mod=mod", Severity.Warning)]
    [InlineData("GE1013", "GOFLAGS", @"-mod=mod\x0d", Severity.Warning)]
    [InlineData("GE1013", "GOFLAGS", "--mod=vendor", Severity.Warning)]
    [InlineData("GE1013", "GOFLAGS", "-v mod=mod", Severity.Error)]
    [InlineData("GE1013", "GOFLAGS", "-buildvcs=false", Severity.Information)]
    [InlineData("GE1013", "GOFLAGS", "-mod=readonly '-ldflags=-s -w' -trimpath", null)]
    [InlineData("GE1013", "GOFLAGS", "-mod=banana", Severity.Error)]
    [InlineData("GE1013", "GOFLAGS", "-ldflags=-s -w", Severity.Warning)]
    [InlineData("GE1013", "GOFLAGS", "-u", Severity.Warning)]
    [InlineData("GE1013", "GOFLAGS", "-race", Severity.Warning)]
    [InlineData("GE1013", "GOFLAGS", "-race=false -a=false", null)]
    [InlineData("GE1013", "GOFLAGS", "-insecure", null)]
    [InlineData("GE1025", "GOBIN", "bin", Severity.Error)]
    [InlineData("GE1025", "GOBIN", "~/bin", Severity.Error)]
    [InlineData("GE1025", "GOBIN", "/home/a/bin", null)]
    [InlineData("GE1024", "GOCACHE", "off", Severity.Error)]
    [InlineData("GE1024", "GOCACHE", "cache", Severity.Error)]
    [InlineData("GE1024", "GOCACHE", "/home/a/.cache/go-build", null)]
    [InlineData("GE1014", "GO111MODULE", "off", Severity.Warning)]
    [InlineData("GE1014", "GO111MODULE", "auto", Severity.Information)]
    [InlineData("GE1014", "GO111MODULE", "yes", Severity.Error)]
    [InlineData("GE1014", "GO111MODULE", "on", null)]
    [InlineData("GE1015", "GOEXPERIMENT", "greenteagc", Severity.Warning)]
    [InlineData("GE1016", "GODEBUG", "netdns=go,tlsrsakex=1", Severity.Warning)]
    [InlineData("GE1016", "GODEBUG", "netdns=go", Severity.Information)]
    [InlineData("GE1019", "GOPATH", "/usr/local/go/work", Severity.Error)]
    [InlineData("GE1019", "GOPATH", "/usr/local/go", Severity.Error)]
    [InlineData("GE1019", "GOPATH", "~/go", Severity.Error)]
    [InlineData("GE1019", "GOPATH", "go", Severity.Error)]
    [InlineData("GE1019", "GOPATH", "/usr/local/gopath:/home/a/go", null)]
    public void Settings(string id, string name, string value, Severity? severity)
    {
        var rule = Catalog.Rules.Single(rule => rule.Id == id);
        var facts = Facts(Go()).Exporting(name, value);
        if (severity is null)
        {
            Passes(rule, facts);
        }
        else
        {
            Assert.Equal(name, Fails(rule, facts, name, severity).Subject);
        }

        IsUnknown(rule, Facts(Go()) with { GoEnv = Fact<IReadOnlyDictionary<string, string>>.Unknown("it hung") }, "it hung");
    }

    [Theory]
    [InlineData("relative", "GOCACHE", "GOCACHE in /home/a/.config/go/env is 'relative', which is not an absolute path", "relative")]
    [InlineData("off", "GOCACHE", "GOCACHE is off in /home/a/.config/go/env", "off")]
    [InlineData(null, "", "GOCACHE is not set, and neither HOME nor XDG_CACHE_HOME", "off")]
    public void The_cache_that_go_calls_off_is_named_as_it_is_set(string? written, string names, string says, string actual)
    {
        var facts = Facts(Go()) with { GoEnv = Env(("GOCACHE", "off")), EnvFileNames = names.Split(' '), EnvFileCache = written };
        var problem = Fails(new BuildCacheRule(), facts, says);
        Assert.Equal((actual, written is not null), (problem.Actual, problem.Remedy is not null));
    }

    [Theory]
    [InlineData("GOOS", "windows", "GOOS in the environment has every build made for windows/amd64, and this machine is linux/amd64: go run and go test cannot")]
    [InlineData("GOARCH", "arm64", "GOARCH in the environment has every build made for linux/arm64")]
    [InlineData("GOARCH", "386", "made for linux/386, and this machine is linux/amd64.")]
    [InlineData("GOARCH", "amd64", null)]
    public void Builds_for_another_machine(string name, string value, string? says)
    {
        var facts = Facts(Go()).Exporting(name, value);
        if (says is null)
        {
            Passes(new TargetPlatformRule(), facts);
        }
        else
        {
            Assert.Equal(name, Fails(new TargetPlatformRule(), facts, says).Subject);
        }

        IsUnknown(new TargetPlatformRule(), facts with { GoEnv = Fact<IReadOnlyDictionary<string, string>>.Unknown("it hung") }, "it hung");
        IsUnknown(new TargetPlatformRule(), facts with { GoEnv = Env(("GOHOSTOS", string.Empty)) }, "did not tell");
    }

    [Fact]
    public void A_workspace_that_go_cannot_open()
    {
        var rule = new WorkspaceVariableRule();
        ToolchainFacts With(string value, string version = "1.27.1") => Facts(Go(version)).Exporting("GOWORK", value);
        Fails(rule, With("work"), "'work', which is not an absolute path");
        Fails(rule, With("/gone/go.work"), "does not exist");
        Passes(rule, With("/gone/go.work", "1.17.1"));
        Passes(rule, With("off"));
        Passes(rule, With("/w/go.work") with { Workspace = "there" });
        IsUnknown(rule, With("/w/go.work") with { Workspace = Fact<string>.Unknown("this account may not enter /w") }, "may not enter");
    }

    [Fact]
    public void What_stops_go_env_is_said_once()
    {
        var facts = new FactSet();
        facts.Add(Facts(Go()) with { GoEnv = Fact<IReadOnlyDictionary<string, string>>.Unknown("it hung") });
        var context = new RuleContext(Target.Parse("local"), GoEnv.Policies.Policy.Default, Given.Releases, Now);
        var findings = GoEnv.Judge.Fold(GoEnv.Judge.Apply(Catalog.Rules.Where(rule => rule.FactsType == typeof(ToolchainFacts)), facts, context).ToList());
        var unknown = Assert.Single(findings, finding => finding.Message.Contains("it hung", StringComparison.Ordinal));
        Assert.Contains("GE1025", unknown.UndecidedRules);
    }

    [Fact]
    public void The_toolchains_own_experiments_are_no_fault() =>
        Passes(new ExperimentRule(), Facts(Go()) with { GoEnv = Env(("GOEXPERIMENT", "nosomething")) });

    [Fact]
    public void Cgo()
    {
        var rule = new CgoRule();
        var without = Facts(Go()).Exporting("CGO_ENABLED", "1") with { CCompiler = Fact<string>.Absent };
        Fails(rule, without, "'gcc' is not on PATH");
        Passes(rule, without with { CCompiler = "/usr/bin/gcc" });
        Passes(rule, Facts(Go()).Exporting("CGO_ENABLED", "0") with { CCompiler = Fact<string>.Absent });
        Passes(rule, Facts(Go("1.19.8")) with { CCompiler = Fact<string>.Absent });
        IsUnknown(rule, without with { CCompiler = Fact<string>.Unknown("not asked") }, "not asked");
    }

    [Fact]
    public void Temporary_folder()
    {
        var rule = new TemporaryFolderRule();
        var noexec = Place("TMPDIR", "/tmp") with { FileSystem = "tmpfs rw,nosuid,noexec tmpfs", Mount = "/tmp" };
        Fails(rule, Facts(Go()) with { Places = [noexec] }, "mounted noexec");
        Passes(rule, Facts(Go()) with { Places = [noexec, Place("GOTMPDIR", "/home/a/tmp")] });
        Fails(rule, Facts(Go()) with { Places = [Place("TMPDIR", "/gone") with { Exists = false }] }, "does not exist");
        IsUnknown(rule, Facts(Go()) with { Places = [noexec with { FileSystem = Fact<string>.Unknown("no /proc") }] }, "no /proc");
        IsUnknown(rule, Facts(Go()) with { Places = [] }, "not known");
    }

    [Theory]
    [InlineData("9p rw,aname=drvfs;path=C:\\;uid=1000 C:\\", true)]
    [InlineData("drvfs rw,noatime C:", true)]
    [InlineData("virtiofs rw,noatime drvfsC", true)]
    [InlineData("9p rw,trans=virtio host", false)]
    [InlineData("ext4 rw /dev/sdc", false)]
    public void Windows_drive(string fileSystem, bool fails)
    {
        var facts = Facts(Go()) with { Places = [Place("GOCACHE", "/mnt/c/x") with { FileSystem = fileSystem }] };
        Assert.Equal(fails ? 1 : 0, Judge(new WindowsDriveRule(), facts).Count);
        IsUnknown(new WindowsDriveRule(), Facts(Go()) with { Places = [Place("GOPATH", "/x") with { FileSystem = Fact<string>.Unknown("no /proc") }] }, "no /proc");
    }

    [Fact]
    public void Gobin()
    {
        var rule = new GoBinOnPathRule();
        Fails(rule, Facts(Go()) with { SearchPath = "/usr/bin" }, "/home/a/go/bin", Severity.Information);
        Passes(rule, Facts(Go()) with { SearchPath = "/usr/bin", LoginPath = "/bin:/home/a/go/bin/" });
        Passes(rule, Facts(Go()) with { SearchPath = "/usr/bin", Places = [Place("GOBIN", "/none") with { Exists = false }] });
        Passes(rule, Facts(Go()) with { SearchPath = "/usr/bin", Places = [Place("GOBIN", "bin")] });
        IsUnknown(rule, Facts(Go()) with { SearchPath = "/usr/bin", LoginPath = Fact<string>.Unknown("it hung") }, "it hung");
    }

    [Fact]
    public void Disk_space()
    {
        var rule = new DiskSpaceRule();
        Fails(rule, Facts(Go()) with { Places = [Place("GOCACHE", "/c") with { AvailableKiB = 500 * 1024 }] }, "500 MiB");
        Fails(rule, Facts(Go()) with { Places = [Place("TMPDIR", "/t") with { AvailableKiB = 1024 }] }, "1 MiB", Severity.Error);
        Passes(rule, Facts(Go()) with { Places = [Place("TMPDIR", "/t") with { AvailableKiB = 500 * 1024 }] });
        IsUnknown(rule, Facts(Go()) with { Places = [Place("GOCACHE", "/c") with { AvailableKiB = Fact<long>.Unknown("df hung") }] }, "df hung");
    }

    [Theory]
    [InlineData("GOCACHE", "cacheMiB", 2000, 3000, "at least 3000 MiB")]
    [InlineData("GOCACHE", "cacheMiB", 500, 400, null)]
    [InlineData("TMPDIR", "temporaryMiB", 500, 600, "at least 600 MiB")]
    [InlineData("TMPDIR", "cacheMiB", 500, 600, null)]
    public void A_policy_sets_how_much_disk_space_is_enough(string place, string parameter, int available, int least, string? expected)
    {
        var policy = GoEnv.Policies.Policy.Parse($"version: 1\nrules: {{GE1022: {{parameters: {{{parameter}: {least}}}}}}}", "test");
        var facts = Facts(Go()) with { Places = [Place(place, "/p") with { AvailableKiB = available * 1024L }] };
        Assert.Equal(expected, Judge(new DiskSpaceRule(), facts, policy).SingleOrDefault()?.Expected);
    }
}
