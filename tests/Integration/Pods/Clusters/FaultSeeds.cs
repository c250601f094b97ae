using System.Text.Json.Nodes;
using GoEnv.Kubernetes;
using GoEnv.Tests.Binaries;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Pods;

/// <summary>Pods with a fault each, and what an audit has to say of them.</summary>
internal static class FaultSeeds
{
    private const string Api = "/app/api";

    private static readonly Func<Pod, bool> Restarts = pod => pod.StatusOf("main") is { State.Waiting.Reason: "CrashLoopBackOff" or "RunContainerError", RestartCount: > 0 };

    /// <summary>Each with the words of one fault that are to be found; none where nothing is wrong.</summary>
    public static IEnumerable<(PodSeed Seed, IReadOnlyList<string> Faults)> Of(GoBinaries binaries, string platform)
    {
        var good = binaries.Build("1.27", platform, "-tags=wait");
        var stripped = binaries.Build("1.27", platform, "-tags=wait", "-ldflags=-s -w");
        var old = binaries.Build("1.19", platform, "-tags=wait");
        var version = binaries.NewPath("VERSION");
        File.WriteAllText(version, "go1.24.4\n");
        PodSeed Seed(string name, Action<JsonObject>? edit = null) => new(name, Api) { Files = [(good, Api)], Edit = edit };
        yield return (Seed("good"), []);
        yield return (Seed("stripped") with { Files = [(stripped, Api)] }, []);
        yield return (Seed("old") with { Files = [(old, Api)] }, ["GE7001 '/app/api' was built with Go 1.19"]);
        yield return (new PodSeed("shell", "sh", "-c", "exec 3<&0; /app/old <&3 & wait") { Files = [(old, "/app/old")] },
            ["GE7001 '/app/old' was built with Go 1.19", "GE7066 'sh', which has no handler for SIGTERM"]);
        yield return (Seed("toolchain") with { Files = [(good, Api), (good, "/usr/local/go/bin/go"), (version, "/usr/local/go/VERSION")] },
            ["GE7010 /usr/local/go/bin/go (go1.24.4)"]);
        yield return (Seed("distroless") with { HasShell = false }, []);
        yield return (Seed("root", spec =>
        {
            spec["securityContext"]!.AsObject().Remove("runAsNonRoot");
            spec["securityContext"]!.AsObject().Remove("runAsUser");
            spec["securityContext"]!.AsObject().Remove("runAsGroup"); // a container runtime refuses one without a user
        }), ["GE7040 runs as root"]);
        yield return (Seed("nolimits", spec => ContainerOf(spec).Remove("resources")), ["GE7064 no request of cpu"]);
        yield return (Seed("privileged", spec => ContainerOf(spec)["securityContext"] = JsonNode.Parse("""{"privileged": true}""")), ["GE7031 is privileged"]);
        yield return (Seed("secret", spec => ContainerOf(spec)["env"] = JsonNode.Parse("""[{"name": "DB_PASSWORD", "value": "hunter2"}]""")), ["GE7050 DB_PASSWORD"]);
        yield return (Seed("map", spec => ContainerOf(spec)["envFrom"] = JsonNode.Parse("""[{"configMapRef": {"name": "settings"}}]""")), ["GE7051 settings/API_TOKEN"]);
        yield return (new PodSeed("crash", Api, "exit")
        {
            Files = [(good, Api)],
            IsThere = Restarts,
            Simulated = Again("""{"exitCode": 3, "reason": "Error", "startedAt": "2026-11-01T00:00:00Z"}"""),
        }, ["GE7060 ended with exit code 3"]);
        yield return (new PodSeed("oom", Api, "eat")
        {
            Files = [(good, Api)],
            Edit = spec => spec["restartPolicy"] = "Never",
            IsThere = pod => pod.StatusOf("main")?.State?.Terminated is not null,
            Simulated = status => status["state"] = JsonNode.Parse("""{"terminated": {"exitCode": 137, "reason": "OOMKilled", "startedAt": "2026-11-01T00:00:00Z"}}"""),
        }, ["GE7060 more memory than its limit of 64Mi"]);
        yield return (Seed("arch") with
        {
            Files = [(binaries.Build("1.27", platform == "linux/arm64" ? "linux/amd64" : "linux/arm64", "-tags=wait"), Api)],
            IsThere = Restarts,
            Simulated = Again("""{"exitCode": 1, "reason": "StartError", "message": "exec /app/api: exec format error"}"""),
        }, [$"GE7060 another processor than its node's, {platform}"]);
        yield return (new PodSeed("pull", Api)
        {
            Edit = spec => ContainerOf(spec)["image"] = "registry.invalid/none@sha256:" + new string('a', 64),
            IsThere = pod => pod.StatusOf("main")?.State?.Waiting?.Reason is "ImagePullBackOff" or "ErrImagePull",
            Simulated = status => status["state"] = JsonNode.Parse("""{"waiting": {"reason": "ImagePullBackOff", "message": "Back-off pulling image"}}"""),
            Warning = ("Failed", "Failed to pull image \"registry.invalid/none\": failed to do request: Head \"https://registry.invalid/v2/\": dial tcp: lookup registry.invalid: no such host"),
        }, ["GE7060 : the node does not reach the registry"]);
        if ((Tool.Find("upx") ?? Tool.Find("upx-ucl") ?? GoToolchain.Beside("upx/upx")) is { } upx)
        {
            var packed = binaries.NewPath("packed");
            Tool.Run(upx, "-q", "-1", "-o", packed, stripped);
            yield return (Seed("packed") with { Files = [(packed, Api)] }, ["GE7002 is packed with UPX"]);
        }
    }

    private static JsonObject ContainerOf(JsonObject spec) => spec["containers"]![0]!.AsObject();

    private static Action<JsonObject> Again(string ended) => status =>
    {
        status["restartCount"] = 4;
        status["lastState"] = new JsonObject { ["terminated"] = JsonNode.Parse(ended) };
    };
}
