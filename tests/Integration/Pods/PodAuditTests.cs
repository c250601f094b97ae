using System.Text.Json.Nodes;
using GoEnv.Tests.ApiServer;
using GoEnv.Tests.Binaries;

namespace GoEnv.Tests.Pods;

[Collection(typeof(SharedBinaries))]
public sealed class PodAuditTests(GoBinaries binaries)
{
    // The program knows neither version nor commit, and its memory has no limit of its own: these are known of every pod here.
    private static readonly string[] OfTheProgram = ["GE7002", "GE7021"];

    [Fact]
    public async Task Each_fault_is_named_once_and_no_other()
    {
        await using var farm = await SeedAsync();
        var before = farm.Server.Requests.Count;
        var findings = await farm.AuditAsync();
        var requests = farm.Server.Requests.Count - before;
        var faults = findings.Where(finding => finding.Status == FindingStatus.Fail && !OfTheProgram.Contains(finding.RuleId))
            .Select(finding => $"{finding.Target.Host} {finding.RuleId}").Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                "arm GE7060", "crash GE7060", "map GE7051", "nolimits GE7064", "old GE7001", "oom GE7060", "privileged GE7031", "pull GE7060",
                "root GE7040", "secret GE7050", "shell GE7001", "shell GE7066", "toolchain GE7010",
            ],
            faults);
        Assert.All(findings, finding => Assert.DoesNotContain("hunter2", finding.ToString(), StringComparison.Ordinal));
        Assert.Equal(["distroless GE7001"], findings.Where(finding => finding.Status == FindingStatus.Unknown).Select(finding => $"{finding.Target.Host} {finding.RuleId}"));
        Assert.InRange(requests, 1, farm.Server.Pods.Count + 10);

        string Says(string pod) => findings.Single(finding => finding.Target.Host == pod && finding is { RuleId: "GE7060", Status: FindingStatus.Fail }).Message;
        Assert.Contains("another processor than its node's, linux/amd64", Says("arm"), StringComparison.Ordinal);
        Assert.Contains("more memory than its limit of 64Mi", Says("oom"), StringComparison.Ordinal);
        Assert.Contains("registry has no such image", Says("pull"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_exec_the_missing_verb_is_named_and_the_spec_is_judged_all_the_same()
    {
        await using var farm = await SeedAsync();
        farm.Server.Tokens["viewer"] = new ClusterUser("viewer", []);
        farm.Server.Rbac.Allow("viewer", "list", "pods", "apps");
        var findings = await farm.AuditAsync(farm.Config("viewer", "token: viewer"));
        Assert.Contains(findings, finding => finding is { RuleId: "GE7050", Status: FindingStatus.Fail, Target.Host: "secret" });
        Assert.Contains(findings, finding => finding is { RuleId: "GE7060", Status: FindingStatus.Fail, Target.Host: "oom" });
        var runs = findings.Where(finding => finding is { RuleId: "GE7001", Target.Host: "good" }).ToList();
        Assert.Contains("lacks get and create on pods/exec in the namespace 'apps'", Assert.Single(runs).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(findings, finding => finding is { RuleId: "GE7001" or "GE7002" or "GE7003", Status: FindingStatus.Pass or FindingStatus.Fail });
        Assert.Equal(FindingStatus.Unknown, findings.Single(finding => finding is { RuleId: "GE7051", Target.Host: "map" }).Status);
    }

    private async Task<PodFarm> SeedAsync()
    {
        var (good, old) = (binaries.Build("1.27", "linux/amd64", "-tags=wait"), binaries.Build("1.19", "linux/amd64", "-tags=wait"));
        var farm = await PodFarm.StartAsync();
        var root = farm.Root("good", "busybox", (good, "/app/api"), (old, "/app/old"));
        var none = farm.Root("none", null, (good, "/app/api"));
        var tool = farm.Root("tool", "busybox", (good, "/app/api"), (good, "/usr/local/go/bin/go"));
        File.WriteAllText(tool + "/usr/local/go/VERSION", "go1.24.4\n");
        Task<Container> Start() => Container.StartAsync(root, "/app/api");
        farm.Add("good", await Start());
        farm.Add("old", await Container.StartAsync(root, "/app/old"));
        farm.Add("shell", await Container.StartAsync(root, "/bin/sh", "-c", "exec 3<&0; /app/old <&3 & wait"));
        farm.Add("toolchain", await Container.StartAsync(tool, "/app/api"));
        farm.Add("distroless", await Container.StartAsync(none, "/app/api"));
        farm.Add("root", await Start(), json => Remove(json["spec"]!["securityContext"]!, "runAsNonRoot", "runAsUser"));
        farm.Add("nolimits", await Start(), json => Remove(json["spec"]!["containers"]![0]!, "resources"));
        farm.Add("privileged", await Start(), json => json["spec"]!["containers"]![0]!["securityContext"] = JsonNode.Parse("""{"privileged": true}"""));
        farm.Add("secret", await Start(), json => json["spec"]!["containers"]![0]!["env"] = JsonNode.Parse("""[{"name": "DB_PASSWORD", "value": "hunter2"}]"""));
        farm.Add("map", await Start(), json => json["spec"]!["containers"]![0]!["envFrom"] = JsonNode.Parse("""[{"configMapRef": {"name": "settings"}}]"""));
        farm.Server.ConfigMaps.Add(JsonNode.Parse("""{"metadata": {"name": "settings", "namespace": "apps", "uid": "m"}, "data": {"API_TOKEN": "hunter2-x", "COLOUR": "red"}}""")!.AsObject());
        farm.Add("crash", null, Ended("""{"exitCode": 3, "reason": "Error", "startedAt": "2026-11-01T00:00:00Z"}"""));
        farm.Add("oom", null, Ended("""{"exitCode": 137, "reason": "OOMKilled", "startedAt": "2026-11-01T00:00:00Z"}"""));
        farm.Add("arm", null, Ended("""{"exitCode": 1, "reason": "StartError", "message": "exec /app/api: exec format error"}"""));
        farm.Add("pull", null, json => json["status"]!["containerStatuses"]![0]!["state"] = JsonNode.Parse("""{"waiting": {"reason": "ImagePullBackOff", "message": "Back-off pulling image"}}"""));
        farm.Server.Events.Add(JsonNode.Parse("""
            {"metadata": {"name": "pull.1", "namespace": "apps", "uid": "e"}, "type": "Warning", "reason": "Failed",
             "message": "Failed to pull image \"registry.example/api\": rpc error: code = NotFound desc = manifest unknown",
             "involvedObject": {"kind": "Pod", "namespace": "apps", "name": "pull", "fieldPath": "spec.containers{main}"}}
            """)!.AsObject());
        return farm;
    }

    private static Action<JsonObject> Ended(string state) => json =>
    {
        var status = json["status"]!["containerStatuses"]![0]!;
        status["restartCount"] = 4;
        status["lastState"] = new JsonObject { ["terminated"] = JsonNode.Parse(state) };
    };

    private static void Remove(JsonNode node, params string[] names) => names.ToList().ForEach(name => node.AsObject().Remove(name));
}
