using GoEnv.Binaries;
using GoEnv.Policies;
using GoEnv.Releases;
using GoEnv.Tests.Connection;
using GoEnv.Toolchain;

namespace GoEnv.Tests.Binaries;

public sealed class BinaryRuleTests
{
    private static readonly GoBuildInfo Sane = new()
    {
        Path = "/opt/app/server",
        GoVersion = GoVersion.Parse("1.27.3"),
        GoVersionText = "go1.27.3",
        Package = "example.com/app/cmd/server",
        Main = new GoModule("example.com/app", "v1.4.0"),
        Deps = [new GoModule("example.com/dep", "v1.0.0")],
        Settings = new Dictionary<string, string>
        {
            ["GOOS"] = "linux", ["GOARCH"] = "amd64", ["CGO_ENABLED"] = "0", ["vcs.revision"] = "0123456789abcdef", ["vcs.modified"] = "false",
        },
        File = new BinaryFile { Format = BinaryFormat.Elf, Os = "linux", Arch = "amd64", Bits = 64, BuildId = "x/y" },
    };

    private static readonly GoReleases Fresh = GoReleases.Shipped with { Date = DateOnly.FromDateTime(Judged.Now.UtcDateTime) };

    public static TheoryData<string> Ids => new(Rules.Select(rule => rule.Id));

    private static IEnumerable<Rule<BinaryFacts>> Rules => Catalog.Rules.OfType<Rule<BinaryFacts>>();

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_sane_binary_passes_wherever_it_lies(string id)
    {
        foreach (var stage in Enum.GetValues<BinaryStage>())
        {
            Assert.Empty(By(id, Of(Sane, stage)));
        }

        Assert.Empty(By(id, new BinaryFacts()));
    }

