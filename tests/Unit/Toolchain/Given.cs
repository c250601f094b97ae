using GoEnv.Policies;
using GoEnv.Releases;
using GoEnv.Toolchain;

namespace GoEnv.Tests.Toolchain;

/// <summary>Literal facts of a healthy target, and what a rule says of them.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Now = new(2026, 9, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly GoReleases Releases = new()
    {
        Date = new DateOnly(2026, 8, 20),
        All =
        [
            new GoRelease(GoVersion.Parse("1.27.1"), new DateOnly(2026, 8, 20), null),
            new GoRelease(GoVersion.Parse("1.27.0"), new DateOnly(2026, 8, 19), false),
            new GoRelease(GoVersion.Parse("1.26.7"), new DateOnly(2026, 8, 19), false),
            new GoRelease(GoVersion.Parse("1.26.6"), new DateOnly(2026, 8, 13), true),
            new GoRelease(GoVersion.Parse("1.26.0"), new DateOnly(2026, 2, 10), false),
            new GoRelease(GoVersion.Parse("1.25.14"), new DateOnly(2026, 8, 19), false),
            new GoRelease(GoVersion.Parse("1.25.0"), new DateOnly(2025, 8, 12), false),
            new GoRelease(GoVersion.Parse("1.20"), new DateOnly(2023, 2, 1), false),
        ],
    };

    public static GoToolchain Go(string version = "1.27.1", string root = "/usr/local/go") => new()
    {
        Path = root + "/bin/go",
        RealPath = root + "/bin/go",
        Paths = [root + "/bin/go"],
        Version = GoVersion.Parse(version),
        VersionText = $"go version go{version} linux/amd64",
        VersionFile = "go" + version,
        GoRoot = root,
        Arch = "amd64",
        ToolPlatforms = ["linux_amd64"],
        Manager = ToolchainManager.Archive,
        OnPath = 1,
        Owner = new PathOwner(493, 0, 0, "root"),
        CommandOwner = new PathOwner(493, 0, 0, "root"),
        Runs = true,
        SourceMinor = GoVersion.Parse(version).Minor,
        ApiMinor = GoVersion.Parse(version).Minor,
        Compiler = "compile version go" + version,
    };

    public static ToolchainFacts Facts(params GoToolchain[] toolchains) => new()
    {
        Toolchains = toolchains,
        Winner = toolchains.FirstOrDefault(),
        GoEnv = Env(),
        EnvFile = "/home/a/.config/go/env",
        EnvFileNames = Fact<IReadOnlyList<string>>.Absent,
        GoToolchainSetting = "auto",
        Pinned = Fact<string>.Absent,
        CCompilerName = "gcc",
        CCompiler = "/usr/bin/gcc",
        Places = [Place("TMPDIR", "/tmp"), Place("GOPATH", "/home/a/go"), Place("GOCACHE", "/home/a/.cache/go-build"), Place("GOBIN", "/home/a/go/bin")],
        SearchPath = "/usr/local/go/bin:/usr/bin:/home/a/go/bin",
        LoginPath = "/usr/local/go/bin:/usr/bin",
        KernelArch = "amd64",
        UserlandArch = "amd64",
        UserId = 1000,
    };

    public static Fact<IReadOnlyDictionary<string, string>> Env(params (string Name, string Value)[] more)
    {
        var values = new Dictionary<string, string>
        {
            ["GOPATH"] = "/home/a/go", ["GOSUMDB"] = "sum.golang.org", ["GOPROXY"] = "https://proxy.golang.org,direct", ["CGO_ENABLED"] = "1",
            ["GOOS"] = "linux", ["GOARCH"] = "amd64", ["GOHOSTOS"] = "linux", ["GOHOSTARCH"] = "amd64",
        };
        foreach (var (name, value) in more)
        {
            values[name] = value;
        }

        return values;
    }

    public static BuildPlace Place(string name, string path) => new()
    {
        Name = name,
        Path = path,
        Exists = true,
        Resolved = path,
        Mount = "/",
        FileSystem = "ext4 rw,relatime /dev/sda1",
        AvailableKiB = 50L * 1024 * 1024,
    };

    public static ToolchainFacts Exporting(this ToolchainFacts facts, string name, string value) => facts with
    {
        Session = new Dictionary<string, string>(facts.Session) { [name] = value },
        GoEnv = Env((name, value)),
    };

    public static IReadOnlyList<Problem> Judge(Rule rule, ToolchainFacts facts, Policy? policy = null, GoReleases? releases = null, DateTimeOffset? now = null) =>
        rule.JudgeFacts(facts, new RuleContext(Target.Parse("local"), policy ?? Policy.Default, releases ?? Releases, now ?? Now)).ToList();

    public static Problem Fails(Rule rule, ToolchainFacts facts, string says, Severity? severity = null)
    {
        var problem = Assert.Single(Judge(rule, facts));
        Assert.Equal(FindingStatus.Fail, problem.Status);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
        Assert.Equal(severity ?? rule.Severity, problem.Severity ?? rule.Severity);
        return problem;
    }

    public static void IsUnknown(Rule rule, ToolchainFacts facts, string says)
    {
        var problem = Assert.Single(Judge(rule, facts));
        Assert.Equal(FindingStatus.Unknown, problem.Status);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
    }

    public static void Passes(Rule rule, ToolchainFacts facts) => Assert.Empty(Judge(rule, facts));
}
