using GoEnv.Binaries;
using GoEnv.Kubernetes;
using GoEnv.Pods;
using GoEnv.Reports;
using GoEnv.Toolchain;

namespace GoEnv.Tests.Pods;

public sealed class PodContainerFactsTests
{
    private static readonly Target Main = Target.Parse("pod:apps/api-0/main");

    [Fact]
    public void The_columns_are_those_of_the_program_and_of_the_pod()
    {
        var facts = Of(GivenPod.Inside, GivenPod.With().Pod);
        Assert.Equal(
            ("1.27.3", "example.com/api", "registry.example/api@sha256:0123", "node1", "Deployment api", "running"),
            (facts.GoVersion!.ToString(), facts.Module, facts.Image, facts.Node, facts.Owner, facts.State));
        Assert.Equal("registry.example/api@sha256:0123", facts.ImageId);
        Assert.Empty(facts.Unknown);
        Assert.Equal(facts.Image, Of(GivenPod.Inside, GivenPod.With().Pod, Target.Parse("pod:apps/api-0")).Image);
    }

    [Fact]
    public void What_could_not_be_had_is_null_with_the_reason()
    {
        var pod = GivenPod.With().Pod;
        Assert.Equal("it has no sh", Of(Fact<ContainerInside>.Unknown("it has no sh"), pod).Unknown["GoVersion"]);
        var unread = Of(GivenPod.Inside with { Programs = Fact<IReadOnlyList<GoProgramInside>>.Unknown("no dd") }, pod);
        Assert.Equal(("no dd", "no dd"), (unread.Unknown["goVersion"], unread.Unknown["module"]));
        Assert.Null(unread.Module);
        var packed = Of(GivenPod.Inside with { Programs = GivenPod.Programs(Program(GivenPod.Program with { GoVersion = null, Problem = new(GoEnv.Binaries.BinaryError.PackedBinary, "'/api' is packed by UPX.") })) }, pod);
        Assert.Equal("'/api' is packed by UPX", packed.Unknown["goVersion"]);
        var devel = Of(GivenPod.Inside with { Programs = GivenPod.Programs(Program(GivenPod.Program with { GoVersion = null, GoVersionText = "devel go1.28-abc" })) }, pod);
        Assert.Contains("devel go1.28-abc", devel.Unknown["goVersion"], StringComparison.Ordinal);
        Assert.Equal("example.com/api", devel.Module);
        Assert.DoesNotContain("module", devel.Unknown.Keys);
        var unlisted = Of(GivenPod.Inside, Fact<Pod>.Unknown("it may not list"));
        Assert.Equal(("it may not list", "it may not list"), (unlisted.Unknown["image"], unlisted.Unknown["node"]));
        Assert.NotEmpty(Of(GivenPod.Inside, Fact<Pod>.Absent).Unknown["image"]);
        var unreached = PodContainerFacts.Of(new TargetResult(Main, null, [], new TargetException(Main, TargetError.ShellNotInImage, "apps/api-0/main could not be asked: its image has no sh.", "x")), pod, default)[0];
        Assert.Equal(("its image has no sh", "node1"), (unreached.Unknown["goVersion"], unreached.Node));
    }

    [Fact]
    public void No_Go_program_is_no_unknown()
    {
        var facts = Of(GivenPod.Inside with { Programs = GivenPod.Programs() }, GivenPod.With().Pod);
        Assert.Empty(facts.Programs!);
        Assert.Null(facts.GoVersion);
        Assert.Empty(facts.Unknown);
    }

    private static GoProgramInside Program(GoEnv.Binaries.GoBuildInfo info) => new(info, GivenPod.Settings());

    [Fact]
    public void Each_Go_program_has_its_own()
    {
        BinaryProcess first = new(7, "api"), second = new(9, "api"), third = new(11, "tool");
        var rows = Many(GivenPod.Inside with
        {
            Programs = GivenPod.Programs(
                Program(GivenPod.Program with { Processes = [first] }),
                Program(GivenPod.Program with { Processes = [second], GoVersion = GoVersion.Parse("1.19.8"), IsDeleted = true }),
                Program(GivenPod.Program with { Path = "/tool", Processes = [third], GoVersion = null, GoVersionText = "devel go1.28-abc" })),
        });
        Assert.Equal(["1.27.3", "1.19.8", null], rows.Select(row => row.GoVersion?.ToString()));
        Assert.Equal([first, second, third], rows.Select(row => row.Process));
        Assert.Equal((GivenPod.Program.Path, "/tool"), (rows[1].Program, rows[2].Program));
        Assert.Equal([0, 0, 1], rows.Select(row => row.Unknown.Count));
        Assert.All(rows, row => Assert.Equal((3, "node1"), (row.Programs!.Count, row.Node)));
        var again = Assert.IsType<PodContainerFacts>(GoEnvJson.Read(GoEnvJson.Write(rows[1])));
        Assert.Equal(("1.19.8", second), (again.GoVersion!.ToString(), again.Process));
    }

    private static PodContainerFacts Of(Fact<ContainerInside> inside, Fact<Pod> pod, Target? target = null) => Assert.Single(Many(inside, pod, target));

    private static IReadOnlyList<PodContainerFacts> Many(Fact<ContainerInside> inside, Fact<Pod>? pod = null, Target? target = null) => PodContainerFacts.Of(
        new TargetResult(target ?? Main, new EnvironmentFacts { Target = target ?? Main, CollectedAt = default, Container = inside }, [], null), pod ?? GivenPod.With().Pod, default);
}
