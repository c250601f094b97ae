using System.Text.Json.Nodes;

namespace GoEnv.Tests.Pods;

/// <summary>
/// The pod of a seed in a real cluster. Files come into volumes before <c>main</c> starts: its first container waits until they are
/// there, so that any image will do and what runs is process 1 itself.
/// </summary>
internal static class RealManifest
{
    public const string Loader = "files";
    public const string Done = "/goenv/done";

    public static JsonObject Of(PodSeed seed, string space, string image, string pause)
    {
        var folders = seed.Folders.Append(Path.GetDirectoryName(Done)!).ToList();
        var main = Container("main", seed.HasShell ? image : pause, seed.Command, folders);
        var spec = new JsonObject
        {
            ["automountServiceAccountToken"] = false,
            ["terminationGracePeriodSeconds"] = 1,
            ["securityContext"] = JsonNode.Parse("""{"runAsNonRoot": true, "runAsUser": 65532, "runAsGroup": 65532, "seccompProfile": {"type": "RuntimeDefault"}}"""),
            ["containers"] = new JsonArray(seed.Second is { } second ? [main, Container(second, image, PodSeed.Idle, [])] : [main]),
            ["volumes"] = new JsonArray([.. folders.Select((_, i) => new JsonObject { ["name"] = $"v{i}", ["emptyDir"] = new JsonObject() })]),
        };
        if (seed.Files.Count > 0)
        {
            var loader = Container(Loader, image, ["sh", "-c", $"until [ -e {Done} ]; do sleep 1; done"], folders);
            (loader["securityContext"]!["runAsNonRoot"], loader["securityContext"]!["runAsUser"]) = (true, 65532);
            spec["initContainers"] = new JsonArray(loader);
        }

        seed.Edit?.Invoke(spec);
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject
            {
                ["name"] = seed.Name,
                ["namespace"] = space,
                ["labels"] = new JsonObject { ["app"] = "api" },
                ["annotations"] = seed.Second is null ? [] : new JsonObject { ["kubectl.kubernetes.io/default-container"] = seed.Second },
            },
            ["spec"] = spec,
        };
    }

    // Its standard input stays open, which some of the programs wait for.
    private static JsonObject Container(string name, string image, IReadOnlyList<string> command, IReadOnlyList<string> folders) => new()
    {
        ["name"] = name,
        ["image"] = image,
        ["imagePullPolicy"] = "IfNotPresent",
        ["stdin"] = true,
        ["command"] = new JsonArray([.. command.Select(word => (JsonNode)word)]),
        ["resources"] = JsonNode.Parse("""{"limits": {"cpu": "2", "memory": "64Mi"}, "requests": {"cpu": "1m", "memory": "4Mi"}}"""),
        ["securityContext"] = JsonNode.Parse("""{"allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "capabilities": {"drop": ["ALL"]}}"""),
        ["volumeMounts"] = new JsonArray([.. folders.Select((folder, i) => new JsonObject { ["name"] = $"v{i}", ["mountPath"] = folder })]),
    };
}
