using GoEnv.Modules;
using GoEnv.Policies;
using GoEnv.Releases;

namespace GoEnv.Tests.Modules;

/// <summary>Literal facts of a healthy account, and rules applied to them.</summary>
internal static class Given
{
    public static readonly Fact<GoEnvFileState> FileNotRead = Fact<GoEnvFileState>.Unknown("/home/me/.config/go/env is larger than 65536 bytes");

    public static ModuleFacts Healthy { get; } = new()
    {
        Settings =
        [
            new("GOPROXY", "https://proxy.golang.org,direct", SettingOrigin.GoRootFile) { File = "/usr/lib/go/go.env", Line = 7 },
            new("GOSUMDB", "sum.golang.org", SettingOrigin.GoRootFile) { File = "/usr/lib/go/go.env", Line = 8 },
            new("GOAUTH", "netrc", SettingOrigin.Default),
        ],
        UserFile = new GoEnvFile { Path = "/home/me/.config/go/env", State = GoEnvFileState.Missing },
        Go = "/usr/bin/go",
        GoVersion = "go1.27.3",
        Netrc = new NetrcFacts
        {
            Path = "/home/me/.netrc",
            Exists = false,
            IsReadable = Fact<bool>.Absent,
            Mode = Fact<UnixFileMode>.Absent,
            OwnerId = Fact<long>.Absent,
            Owner = Fact<string>.Absent,
            Machines = Fact<IReadOnlyList<NetrcMachine>>.Absent,
        },
        Git = new GitFacts { Path = "/usr/bin/git", Rewrites = Rewrites(), Helpers = Options(), Http = Options() },
        Cache = new ModuleCacheFacts
        {
            Path = "/home/me/go/pkg/mod",
            NearestExisting = "/home/me/go/pkg/mod",
            IsWritable = true,
            FileSystem = "ext4",
            Foreign = Fact<IReadOnlyList<string>>.Absent,
        },
        Certificates = Texts("/etc/ssl/certs/ca-certificates.crt"),
        UserId = 1000,
    };

    /// <summary>A machine with nothing on it: no Go, no git, no settings.</summary>
    public static ModuleFacts Bare { get; } = Healthy with
    {
        Settings = [],
        Go = Fact<string>.Absent,
        GoVersion = Fact<string>.Absent,
        Git = new GitFacts
        {
            Path = Fact<string>.Absent,
            Rewrites = Fact<IReadOnlyList<GitRewrite>>.Absent,
            Helpers = Fact<IReadOnlyList<GitOption>>.Absent,
            Http = Fact<IReadOnlyList<GitOption>>.Absent,
        },
        Cache = Healthy.Cache with { NearestExisting = "/", IsWritable = false },
        Certificates = Texts(),
    };

    /// <summary>The healthy account with other settings in its environment.</summary>
    public static ModuleFacts Set(params (string Name, string Value)[] settings) => Set(Healthy, settings);

    public static ModuleFacts Set(ModuleFacts facts, params (string Name, string Value)[] settings) => facts with
    {
        Settings = [
            .. facts.Settings.Where(old => settings.All(setting => setting.Name != old.Name)),
            .. settings.Select(setting => new ModuleSetting(setting.Name, setting.Value, SettingOrigin.Environment)),
        ],
    };

    public static ModuleFacts SetOne(ModuleSetting setting) => Healthy with
    {
        Settings = [.. Healthy.Settings.Where(old => old.Name != setting.Name), setting],
    };

    /// <summary>The healthy account with its go/env file not read.</summary>
    public static ModuleFacts FileUnknown { get; } = Healthy with
    {
        UserFile = Healthy.UserFile with { State = FileNotRead },
    };

    public static Fact<IReadOnlyList<GitRewrite>> Rewrites(params GitRewrite[] rewrites) => rewrites;

    public static Fact<IReadOnlyList<GitOption>> Options(params GitOption[] options) => options;

    public static Fact<IReadOnlyList<NetrcMachine>> Machines(params NetrcMachine[] machines) => machines;

    public static Fact<IReadOnlyList<string>> Texts(params string[] texts) => texts;

    public static IReadOnlyList<Problem> Judge(this Rule rule, object facts) => rule.JudgeFacts(
        facts, new RuleContext(Target.Parse("local"), Policy.Default, GoReleases.Shipped, DateTimeOffset.UnixEpoch)).ToList();

    public static void Passes(this Rule rule, object facts) => Assert.Empty(rule.Judge(facts).Select(problem => problem.Message));

    public static Problem Fails(this Rule rule, object facts, string says, Severity? severity = null)
    {
        var problem = Assert.Single(rule.Judge(facts));
        Assert.Equal(FindingStatus.Fail, problem.Status);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
        Assert.Equal(severity ?? rule.Severity, problem.Severity ?? rule.Severity);
        Assert.False(string.IsNullOrEmpty(problem.Fix));
        return problem;
    }

    public static void IsUnknown(this Rule rule, object facts, string says)
    {
        var problem = Assert.Single(rule.Judge(facts));
        Assert.Equal(FindingStatus.Unknown, problem.Status);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
    }
}
