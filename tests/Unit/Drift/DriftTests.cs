using System.Text.Json;
using GoEnv.Connection;
using GoEnv.Drift;
using GoEnv.Modules;
using GoEnv.Reports;
using GoEnv.Shell;
using GoEnv.Toolchain;

namespace GoEnv.Tests.Drift;

public sealed class DriftTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);
    private static readonly Target Web = Target.Parse("ssh:web01");

    [Fact]
    public void Nothing_differs_from_itself() => Assert.Equal([], Says(Facts(), Facts()));

    [Fact]
    public void Times_and_free_space_are_no_drift()
    {
        var later = Facts() with { CollectedAt = Day.AddDays(30) };
        later = later with
        {
            Host = later.Host! with { Clock = Day.AddDays(30) },
            Toolchain = later.Toolchain! with { Places = [later.Toolchain.Places[0] with { AvailableKiB = 7 }] },
        };
        Assert.Equal([], Says(Facts(), later));
    }

    [Fact]
    public void A_list_in_another_order_is_the_same_list()
    {
        var facts = Facts();
        var other = facts with { Toolchain = facts.Toolchain! with { Toolchains = facts.Toolchain.Toolchains.Reverse().ToList() } };
        Assert.Equal([], Says(facts, other));
    }

    [Fact]
    public void A_setting_that_changed_is_said_once_with_its_place()
    {
        var other = With(Facts(), new ModuleSetting("GOPROXY", "direct", SettingOrigin.UserFile) { File = "/home/me/.config/go/env", Line = 3 });
        other = other with { Toolchain = other.Toolchain! with { GoEnv = Env(("GOROOT", "/usr/local/go"), ("GOPROXY", "direct"), ("GOFLAGS", "")) } };
        var finding = Assert.Single(Compare(Facts(), other), f => f.Status == FindingStatus.Fail);
        Assert.Equal("GOPROXY changed from https://proxy.golang.org,direct to direct.", finding.Message);
        Assert.Equal(("GE3800", Category.Module, "/home/me/.config/go/env:3"), (finding.RuleId, finding.Category, finding.Location));
        Assert.Equal(("https://proxy.golang.org,direct", "direct"), (finding.Expected, finding.Actual));
    }

    [Fact]
    public void A_toolchain_that_is_gone_and_one_that_came()
    {
        var facts = Facts();
        var other = facts with { Toolchain = facts.Toolchain! with { Toolchains = [Go("/usr/local/go", "1.27.3"), Go("/opt/go", "1.26.11")] } };
        Assert.Equal(["Go 1.26.10 at /home/me/sdk/go1.26.10 is gone.", "Go 1.26.11 at /opt/go is new."], Says(facts, other));
    }

    [Fact]
    public void An_upgrade_in_place_is_one_change()
    {
        var facts = Facts();
        var newer = Go("/usr/local/go", "1.27.4");
        var other = facts with { Toolchain = facts.Toolchain! with { Winner = newer, Toolchains = [newer, facts.Toolchain.Toolchains[1]] } };
        Assert.Equal(["The Go version at /usr/local/go/bin/go changed from 1.27.3 to 1.27.4."], Says(facts, other));
    }

    [Fact]
    public void Another_go_that_wins_is_said_once()
    {
        var facts = Facts();
        var other = facts with
        {
            Toolchain = facts.Toolchain! with { Winner = facts.Toolchain.Toolchains[1], GoEnv = Env(("GOROOT", "/home/me/sdk/go1.26.10"), ("GOFLAGS", "")) },
        };
        Assert.Equal(["The go that a command starts changed from /usr/local/go/bin/go to /home/me/sdk/go1.26.10/bin/go."], Says(facts, other));
    }

    [Fact]
    public void A_line_of_a_profile_is_known_by_its_text_and_not_by_its_number()
    {
        var facts = Facts();
        var other = facts with
        {
            Shell = facts.Shell! with { Profiles = new[] { new ProfileFile("/home/me/.profile", [new(1, "umask 22"), new(9, "export A=1")]) } },
        };
        var finding = Assert.Single(Compare(facts, other), f => f.Status == FindingStatus.Fail);
        Assert.Equal("The line 'umask 22' of /home/me/.profile is new.", finding.Message);
        Assert.Equal("/home/me/.profile:1", finding.Location);
    }

    [Fact]
    public void What_many_starts_see_is_said_once()
    {
        var facts = Facts();
        var other = facts with { Shell = facts.Shell! with { Starts = facts.Shell.Starts.Select(start => start with { Path = start.Path.Value + ":/x" }).ToList() } };
        Assert.Equal(["PATH in ssh, bash -lc has /x besides."], Says(facts, other));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_fact_that_is_unknown_on_one_side_is_unknown(bool before)
    {
        var facts = Facts();
        var blind = facts with { Toolchain = facts.Toolchain! with { GoEnv = Fact<IReadOnlyDictionary<string, string>>.Unknown("go env hung") } };
        var finding = Assert.Single(before ? Compare(blind, facts) : Compare(facts, blind), f => f.Status == FindingStatus.Unknown);
        Assert.Equal(
            $"The answer of go env could not be compared: {(before ? "in the baseline of 2026-11-20" : "here")} it is unknown (go env hung).", finding.Message);
        Assert.DoesNotContain(Compare(facts, blind), f => f.Category == Category.Toolchain && f.Status == FindingStatus.Pass);
    }

    [Fact]
    public void An_area_that_was_not_read_is_unknown_and_not_gone()
    {
        var blind = Facts() with { Module = null, Unknown = new Dictionary<string, string> { ["module"] = "the probe 'module' was ended" } };
        var finding = Assert.Single(Compare(Facts(), blind), f => f.Status != FindingStatus.Pass);
        Assert.Equal(FindingStatus.Unknown, finding.Status);
        Assert.Contains("the probe 'module' was ended", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_that_an_older_version_did_not_collect_is_unknown()
    {
        var old = Side(Facts()) with { Facts = JsonDocument.Parse(JsonSerializer.Serialize(Side(Facts()).Facts).Replace("\"kernelRelease\"", "\"other\"", StringComparison.Ordinal)).RootElement };
        var findings = Comparison.Compare(old, Side(Facts()), new DriftFindings(Web, "the baseline", false), [DriftPart.Facts]);
        Assert.Equal(
            "The kernel's release could not be compared: in the baseline it is unknown (it was not collected).",
            Assert.Single(findings, f => f.Subject == "host.kernelRelease").Message);
    }

    [Fact]
    public void Between_targets_home_and_account_are_each_host_s_own()
    {
        var here = Facts("ann", "/home/ann");
        var there = Facts("bob", "/srv/bob");
        Assert.Equal([], Says(here, there, betweenTargets: true));
        Assert.NotEqual([], Says(here, there));
        Assert.Equal("~/go:/home/annex:x/home/ann:~", new HostNames("/home/ann", "ann").Replace("/home/ann/go:/home/annex:x/home/ann:/home/ann"));
    }

    [Fact]
    public void Every_map_of_facts_is_known_as_one()
    {
        var maps = DriftFacts.Paths().Where(path => path.IsMap).Select(path => path.Pattern).Where(path => !path.StartsWith("connection", StringComparison.Ordinal) && path != "unknown");
        Assert.Equal(DriftLists.Maps.Order(StringComparer.Ordinal), maps.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_path_that_is_left_out_exists_and_the_page_lists_it()
    {
        var paths = DriftFacts.Paths().Select(path => path.Pattern).ToHashSet();
        var page = Repository.Read("docs/drift.md");
        Assert.All(DriftNoise.Always.Concat(DriftNoise.BetweenTargets), noise =>
        {
            Assert.Contains(noise.Path, paths);
            Assert.Contains($"| `{noise.Path}` | {noise.Why} |", page, StringComparison.Ordinal);
        });
        Assert.All(DriftNoise.Consequences, pair =>
        {
            Assert.Contains(Pattern(pair.Path), paths);
            Assert.Contains(Pattern(pair.Cause), paths);
        });

        static string Pattern(string path)
        {
            var open = path.IndexOf('[', StringComparison.Ordinal);
            return open < 0 ? path : path[..(open + 1)] + path[path.IndexOf(']', StringComparison.Ordinal)..];
        }
    }

    [Fact]
    public void What_rules_say_is_compared_by_rule_and_subject()
    {
        Finding Of(string rule, FindingStatus status, string? subject = null) =>
            Reports.Samples.Finding(rule, status: status, message: $"{rule} {subject}.") with { Subject = subject };
        var before = Side(Facts(), Of("GE1001", FindingStatus.Pass), Of("GE1002", FindingStatus.Fail, "a"), Of("GE1003", FindingStatus.Unknown),
            Of("GE1004", FindingStatus.Pass), Of("GE1005", FindingStatus.Fail), Of("GE0901", FindingStatus.Fail));
        var after = Side(Facts(), Of("GE1001", FindingStatus.Fail), Of("GE1002", FindingStatus.Fail, "b"), Of("GE1003", FindingStatus.Pass),
            Of("GE1004", FindingStatus.Unknown), Of("GE1005", FindingStatus.Fail), Of("GE1006", FindingStatus.Pass));
        var says = Comparison.Compare(before, after, new DriftFindings(Web, "the baseline", false), [DriftPart.Rules])
            .Select(finding => $"{finding.Status} {finding.Severity} {finding.Subject}").Order(StringComparer.Ordinal);
        Assert.Equal(
            ["Fail Error GE1001", "Fail Error GE1002 b", "Fail Information GE1002 a", "Unknown Error GE1003", "Unknown Error GE1004", "Unknown Warning "], says);
    }

    [Fact]
    public void A_baseline_is_read_back_and_a_damaged_one_refused()
    {
        var folder = Directory.CreateTempSubdirectory("goenv-test-");
        try
        {
            var path = Path.Combine(folder.FullName, "b.json");
            using (var file = new BaselineFile(path, Day))
            {
                Assert.True(file.Add(Side(Facts(), Reports.Samples.Finding())));
                Assert.False(file.Add(Side(Facts())));
                Assert.True(file.Add(new BaselineTarget { Target = Target.Local, CollectedAt = Day, Error = "it was asleep" }));
                file.Complete();
            }

            var baseline = Baseline.Load(path);
            Assert.Equal((2, "it was asleep"), (baseline.Targets.Count, baseline.Targets[1].Error));
            Assert.Equal([], Comparison.Compare(baseline.Targets[0], Side(Facts(), Reports.Samples.Finding()), new DriftFindings(Web, "x", false), [DriftPart.Facts, DriftPart.Rules])
                .Where(finding => finding.Status != FindingStatus.Pass));
            var whole = File.ReadAllText(path);
            Assert.All(
                (string[])[string.Empty, "[]", "{}", whole[..^20], whole.Replace("\"schemaVersion\":1", "\"schemaVersion\":2", StringComparison.Ordinal), whole.Replace("\"targets\"", "\"x\"", StringComparison.Ordinal)],
                text =>
                {
                    File.WriteAllText(path, text);
                    Assert.StartsWith(path, Assert.Throws<FormatException>(() => Baseline.Load(path)).Message, StringComparison.Ordinal);
                });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Drift_goes_to_every_format()
    {
        var findings = Compare(Facts(), With(Facts(), new ModuleSetting("GOPRIVATE", "example.com", SettingOrigin.Environment))).ToList();
        Assert.All(Enum.GetValues<ReportFormat>(), format =>
            Assert.Contains(format == ReportFormat.Prometheus ? "GE3800" : "GOPRIVATE", Report.ToText(format, Reports.Samples.Header, findings), StringComparison.Ordinal));
    }

    internal static BaselineTarget Side(EnvironmentFacts facts, params Finding[] findings) =>
        BaselineTarget.Of(new TargetResult(facts.Target, facts, findings, null), Day);

    internal static EnvironmentFacts Facts(string user = "me", string home = "/home/me") => new()
    {
        Target = Web,
        CollectedAt = Day,
        Host = new HostFacts
        {
            Kernel = "Linux",
            KernelRelease = "6.1.0",
            Machine = "x86_64",
            HostName = "web01",
            OsId = "debian",
            OsVersion = "12",
            OsName = "Debian GNU/Linux 12",
            User = user,
            UserId = 1000 + user[0],
            Home = home,
            HomeOwner = new PathOwner(0x1c0, 1000, 1000, user),
            SshFolder = Fact<PathOwner>.Absent,
            PrivateKeys = Array.Empty<PrivateKeyFile>(),
            AuthorizedKeysFile = Fact<PathOwner>.Absent,
            AuthorizedKeys = Fact<IReadOnlyList<AuthorizedKey>>.Absent,
            Clock = Day,
        },
        Toolchain = new ToolchainFacts
        {
            Toolchains = [Go("/usr/local/go", "1.27.3"), Go(home + "/sdk/go1.26.10", "1.26.10")],
            Winner = Go("/usr/local/go", "1.27.3"),
            GoEnv = Env(("GOROOT", "/usr/local/go"), ("GOFLAGS", "")),
            EnvFile = home + "/.config/go/env",
            EnvFileNames = Array.Empty<string>(),
            GoToolchainSetting = "auto",
            Pinned = Fact<string>.Absent,
            CCompiler = Fact<string>.Absent,
            Places = [new BuildPlace { Name = "GOPATH", Path = home + "/go", Mount = "/", FileSystem = "ext4 rw /dev/sda1", AvailableKiB = 100 }],
            SearchPath = "/usr/bin",
            LoginPath = "/usr/bin",
            KernelArch = "amd64",
            UserlandArch = "amd64",
            UserId = 1000,
        },
        Shell = new ShellFacts
        {
            LoginShell = "/bin/bash",
            Home = home,
            Starts = [new ShellStart { Kind = "ssh", Shell = "bash", Path = "/usr/bin", Go = Fact<string>.Absent }, new ShellStart { Kind = "bash -lc", Shell = "bash", Path = $"{home}/bin:/usr/bin", Go = Fact<string>.Absent }],
            Profiles = new[] { new ProfileFile(home + "/.profile", [new(1, "export A=1")]) },
        },
        Module = new ModuleFacts
        {
            Settings = [new ModuleSetting("GOPROXY", "https://proxy.golang.org,direct", SettingOrigin.GoRootFile) { File = "/usr/local/go/go.env", Line = 7 }],
            UserFile = new GoEnvFile { Path = home + "/.config/go/env", State = GoEnvFileState.Missing },
            Go = "/usr/local/go/bin/go",
            GoVersion = "go1.27.3",
            Netrc = new NetrcFacts
            {
                Path = home + "/.netrc",
                Exists = false,
                IsReadable = Fact<bool>.Absent,
                Mode = Fact<UnixFileMode>.Absent,
                OwnerId = Fact<long>.Absent,
                Owner = Fact<string>.Absent,
                Machines = Fact<IReadOnlyList<NetrcMachine>>.Absent,
            },
            Git = new GitFacts
            {
                Path = Fact<string>.Absent,
                Rewrites = Fact<IReadOnlyList<GitRewrite>>.Absent,
                Helpers = Fact<IReadOnlyList<GitOption>>.Absent,
                Http = Fact<IReadOnlyList<GitOption>>.Absent,
            },
            Cache = new ModuleCacheFacts
            {
                Path = home + "/go/pkg/mod",
                NearestExisting = home,
                IsWritable = true,
                FileSystem = "ext4",
                Foreign = Fact<IReadOnlyList<string>>.Absent,
            },
            Certificates = new[] { "/etc/ssl/certs" },
            UserId = 1000,
        },
    };

    private static GoToolchain Go(string root, string version) => new()
    {
        Path = root + "/bin/go",
        RealPath = root + "/bin/go",
        GoRoot = root,
        Version = GoVersion.TryParse(version, out var parsed) ? parsed : null,
        VersionText = "go version go" + version,
        VersionFile = "go" + version,
        Arch = "amd64",
        OnPath = 1,
        Owner = new PathOwner(0x1ed, 0, 0, "root"),
        CommandOwner = new PathOwner(0x1ed, 0, 0, "root"),
        Runs = true,
        SourceMinor = 27,
        ApiMinor = 27,
        Compiler = "compile version go" + version,
    };

    private static Fact<IReadOnlyDictionary<string, string>> Env(params (string Name, string Value)[] values) =>
        values.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);

    private static EnvironmentFacts With(EnvironmentFacts facts, ModuleSetting setting) => facts with
    {
        Module = facts.Module! with { Settings = [.. facts.Module.Settings.Where(other => other.Name != setting.Name), setting] },
    };

    private static IEnumerable<Finding> Compare(EnvironmentFacts before, EnvironmentFacts after, bool betweenTargets = false) =>
        Comparison.Compare(Side(before), Side(after), new DriftFindings(Web, "the baseline of 2026-11-20", betweenTargets), [DriftPart.Facts]).ToList();

    private static IEnumerable<string> Says(EnvironmentFacts before, EnvironmentFacts after, bool betweenTargets = false) =>
        Compare(before, after, betweenTargets).Where(finding => finding.Status != FindingStatus.Pass).Select(finding => finding.Message);
}
