using GoEnv.Binaries;
using GoEnv.Pods;
using GoEnv.Toolchain;

namespace GoEnv.Tests.Pods;

public sealed class GoRuntimeTests
{
    [Theory]
    [InlineData("1.27.3", "", "", "", 2.0, 8, 2, "by the limit")]
    [InlineData("1.27.3", "", "", "", 0.25, 8, 2, "by the limit")]
    [InlineData("1.27.3", "", "", "", 0.25, 1, 1, "by the limit")]
    [InlineData("1.25.0", "", "", "", 2.1, 8, 3, "by the limit")]
    [InlineData("1.25.0", "", "", "", 16.0, 8, 8, "by the limit")]
    [InlineData("1.27.3", "containermaxprocs=0,updatemaxprocs=0", "", "", 2.0, 8, 8, "go line")]
    [InlineData("1.27.3", "containermaxprocs=0", "GODEBUG=containermaxprocs=1", "", 2.0, 8, 2, "by the limit")]
    [InlineData("1.27.3", "", "GODEBUG=gctrace=1,containermaxprocs=0", "", 2.0, 8, 8, "GODEBUG has")]
    [InlineData("1.24.9", "", "", "", 2.0, 8, 8, "does not know")]
    [InlineData("1.19", "", "", "go.uber.org/automaxprocs", 2.5, 8, 2, "automaxprocs")]
    [InlineData("1.19", "", "", "go.uber.org/automaxprocs", 0.5, 8, 1, "automaxprocs")]
    [InlineData("1.19", "", "GOMAXPROCS=3", "go.uber.org/automaxprocs", 2.0, 8, 3, "variable")]
    [InlineData("1.24.9", "", "GOMAXPROCS=junk", "", 2.0, 8, 8, "does not know")]
    [InlineData("1.24.9", "", "GOMAXPROCS=0", "", 2.0, 8, 8, "does not know")]
    [InlineData("1.24.9", "", "", "", -1.0, 8, 8, "one for each")]
    public void GOMAXPROCS_is_what_the_runtime_makes_of_it(string version, string defaults, string variable, string module, double limit, long processors, long expected, string why)
    {
        var program = Program(version, variable, module, defaults);
        var procs = GoRuntime.MaxProcs(program, limit < 0 ? Fact<double>.Absent : limit, processors);
        Assert.Equal(expected, procs.Value.Threads);
        Assert.Contains(why, procs.Value.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void GOMAXPROCS_is_unknown_where_what_decides_is()
    {
        var program = Program("1.27.3", "", "", "");
        Assert.True(GoRuntime.MaxProcs(program with { Settings = Fact<IReadOnlyDictionary<string, string>>.Unknown("may not") }, 2.0, 8).IsUnknown);
        Assert.True(GoRuntime.MaxProcs(program, Fact<double>.Unknown("no cgroup"), 8).IsUnknown);
        Assert.True(GoRuntime.MaxProcs(program, 2.0, Fact<long>.Unknown("no list")).IsUnknown);
        Assert.True(GoRuntime.MaxProcs(program with { Info = program.Info with { Problem = new BinaryProblem(BinaryError.PackedBinary, "It is packed.") } }, 2.0, 8).IsUnknown);
    }

    [Theory]
    [InlineData("GOMEMLIMIT=460MiB", 460L << 20)]
    [InlineData("GOMEMLIMIT=1GiB", 1L << 30)]
    [InlineData("GOMEMLIMIT=1000", 1000)]
    [InlineData("GOMEMLIMIT=1000B", 1000)]
    public void GOMEMLIMIT_has_units(string variable, long bytes) => Assert.Equal(bytes, GoRuntime.MemoryLimit(Program("1.27.3", variable, "", "")).Value);

    [Fact]
    public void GOMEMLIMIT_may_be_absent_off_or_nothing_that_can_be_read()
    {
        Assert.True(GoRuntime.MemoryLimit(Program("1.27.3", "", "", "")).IsAbsent);
        Assert.True(GoRuntime.MemoryLimit(Program("1.27.3", "GOMEMLIMIT=off", "", "")).IsAbsent);
        Assert.True(GoRuntime.MemoryLimit(Program("1.27.3", "GOMEMLIMIT=1GB", "", "")).IsUnknown);
    }

    [Theory]
    [InlineData("GE7020", "1.24.9", "", FindingStatus.Fail, "8 threads")]
    [InlineData("GE7020", "1.24.9", "GOMAXPROCS=2", null, "")]
    [InlineData("GE7020", "1.27.3", "", null, "")]
    [InlineData("GE7021", "1.27.3", "GOMEMLIMIT=512MiB", FindingStatus.Fail, "is killed before")]
    [InlineData("GE7021", "1.27.3", "GOMEMLIMIT=511MiB", null, "")]
    [InlineData("GE7021", "1.27.3", "GOGC=100", FindingStatus.Fail, "GOMEMLIMIT is not set")]
    [InlineData("GE7021", "1.18.1", "GOGC=100", null, "")]
    [InlineData("GE7021", "1.27.3", "GOMEMLIMIT=1GB", FindingStatus.Unknown, "1GB")]
    public void The_rules_hold_it_against_the_limits(string id, string version, string variable, FindingStatus? status, string says)
    {
        var pod = GivenPod.Running(info => info with { GoVersion = GoVersion.Parse(version) }, Split(variable.Length == 0 ? "GOMEMLIMIT=460MiB" : variable));
        var rule = Catalog.Rules.OfType<Rule<PodFacts>>().Single(rule => rule.Id == id);
        var problem = Connection.Judged.By(rule, pod).SingleOrDefault();
        Assert.Equal(status, problem?.Status);
        Assert.Contains(says, problem?.Message ?? string.Empty, StringComparison.Ordinal);
    }

    private static GoProgramInside Program(string version, string variable, string module, string defaults) => new(
        GivenPod.Program with
        {
            GoVersion = GoVersion.Parse(version),
            Deps = module.Length == 0 ? [] : [new GoModule(module, "v1.6.0")],
            Settings = new Dictionary<string, string> { ["DefaultGODEBUG"] = defaults },
        },
        variable.Length == 0 ? GivenPod.Settings() : GivenPod.Settings(Split(variable)));

    private static (string, string) Split(string variable) => (variable.Split('=', 2)[0], variable.Split('=', 2)[1]);
}
