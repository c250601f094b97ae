using GoEnv.Connection;
using GoEnv.Drift;
using GoEnv.Modules;
using GoEnv.Shell;
using GoEnv.Toolchain;

namespace GoEnv.Tests.Drift;

/// <summary>The facts of one healthy host, and what is said of two of them.</summary>
internal static class DriftSamples
{
    public static DateTimeOffset Day { get; } = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    public static Target Web { get; } = Target.Parse("ssh:web01");

    public static BaselineTarget Side(EnvironmentFacts facts, params Finding[] findings) =>
        BaselineTarget.Of(new TargetResult(facts.Target, facts, findings, null), Day);

    public static EnvironmentFacts Facts(string user = "me", string home = "/home/me") => new()
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

    public static GoToolchain Go(string root, string version) => new()
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

    public static Fact<IReadOnlyDictionary<string, string>> Env(params (string Name, string Value)[] values) =>
        values.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);

    public static EnvironmentFacts With(EnvironmentFacts facts, ModuleSetting setting) => facts with
    {
        Module = facts.Module! with { Settings = [.. facts.Module.Settings.Where(other => other.Name != setting.Name), setting] },
    };

    public static IEnumerable<Finding> Compare(EnvironmentFacts before, EnvironmentFacts after, bool betweenTargets = false) =>
        Comparison.Compare(Side(before), Side(after), new DriftFindings(Web, "the baseline of 2026-11-20", betweenTargets), [DriftPart.Facts]).ToList();

    public static IEnumerable<string> Says(EnvironmentFacts before, EnvironmentFacts after, bool betweenTargets = false) =>
        Compare(before, after, betweenTargets).Where(finding => finding.Status != FindingStatus.Pass).Select(finding => finding.Message);
}
