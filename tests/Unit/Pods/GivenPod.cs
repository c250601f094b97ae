using System.Text.Json;
using System.Text.Json.Nodes;
using GoEnv.Binaries;
using GoEnv.Kubernetes;
using GoEnv.Pods;
using GoEnv.Toolchain;

namespace GoEnv.Tests.Pods;

/// <summary>A pod with which nothing is wrong, and what is changed of it.</summary>
internal static class GivenPod
{
    public const string Sane = """
        {
          "metadata": {"name": "api-0", "namespace": "apps", "uid": "1", "labels": {"pod-template-hash": "abc"},
            "ownerReferences": [{"kind": "ReplicaSet", "name": "api-abc"}]},
          "spec": {
            "nodeName": "node1", "restartPolicy": "Always", "os": {"name": "linux"},
            "securityContext": {"runAsNonRoot": true, "seccompProfile": {"type": "RuntimeDefault"}, "sysctls": [{"name": "net.ipv4.tcp_syncookies", "value": "1"}]},
            "volumes": [{"name": "tmp", "emptyDir": {}}, {"name": "conf", "configMap": {"name": "api"}}],
            "containers": [{
              "name": "main", "image": "registry.example/api@sha256:0123", "args": ["--listen=:8080"],
              "env": [{"name": "LOG_LEVEL", "value": "info"}, {"name": "DB_PASSWORD", "valueFrom": {"secretKeyRef": {"name": "db", "key": "password"}}}],
              "ports": [{"name": "http", "containerPort": 8080}],
              "resources": {"limits": {"cpu": "2", "memory": "512Mi"}, "requests": {"cpu": "100m", "memory": "128Mi"}},
              "readinessProbe": {"httpGet": {"path": "/ready", "port": 8080}},
              "securityContext": {"allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "capabilities": {"drop": ["ALL"]}},
              "volumeMounts": [{"name": "tmp", "mountPath": "/tmp"}]
            }]
          },
          "status": {"phase": "Running", "containerStatuses": [
            {"name": "main", "ready": true, "restartCount": 0, "imageID": "registry.example/api@sha256:0123", "state": {"running": {"startedAt": "2026-11-01T00:00:00Z"}}, "lastState": {}}]}
        }
        """;

    public static KubeNode Node { get; } = new(new KubeMetadata { Name = "node1" }, new KubeNodeStatus(new KubeNodeInfo("amd64", "linux", "v1.34.0", "containerd://2.0")));

    public static GoBuildInfo Program { get; } = new()
    {
        Path = "/api",
        GoVersion = GoVersion.Parse("1.27.3"),
        GoVersionText = "go1.27.3",
        Package = "example.com/api",
        Main = new GoModule("example.com/api", "v1.4.0"),
        Settings = new Dictionary<string, string> { ["GOOS"] = "linux", ["GOARCH"] = "amd64", ["vcs.revision"] = "0123456789abcdef", ["vcs.modified"] = "false" },
        File = new BinaryFile { Format = BinaryFormat.Elf, Os = "linux", Arch = "amd64", Bits = 64, BuildId = "x/y" },
        Processes = [new BinaryProcess(1, "api")],
    };

    public static ContainerInside Inside { get; } = new()
    {
        Process = "api",
        ProcessId = 1,
        HeedsTerm = true,
        Uid = 65532,
        Processors = 8,
        Machine = "x86_64",
        CpuLimit = 2.0,
        MemoryLimit = 512L << 20,
        Throttling = new CpuThrottling(10_000, 20),
        Programs = Programs(new GoProgramInside(Program, Settings(("GOMEMLIMIT", "460MiB")))),
    };

    public static Fact<IReadOnlyDictionary<string, string>> Settings(params (string Name, string Value)[] settings)
    {
        IReadOnlyDictionary<string, string> map = settings.ToDictionary(one => one.Name, one => one.Value);
        return ((Fact<bool>)true).To(_ => map);
    }

