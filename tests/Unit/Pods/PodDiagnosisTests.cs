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
    [InlineData("""{"exitCode": 132, "reason": "Error"}""", null, "an instruction that the processor does not have (SIGILL, exit code 132)")]
    [InlineData("""{"exitCode": 134, "reason": "Error"}""", null, "aborted itself (SIGABRT, exit code 134)")]
    [InlineData("""{"exitCode": 130, "reason": "Error"}""", null, "was interrupted (SIGINT, exit code 130)")]
    [InlineData("""{"exitCode": 255, "reason": "Unknown"}""", null, "was lost by its node")]
    [InlineData("""{"exitCode": 137, "reason": "ContainerStatusUnknown", "message": "The container could not be located when the pod was terminated"}""", null, "was lost by its node")]
    [InlineData("""{"exitCode": 1, "reason": "Error", "message": "no database\n"}""", null, "exit code 1 (no database)")]
    [InlineData("""{"exitCode": 1, "reason": "Error", "message": "user alice logged in\nfatal error: all goroutines are asleep\n"}""", null, "exit code 1 (fatal error: all goroutines are asleep)")]
    [InlineData("""{"exitCode": 1, "reason": "Error", "message": "user alice logged in\nbye\n"}""", null, "ended with exit code 1;")]
    [InlineData("""{"exitCode": 1, "reason": "Error"}""", "This program can only be run on AMD64 processors with v3 microarchitecture support.", "AMD64 processors with v3")]
    [InlineData("""{"exitCode": 7, "reason": "Error"}""", "listen tcp :80: bind: permission denied", "exit code 7, and its log says: listen tcp :80")]
    [InlineData("""{"exitCode": 1, "reason": "Error"}""", "exec /entrypoint.sh: exec format error", "another processor than its node's, linux/amd64, or is a script without a first line '#!'")]
    [InlineData("""{"exitCode": 1, "reason": "Error"}""", "exec /app/api: no such file or directory", "the loader or the interpreter that its command names is not in the image (exec /app/api: no such file or directory)")]
    [InlineData("""{"exitCode": 1, "reason": "Error"}""", "standard_init_linux.go:228: exec user process caused: no such file or directory", "the loader or the interpreter")]
    [InlineData("""{"exitCode": 1, "reason": "Error"}""", "fork/exec /app/api: no such file or directory", "exit code 1, and its log says: fork/exec")]
    [InlineData("""{"exitCode": 2, "reason": "Error"}""", "fatal error: malformed GOMEMLIMIT; see `go doc runtime/debug.SetMemoryLimit`", "does not start, since its GOMEMLIMIT is no size that Go takes")]
    [InlineData("""{"exitCode": 2, "reason": "Error"}""", "SIGSEGV: segmentation violation", "exit code 2, and its log says: SIGSEGV")]
    public void A_container_that_crashes_is_told_by_its_last_run(string ended, string? words, string says)
    {
        var problem = Judged.Fails(Runs, Crashing(ended, words), says);
        Assert.Contains("started 4 times", problem.Message, StringComparison.Ordinal);
        Assert.NotNull(problem.Fix);
    }

    [Theory]
    [InlineData("""{"waiting": {"reason": "CrashLoopBackOff"}}""", " -c main --previous'")]
    [InlineData("""{"terminated": {"exitCode": 3}}""", " -c main'")]
    public void The_log_that_is_to_be_read_is_one_that_there_is(string state, string ends)
    {
        var pod = GivenPod.With(("spec.restartPolicy", "\"Never\""), ("status.containerStatuses.0.state", state), ("status.containerStatuses.0.lastState", """{"terminated": {"exitCode": 3}}"""));
        Assert.Contains(ends, Judged.Fails(Runs, pod, "exit code 3").Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void A_liveness_probe_that_failed_is_the_cause_of_a_kill()
    {
        var pod = Crashing("""{"exitCode": 137, "reason": "Error"}""", null) with
        {
            Events = GivenPod.Events(("Unhealthy", "Liveness probe failed: HTTP probe failed with statuscode: 500")),
        };
        Judged.Fails(Runs, pod, "liveness probe failed (Liveness probe failed: HTTP probe failed with statuscode: 500)");
    }

    [Theory]
    [InlineData(137, null, "Unhealthy", "Startup probe failed: connection refused", "killed since its startup probe failed (Startup probe failed: connection refused)", "failureThreshold")]
    [InlineData(1, null, "Unhealthy", "Liveness probe failed: connection refused", "ended with exit code 1, while its liveness probe failed (Liveness probe failed: connection refused)", "--previous")]
    [InlineData(2, "panic: no database", "Unhealthy", "Liveness probe failed: connection refused", "ended with a Go panic", "stack")]
    [InlineData(137, null, "FailedPostStartHook", "Exec lifecycle hook ([/warm]) failed", "killed since its postStart hook failed (Exec lifecycle hook", "lifecycle.postStart")]
    public void What_the_node_did_to_a_container_is_the_cause_unless_the_program_says_why_it_ended(int code, string? words, string reason, string message, string says, string fix)
    {
        var problem = Judged.Fails(Runs, Crashing($$"""{"exitCode": {{code}}, "reason": "Error"}""", words) with { Events = GivenPod.Events((reason, message)) }, says);
        Assert.Contains(fix, problem.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CreateContainerConfigError", "container has runAsNonRoot and image will run as root (pod: x, container: main)", "cannot be configured", "Set runAsUser")]
    [InlineData("CreateContainerConfigError", "couldn't find key k in ConfigMap apps/conf", "cannot be configured", "Create the key")]
    [InlineData("CreateContainerError", "failed to generate container \"x\" spec: failed to generate spec: no command specified", "cannot be started", "ENTRYPOINT")]
    [InlineData("CreateContainerError", "failed to reserve container name \"main\": name \"main\" is reserved for \"abc\"", "cannot be started", "container runtime on the node")]
    [InlineData("CreateContainerError", "context deadline exceeded", "cannot be started", "container runtime on the node")]
    [InlineData("RunContainerError", "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: \"/x\": permission denied: unknown", "(exec: \"/x\": permission denied: unknown)", "executable bit")]
    [InlineData("RunContainerError", "runc create failed: unable to start container process: error during container init: error mounting \"/a\" to rootfs at \"/etc/x\": not a directory: unknown", "error mounting", "subPath")]
    [InlineData("RunContainerError", "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: mkdir /etc/passwd: not a directory: unknown", "mkdir /etc/passwd", "workingDir")]
    [InlineData("RunContainerError", "runc create failed: unable to start container process: container init was OOM-killed (memory limit too low?): unknown", "OOM-killed", "Raise the memory limit")]
    [InlineData("RunContainerError", "runc create failed: unable to start container process: exec: \"x\": executable file not found in $PATH: unknown", "not found in $PATH", "Mend command and args")]
    [InlineData("PostStartHookError", "Exec lifecycle hook ([/warm]) for Container \"main\" failed - error: command '/warm' exited with 1", "postStart hook failed", "lifecycle.postStart")]
    [InlineData("PreStartHookError", "device plugin said no", "cannot be started (device plugin said no)", "Mend")]
    [InlineData("SomethingNew", "the words of a later release", "waits: SomethingNew (the words of a later release)", "kubectl describe")]
    public void What_a_container_waits_for_is_told_with_its_own_next_step(string reason, string message, string says, string fix)
    {
        var problem = Judged.Fails(Runs, GivenPod.With(("status.containerStatuses.0.state", $$$"""{"waiting": {"reason": "{{{reason}}}", "message": {{{System.Text.Json.JsonSerializer.Serialize(message)}}}}}""")), says);
        Assert.Contains(fix, problem.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Evicted", "Usage of EmptyDir volume \"tmp\" exceeds the limit \"1Gi\". ", "was ended by its node: Evicted (Usage of EmptyDir", "sizeLimit")]
    [InlineData("Evicted", "The node was low on resource: memory.", "was ended by its node: Evicted", "pressure of the node")]
    [InlineData("DeadlineExceeded", "Pod was active on the node longer than the specified deadline", "was ended by its node: DeadlineExceeded", "activeDeadlineSeconds")]
    [InlineData("Terminated", "Pod was terminated in response to imminent node shutdown.", "was ended by its node: Terminated", "shut down")]
    [InlineData("Preempting", "Preempted in order to admit critical pod", "was ended by its node: Preempting", "priority")]
    [InlineData("OutOfcpu", "Pod was rejected: Node didn't have enough resource: cpu", "was refused by its node: OutOfcpu", "Lower its requests")]
    [InlineData("OutOfnvidia.com/gpu", "Pod was rejected: Node didn't have enough resource", "was refused by its node", "Lower its requests")]
    [InlineData("NodeAffinity", "Predicate NodeAffinity failed: node(s) didn't match", "was refused by its node: NodeAffinity", "node selector")]
    [InlineData("UnexpectedAdmissionError", "Pod was rejected: Allocate failed due to no healthy devices", "was refused by its node", "device plug-ins")]
    [InlineData("SysctlForbidden", "forbidden sysctl: \"kernel.msgmax\" not allowlisted", "was refused by its node", "sysctl")]
    [InlineData("OfALaterRelease", "Pod was rejected: it does not like it", "was refused by its node: OfALaterRelease", "Look at the node")]
    public void What_a_node_did_to_a_pod_is_told_with_its_own_next_step(string reason, string message, string says, string fix)
    {
        var problem = Judged.Fails(Runs, GivenPod.With(("status", System.Text.Json.JsonSerializer.Serialize(new { phase = "Failed", reason, message }))), says);
        Assert.Contains(fix, problem.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.", "(0/3 nodes are available: 3 Insufficient cpu)", "Lower its requests")]
    [InlineData("0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.", "(0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector)", "node selector")]
    [InlineData("0/1 nodes are available: 1 Too many pods. no new claims to deallocate, preemption: 0/1 nodes are available.", "Too many pods", "maxPods")]
    [InlineData("0/1 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }.", "untolerated taint", "toleration")]
    [InlineData("0/1 nodes are available: persistentvolumeclaim \"data\" not found.", "\"data\" not found", "kubectl get pvc")]
    [InlineData("0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims.", "unbound", "kubectl get pvc")]
    [InlineData("0/2 nodes are available: 2 node(s) were unschedulable.", "unschedulable", "uncordon")]
    [InlineData("0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector.", "affinity/selector", "node selector")]
    [InlineData("0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports.", "free ports", "hostPort")]
    [InlineData("Scheduling is blocked due to non-empty scheduling gates", "scheduling gates", "schedulingGates")]
    [InlineData("no nodes available to schedule pods", "no nodes available", "Add a node")]
    public void Why_no_node_was_chosen_is_told_with_its_own_next_step(string message, string says, string fix)
    {
        var status = new { phase = "Pending", conditions = new[] { new { type = "PodScheduled", status = "False", reason = "Unschedulable", message } } };
        var problem = Judged.Fails(Runs, GivenPod.With(("spec.nodeName", ""), ("status", System.Text.Json.JsonSerializer.Serialize(status))), says);
        Assert.Contains(fix, problem.Fix, StringComparison.Ordinal);
        Assert.DoesNotContain("preemption", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FailedMount", "MountVolume.SetUp failed for volume \"conf\" : configmap \"gone\" not found", "Create the Secret or ConfigMap")]
    [InlineData("FailedAttachVolume", "Multi-Attach error for volume \"pvc-1\" Volume is already exclusively attached to one node", "ReadWriteMany")]
    [InlineData("FailedMount", "MountVolume.MountDevice failed for volume \"v\" : kubernetes.io/csi: driver name x not found in the list of registered CSI drivers", "CSI driver")]
    [InlineData("FailedMount", "MountVolume.SetUp failed for volume \"h\" : hostPath type check failed: /x is not a directory", "hostPath")]
    [InlineData("FailedCreatePodSandBox", "Failed to create pod sandbox: plugin type=\"bridge\" failed (add): no IP addresses available in range set", "no address left")]
    [InlineData("FailedCreatePodSandBox", "Failed to create pod sandbox: no runtime for \"gvisor\" is configured", "RuntimeClass")]
    [InlineData("FailedCreatePodSandBox", "Failed to create pod sandbox: can't set `spec.hostUsers: false`, runtime does not support user namespaces", "hostUsers")]
    [InlineData("FailedCreatePodSandBox", "Failed to create pod sandbox: failed to generate user string: user group \"65532\" is specified without user", "runAsUser")]
    [InlineData("NetworkNotReady", "network is not ready: container runtime network not ready", "network plug-in")]
    public void What_keeps_a_node_from_setting_a_pod_up_is_told_before_init_containers_too(string reason, string message, string fix)
    {
        var pod = GivenPod.With(
            ("spec.initContainers", """[{"name": "migrate"}]"""), ("status.phase", "\"Pending\""),
            ("status.containerStatuses.0.state", """{"waiting": {"reason": "PodInitializing"}}"""),
            ("status.initContainerStatuses", """[{"name": "migrate", "state": {"waiting": {"reason": "PodInitializing"}}}]""")) with
        {
            Events = GivenPod.Events((reason, message), (reason, "Unable to attach or mount volumes: unmounted volumes=[conf], timed out waiting for the condition")),
        };
        Assert.Contains(fix, Judged.Fails(Runs, pod, message[..30]).Fix, StringComparison.Ordinal);
        var later = pod with { Pod = pod.Pod with { Status = pod.Pod.Status! with { Conditions = [new("PodReadyToStartContainers", "True", null, null)] } } };
        Judged.IsUnknown(Runs, later, "Why the pod does not run could not be told");
    }

    [Fact]
    public void What_does_not_run_beside_what_runs_is_unknown_and_not_passed()
    {
        var waits = GivenPod.With(
            ("spec.initContainers", """[{"name": "wait-for-db"}]"""), ("status.phase", "\"Pending\""),
            ("status.containerStatuses.0.state", """{"waiting": {"reason": "PodInitializing"}}"""),
            ("status.initContainerStatuses", """[{"name": "wait-for-db", "state": {"running": {"startedAt": "2026-11-20T11:00:00Z"}}}]"""));
        Judged.IsUnknown(Runs, waits, "Whether the container 'main' will run is not known: the init container 'wait-for-db' has not come to its end, and has run since 2026-11-20 11:00 UTC");

        var beside = """[{"name": "main"}, {"name": "more"}]""";
        var statuses = """[{"name": "main", "ready": true, "state": {"running": {}}}, {"name": "more", "state": {"waiting": {"reason": "ContainerCreating"}}}]""";
        Judged.IsUnknown(Runs, GivenPod.With(("spec.containers", beside), ("status.containerStatuses", statuses)), "Whether the container 'more' will run is not known: it is being made (waiting: ContainerCreating)");
        Judged.IsUnknown(Runs, GivenPod.With(("spec.containers", beside)), "Whether the container 'more' will run is not known: it is being made (without a status)");
        Judged.IsUnknown(Runs, GivenPod.With(("status", """{"phase": "Pending"}""")) with { Node = GivenPod.Unready("Unknown") }, "it is Pending, and its node node1 is not ready");
        Judged.IsUnknown(Runs, GivenPod.With(("spec.nodeName", ""), ("status", """{"phase": "Pending"}""")), "no scheduler has said anything");
    }

    [Theory]
    [InlineData("Always", "Never", 0, true)]
    [InlineData("Always", "OnFailure", 0, true)]
    [InlineData("Always", "OnFailure", 1, false)]
    [InlineData("Never", "Always", 0, false)]
    [InlineData("OnFailure", null, 0, true)]
    public void The_restart_policy_of_a_container_goes_over_that_of_its_pod(string ofPod, string? own, int code, bool passes)
    {
        var pod = GivenPod.With(
            ("spec.restartPolicy", $"\"{ofPod}\""), ("spec.containers.0.restartPolicy", own is null ? "null" : $"\"{own}\""),
            ("status.containerStatuses.0.state", $$$"""{"terminated": {"exitCode": {{{code}}}}}"""));
        Assert.Equal(passes, Judged.By(Runs, pod).Count == 0);
    }

    [Fact]
    public void Many_restarts_of_a_program_that_ends_when_it_is_asked_to_are_named()
    {
        var pod = (int count) => GivenPod.With(("status.containerStatuses.0.restartCount", $"{count}"), ("status.containerStatuses.0.lastState", """{"terminated": {"exitCode": 0}}"""));
        Judged.Passes(Restarts, pod(4));
        Judged.Fails(Restarts, pod(5), "after 5 restarts; the run before ended when it was asked to, or by itself (exit code 0)");
    }

    [Fact]
    public void A_gate_that_keeps_a_pod_from_being_ready_is_named()
    {
        var rule = new ReadyRule();
        var pod = GivenPod.With(("status.conditions", """[{"type": "Ready", "status": "False", "reason": "ReadinessGatesNotReady", "message": "corresponding condition of pod readiness gate \"lb\" does not exist."}]"""));
        Judged.Fails(rule, pod, "The containers are ready and the pod is not: corresponding condition of pod readiness gate \"lb\"");
        Judged.Passes(rule, GivenPod.With(("status.conditions", """[{"type": "Ready", "status": "True"}]""")));
    }

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
        var unmounted = GivenPod.Waiting("ContainerCreating") with { Events = GivenPod.Events(("FailedMount", "configmap \"gone\" not found")) };
        Judged.Fails(Runs, unmounted, "configmap \"gone\" not found");

        // Behind containers that run before, it waits for these, and they wait for the pod.
        var before = GivenPod.With(("status", """
            {"phase": "Pending", "containerStatuses": [{"name": "main", "state": {"waiting": {"reason": "PodInitializing"}}}],
             "initContainerStatuses": [{"name": "init", "state": {"waiting": {"reason": "PodInitializing"}}}]}
            """)) with { Events = GivenPod.Events(("FailedCreatePodSandBox", "failed to generate user string")) };
        Judged.Fails(Runs, before, "cannot be set up by its node (FailedCreatePodSandBox) (failed to generate user string)");
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

    private static PodFacts Crashing(string ended, string? words)
    {
        var pod = GivenPod.With(
            ("status.containerStatuses.0.restartCount", "3"),
            ("status.containerStatuses.0.state", """{"waiting": {"reason": "CrashLoopBackOff"}}"""),
            ("status.containerStatuses.0.lastState", $$$"""{"terminated": {{{ended}}}}"""));
        return pod with { Containers = [pod.Containers[0] with { LastWords = words }] };
    }
}
