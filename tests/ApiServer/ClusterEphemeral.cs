using System.Globalization;
using System.Text.Json.Nodes;

namespace GoEnv.Tests.ApiServer;

/// <summary>A container that was added to a pod that runs.</summary>
public sealed class ClusterEphemeral(JsonObject spec, Container? container, int delay, string? failure = null)
{
    private readonly DateTimeOffset started = DateTimeOffset.UtcNow;
    private int delay = delay;

    public JsonObject Spec { get; } = spec;

    /// <summary>Its process; null where its image cannot be pulled.</summary>
    public Container? Container { get; } = container;

    public string Name => (string)Spec["name"]!;

    public static async Task<ClusterEphemeral> StartAsync(StandInServer server, ClusterPod pod, JsonObject spec)
    {
        spec = spec.DeepClone().AsObject();
        if (!server.Images.TryGetValue((string)spec["image"]!, out var root))
        {
            return new ClusterEphemeral(spec, null, server.EphemeralDelay);
        }

        var command = ((string[])["command", "args"]).SelectMany(part => (spec[part] as JsonArray ?? []).Select(word => (string)word!)).ToArray();
        var user = ((int?)spec["securityContext"]?["runAsUser"] ?? 0, (int?)spec["securityContext"]?["runAsGroup"] ?? 0);
        command = command.Length > 0 ? command : ["sleep", "100000"];
        var beside = (string?)spec["targetContainerName"] is { } target && !server.IgnoresTargets ? pod.Find(target) : null;
        try
        {
            return new ClusterEphemeral(spec, await (beside?.StartBesideAsync(root, user, command) ?? Container.StartAsAsync(root, user, command)), server.EphemeralDelay);
        }
        catch (InvalidOperationException)
        {
            return new ClusterEphemeral(spec, null, server.EphemeralDelay, $"failed to create containerd task: exec: \"{command[0]}\": executable file not found in $PATH: unknown");
        }
    }

    /// <summary>What the level restricted has against it; null for nothing.</summary>
    public static string? Violation(JsonObject spec)
    {
        var security = spec["securityContext"];
        return (bool?)security?["allowPrivilegeEscalation"] != false ? "allowPrivilegeEscalation != false"
            : security?["capabilities"]?["drop"]?.AsArray().Any(name => (string?)name == "ALL") != true ? "unrestricted capabilities"
            : (bool?)security["runAsNonRoot"] != true || (int?)security["runAsUser"] == 0 ? "runAsNonRoot != true"
            : (string?)security["seccompProfile"]?["type"] is not ("RuntimeDefault" or "Localhost") ? "seccompProfile"
            : null;
    }

    public JsonObject Status() => new()
    {
        ["name"] = Name,
        ["ready"] = false,
        ["restartCount"] = 0,
        ["image"] = (string)Spec["image"]!,
        ["imageID"] = string.Empty,
        ["state"] = State(),
    };

    private JsonObject State()
    {
        var time = started.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        return Container?.ExitCode is { } code
            ? new JsonObject { ["terminated"] = new JsonObject { ["exitCode"] = code, ["reason"] = code == 0 ? "Completed" : "Error", ["startedAt"] = time, ["finishedAt"] = time } }
            : Interlocked.Decrement(ref delay) >= 0 ? Waiting("ContainerCreating", string.Empty)
            : failure is not null ? new JsonObject { ["terminated"] = new JsonObject { ["exitCode"] = 128, ["reason"] = "StartError", ["message"] = failure, ["startedAt"] = time } }
            : Container is null ? Waiting("ImagePullBackOff", $"Back-off pulling image \"{Spec["image"]}\"")
            : new JsonObject { ["running"] = new JsonObject { ["startedAt"] = time } };
    }

    private static JsonObject Waiting(string reason, string message) =>
        new() { ["waiting"] = new JsonObject { ["reason"] = reason, ["message"] = message } };
}
