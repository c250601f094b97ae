using GoEnv.Kubernetes;
using GoEnv.Pods;
using GoEnv.Tests.Connection;

namespace GoEnv.Tests.Pods;

public sealed class PodDiagnosisTests
{
    private static readonly Rule<PodFacts> Runs = Catalog.Rules.OfType<Rule<PodFacts>>().Single(rule => rule.Id == "GE7060");
    private static readonly Rule<PodFacts> Restarts = Catalog.Rules.OfType<Rule<PodFacts>>().Single(rule => rule.Id == "GE7061");

    [Theory]
    [InlineData("""{"exitCode": 137, "reason": "OOMKilled"}""", null, "more memory than its limit of 512Mi")]
    [InlineData("""{"exitCode": 1, "reason": "StartError", "message": "exec /api: exec format error"}""", null, "another processor than its node's, linux/amd64")]
    [InlineData("""{"exitCode": 1, "reason": "Error"}""", "standard_init_linux.go:228: exec user process caused: exec format error", "another processor")]
    [InlineData("""{"exitCode": 128, "reason": "StartError", "message": "runc: unable to start container process: exec: \"/x\": no such file"}""", null, "cannot be started (exec: \"/x\": no such file)")]
    [InlineData("""{"exitCode": 2, "reason": "Error"}""", "panic: no database", "ended with a Go panic (exit code 2): panic: no database")]
    [InlineData("""{"exitCode": 2, "reason": "Error"}""", null, "ended with exit code 2")]
    [InlineData("""{"exitCode": 0, "reason": "Completed"}""", null, "nothing to do")]
    [InlineData("""{"exitCode": 127, "reason": "Error"}""", null, "not in the image")]
    [InlineData("""{"exitCode": 126, "reason": "Error"}""", null, "cannot be executed")]
    [InlineData("""{"exitCode": 137, "reason": "Error"}""", null, "was killed (exit code 137)")]
    [InlineData("""{"exitCode": 139, "reason": "Error"}""", null, "segmentation fault")]
    [InlineData("""{"exitCode": 143, "reason": "Error"}""", null, "asked to end")]
    [InlineData("""{"exitCode": 7, "reason": "Error"}""", "listen tcp :80: bind: permission denied", "exit code 7, and its log says: listen tcp :80")]
    public void A_container_that_crashes_is_told_by_its_last_run(string ended, string? words, string says)
    {
        var problem = Judged.Fails(Runs, Crashing(ended, words), says);
        Assert.Contains("started 4 times", problem.Message, StringComparison.Ordinal);
        Assert.NotNull(problem.Fix);
    }

    [Fact]
    public void A_liveness_probe_that_failed_is_the_cause_of_a_kill()
    {
        var pod = Crashing("""{"exitCode": 137, "reason": "Error"}""", null) with
        {
            Events = Events(("Unhealthy", "Liveness probe failed: HTTP probe failed with statuscode: 500")),
        };
        Judged.Fails(Runs, pod, "liveness probe failed (Liveness probe failed: HTTP probe failed with statuscode: 500)");
    }

    [Theory]
    [InlineData("ErrImageNeverPull", null, "imagePullPolicy is Never")]
    [InlineData("InvalidImageName", null, "not well formed")]
    [InlineData("ImagePullBackOff", "Failed to pull image \"x\": rpc error: manifest unknown", "has no such image")]
    [InlineData("ImagePullBackOff", "Failed to pull image \"x\": pull access denied, repository does not exist", "does not let the node in")]
    [InlineData("ErrImagePull", "Failed to pull image \"x\": no match for platform in manifest", "no image for the platform")]
    [InlineData("ErrImagePull", "Failed to pull image \"x\": x509: certificate signed by unknown authority", "not trusted")]
    [InlineData("ErrImagePull", "Failed to pull image \"x\": dial tcp: lookup r: no such host", "does not reach")]
    [InlineData("ErrImagePull", null, "ErrImagePull")]
    public void An_image_that_cannot_be_had_is_told_by_the_words_of_the_node(string reason, string? said, string says) =>
        Judged.Fails(Runs, Waiting(reason) with { Events = said is null ? Events() : Events(("Failed", said), ("Failed", "Error: ErrImagePull"), ("BackOff", "Back-off")) }, says);

    [Fact]
    public void A_configuration_that_is_missing_is_named() => Judged.Fails(Runs, GivenPod.With(
        ("status.containerStatuses.0.state", """{"waiting": {"reason": "CreateContainerConfigError", "message": "secret \"db\" not found"}}""")), "cannot be configured (secret \"db\" not found)");

    [Fact]
    public void The_first_cause_is_named_and_not_what_waits_for_it()
    {
        var pod = GivenPod.With(
            ("spec.initContainers", """[{"name": "migrate"}]"""),
            ("status.phase", "\"Pending\""),
            ("status.containerStatuses.0.state", """{"waiting": {"reason": "PodInitializing"}}"""),
            ("status.initContainerStatuses", """[{"name": "migrate", "restartCount": 3, "state": {"waiting": {"reason": "CrashLoopBackOff"}}, "lastState": {"terminated": {"exitCode": 7}}}]"""));
        Assert.Equal("migrate", Judged.Fails(Runs, pod, "'migrate' ended with exit code 7").Subject);
    }

    [Fact]
    public void A_pod_without_a_node_and_one_that_was_evicted_are_named_as_a_whole()
    {
        var pending = GivenPod.With(
            ("spec.nodeName", ""), ("status", """{"phase": "Pending", "conditions": [{"type": "PodScheduled", "status": "False", "reason": "Unschedulable", "message": "0/3 nodes are available"}]}"""));
        Judged.Fails(Runs, pending, "The pod has no node (0/3 nodes are available)");
        Judged.Fails(Runs, GivenPod.With(("status", """{"phase": "Failed", "reason": "Evicted", "message": "low on resource: memory"}""")), "ended by its node: Evicted");
        var unmounted = Waiting("ContainerCreating") with { Events = Events(("FailedMount", "configmap \"gone\" not found")) };
        Judged.Fails(Runs, unmounted, "configmap \"gone\" not found");
    }

