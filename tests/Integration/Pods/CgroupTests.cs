using GoEnv.Pods;
using GoEnv.Tests.ApiServer;

namespace GoEnv.Tests.Pods;

/// <summary>What real Go runtimes make of real groups of version 2, and what is said of them.</summary>
public sealed class CgroupTests(CgroupPrograms programs) : IClassFixture<CgroupPrograms>, IDisposable
{
    private const string None = "max 100000";

    // Each under a name of its own: toolchain, go line, variable.
    private static readonly Dictionary<string, (string Go, string Line, string Variable)> Programs = new()
    {
        ["old"] = ("1.24", "1.24", ""),
        ["middle"] = ("1.26", "1.26", ""),
        ["newest"] = ("1.27", "1.27", ""),
        ["line"] = ("1.27", "1.24", ""),
        ["set"] = ("1.27", "1.27", "GOMAXPROCS=5"),
        ["signed"] = ("1.26", "1.24", "GOMAXPROCS=+5"),
        ["off"] = ("1.27", "1.27", "GODEBUG=gctrace=0,containermaxprocs=0"),
        ["minus"] = ("1.26", "1.26", "GODEBUG=containermaxprocs=-1"),
        ["on"] = ("1.27", "1.24", "GODEBUG=containermaxprocs=1"),
        ["junk"] = ("1.27", "1.24", "GODEBUG=containermaxprocs=x"),
    };

    private readonly string folder = Directory.CreateTempSubdirectory("goenv-cgroup-").FullName;

    public static TheoryData<string, string, CgroupView> Limits => new()
    {
        { None, None, CgroupView.NameSpace },
        { None, "50000 100000", CgroupView.NameSpace },
        { None, "100000 100000", CgroupView.Alone },
        { None, "150000 100000", CgroupView.Whole },
        { None, "250000 100000", CgroupView.NameSpace },
        { None, "250000 100000", CgroupView.Alone },
        { None, "250000 100000", CgroupView.Whole },
        { "300000 100000", None, CgroupView.NameSpace },
        { "300000 100000", None, CgroupView.Whole },
        { "300000 100000", "200000 50000", CgroupView.Whole },
        { "300000 100000", "250000 100000", CgroupView.Whole },
    };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Limits))]
    public async Task GOMAXPROCS_is_what_the_runtime_made_of_it(string above, string own, CgroupView view)
    {
        Assert.SkipUnless(Container.IsPossible, "This account cannot make PID and mount namespaces.");
        using var group = CgroupGroup.Make(above, own);
        var root = Path.Combine(folder, "root");
        Assert.SkipWhen(ContainerRoot.Make(root, "dash") is null, "There is no dash here.");
        Directory.CreateDirectory(root + "/sys/fs/cgroup");
        foreach (var (name, program) in Programs)
        {
            File.Copy(programs.Build(program.Go, program.Line), $"{root}/app/{name}");
        }

        var (container, printed) = await CgroupContainer.StartAsync(
            group, view, root, "exec 3<&0; " + string.Concat(Programs.Select(program => $"{program.Value.Variable} /app/{program.Key} <&3 & ")) + "wait", Programs.Count);
        await using (container)
        {
            var inside = (await new ContainerReader(container, TimeSpan.FromMinutes(4)).ReadAsync(TestContext.Current.CancellationToken)).Value;
            Assert.Equal(
                printed.Order(StringComparer.Ordinal),
                inside.Programs.Value.Select(program => $"{program.Info.Path} {(GoRuntime.MaxProcs(program, inside) is { IsKnown: true, Value: var known } ? known.Threads : -1)}").Order(StringComparer.Ordinal));
            Assert.Equal(own == None ? null : Quota(own), inside.CpuLimit.IsAbsent ? null : inside.CpuLimit.Value);
            Assert.Equal(above == None || view != CgroupView.Whole ? null : Quota(above), inside.CpuLimitAbove.IsAbsent ? null : inside.CpuLimitAbove.Value);
            Assert.Equal((2, view == CgroupView.Alone), (inside.CgroupVersion.Value, inside.IsCgroupMountedAlone));
            Assert.True(inside.Throttling.IsKnown);
        }
    }

    private static double? Quota(string text) => double.Parse(text.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture) / double.Parse(text.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
}
