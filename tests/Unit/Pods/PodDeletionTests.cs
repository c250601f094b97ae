using GoEnv.Kubernetes;
using GoEnv.Pods;
using GoEnv.Tests.Connection;

namespace GoEnv.Tests.Pods;

/// <summary>GE7060 of pods that are being deleted, and of those on nodes that are not ready.</summary>
public sealed class PodDeletionTests
{
    private static readonly Rule<PodFacts> Runs = new ContainersRunRule();

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
        Judged.Fails(Runs, pod with { Node = GivenPod.Unready("Unknown") }, "its node node1 is not ready");
        Judged.Fails(Runs, pod with { Node = Fact<KubeNode>.Unknown("there is no node 'node1'"), IsNodeGone = true }, "there is no node 'node1' any more");
        Judged.Fails(Runs, pod with { Node = Fact<KubeNode>.Unknown("the account lacks list on nodes") }, "the finalizer example.com/guard holds it");
    }

    [Theory]
    [InlineData("Unknown")]
    [InlineData("False")]
    public void On_a_node_that_is_not_ready_it_is_not_known_whether_containers_run(string ready) =>
        Judged.IsUnknown(Runs, GivenPod.With() with { Node = GivenPod.Unready(ready) }, "its node node1 is not ready (NodeStatusUnknown: Kubelet stopped posting node status");

    [Fact]
    public void A_container_that_ended_while_its_pod_is_being_deleted_passes() => Judged.Passes(Runs, GivenPod.With(
        ("metadata.deletionTimestamp", "\"2026-11-20T12:00:30Z\""), ("status.containerStatuses.0.state", """{"terminated": {"exitCode": 0}}""")));
}
