using System.Text.Json.Nodes;

namespace GoEnv.Tests.ApiServer;

/// <summary>A pod as the server tells of it.</summary>
public sealed class ClusterPod(string space, string name)
{
    public string Namespace { get; } = space;

    public string Name { get; } = name;

    public string Uid { get; } = Guid.NewGuid().ToString();

    public IDictionary<string, string> Labels { get; } = new Dictionary<string, string>();

    public IDictionary<string, string> Annotations { get; } = new Dictionary<string, string>();

    public string Phase { get; set; } = "Running";

    /// <summary>Containers by name, in their order; null for one that does not run.</summary>
    public IList<(string Name, Container? Container)> Containers { get; } = [];

    /// <summary>The containers that were added.</summary>
    public IList<ClusterEphemeral> Ephemeral { get; } = [];

    /// <summary>Why the containers that do not run wait.</summary>
    public string WaitingReason { get; set; } = "CrashLoopBackOff";

    /// <summary>Changes what <see cref="ToJson"/> would say.</summary>
    public Action<JsonObject>? Edit { get; set; }

    /// <summary>What its containers printed; null for what they print in truth.</summary>
    public string? Log { get; set; }

    public Container? Find(string container) => Containers.FirstOrDefault(entry => entry.Name == container).Container
        ?? Ephemeral.FirstOrDefault(one => one.Name == container && one.Container?.ExitCode is null)?.Container;

    public bool Has(string container) => Containers.Any(entry => entry.Name == container) || Ephemeral.Any(one => one.Name == container);

    public JsonObject ToJson()
    {
        var json = Plain();
        Edit?.Invoke(json);
        return json;
    }

    private JsonObject Plain() => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Pod",
        ["metadata"] = new JsonObject
        {
            ["name"] = Name,
            ["namespace"] = Namespace,
            ["uid"] = Uid,
            ["resourceVersion"] = "7",
            ["creationTimestamp"] = "2026-11-01T00:00:00Z",
            ["labels"] = Map(Labels),
            ["annotations"] = Map(Annotations),
        },
        ["spec"] = new JsonObject
        {
            ["nodeName"] = "node1",
            ["serviceAccountName"] = "default",
            ["restartPolicy"] = "Always",
            ["containers"] = new JsonArray(Containers.Select(entry => (JsonNode)new JsonObject
            {
                ["name"] = entry.Name,
                ["image"] = "registry.example/" + entry.Name + ":1",
                ["env"] = new JsonArray(new JsonObject { ["name"] = "DB_PASSWORD", ["value"] = "a-secret-of-the-spec" }),
            }).ToArray()),
            ["ephemeralContainers"] = new JsonArray(Ephemeral.Select(one => one.Spec.DeepClone()).ToArray()),
        },
        ["status"] = new JsonObject
        {
            ["phase"] = Phase,
            ["podIP"] = "10.0.0.7",
            ["containerStatuses"] = new JsonArray(Containers.Select(entry => (JsonNode)new JsonObject
            {
                ["name"] = entry.Name,
                ["ready"] = entry.Container is not null,
                ["restartCount"] = 0,
                ["image"] = "registry.example/" + entry.Name + ":1",
                ["imageID"] = "registry.example/x@sha256:" + new string('a', 64),
                ["state"] = entry.Container is not null
                    ? new JsonObject { ["running"] = new JsonObject { ["startedAt"] = "2026-11-01T00:00:01Z" } }
                    : new JsonObject { ["waiting"] = new JsonObject { ["reason"] = WaitingReason } },
            }).ToArray()),
            ["ephemeralContainerStatuses"] = new JsonArray(Ephemeral.Select(one => (JsonNode)one.Status()).ToArray()),
        },
    };

    private static JsonObject Map(IDictionary<string, string> map) =>
        new(map.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value)));
}
