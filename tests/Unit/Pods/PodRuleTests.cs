using GoEnv.Binaries;
using GoEnv.Pods;
using GoEnv.Policies;
using GoEnv.Releases;
using GoEnv.Tests.Connection;
using GoEnv.Toolchain;

namespace GoEnv.Tests.Pods;

public sealed class PodRuleTests
{
    private static readonly GoReleases Fresh = GoReleases.Shipped with { Date = DateOnly.FromDateTime(Judged.Now.UtcDateTime) };

    private static IEnumerable<Rule<PodFacts>> Rules => Catalog.Rules.OfType<Rule<PodFacts>>();

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
    [InlineData("GE7040", "spec.securityContext.runAsUser", "0", "runs as root", Severity.Warning)]
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
    [InlineData("{}", 1, 0)]
    public void What_a_pod_has_as_a_whole_is_each_containers(string resources, int missing, int limited)
    {
        var pod = GivenPod.Unasked(GivenPod.With(("spec.containers.0.resources", ""), ("spec.resources", resources)));
        Assert.Equal(missing, By("GE7064", pod).Count);
        Assert.Equal(limited, By("GE7020", pod).Count);
    }

    [Fact]
    public void Unmasked_files_of_the_kernel_are_harmless_in_a_user_namespace()
    {
        var pod = GivenPod.With(("spec.containers.0.securityContext.procMount", "\"Unmasked\""), ("spec.hostUsers", "false"));
        Assert.Empty(By("GE7031", pod with { Minor = 35 }));
        Assert.Single(By("GE7031", pod with { Minor = 34 }));
        Assert.Single(By("GE7031", pod with { Minor = Fact<int>.Unknown("it was not told") }));
    }

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
    [InlineData("GE7001")]
    [InlineData("GE7002")]
    [InlineData("GE7003")]
    [InlineData("GE7004")]
    [InlineData("GE7010")]
    [InlineData("GE7020")]
    [InlineData("GE7021")]
    [InlineData("GE7022")]
    [InlineData("GE7053")]
    [InlineData("GE7066")]
    public void What_only_an_exec_tells_is_unknown_without_it(string id)
    {
        var problem = Assert.Single(By(id, GivenPod.Unasked(GivenPod.With())));
        Assert.Equal(FindingStatus.Unknown, problem.Status);
        Assert.Contains("lacks get on pods/exec", problem.Message, StringComparison.Ordinal);
        Assert.Equal(("main", "Give it."), (problem.Subject, problem.Fix));
    }

    [Fact]
    public void What_the_spec_settles_needs_no_exec()
    {
        var pod = GivenPod.Unasked(GivenPod.With(("spec.containers.0.resources.limits", "{}")));
        Assert.Empty(By("GE7020", pod));
        Assert.Empty(By("GE7021", pod));
        Assert.Empty(By("GE7022", pod));
        Assert.Empty(By("GE7040", pod));
    }

    [Fact]
    public void Processors_that_could_not_be_counted_are_unknown_and_not_passed() => Assert.Contains(
        "Whether GOMAXPROCS", Assert.Single(By("GE7020", GivenPod.Inner(inside => inside with { Processors = Fact<long>.Unknown("no nproc") }))).Message, StringComparison.Ordinal);

    [Fact]
    public void Programs_that_could_not_be_read_are_unknown_and_not_passed()
    {
        var pod = GivenPod.Inner(inside => inside with { Programs = Fact<IReadOnlyList<GoProgramInside>>.Unknown("this account may not read them") });
        foreach (var id in new[] { "GE7001", "GE7002", "GE7003", "GE7004", "GE7020", "GE7021" })
        {
            Assert.Equal(FindingStatus.Unknown, Assert.Single(By(id, pod)).Status);
        }

        Assert.Empty(By("GE7010", pod));
    }

    [Fact]
    public void Where_nothing_runs_there_is_no_finding_on_what_runs()
    {
        var pod = GivenPod.With(("status.containerStatuses.0.state", """{"waiting": {"reason": "CrashLoopBackOff"}}"""));
        var rule = Rules.Single(rule => rule.Id == "GE7001");
        Assert.False(rule.AppliesToFacts(pod));
        Assert.True(rule.AppliesToFacts(GivenPod.With()));
    }

