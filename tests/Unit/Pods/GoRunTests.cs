using GoEnv.Binaries;
using GoEnv.Pods;
using static GoEnv.Tests.Pods.JudgedPod;

namespace GoEnv.Tests.Pods;

/// <summary>Containers whose main process is the go command.</summary>
public sealed class GoRunTests
{
    private const string Cached = "/root/.cache/go-build/3d/3d87deb0ff1b552ff8422a096d1a4dece7fc9afe2ee9c485ea7ba3770d9cf733-d/api";

    [Theory]
    [InlineData("/tmp/go-build3595877259/b001/exe/api")]
    [InlineData(Cached)]
    public void What_go_run_started_serves_and_is_not_asked_to_end(string path)
    {
        var pod = Under("go", path);
        Assert.Contains("/usr/local/go/bin/go (go1.27.3)", Assert.Single(By("GE7010", pod)).Message, StringComparison.Ordinal);
        var ends = Assert.Single(By("GE7066", pod));
        Assert.Equal(FindingStatus.Fail, ends.Status);
        Assert.Equal($"The main process of the container 'main' is 'go', which does not pass SIGTERM on: '{path}' is not asked to end, but killed.", ends.Message);
    }

    [Theory]
    [InlineData("/tmp/go-build3595877259/b001/api.test")]
    [InlineData("/usr/local/go/pkg/tool/linux_amd64/compile")]
    [InlineData("/go/bin/stringer")]
    public void What_builds_has_its_toolchain_rightly(string path)
    {
        Assert.Empty(By("GE7010", Under("go", path)));
        Assert.Empty(By("GE7066", Under("go", path)));
    }

    [Fact]
    public void The_go_command_tells_its_version_by_its_Go() => Assert.Empty(By("GE7002", Under("go", Cached)));

    [Theory]
    [InlineData("runsvdir")]
    [InlineData("runit")]
    [InlineData("systemd")]
    public void Inits_that_end_their_services_for_another_signal_are_not_known_to_pass_SIGTERM_on(string init) =>
        Assert.Equal(FindingStatus.Unknown, Assert.Single(By("GE7066", Under(init, "/api"))).Status);

    private static PodFacts Under(string main, string path) => GivenPod.Inner(inside => inside with
    {
        Process = main,
        HeedsTerm = true,
        Toolchains = main == "go" ? [new ContainerToolchain("/usr/local/go/bin/go", "go1.27.3")] : [],
        Programs = GivenPod.Programs([
            .. main == "go" ? [new GoProgramInside(GivenPod.Program with { Path = "/usr/local/go/bin/go", Package = "cmd/go", Main = null, Processes = [new BinaryProcess(1, "go")] }, Settings)] : Array.Empty<GoProgramInside>(),
            new GoProgramInside(GivenPod.Program with { Path = path, Processes = [new BinaryProcess(40, "api")] }, Settings),
        ]),
    });

    private static Fact<IReadOnlyDictionary<string, string>> Settings => GivenPod.Settings(("GOMEMLIMIT", "460MiB"));
}
