using GoEnv.Binaries;
using GoEnv.Policies;
using GoEnv.Releases;
using GoEnv.Reports;
using GoEnv.Tests.Connection;
using GoEnv.Toolchain;

namespace GoEnv.Tests.Binaries;

public sealed class BinaryJudgeTests
{
    private static readonly GoBuildInfo Sane = new()
    {
        Path = "/opt/sane",
        GoVersion = GoVersion.Parse("1.27.3"),
        GoVersionText = "go1.27.3",
        Main = new GoModule("example.com/app", "v1.4.0"),
        Deps = [new GoModule("example.com/dep", "v1.0.0")],
        Settings = new Dictionary<string, string> { ["GOOS"] = "linux", ["GOARCH"] = "amd64", ["vcs.revision"] = "0123456789abcdef" },
        File = new BinaryFile { Format = BinaryFormat.Elf, Os = "linux", Arch = "amd64", Bits = 64, BuildId = "x/y" },
    };

    private static readonly JudgedBinary[] Binaries =
    [
        new(Sane, BinaryStage.Deployment),
        new(Sane with { Path = "/opt/old", GoVersion = GoVersion.Parse("1.19.8"), Deps = [new GoModule("example.com/dep", "v1.1.0")] }, BinaryStage.Deployment),
        new(Sane with { Path = "/usr/bin/old", GoVersion = GoVersion.Parse("1.19.8") }, BinaryStage.Distribution),
        new(Sane with { Path = "/opt/gone", Problem = new BinaryProblem(BinaryError.PathNotFound, "There is no '/opt/gone'.") }, BinaryStage.Deployment),
        new(Sane with { Path = "/opt/stripped", Problem = new BinaryProblem(BinaryError.NoBuildInfo, "x") }, BinaryStage.Development),
        new(Sane with { Path = "/opt/musl", File = Sane.File! with { Interpreter = "/lib/ld-musl-x86_64.so.1" } }, BinaryStage.Deployment) { HasLoader = false },
        new(Sane with { Path = "/opt/arm", File = Sane.File! with { Arch = "arm64" }, Settings = new Dictionary<string, string> { ["GOARCH"] = "arm64" } }, BinaryStage.Deployment),
        new(Sane with { Path = "/src/app" }, BinaryStage.Development) { Module = new NearbyModule("/src/go.mod", "example.com/app", GoVersion.Parse("1.28.0")) },
    ];

    private static readonly IReadOnlyList<Rule> Rules = [.. Catalog.Rules.Where(rule => rule.FactsType == typeof(BinaryFacts))];

    [Theory]
    [InlineData(0, 8)]
    [InlineData(0, 1)]
    [InlineData(4, 3)]
    [InlineData(0, 0)]
    public void What_is_said_as_binaries_come_is_what_is_said_of_all(int from, int count)
    {
        var facts = Facts(Binaries.Skip(from).Take(count));
        var judge = new BinaryJudge(Rules, Context);
        var early = Binaries.Skip(from).Take(count).SelectMany(judge.Of).ToList();
        Assert.Equal(count > 2, early.Count > 0);
        Assert.Equal(early.Count, judge.Count);
        var rest = judge.Rest(facts, Context);
        Assert.Equal(Said(Judge.Apply(Rules, facts, Context)), Said(early.Concat(rest)));
    }

    [Fact]
    public void What_needs_all_binaries_is_said_when_all_have_come()
    {
        var judge = new BinaryJudge(Rules, Context);
        var early = Binaries.SelectMany(judge.Of).Select(finding => finding.RuleId).ToHashSet(StringComparer.Ordinal);
        Assert.Subset(new HashSet<string>(["GE9001", "GE9003", "GE9010", "GE9011"], StringComparer.Ordinal), early);
        Assert.Equal(["GE9001"], judge.Undecided);
        var rest = judge.Rest(Facts(Binaries), Context).Where(finding => finding.Status == FindingStatus.Fail).Select(finding => finding.RuleId).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(new HashSet<string>(["GE9012", "GE9030", "GE9031", "GE9040"], StringComparer.Ordinal), rest);
    }

    private static RuleContext Context => new(Target.Parse("web01"), Policy.Default, GoReleases.Shipped with { Date = DateOnly.FromDateTime(Judged.Now.UtcDateTime) }, Judged.Now);

    private static FactSet Facts(IEnumerable<JudgedBinary> binaries)
    {
        var set = new FactSet();
        set.Add(new BinaryFacts { Binaries = binaries.ToList(), Os = "linux", Arch = "amd64" });
        return set;
    }

    private static List<string> Said(IEnumerable<Finding> findings) => findings.Select(finding => GoEnvJson.Write(finding)).Order(StringComparer.Ordinal).ToList();
}
