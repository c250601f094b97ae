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
    [InlineData("1.24.9", "", "GOMAXPROCS=+3", "", 2.0, 8, 8, "does not know")]
    [InlineData("1.27.3", "", "GOMAXPROCS=+5", "", 2.0, 8, 5, "variable")]
    [InlineData("1.27.3", "", "GOMAXPROCS=03", "", 2.0, 8, 3, "variable")]
    [InlineData("1.27.3", "", "GODEBUG=containermaxprocs=-1", "", 2.0, 8, 8, "GODEBUG has")]
    [InlineData("1.27.3", "", "GODEBUG=containermaxprocs=2", "", 2.0, 8, 2, "by the limit")]
    [InlineData("1.27.3", "", "GODEBUG=containermaxprocs=0,containermaxprocs=1", "", 2.0, 8, 2, "by the limit")]
    [InlineData("1.27.3", "", "GODEBUG=containermaxprocs=0,containermaxprocs=x", "", 2.0, 8, 8, "GODEBUG has")]
    [InlineData("1.27.3", "containermaxprocs=0", "GODEBUG=containermaxprocs=x", "", 2.0, 8, 8, "go line")]
    [InlineData("1.27.3", "containermaxprocs=0", "GODEBUG=containermaxprocs=", "", 2.0, 8, 8, "go line")]
    [InlineData("1.24.9", "", "", "", -1.0, 8, 8, "one for each")]
    public void GOMAXPROCS_is_what_the_runtime_makes_of_it(string version, string defaults, string variable, string module, double limit, long processors, long expected, string why)
    {
        var program = Program(version, variable, module, defaults);
        var procs = GoRuntime.MaxProcs(program, limit < 0 ? Fact<double>.Absent : limit, processors);
        Assert.Equal(expected, procs.Value.Threads);
        Assert.Contains(why, procs.Value.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1.4.0", 2, 8, "does not know")]
    [InlineData("v1.4.0", 1, 2, "automaxprocs")]
    [InlineData("v1.5.0", 2, 2, "automaxprocs")]
    [InlineData("v1.10.0", 2, 2, "automaxprocs")]
    public void Automaxprocs_knows_version_2_of_cgroups_from_1_5_on(string module, long cgroup, long expected, string why)
    {
        var program = Program("1.24.9", "", "", "");
        program = program with { Info = program.Info with { Deps = [new GoModule("go.uber.org/automaxprocs", module)] } };
        var procs = GoRuntime.MaxProcs(program, GivenPod.Inside with { CgroupVersion = cgroup });
        Assert.Equal(expected, procs.Value.Threads);
        Assert.Contains(why, procs.Value.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.25.4", true, null)]
    [InlineData("1.25.4", false, 2L)]
    [InlineData("1.26.0", true, 2L)]
    [InlineData("1.24.9", true, 8L)]
    public void Go_1_25_may_not_find_a_cgroup_that_is_mounted_alone(string version, bool isAlone, long? expected)
    {
        var procs = GoRuntime.MaxProcs(Program(version, "", "", ""), GivenPod.Inside with { IsCgroupMountedAlone = isAlone });
        Assert.Equal(expected, procs.IsKnown ? procs.Value.Threads : null);
        Assert.Equal(expected is null, procs.Reason?.Contains("mounted without", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void An_older_Go_does_not_need_the_limit()
    {
        Assert.Equal(8, GoRuntime.MaxProcs(Program("1.24.9", "", "", ""), Fact<double>.Unknown("no cgroup"), 8).Value.Threads);
        Assert.Equal(8, GoRuntime.MaxProcs(Program("1.27.3", "GODEBUG=containermaxprocs=0", "", ""), Fact<double>.Unknown("no cgroup"), 8).Value.Threads);
    }

    [Theory]
    [InlineData("1.27.3", null, 3.0, FindingStatus.Fail, "8 threads at once, one for each processor, since the limit is that of a cgroup above its own", "Set the variable GOMAXPROCS to 3")]
    [InlineData("1.27.3", 4.0, 3.0, FindingStatus.Fail, "4 threads", "Set the variable GOMAXPROCS to 3")]
    [InlineData("1.27.3", 3.0, 4.0, null, "", "")]
    [InlineData("1.27.3", null, null, FindingStatus.Unknown, "nothing tells whether the node enforces it", "")]
    [InlineData("1.24.9", 4.0, 8.0, FindingStatus.Fail, "does not know the limit, and its container may use 4 processors", "Build it")]
    public void GE7020_knows_that_Go_looks_at_its_own_cgroup_alone(string version, double? own, double? above, FindingStatus? status, string says, string fix)
    {
        var pod = GivenPod.Running(info => info with { GoVersion = GoVersion.Parse(version) }, ("GOMEMLIMIT", "460MiB"));
        var inside = pod.Containers[0].Inside.Value with { CpuLimit = own is { } o ? o : Fact<double>.Absent, CpuLimitAbove = above is { } a ? a : Fact<double>.Absent };
        pod = pod with { Containers = [pod.Containers[0] with { Inside = inside }] };
        var problem = Connection.Judged.By(new MaxProcsRule(), pod).SingleOrDefault();
        Assert.Equal(status, problem?.Status);
        Assert.Contains(says, problem?.Message ?? string.Empty, StringComparison.Ordinal);
        Assert.Contains(fix, problem?.Fix ?? string.Empty, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "3")]
    [InlineData("1", "16")]
    [InlineData("8", "16")]
    public void GE7020_passes_where_the_processors_are_as_few_as_the_limit(string limit, string processors)
    {
        var pod = GivenPod.Running(info => info, ("GOMAXPROCS", "2"));
        var inside = pod.Containers[0].Inside.Value with
        {
            Processors = long.Parse(processors, System.Globalization.CultureInfo.InvariantCulture),
            CpuLimit = limit == "0" ? Fact<double>.Absent : double.Parse(limit, System.Globalization.CultureInfo.InvariantCulture),
        };
        Assert.Empty(Connection.Judged.By(new MaxProcsRule(), pod with { Containers = [pod.Containers[0] with { Inside = inside }] }));
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