    [Fact]
    public void An_old_Go_is_named_by_one_rule()
    {
        var pod = GivenPod.Running(info => info with { GoVersion = GoVersion.Parse("1.19.8"), GoVersionText = "go1.19.8" }, ("GOMAXPROCS", "2"), ("GOMEMLIMIT", "460MiB"));
        var problem = Assert.Single(Rules.SelectMany(rule => By(rule.Id, pod)));
        Assert.StartsWith("In the container 'main', '/api' was built with Go 1.19.8", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(BinaryError.PackedBinary, FindingStatus.Fail, "packed with UPX")]
    [InlineData(BinaryError.NoBuildInfo, FindingStatus.Fail, "build information was removed")]
    [InlineData(BinaryError.TruncatedBinary, FindingStatus.Unknown, "could not be told")]
    public void What_tells_nothing_is_named_by_metadata_and_unknown_elsewhere(BinaryError error, FindingStatus metadata, string says)
    {
        var pod = GivenPod.Running(info => info with { GoVersion = null, Main = null, Package = null, Settings = new Dictionary<string, string>(), Problem = new BinaryProblem(error, "It is so.") });
        var unknown = Assert.Single(By("GE7001", pod));
        Assert.Equal(FindingStatus.Unknown, unknown.Status);
        Assert.NotNull(unknown.Unread);
        Assert.Equal(unknown.Unread, Assert.Single(By("GE7004", pod)).Unread);
        Assert.Equal(unknown.Unread, Assert.Single(By("GE7020", pod)).Unread);
        var problem = Assert.Single(By("GE7002", pod));
        Assert.Equal(metadata, problem.Status);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
        Assert.Empty(By("GE7003", pod));
    }

    [Fact]
    public void Metadata_that_is_not_whole_fails()
    {
        Assert.Contains("the version nor the commit", Assert.Single(By("GE7002", GivenPod.Running(info => info with { Main = new GoModule("example.com/api", "(devel)"), Settings = new Dictionary<string, string>() }))).Message, StringComparison.Ordinal);
        Assert.Contains("the module", Assert.Single(By("GE7002", GivenPod.Running(info => info with { Main = null }))).Message, StringComparison.Ordinal);
        Assert.Contains("not committed", Assert.Single(By("GE7002", GivenPod.Running(info => info with { Settings = new Dictionary<string, string>(info.Settings) { ["vcs.modified"] = "true" } }))).Message, StringComparison.Ordinal);
        Assert.Contains("-race", Assert.Single(By("GE7004", GivenPod.Running(info => info with { Settings = new Dictionary<string, string>(info.Settings) { ["-race"] = "true" } }))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("arm64", "amd64", Severity.Error)]
    [InlineData("386", "amd64", Severity.Warning)]
    [InlineData("amd64", "arm64", Severity.Error)]
    [InlineData("amd64", "amd64", null)]
    public void The_platform_is_held_against_the_nodes(string built, string node, Severity? severity)
    {
        var pod = GivenPod.Running(info => info with { Settings = new Dictionary<string, string>(info.Settings) { ["GOARCH"] = built } }) with
        {
            Node = GivenPod.Node with { Status = new(new("" + node, "linux", null, null)) },
        };
        var problem = By("GE7003", pod).SingleOrDefault();
        Assert.Equal(severity, problem is null ? null : problem.Severity ?? Severity.Error);

        // Without the node, the kernel tells; without both, nothing does.
        var unlisted = pod with { Node = Fact<GoEnv.Kubernetes.KubeNode>.Unknown("it may not list nodes") };
        Assert.Equal(built == "amd64" ? 0 : 1, By("GE7003", unlisted).Count);
        var blind = unlisted with { Containers = [unlisted.Containers[0] with { Inside = unlisted.Containers[0].Inside.Value with { Machine = Fact<string>.Unknown("no uname") } }] };
        Assert.Equal(FindingStatus.Unknown, Assert.Single(By("GE7003", blind)).Status);
        var odd = unlisted with { Containers = [unlisted.Containers[0] with { Inside = unlisted.Containers[0].Inside.Value with { Machine = "pdp11" } }] };
        Assert.Equal(FindingStatus.Unknown, Assert.Single(By("GE7003", odd)).Status);
        var bare = GivenPod.Running(info => info with { Settings = new Dictionary<string, string>(), File = null });
        Assert.Contains("headers do not say", Assert.Single(By("GE7003", bare)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_toolchain_is_named_with_the_volume_that_it_came_in()
    {
        var pod = GivenPod.Inner(inside => inside with { Toolchains = [new ContainerToolchain("/usr/local/go/bin/go", "go1.24.4")] });
        Assert.Contains("/usr/local/go/bin/go (go1.24.4).", Assert.Single(By("GE7010", pod)).Message, StringComparison.Ordinal);
        pod = GivenPod.With(
            ("spec.containers.0.volumeMounts.0", """{"name": "tools", "mountPath": "/tools"}"""),
            ("spec.initContainers", """[{"name": "fill", "volumeMounts": [{"name": "tools", "mountPath": "/x"}]}]"""));
        pod = pod with { Containers = [pod.Containers[0] with { Inside = GivenPod.Inside with { Toolchains = [new ContainerToolchain("/tools/go/bin/go", null)] } }] };
        Assert.Contains("the volume 'tools', which the init container 'fill' fills", Assert.Single(By("GE7010", pod)).Message, StringComparison.Ordinal);
        Assert.Empty(By("GE7010", GivenPod.Inner(inside => inside with { Process = "go", Toolchains = [new ContainerToolchain("/usr/local/go/bin/go", null)] })));
    }

    [Fact]
    public void Throttling_is_named_unless_GOMAXPROCS_is_the_cause()
    {
        var throttled = new CpuThrottling(1000, 400);
        Assert.Contains("400 of 1000 periods", Assert.Single(By("GE7022", GivenPod.Inner(inside => inside with { Throttling = throttled }))).Message, StringComparison.Ordinal);
        Assert.Empty(By("GE7022", GivenPod.Inner(inside => inside with { Throttling = new CpuThrottling(100, 90) })));
        var old = GivenPod.Running(info => info with { GoVersion = GoVersion.Parse("1.24.9") });
        Assert.Empty(By("GE7022", old with { Containers = [old.Containers[0] with { Inside = old.Containers[0].Inside.Value with { Throttling = throttled } }] }));
    }

    [Fact]
    public void The_debugger_is_found_among_the_processes() =>
        Assert.Contains("Delve runs", Assert.Single(By("GE7053", GivenPod.Inner(inside => inside with { Debugger = "17" }))).Message, StringComparison.Ordinal);

    [Fact]
    public void Root_is_what_the_main_process_is()
    {
        var pod = GivenPod.With(("spec.securityContext.runAsNonRoot", ""));
        Assert.Contains("runs as 65532", Assert.Single(By("GE7040", pod)).Message, StringComparison.Ordinal);
        var root = Assert.Single(By("GE7040", pod with { Containers = [pod.Containers[0] with { Inside = GivenPod.Inside with { Uid = 0 } }] }));
        Assert.Contains("runs as root", root.Message, StringComparison.Ordinal);
        Assert.Null(root.Severity);
    }

    [Fact]
    public void ConfigMaps_and_an_unchecked_server_are_named()
    {
        var pod = GivenPod.With();
        Assert.Contains("api/token", Assert.Single(By("GE7051", pod with { ConfigMapSecrets = ((Fact<bool>)true).To<IReadOnlyList<string>>(_ => ["api/token"]) })).Message, StringComparison.Ordinal);
        Assert.Equal(FindingStatus.Unknown, Assert.Single(By("GE7051", pod with { ConfigMapSecrets = Fact<IReadOnlyList<string>>.Unknown("it may not list them") })).Status);
        Assert.Equal("/home/me/.kube/config:7", Assert.Single(By("GE7054", pod with { UncheckedServer = "/home/me/.kube/config:7" })).Location);
    }

    private static IReadOnlyList<Problem> By(string id, PodFacts pod) => Rules.Single(rule => rule.Id == id)
        .Judge(pod, new RuleContext(Target.Parse("pod:apps/api-0"), Policy.Default, Fresh, Judged.Now)).ToList();
}
