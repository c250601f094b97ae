using GoEnv.Pods;
using static GoEnv.Tests.Pods.JudgedPod;

namespace GoEnv.Tests.Pods;

/// <summary>Rules on what the API says of pods.</summary>
public sealed class PodRuleTests
{
    public static TheoryData<string> Ids => new(Rules.Select(rule => rule.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_sane_pod_passes(string id) => Assert.Empty(By(id, GivenPod.With()));

    [Theory]
    [InlineData("GE7030", "spec.hostNetwork", "true", "hostNetwork")]
    [InlineData("GE7030", "spec.hostPID", "true", "hostPID")]
    [InlineData("GE7031", "spec.containers.0.securityContext.privileged", "true", "is privileged", Severity.Error)]
    [InlineData("GE7031", "spec.containers.0.securityContext.capabilities.add", """["NET_ADMIN"]""", "NET_ADMIN", Severity.Warning)]
    [InlineData("GE7031", "spec.containers.0.securityContext.procMount", "\"Unmasked\"", "procMount", Severity.Warning)]
    [InlineData("GE7032", "spec.volumes.0", """{"name": "h", "hostPath": {"path": "/var/log"}}""", "the path /var/log")]
    [InlineData("GE7032", "spec.containers.0.ports.0.hostPort", "80", "the port 80")]
    [InlineData("GE7033", "spec.securityContext.seccompProfile.type", "\"Unconfined\"", "seccomp is Unconfined")]
    [InlineData("GE7033", "spec.securityContext.appArmorProfile", """{"type": "Unconfined"}""", "AppArmor")]
    [InlineData("GE7033", "metadata.annotations", """{"container.apparmor.security.beta.kubernetes.io/main": "unconfined"}""", "AppArmor")]
    [InlineData("GE7033", "spec.securityContext.seLinuxOptions", """{"type": "spc_t"}""", "spc_t")]
    [InlineData("GE7033", "spec.securityContext.sysctls", """[{"name": "kernel.msgmax"}]""", "kernel.msgmax")]
    [InlineData("GE7034", "spec.containers.0.readinessProbe.httpGet.host", "\"10.0.0.1\"", "10.0.0.1")]
    [InlineData("GE7040", "spec.securityContext.runAsNonRoot", "", "Nothing keeps the container 'main'", Severity.Information)]
    [InlineData("GE7040", "spec.securityContext.runAsUser", "0", "is to run as root", Severity.Warning)]
    [InlineData("GE7041", "spec.containers.0.securityContext.allowPrivilegeEscalation", "", "gain rights")]
    [InlineData("GE7042", "spec.containers.0.securityContext.capabilities", "", "drop has no ALL")]
    [InlineData("GE7042", "spec.containers.0.securityContext.capabilities.add", """["CHOWN"]""", "CHOWN")]
    [InlineData("GE7043", "spec.securityContext.seccompProfile", "", "No seccomp profile")]
    [InlineData("GE7044", "spec.volumes.0", """{"name": "n", "nfs": {"server": "s", "path": "/"}}""", "type nfs")]
    [InlineData("GE7045", "spec.containers.0.securityContext.readOnlyRootFilesystem", "", "can write")]
    [InlineData("GE7050", "spec.containers.0.env.0", """{"name": "DB_PASSWORD", "value": "hunter2"}""", "DB_PASSWORD")]
    [InlineData("GE7050", "spec.containers.0.args", """["--db-password", "hunter2"]""", "command")]
    [InlineData("GE7052", "spec.containers.0.image", "\"registry.example:5000/api:1.4\"", "by a tag", Severity.Information)]
    [InlineData("GE7052", "spec.containers.0.image", "\"registry.example:5000/api\"", "whatever image", Severity.Warning)]
    [InlineData("GE7053", "spec.containers.0.command", """["/usr/bin/dlv", "exec", "/api"]""", "Delve runs", Severity.Error)]
    [InlineData("GE7053", "spec.containers.0.ports.0.name", "\"dlv\"", "for a debugger", Severity.Warning)]
    [InlineData("GE7053", "spec.containers.0.ports.0.name", "\"pprof\"", "profiles", Severity.Information)]
    [InlineData("GE7062", "status.containerStatuses.0.ready", "false", "is not ready")]
    [InlineData("GE7063", "spec.containers.0.readinessProbe", "", "no readiness probe")]
    [InlineData("GE7064", "spec.containers.0.resources", "", "no request of cpu, no request of memory, no limit of memory")]
    [InlineData("GE7064", "spec.containers.0.resources.limits.memory", "", "no limit of memory")]
    [InlineData("GE7064", "spec.containers.0.resources.limits.memory", "\"0\"", "no limit of memory")]
    [InlineData("GE7064", "spec.containers.0.resources.requests.cpu", "\"0\"", "no request of cpu.")]
    [InlineData("GE7064", "spec.containers.0.resources.requests.memory", "\"0Mi\"", "no request of memory.")]
    public void What_the_pod_says_is_judged_by_one_rule_alone_and_without_an_exec_too(string id, string path, string json, string says, Severity? severity = null)
    {
        var pod = GivenPod.With((path, json));
        var found = Rules.SelectMany(rule => By(rule.Id, pod).Select(problem => (Rule: rule, Problem: problem))).ToList();
        var (rule, problem) = Assert.Single(found);
        Assert.Equal(id, rule.Id);
        Assert.Equal(FindingStatus.Fail, problem.Status);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
        Assert.Equal(severity ?? rule.Severity, problem.Severity ?? rule.Severity);
        Assert.NotNull(problem.Fix);
        Assert.DoesNotContain("hunter2", problem.ToString(), StringComparison.Ordinal);

        // Without an exec only whether it runs as root now is not known.
        Assert.Equal(id == "GE7040" && path.EndsWith("runAsNonRoot", StringComparison.Ordinal) ? FindingStatus.Unknown : FindingStatus.Fail, Assert.Single(By(id, GivenPod.Unasked(pod))).Status);
    }

    [Fact]
    public void A_container_that_starts_is_not_ready_yet()
    {
        var pod = GivenPod.With(
            ("status.containerStatuses.0.ready", "false"), ("status.containerStatuses.0.started", "false"), ("spec.containers.0.startupProbe", """{"tcpSocket": {"port": 8080}}"""));
        Assert.Contains("startup probe has not succeeded", Assert.Single(By("GE7062", pod), problem => problem.Status == FindingStatus.Unknown).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_digest_of_whatever_kind_cannot_be_moved() =>
        Assert.Empty(By("GE7052", GivenPod.With(("spec.containers.0.image", "\"registry.example/api:1.4@sha512:0123\""))));

    [Theory]
    [InlineData("GE7034", "spec.containers.0.readinessProbe.httpGet.host", "\"10.0.0.1\"", 33)]
    [InlineData("GE7042", "spec.containers.0.securityContext.capabilities", "", 21)]
    [InlineData("GE7043", "spec.securityContext.seccompProfile", "", 18)]
    [InlineData("GE7040", "spec.hostUsers", "false", 35)]
    public void The_release_of_the_cluster_counts(string id, string path, string json, int harmless)
    {
        var pod = GivenPod.With((path, json), ("spec.securityContext.runAsUser", id == "GE7040" ? "0" : "1000"));
        Assert.Empty(By(id, pod with { Minor = harmless }));
        Assert.Single(By(id, pod with { Minor = id == "GE7040" ? harmless - 1 : harmless + 1 }));
        Assert.Single(By(id, pod with { Minor = Fact<int>.Unknown("it was not told") }));
    }

    [Theory]
    [InlineData("""{"limits": {"memory": "1Gi", "cpu": "2"}}""", 0, 1)]
    [InlineData("""{"limits": {"memory": "1Gi"}, "requests": {"cpu": "1"}}""", 0, 0)]
    [InlineData("""{"limits": {"cpu": "2"}, "requests": {"memory": "1Gi"}}""", 1, 1)]
    [InlineData("""{"limits": {"memory": "0", "cpu": "0"}}""", 1, 0)]
    [InlineData("""{"limits": {"memory": "1Gi"}, "requests": {"cpu": "1", "memory": "0"}}""", 1, 0)]
    [InlineData("{}", 1, 0)]
    public void What_a_pod_has_as_a_whole_is_each_containers(string resources, int missing, int limited)
    {
        var pod = GivenPod.Unasked(GivenPod.With(("spec.containers.0.resources", ""), ("spec.resources", resources)));
        Assert.Equal(missing, By("GE7064", pod).Count);
        Assert.Equal(limited, By("GE7020", pod).Count);
    }

    [Fact]
    public void Unmasked_files_of_the_kernel_are_for_information_in_a_user_namespace()
    {
        var pod = GivenPod.With(("spec.containers.0.securityContext.procMount", "\"Unmasked\""), ("spec.hostUsers", "false"));
        Assert.Equal(Severity.Information, Assert.Single(By("GE7031", pod with { Minor = 35 })).Severity);
        Assert.Equal(Severity.Warning, Assert.Single(By("GE7031", pod with { Minor = 34 })).Severity);
        Assert.Equal(Severity.Warning, Assert.Single(By("GE7031", pod with { Minor = Fact<int>.Unknown("it was not told") })).Severity);
    }

    [Fact]
    public void All_that_reaches_beyond_a_container_is_named_and_what_the_pod_sets_is_said_once()
    {
        var pod = GivenPod.With(
            ("spec.containers.0.securityContext.capabilities.add", """["NET_ADMIN"]"""), ("spec.containers.0.securityContext.procMount", "\"Unmasked\""),
            ("spec.securityContext.seccompProfile.type", "\"Unconfined\""), ("spec.containers.0.securityContext.seccompProfile", """{"type": "RuntimeDefault"}"""),
            ("spec.initContainers", """[{"name": "first", "securityContext": {"seLinuxOptions": {"user": "system_u", "role": "r"}}}]"""));
        Assert.Equal("The container 'main' adds capabilities that reach beyond it (NET_ADMIN), and has unmasked files of the kernel (procMount).", Assert.Single(By("GE7031", pod)).Message);
        Assert.Equal(
            ["For the pod seccomp is Unconfined.", "For the container 'first' SELinux has a label of its own (user system_u, role r)."],
            By("GE7033", pod).Select(problem => problem.Message));
    }

    [Fact]
    public void A_user_that_contradicts_is_named_as_such() => Assert.Contains(
        "and must not (runAsNonRoot: true)", Assert.Single(By("GE7040", GivenPod.With(("spec.securityContext.runAsUser", "0")))).Message, StringComparison.Ordinal);

    [Fact]
    public void Kernel_parameters_become_harmless_with_releases()
    {
        var pod = GivenPod.With(("spec.securityContext.sysctls", """[{"name": "net.ipv4.tcp_keepalive_time"}]"""));
        Assert.Single(By("GE7033", pod with { Minor = 28 }));
        Assert.Empty(By("GE7033", pod with { Minor = 29 }));
    }

    [Theory]
    [InlineData("GE7041")]
    [InlineData("GE7042")]
    [InlineData("GE7043")]
    public void Pods_of_Windows_are_exempt(string id) => Assert.Empty(By(id, GivenPod.With(
        ("spec.os.name", "\"windows\""), ("spec.securityContext", "{}"), ("spec.containers.0.securityContext", "{}"))));

    [Theory]
    [InlineData("{}", "from running as ContainerAdministrator")]
    [InlineData("""{"windowsOptions": {"runAsUserName": "ContainerAdministrator"}}""", "from running as ContainerAdministrator")]
    [InlineData("""{"windowsOptions": {"runAsUserName": "ContainerUser"}}""", "runs as ContainerUser, but")]
    public void The_account_of_a_pod_of_Windows_is_told(string context, string says) => Assert.Contains(says, Assert.Single(By("GE7040", GivenPod.With(
        ("spec.os.name", "\"windows\""), ("spec.securityContext", context), ("spec.containers.0.securityContext", "{}")))).Message, StringComparison.Ordinal);

    [Fact]
    public void ConfigMaps_and_an_unchecked_server_are_named()
    {
        var pod = GivenPod.With();
        Assert.Contains("api/token", Assert.Single(By("GE7051", pod with { ConfigMapSecrets = ((Fact<bool>)true).To<IReadOnlyList<string>>(_ => ["api/token"]) })).Message, StringComparison.Ordinal);
        Assert.Equal(FindingStatus.Unknown, Assert.Single(By("GE7051", pod with { ConfigMapSecrets = Fact<IReadOnlyList<string>>.Unknown("it may not list them") })).Status);
        Assert.Equal("/home/me/.kube/config:7", Assert.Single(By("GE7054", pod with { UncheckedServer = "/home/me/.kube/config:7" })).Location);
    }
}