    [Theory]
    [InlineData("GE9002", Severity.Error, Severity.Error, Severity.Error)]
    [InlineData("GE9003", Severity.Warning, Severity.Information, Severity.Warning)]
    [InlineData("GE9004", Severity.Warning, Severity.Information, Severity.Warning)]
    [InlineData("GE9010", Severity.Error, Severity.Information, Severity.Warning)]
    [InlineData("GE9011", Severity.Error, Severity.Information, Severity.Warning)]
    [InlineData("GE9012", Severity.Warning, Severity.Warning, Severity.Warning)]
    [InlineData("GE9020", Severity.Warning, null, null)]
    [InlineData("GE9021", Severity.Warning, null, null)]
    [InlineData("GE9022", Severity.Warning, null, null)]
    [InlineData("GE9023", Severity.Error, null, null)]
    [InlineData("GE9024", Severity.Information, null, null)]
    [InlineData("GE9025", Severity.Information, null, null)]
    [InlineData("GE9030", Severity.Error, null, null)]
    [InlineData("GE9031", Severity.Error, Severity.Error, null)]
    public void A_fault_counts_by_where_the_binary_lies(string id, Severity deployed, Severity? distribution, Severity? development)
    {
        foreach (var (stage, severity) in ((BinaryStage, Severity?)[])[(BinaryStage.Deployment, deployed), (BinaryStage.Distribution, distribution), (BinaryStage.Development, development)])
        {
            var facts = Of(Faulty(id), stage);
            facts = id switch
            {
                "GE9012" => With(facts, binary => binary with { Module = new NearbyModule("/opt/app/go.mod", "example.com/app", GoVersion.Parse("1.28")) }),
                "GE9031" => With(facts, binary => binary with { HasLoader = false }),
                _ => facts,
            };
            var problems = By(id, facts);
            Assert.Equal(severity is null ? 0 : 1, problems.Count);
            if (severity is not null)
            {
                Assert.Equal((FindingStatus.Fail, severity, Sane.Path), (problems[0].Status, problems[0].Severity ?? Rule(id).Severity, problems[0].Subject));
                Assert.NotNull(problems[0].Fix);
                Assert.Contains(Sane.Path, problems[0].Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData(BinaryError.FileUnreadable)]
    [InlineData(BinaryError.PathNotFound)]
    [InlineData(BinaryError.NotGoBinary)]
    public void What_could_not_be_read_is_unknown_once(BinaryError error)
    {
        var facts = Of(new GoBuildInfo { Path = Sane.Path, Problem = new BinaryProblem(error, "why") });

        Assert.Equal((FindingStatus.Unknown, "why"), Assert.Single(By("GE9001", facts)) is var problem ? (problem.Status, problem.Message) : default);
        Assert.All(Rules.Where(rule => rule.Id != "GE9001"), rule => Assert.Empty(By(rule.Id, facts)));
    }

    [Theory]
    [InlineData(BinaryStage.Deployment, Severity.Warning)]
    [InlineData(BinaryStage.Development, Severity.Information)]
    public void A_preview_is_no_release(BinaryStage stage, Severity severity)
    {
        var problem = Assert.Single(By("GE9010", Of(Sane with { GoVersion = GoVersion.Parse("1.28rc1"), GoVersionText = "go1.28rc1" }, stage)));
        Assert.Equal((FindingStatus.Fail, severity), (problem.Status, problem.Severity));
        Assert.Contains("a preview of one", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_built_without_modules_is_told()
    {
        var bazel = Sane with { Package = null, Main = null, Deps = [] };
        Assert.Contains("without modules", Assert.Single(By("GE9003", Of(bazel))).Message, StringComparison.Ordinal);
        Assert.Empty(By("GE9003", Of(bazel, BinaryStage.Development)));
    }

    [Fact]
    public void What_cannot_be_told_is_unknown()
    {
        var devel = Of(Sane with { GoVersion = null, GoVersionText = "devel +abc" });
        var next = Of(Sane with { GoVersion = GoVersion.Parse("1.28.0") });
        var machine = Of(Sane) with { Arch = Fact<string>.Unknown("uname is absent") };
        var loader = With(Of(Faulty("GE9031")), binary => binary with { HasLoader = Fact<bool>.Unknown("no answer") });

        Assert.Equal(FindingStatus.Unknown, Assert.Single(By("GE9010", devel)).Status);
        Assert.Equal(FindingStatus.Unknown, Assert.Single(By("GE9010", next)).Status);
        Assert.Equal(FindingStatus.Unknown, Assert.Single(By("GE9011", Of(Sane), GoReleases.Shipped)).Status);
        Assert.Equal(FindingStatus.Unknown, Assert.Single(By("GE9030", machine)).Status);
        Assert.Equal(FindingStatus.Unknown, Assert.Single(By("GE9031", loader)).Status);
    }

    [Fact]
    public void What_runs_fits_the_machine()
    {
        var arm = Of(Faulty("GE9030") with { Processes = [new BinaryProcess(7, "server")] });
        var loader = With(Of(Faulty("GE9031") with { Processes = [new BinaryProcess(7, "server")] }), binary => binary with { HasLoader = false });

        Assert.Empty(By("GE9030", arm));
        Assert.Empty(By("GE9031", loader));
    }

    [Fact]
    public void Milder_cases_are_milder()
    {
        Assert.Equal(Severity.Information, Assert.Single(By("GE9030", Of(For("windows", "amd64")))).Severity);
        Assert.Equal(Severity.Warning, Assert.Single(By("GE9030", Of(For("linux", "386")))).Severity);
        Assert.Equal(Severity.Information, Assert.Single(By("GE9021", Of(Sane with { Main = new GoModule("example.com/app", "(devel)") }))).Severity);
        Assert.Null(Assert.Single(By("GE9023", Of(Set("-cover", "true")))).Severity);
        Assert.Contains("without optimisation", Assert.Single(By("GE9023", Of(Set("-gcflags", "all=-N -l")))).Message, StringComparison.Ordinal);
        Assert.Empty(By("GE9023", Of(Set("-gcflags", "all=-trimpath=/x"))));
        Assert.Empty(By("GE9031", With(Of(For("linux", "arm64", "/lib/ld-linux-aarch64.so.1")), binary => binary with { HasLoader = false })));
    }

    [Fact]
    public void A_folder_of_the_same_commit_is_no_local_replace()
    {
        var module = new GoModule("example.com/dep", "v0.0.0") { Replace = new GoModule("./dep", "(devel)") };
        var outside = module with { Replace = new GoModule("../dep", "(devel)") };

        Assert.Empty(By("GE9022", Of(Sane with { Deps = [module] })));
        Assert.Single(By("GE9022", Of(Sane with { Deps = [outside] })));
        Assert.Single(By("GE9022", Of(Sane with { Deps = [module], Settings = new Dictionary<string, string>() })));
        Assert.Empty(By("GE9022", Of(Faulty("GE9021") with { Deps = [module] })));
        Assert.Single(By("GE9022", Of(Faulty("GE9021") with { Deps = [outside] })));
        Assert.Empty(By("GE9022", Of(Sane with { Deps = [module with { Replace = new GoModule("example.com/fork", "v1.0.1") }] })));
    }

    [Theory]
    [InlineData("command-line-arguments", "from files named one by one")]
    [InlineData("example.com/app/cmd/server", "outside of a module")]
    public void A_binary_without_a_main_module_does_not_know_what_it_was_built_from(string package, string how)
    {
        var info = Sane with { Package = package, Main = null, Settings = new Dictionary<string, string>() };
        Assert.Contains(how, Assert.Single(By("GE9021", Of(info))).Message, StringComparison.Ordinal);
        Assert.Empty(By("GE9021", Of(info with { Package = null, Deps = [] })));
    }

    [Fact]
    public void The_linkers_build_id_will_do() =>
        Assert.Empty(By("GE9025", Of(Sane with { File = Sane.File! with { BuildId = null, LinkerBuildId = "ab45" } })));

    [Fact]
    public void A_go_mod_file_of_another_module_is_none_of_the_binarys()
    {
        var file = new NearbyModule("/opt/go.mod", "example.com/other", GoVersion.Parse("1.99"));
        Assert.Empty(By("GE9012", With(Of(Sane), binary => binary with { Module = file })));
    }

    [Fact]
    public void Deployed_binaries_are_compared()
    {
        var other = Sane with { Path = "/opt/app/worker", Deps = [new GoModule("example.com/dep", "v1.2.0")] };
        var facts = Of(Sane) with { Binaries = [new JudgedBinary(Sane, BinaryStage.Deployment), new JudgedBinary(other, BinaryStage.Deployment)] };
        var problem = Assert.Single(By("GE9040", facts));

        Assert.Equal("example.com/dep is v1.0.0 in '/opt/app/server' and v1.2.0 in '/opt/app/worker'.", problem.Message);
        Assert.Equal(["example.com/dep: v1.0.0 in /opt/app/server, v1.2.0 in /opt/app/worker"], problem.Evidence);
        Assert.Empty(By("GE9040", With(facts, binary => binary with { Stage = BinaryStage.Development })));
    }

    [Theory]
    [InlineData("/home/me/bin/server", BinaryStage.Development, BinaryStage.Development)]
    [InlineData("/tmp/x", BinaryStage.Development, BinaryStage.Development)]
    [InlineData("app/server", BinaryStage.Development, BinaryStage.Development)]
    [InlineData("C:\\work\\server.exe", BinaryStage.Development, BinaryStage.Development)]
    [InlineData("/opt/app/server", BinaryStage.Deployment, BinaryStage.Deployment)]
    [InlineData("/usr/local/bin/server", BinaryStage.Deployment, BinaryStage.Deployment)]
    [InlineData("/usr/bin/docker", BinaryStage.Distribution, BinaryStage.Distribution)]
    [InlineData("/lib/x", BinaryStage.Distribution, BinaryStage.Distribution)]
    [InlineData("/server", BinaryStage.Development, BinaryStage.Deployment)]
    [InlineData("/data/server", BinaryStage.Development, BinaryStage.Deployment)]
    public void The_folder_tells_the_stage(string path, BinaryStage here, BinaryStage there)
    {
        Assert.Equal((here, there), (BinaryPlace.Of(path, isHere: true), BinaryPlace.Of(path, isHere: false)));
        Assert.Equal(BinaryStage.Deployment, BinaryPlace.Of(Sane with { Path = path, IsInContainer = true }, isHere: true));
    }

    [Fact]
    public void Containers_with_the_same_path_are_told_apart()
    {
        var info = Faulty("GE9010") with { IsInContainer = true, Processes = [new BinaryProcess(7, "server")] };
        Assert.Equal("/opt/app/server of process 7 (server)", Assert.Single(By("GE9010", Of(info))).Subject);
    }

    [Fact]
    public void The_lines_of_a_go_mod_file_are_read() => Assert.Equal(
        new NearbyModule("go.mod", "example.com/a", GoVersion.Parse("1.26.0")),
        NearbyModule.Of("go.mod", ["// c", "module \"example.com/a\" // x", "", "go\t1.26.0", "require x v1", "go 1.1"]));

    private static GoBuildInfo Faulty(string id) => id switch
    {
        "GE9002" => Sane with { File = Sane.File! with { IsTruncated = true } },
        "GE9003" => Sane with { Problem = new BinaryProblem(BinaryError.NoBuildInfo, "x") },
        "GE9004" => Sane with { Problem = new BinaryProblem(BinaryError.PackedBinary, "x") },
        "GE9010" => Sane with { GoVersion = GoVersion.Parse("1.24.4") },
        "GE9011" => Sane with { GoVersion = GoVersion.Parse("1.26.2") },
        "GE9012" => Sane,
        "GE9020" => Set("vcs.modified", "true"),
        "GE9021" => Sane with { Main = new GoModule("example.com/app", "(devel)"), Settings = new Dictionary<string, string>() },
        "GE9022" => Sane with { Main = new GoModule("example.com/app", "v1") { Replace = new GoModule("/src/app", "(devel)") } },
        "GE9023" => Set("-race", "true"),
        "GE9024" => Set("DefaultGODEBUG", "a=1,containermaxprocs=0,updatemaxprocs=0"),
        "GE9025" => Sane with { File = Sane.File! with { BuildId = null } },
        "GE9030" => For("linux", "arm64"),
        "GE9031" => For("linux", "amd64", "/lib/ld-musl-x86_64.so.1"),
        _ => throw new ArgumentException(id, nameof(id)),
    };

    private static GoBuildInfo Set(string name, string value) => Sane with { Settings = new Dictionary<string, string>(Sane.Settings.ToDictionary()) { [name] = value } };

    private static GoBuildInfo For(string os, string arch, string? loader = null) => Sane with
    {
        Settings = new Dictionary<string, string>(Sane.Settings.ToDictionary()) { ["GOOS"] = os, ["GOARCH"] = arch },
        File = Sane.File! with { Os = os, Arch = arch, Interpreter = loader },
    };

    private static BinaryFacts Of(GoBuildInfo info, BinaryStage stage = BinaryStage.Deployment) =>
        new() { Binaries = [new JudgedBinary(info, stage)], Os = "linux", Arch = "amd64" };

    private static BinaryFacts With(BinaryFacts facts, Func<JudgedBinary, JudgedBinary> change) =>
        facts with { Binaries = facts.Binaries.Select(change).ToList() };

    private static Rule<BinaryFacts> Rule(string id) => Rules.Single(rule => rule.Id == id);

    private static IReadOnlyList<Problem> By(string id, BinaryFacts facts, GoReleases? releases = null) =>
        Rule(id).Judge(facts, new RuleContext(Target.Parse("web01"), Policy.Default, releases ?? Fresh, Judged.Now)).ToList();
}
