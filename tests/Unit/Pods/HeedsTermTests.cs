using GoEnv.Binaries;
using GoEnv.Pods;
using GoEnv.Tests.Connection;

namespace GoEnv.Tests.Pods;

public sealed class HeedsTermTests
{
    private static readonly Rule<PodFacts> Rule = new HeedsTermRule();

    [Fact]
    public void A_shell_above_a_go_program_is_named_with_it() =>
        Assert.Equal("sh", Judged.Fails(Rule, Below("sh", heeds: false), "'sh', which has no handler for SIGTERM: '/api' is not asked to end").Actual);

    [Fact]
    public void An_init_that_passes_signals_on_passes() => Judged.Passes(Rule, Below("tini", heeds: true));

    [Theory]
    [InlineData("sh")]
    [InlineData("mksh")]
    [InlineData("entrypoint.sh")]
    [InlineData("python3")]
    public void What_a_handler_does_is_unknown(string process) => Judged.IsUnknown(Rule, Below(process, heeds: true), "it catches it, and what it does then is its own affair");

    [Fact]
    public void An_init_without_a_handler_is_named() => Judged.Fails(Rule, Below("tini", heeds: false), "'tini', which has no handler");

    [Fact]
    public void What_the_kernel_does_not_tell_is_unknown() => Judged.IsUnknown(Rule, Below("sh", Fact<bool>.Unknown("it was not told")), "it was not told");

    [Fact]
    public void A_go_program_that_is_the_main_process_passes() => Judged.Passes(Rule, Of(GivenPod.With(), inside => inside with { HeedsTerm = false }));

    [Fact]
    public void Where_no_go_program_runs_there_is_nothing_to_find() =>
        Assert.False(Rule.AppliesTo(Of(GivenPod.With(), inside => inside with { Process = "sh", HeedsTerm = false, Programs = GivenPod.Programs() })));

    [Theory]
    [InlineData("""{"preStop": {"exec": {"command": ["/bin/stop"]}}}""", true)]
    [InlineData("""{"stopSignal": "SIGUSR1"}""", true)]
    [InlineData("""{"stopSignal": "SIGTERM"}""", false)]
    [InlineData("""{"postStart": {"exec": {"command": ["/bin/start"]}}}""", false)]
    public void Of_a_hook_and_another_signal_nothing_is_said(string lifecycle, bool settled)
    {
        var pod = Below("sh", heeds: false, ("spec.containers.0.lifecycle", lifecycle));
        Assert.Equal(!settled, Rule.AppliesTo(pod));
        Assert.Equal(!settled, Judged.By(Rule, pod).Any());
    }

    private static PodFacts Below(string process, Fact<bool> heeds, params (string, string)[] changes) => Of(GivenPod.With(changes), inside => inside with
    {
        Process = process,
        HeedsTerm = heeds,
        Programs = GivenPod.Programs(new GoProgramInside(GivenPod.Program with { Processes = [new BinaryProcess(7, "api")] }, GivenPod.Settings())),
    });

    private static PodFacts Of(PodFacts pod, Func<ContainerInside, ContainerInside> change) =>
        pod with { Containers = [pod.Containers[0] with { Inside = change(GivenPod.Inside) }] };
}
