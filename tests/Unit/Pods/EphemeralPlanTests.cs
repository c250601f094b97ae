using System.Text.Json;
using GoEnv.Kubernetes;
using GoEnv.Pods;

namespace GoEnv.Tests.Pods;

public sealed class EphemeralPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly EphemeralPlan Plan = new()
    {
        Container = new PodContainerName("apps", "api-0", "main"), Name = "goenv-abc", Image = "busybox:1.37", Uid = 65532, Gid = 65532, Lifetime = TimeSpan.FromSeconds(180),
    };

    [Theory]
    [InlineData("""{"runAsUser": 1000, "runAsGroup": 2000}""", "", "", null, 1000L, 2000L)]
    [InlineData("""{"runAsUser": 1000, "runAsGroup": 2000}""", """{"runAsUser": 7}""", "", null, 7L, 2000L)]
    [InlineData("""{"runAsUser": 1000}""", "", "", null, 1000L, null)]
    [InlineData("""{"runAsUser": 65532}""", "", "", null, 65532L, 65532L)]
    [InlineData("""{"runAsNonRoot": true}""", "", "", null, null, null)]
    [InlineData("""{"runAsNonRoot": true}""", """{"runAsNonRoot": false}""", "", null, 0L, 0L)]
    [InlineData("{}", "", "", null, 0L, 0L)]
    [InlineData("""{"runAsNonRoot": true}""", "", """{"linux": {"uid": 65532, "gid": 65530}}""", null, 65532L, 65530L)]
    [InlineData("""{"runAsUser": 1000}""", "", """{"linux": {"uid": 1000, "gid": 3}}""", null, 1000L, 3L)]
    [InlineData("""{"runAsUser": 1000}""", "", """{"linux": {"uid": 1000, "gid": 3}}""", "5:6", 5L, 6L)]
    public void The_user_is_the_one_named_or_seen_or_asked_for(string all, string own, string seen, string? named, long? uid, long? gid)
    {
        var pod = GivenPod.With(
            ("spec.securityContext", all), ("spec.containers.0.securityContext", own), ("status.containerStatuses.0.user", seen.Length > 0 ? seen : "null"));
        Assert.Equal((uid, gid), EphemeralPlan.UserOf(pod.Pod, pod.Containers[0], named is null ? null : PodUser.Parse(named)));
    }

    [Fact]
    public void It_passes_the_level_restricted_and_has_nothing_that_Kubernetes_would_replace()
    {
        var json = Plan.ToJson();
        var security = json["securityContext"]!;
        Assert.True((bool)security["runAsNonRoot"]!);
        Assert.False((bool)security["allowPrivilegeEscalation"]!);
        Assert.Equal("""["ALL"]""", security["capabilities"]!["drop"]!.ToJsonString());
        Assert.Equal("RuntimeDefault", (string?)security["seccompProfile"]!["type"]);
        Assert.Equal((65532L, 65532L), ((long)security["runAsUser"]!, (long)security["runAsGroup"]!));
        Assert.Equal(("main", "busybox:1.37", "goenv-abc"), ((string?)json["targetContainerName"], (string?)json["image"], (string?)json["name"]));
        Assert.All(json["command"]!.AsArray(), word => Assert.DoesNotMatch(@"\$[($]", (string)word!));
        Assert.True(EphemeralPlan.IsOurs(Read(Plan)));
        Assert.False(EphemeralPlan.IsOurs(Read(Plan) with { Name = "debugger-abc" }));
        Assert.False(EphemeralPlan.IsOurs(new PodContainer { Name = "goenv-abc", Command = ["sh"] }));
    }

    [Fact]
    public void For_root_it_has_the_capabilities_of_its_target_and_no_more()
    {
        var security = (Plan with { Uid = 0, Gid = 0, Capabilities = new PodCapabilities { Add = ["NET_ADMIN"], Drop = ["ALL"] } }).ToJson()["securityContext"]!;
        Assert.Equal("""{"add":["NET_ADMIN"],"drop":["ALL"]}""", security["capabilities"]!.ToJsonString());
        Assert.Null(security["runAsNonRoot"]);
        Assert.Null((Plan with { Gid = null }).ToJson()["securityContext"]!["runAsGroup"]);
    }

    [Fact]
    public void What_it_does_is_said()
    {
        Assert.Equal(
            "Add the ephemeral container 'goenv-abc' of the image busybox:1.37, as 65532:65532 with no capabilities, to the pod apps/api-0: it looks into the container 'main', "
            + "ends after the audit, within 180 s at the latest, and stays in the pod's spec until the pod is deleted.",
            Plan.Effect);
        Assert.EndsWith("1 of earlier audits is there already.", (Plan with { Earlier = 1 }).Effect, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, "", true)]
    [InlineData(100, "", false)]
    [InlineData(10, "image", false)]
    [InlineData(10, "user", false)]
    [InlineData(10, "target", false)]
    [InlineData(10, "state", false)]
    public void One_that_runs_long_enough_yet_is_used_again(int seconds, string differs, bool isUsed)
    {
        var there = Plan with
        {
            Name = "goenv-old",
            Image = differs == "image" ? "other" : Plan.Image,
            Gid = differs == "user" ? 0 : Plan.Gid,
            Container = Plan.Container with { Container = differs == "target" ? "side" : "main" },
        };
        var state = differs == "state" ? """{"terminated": {"exitCode": 0}}""" : $$$"""{"running": {"startedAt": "{{{Now - TimeSpan.FromSeconds(seconds):O}}}"}}""";
        var pod = GivenPod.With(
            ("spec.ephemeralContainers", $"[{there.ToJson().ToJsonString()}]"),
            ("status.ephemeralContainerStatuses", $$$"""[{"name": "goenv-old", "ready": false, "restartCount": 0, "state": {{{state}}}}]""")).Pod;
        var plan = Plan.Or(pod, Now);
        Assert.Equal((isUsed, isUsed ? "goenv-old" : "goenv-abc", differs == "target" ? 0 : 1), (plan.Runs, plan.Name, plan.Earlier));
    }

    [Theory]
    [InlineData("1000")]
    [InlineData("1000:")]
    [InlineData("-1:0")]
    [InlineData("a:b")]
    [InlineData("1:2:3")]
    public void A_user_without_numbers_is_refused(string text) => Assert.Throws<FormatException>(() => PodUser.Parse(text));

    private static PodContainer Read(EphemeralPlan plan) => JsonSerializer.Deserialize<PodContainer>(plan.ToJson().ToJsonString(), KubeJson.Options)!;
}
