using System.Text.Json.Nodes;
using GoEnv.Pods;
using GoEnv.Tests.ApiServer;
using GoEnv.Tests.Kubernetes;

namespace GoEnv.Tests.Pods;

/// <summary>What lists say, and of which pod they say it.</summary>
public sealed class PodSourceTests
{
    [Theory]
    [InlineData("earlier", false)]
    [InlineData(null, true)]
    [InlineData("its own", true)]
    public async Task What_happened_to_an_earlier_pod_of_the_same_name_says_nothing_of_this_one(string? uid, bool isNamed)
    {
        await using var farm = await PodFarm.StartAsync();
        var pod = farm.Add("db-0", null, Unborn);
        farm.Server.Events.Add(FailedMount(uid == "its own" ? pod.Uid : uid));
        var problem = Assert.Single(await PodAudits.RunAsync(farm.AdminConfig(), "apps"), finding => finding.RuleId == "GE7060");
        Assert.Equal((isNamed ? FindingStatus.Fail : FindingStatus.Unknown, isNamed), (problem.Status, problem.Message.Contains("FailedMount", StringComparison.Ordinal)));
    }

    // The node names a static pod by the hash of its file, and the API by an id of its own.
    [Fact]
    public async Task What_happened_to_a_static_pod_is_its_own()
    {
        await using var farm = await PodFarm.StartAsync();
        farm.Add("db-0", null, Unborn).Annotations["kubernetes.io/config.mirror"] = "0a1b";
        farm.Server.Events.Add(FailedMount("0a1b"));
        Assert.Equal(FindingStatus.Fail, Assert.Single(await PodAudits.RunAsync(farm.AdminConfig(), "apps"), finding => finding.RuleId == "GE7060").Status);
    }

    [Fact]
    public async Task ConfigMaps_of_a_volume_with_several_sources_are_looked_at()
    {
        await using var farm = await PodFarm.StartAsync();
        farm.Add("api", null, json => json["spec"]!["volumes"] = JsonNode.Parse("""
            [{"name": "all", "projected": {"defaultMode": 420, "sources": [
              {"serviceAccountToken": {"path": "token"}}, {"configMap": {"name": "kube-root-ca.crt"}}, {"secret": {"name": "db"}}, {"configMap": {"name": "settings", "items": []}}]}}]
            """));
        foreach (var name in (string[])["settings", "kube-root-ca.crt", "other"])
        {
            farm.Server.ConfigMaps.Add(JsonNode.Parse($$"""{"metadata": {"name": "{{name}}", "namespace": "apps", "uid": "{{name}}"}, "data": {"API_TOKEN": "hunter2-x"} }""")!.AsObject());
        }

        var found = (await PodAudits.RunAsync(farm.AdminConfig(), "apps")).Where(finding => finding.RuleId == "GE7051");
        Assert.Contains("settings/API_TOKEN", Assert.Single(found).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("env", """[{"name": "C", "valueFrom": {"configMapKeyRef": {"name": "settings", "key": "COLOUR"}}}]""", false)]
    [InlineData("env", """[{"name": "C", "valueFrom": {"configMapKeyRef": {"name": "settings", "key": "API_TOKEN"}}}]""", true)]
    [InlineData("envFrom", """[{"configMapRef": {"name": "settings"}}]""", true)]
    [InlineData("volumes", """[{"name": "v", "configMap": {"name": "settings"}}]""", true)]
    [InlineData("volumes", """[{"name": "v", "configMap": {"name": "settings", "items": [{"key": "COLOUR", "path": "c"}]}}]""", false)]
    [InlineData("volumes", """[{"name": "v", "projected": {"sources": [{"configMap": {"name": "settings", "items": [{"key": "COLOUR", "path": "c"}]}}]}}]""", false)]
    [InlineData("volumes", """[{"name": "v", "projected": {"sources": [{"configMap": {"name": "settings", "items": [{"key": "API_TOKEN", "path": "c"}]}}]}}]""", true)]
    public async Task Of_a_ConfigMap_the_keys_that_a_pod_takes_are_looked_at(string member, string value, bool isTaken)
    {
        await using var farm = await PodFarm.StartAsync();
        farm.Add("api", null, json => (member == "volumes" ? json["spec"]! : json["spec"]!["containers"]![0]!)[member] = JsonNode.Parse(value));
        farm.Server.ConfigMaps.Add(JsonNode.Parse("""{"metadata": {"name": "settings", "namespace": "apps", "uid": "m"}, "data": {"API_TOKEN": "hunter2-x", "COLOUR": "red"} }""")!.AsObject());
        var found = (await PodAudits.RunAsync(farm.AdminConfig(), "apps")).Where(finding => finding is { RuleId: "GE7051", Status: FindingStatus.Fail });
        Assert.Equal(isTaken ? ["settings/API_TOKEN"] : [], found.Select(finding => finding.Subject));
    }

    [Fact]
    public async Task An_exec_that_admission_refuses_for_one_pod_closes_no_other()
    {
        await using var farm = await PodFarm.StartAsync();
        string[] names = ["locked-0", "open-0"];
        foreach (var name in names)
        {
            farm.Add(name, await Container.StartAsAsync(farm.Root(name, "busybox"), (65532, 65532), [.. PodSeed.Idle]));
        }

        farm.Server.DeniedExecs["locked-0"] = "admission webhook \"exec.example\" denied the request: no shell in locked pods";
        using var clients = ClusterFixture.Clients(farm.AdminConfig());
        using var collector = new PodCollector(clients, ClusterFixture.Limits, 1);
        var source = new PodSource(clients, null);
        var inside = new List<Fact<ContainerInside>>();
        foreach (var name in names)
        {
            await foreach (var pod in source.ListAsync("apps", null, name, default))
            {
                inside.Add((await collector.CollectAsync(source, pod, default)).Containers[0].Inside);
            }
        }

        Assert.Equal("sleep", inside[1].Value.Process.Value);
        Assert.Equal("the server refuses an exec there, though the account has get on pods/exec (the server says: admission webhook \"exec.example\" denied the request: no shell in locked pods)", inside[0].Reason);
    }

    private static void Unborn(JsonObject json)
    {
        json["status"]!["phase"] = "Pending";
        json["status"]!["containerStatuses"]![0]!["state"] = JsonNode.Parse("""{"waiting": {"reason": "ContainerCreating"}}""");
    }

    private static JsonObject FailedMount(string? uid) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = "db-0.1", ["namespace"] = "apps", ["uid"] = "e" },
        ["type"] = "Warning",
        ["reason"] = "FailedMount",
        ["message"] = "MountVolume.SetUp failed for volume \"conf\" : configmap \"gone\" not found",
        ["involvedObject"] = new JsonObject { ["kind"] = "Pod", ["namespace"] = "apps", ["name"] = "db-0", ["uid"] = uid },
    };
}