    [Fact]
    public void Where_nothing_says_why_it_is_unknown() => Judged.IsUnknown(
        Runs, GivenPod.With(("status", """{"phase": "Pending"}""")) with { Events = Fact<IReadOnlyList<KubeEvent>>.Unknown("it may not list events") }, "it may not list events");

    [Fact]
    public void A_job_that_ended_well_and_a_container_between_two_runs_are_told_apart()
    {
        var ended = ("status.containerStatuses.0.state", """{"terminated": {"exitCode": 0, "reason": "Completed"}}""");
        Judged.Passes(Runs, GivenPod.With(ended, ("spec.restartPolicy", "\"Never\"")));
        Judged.Fails(Runs, GivenPod.With(ended), "about to be started again");
    }

    [Fact]
    public void A_container_that_runs_after_a_crash_is_named_by_another_rule()
    {
        var pod = GivenPod.With(("status.containerStatuses.0.restartCount", "2"), ("status.containerStatuses.0.lastState", """{"terminated": {"exitCode": 137, "reason": "OOMKilled"}}"""));
        Judged.Passes(Runs, pod);
        Judged.Fails(Restarts, pod, "after 2 restarts; the run before was killed since it took more memory");
        Judged.Passes(Restarts, GivenPod.With(("status.containerStatuses.0.restartCount", "2"), ("status.containerStatuses.0.lastState", """{"terminated": {"exitCode": 143}}""")));
    }

    [Theory]
    [InlineData("2026-11-20T11:56:00Z", null)]
    [InlineData("2026-11-20T11:54:00Z", "since 2026-11-20 11:54 UTC and is not: main still runs")]
    public void A_pod_that_is_being_deleted_passes_until_it_is_overdue(string gone, string? says)
    {
        var pod = GivenPod.With(("metadata.deletionTimestamp", $"\"{gone}\""));
        if (says is null)
        {
            Judged.Passes(Runs, pod);
        }
        else
        {
            Judged.Fails(Runs, pod, says);
        }
    }

    [Fact]
    public void What_holds_a_pod_that_is_overdue_is_named()
    {
        var pod = GivenPod.With(
            ("metadata.deletionTimestamp", "\"2026-11-19T00:00:00Z\""), ("metadata.finalizers", """["example.com/guard"]"""),
            ("status.containerStatuses.0.state", """{"terminated": {"exitCode": 137}}"""));
        Judged.Fails(Runs, pod, "the finalizer example.com/guard holds it");
        Judged.Fails(Runs, pod with { Node = Unready("Unknown") }, "its node node1 is not ready");
        Judged.Fails(Runs, pod with { Node = Fact<KubeNode>.Unknown("there is no node 'node1'"), IsNodeGone = true }, "there is no node 'node1' any more");
        Judged.Fails(Runs, pod with { Node = Fact<KubeNode>.Unknown("the account lacks list on nodes") }, "the finalizer example.com/guard holds it");
    }

    [Theory]
    [InlineData("Unknown")]
    [InlineData("False")]
    public void On_a_node_that_is_not_ready_it_is_not_known_whether_containers_run(string ready) =>
        Judged.IsUnknown(Runs, GivenPod.With() with { Node = Unready(ready) }, "its node node1 is not ready (NodeStatusUnknown: Kubelet stopped posting node status");

    [Fact]
    public void A_container_that_ended_while_its_pod_is_being_deleted_passes() => Judged.Passes(Runs, GivenPod.With(
        ("metadata.deletionTimestamp", "\"2026-11-20T12:00:30Z\""), ("status.containerStatuses.0.state", """{"terminated": {"exitCode": 0}}""")));

    [Theory]
    [InlineData("a\npanic: x: token=abcd1234\n\ngoroutine 1", "panic: x: token=(credential)")]
    [InlineData("hello\nworld", null)]
    [InlineData("panic: y\nexec format error", "exec format error")]
    [InlineData("", null)]
    public void Of_a_log_only_a_line_that_tells_is_kept(string log, string? line) => Assert.Equal(line, LastWordsOf.Log(log));

    private static KubeNode Unready(string status) => GivenPod.Node with
    {
        Status = GivenPod.Node.Status! with { Conditions = [new("Ready", status, "NodeStatusUnknown", "Kubelet stopped posting node status.")] },
    };

    private static PodFacts Waiting(string reason) => GivenPod.With(("status.containerStatuses.0.state", $$$"""{"waiting": {"reason": "{{{reason}}}"}}"""));

    private static PodFacts Crashing(string ended, string? words)
    {
        var pod = GivenPod.With(
            ("status.containerStatuses.0.restartCount", "3"),
            ("status.containerStatuses.0.state", """{"waiting": {"reason": "CrashLoopBackOff"}}"""),
            ("status.containerStatuses.0.lastState", $$$"""{"terminated": {{{ended}}}}"""));
        return pod with { Containers = [pod.Containers[0] with { LastWords = words }] };
    }

    private static Fact<IReadOnlyList<KubeEvent>> Events(params (string Reason, string Message)[] events) => ((Fact<bool>)true).To<IReadOnlyList<KubeEvent>>(_ =>
        events.Select(one => new KubeEvent(new KubeMetadata(), new KubeReference("Pod", "apps", "api-0", null), one.Reason, one.Message, "Warning", 1, null)).ToList());
}
