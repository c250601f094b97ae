using GoEnv.Pods;
using GoEnv.Tests.Connection;

namespace GoEnv.Tests.Pods;

/// <summary>How containers ended, where the exit code alone says too little.</summary>
public sealed class PodEndTests
{
    private static readonly Rule<PodFacts> Runs = new ContainersRunRule();
    private static readonly Rule<PodFacts> Restarts = new RestartsRule();

    // What a shell started is killed by the kernel, and the shell goes on to its own end.
    [Theory]
    [InlineData(0)]
    [InlineData(143)]
    public void A_run_that_the_kernel_ended_is_named_whatever_its_exit_code(int code) => Judged.Fails(
        Restarts,
        GivenPod.With(("status.containerStatuses.0.restartCount", "1"), ("status.containerStatuses.0.lastState", $$$"""{"terminated": {"exitCode": {{{code}}}, "reason": "OOMKilled"}}""")),
        "after 1 restart; the run before was killed since it took more memory than its limit of 512Mi");

    [Fact]
    public void Restarts_whose_end_the_node_does_not_know_any_more_are_unknown()
    {
        Judged.IsUnknown(Restarts, GivenPod.With(("status.containerStatuses.0.restartCount", "7")), "How the run of the container 'main' before this one ended could not be told: it was started anew 7 times");
        Judged.Passes(Restarts, GivenPod.With());
    }

    // A node that is gone leaves what it said last of containers in a pod that was ended without it.
    [Fact]
    public void A_pod_that_has_failed_does_not_pass_whatever_is_said_of_its_containers()
    {
        var failed = ("status.phase", "\"Failed\"");
        Judged.Fails(Runs, GivenPod.With(failed, ("status.reason", "\"Terminated\""), ("status.message", "\"Pod was terminated in response to imminent node shutdown.\"")), "The pod was ended by its node: Terminated");
        Judged.IsUnknown(Runs, GivenPod.With(failed), "Why the pod does not run could not be told: it is Failed");
    }

    // The node ends sidecars when the others are done; with what exit code does not count.
    [Theory]
    [InlineData("Succeeded", 0, 143, 0)]
    [InlineData("Succeeded", 0, 0, 0)]
    [InlineData("Failed", 3, 137, 1)]
    [InlineData("Running", 0, 137, 1)]
    public void A_sidecar_that_ended_with_its_pod_is_no_fault(string phase, int main, int sidecar, int faults)
    {
        var pod = GivenPod.With(
            ("spec.restartPolicy", "\"Never\""),
            ("spec.initContainers", """[{"name": "proxy", "restartPolicy": "Always"}]"""),
            ("status.phase", $"\"{phase}\""),
            ("status.containerStatuses.0.state", $$$"""{"terminated": {"exitCode": {{{main}}} }}"""),
            ("status.initContainerStatuses", $$$"""[{"name": "proxy", "state": {"terminated": {"exitCode": {{{sidecar}}} } } }]"""));
        var problems = Judged.By(Runs, pod);
        Assert.Equal(faults, problems.Count);
        Assert.All(problems, problem => Assert.Equal(main == 0 ? "proxy" : "main", problem.Subject));
    }
}
