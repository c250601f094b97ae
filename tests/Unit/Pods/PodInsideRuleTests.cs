using GoEnv.Binaries;
using GoEnv.Pods;
using GoEnv.Toolchain;
using static GoEnv.Tests.Pods.JudgedPod;

namespace GoEnv.Tests.Pods;

/// <summary>Rules on what an exec tells of containers that run.</summary>
public sealed class PodInsideRuleTests
{
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

    [Theory]
    [InlineData("github.com/go-delve/delve/cmd/dlv", 1)]
    [InlineData("github.com/derekparker/delve/cmd/dlv", 1)]
    [InlineData("example.com/delve/cmd/api", 0)]
    public void The_debugger_is_found_under_another_name_too(string package, int found) =>
        Assert.Equal(found, By("GE7053", GivenPod.Running(info => info with { Path = "/usr/local/bin/dlv-dap", Package = package, Processes = [new BinaryProcess(1, "dlv-dap")] })).Count);

    [Theory]
    [InlineData("example.com/delivery/cmd/dlv", "1", 0)]
    [InlineData("example.com/delivery/cmd/dlv", "1 17", 1)]
    [InlineData("", "1", 1)]
    public void A_program_that_has_but_the_name_of_the_debugger_is_none(string package, string processes, int found)
    {
        var pod = GivenPod.Running(info => info with { Path = "/app/dlv", Package = package, Processes = [new BinaryProcess(1, "dlv")] });
        var container = pod.Containers[0];
        container = container with { Spec = container.Spec with { Command = ["/app/dlv", "serve"] }, Inside = container.Inside.Value with { Debugger = processes } };
        Assert.Equal(found, By("GE7053", pod with { Containers = [container] }).Count);
    }

    [Fact]
    public void Root_is_what_the_main_process_is()
    {
        var pod = GivenPod.With(("spec.securityContext.runAsNonRoot", ""));
        Assert.Contains("runs as 65532", Assert.Single(By("GE7040", pod)).Message, StringComparison.Ordinal);
        var root = Assert.Single(By("GE7040", pod with { Containers = [pod.Containers[0] with { Inside = GivenPod.Inside with { Uid = 0 } }] }));
        Assert.Contains("runs as root", root.Message, StringComparison.Ordinal);
        Assert.Null(root.Severity);
    }

    // A setuid file makes root of any user, and the node looks at the image alone.
    [Theory]
    [InlineData("true", "though it must not")]
    [InlineData("false", "The container 'main' runs as root.")]
    public void Root_is_named_where_the_pod_asks_for_another_user_too(string mustNot, string says)
    {
        var pod = GivenPod.With(("spec.securityContext.runAsNonRoot", mustNot), ("spec.securityContext.runAsUser", "1000"));
        var root = Assert.Single(By("GE7040", pod with { Containers = [pod.Containers[0] with { Inside = GivenPod.Inside with { Uid = 0 } }] }));
        Assert.Contains(says, root.Message, StringComparison.Ordinal);
        Assert.Equal((null, "0"), (root.Severity, root.Actual));
    }
}