    public static Fact<IReadOnlyList<GoProgramInside>> Programs(params GoProgramInside[] programs) =>
        ((Fact<bool>)true).To<IReadOnlyList<GoProgramInside>>(_ => programs);

    /// <summary>The facts of the sane pod with members of its JSON replaced: a path such as <c>spec.containers.0.image</c>, and JSON; empty takes it away.</summary>
    public static PodFacts With(params (string Path, string Json)[] changes)
    {
        var root = JsonNode.Parse(Sane)!;
        foreach (var (path, json) in changes)
        {
            var names = path.Split('.');
            var node = root;
            foreach (var name in names[..^1])
            {
                node = int.TryParse(name, out var i) ? node[i]! : node[name] ?? (node[name] = new JsonObject());
            }

            if (json.Length == 0)
            {
                node.AsObject().Remove(names[^1]);
            }
            else if (int.TryParse(names[^1], out var at))
            {
                node[at] = JsonNode.Parse(json);
            }
            else
            {
                node[names[^1]] = JsonNode.Parse(json);
            }
        }

        return Of(root.Deserialize<Pod>(KubeJson.Options)!);
    }

    public static PodFacts Of(Pod pod)
    {
        var containers = pod.Spec.Containers.Select(spec => new ContainerFacts(spec, ContainerKind.Main, pod.StatusOf(spec.Name)))
            .Concat(pod.Spec.InitContainers.Select(spec => new ContainerFacts(spec, spec.RestartPolicy == "Always" ? ContainerKind.Sidecar : ContainerKind.Init, pod.StatusOf(spec.Name))))
            .Concat(pod.Spec.EphemeralContainers.Select(spec => new ContainerFacts(spec, ContainerKind.Ephemeral, pod.StatusOf(spec.Name))))
            .Select(container => container.IsRunning ? container with { Inside = Inside } : container)
            .ToList();
        return new PodFacts { Pod = pod, Node = Node, Minor = 34, Containers = containers, ConfigMapSecrets = ((Fact<bool>)true).To<IReadOnlyList<string>>(_ => []) };
    }

    /// <summary>The sane pod with another inside of its container.</summary>
    public static PodFacts Inner(Func<ContainerInside, ContainerInside> change)
    {
        var pod = With();
        return pod with { Containers = [pod.Containers[0] with { Inside = change(Inside) }] };
    }

    /// <summary>The sane pod with another program in its container.</summary>
    public static PodFacts Running(Func<GoBuildInfo, GoBuildInfo> change, params (string Name, string Value)[] settings) => Inner(inside => inside with
    {
        Programs = Programs(new GoProgramInside(change(Program), Settings(settings.Length == 0 ? [("GOMEMLIMIT", "460MiB")] : settings))),
    });

    /// <summary>A pod whose container could not be asked.</summary>
    public static PodFacts Unasked(PodFacts pod) => pod with
    {
        Containers = pod.Containers.Select(container => container with { Inside = Fact<ContainerInside>.Unknown("the account lacks get on pods/exec"), NextStep = "Give it." }).ToList(),
    };

    /// <summary>A node whose condition Ready has another status.</summary>
    public static KubeNode Unready(string status) => Node with
    {
        Status = Node.Status! with { Conditions = [new("Ready", status, "NodeStatusUnknown", "Kubelet stopped posting node status.")] },
    };

    /// <summary>The sane pod, whose container waits.</summary>
    public static PodFacts Waiting(string reason) => With(("status.containerStatuses.0.state", $$$"""{"waiting": {"reason": "{{{reason}}}"}}"""));

    /// <summary>Warnings of the pod, in their order.</summary>
    public static Fact<IReadOnlyList<KubeEvent>> Events(params (string Reason, string Message)[] events) => ((Fact<bool>)true).To<IReadOnlyList<KubeEvent>>(_ =>
        events.Select(one => new KubeEvent(new KubeMetadata(), new KubeReference("Pod", "apps", "api-0", null), one.Reason, one.Message, "Warning", 1, null)).ToList());
}
