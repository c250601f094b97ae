using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace GoEnv.Tests.ApiServer;

// Pods, and what is asked of one.
internal sealed partial class Handler
{
    private Task ListAsync(ClusterUser user, string? space) => AllowedAsync(user, "list", "pods", space, async () =>
    {
        var query = context.Request.Query;
        var all = server.Pods.Where(pod => (space is null || pod.Namespace == space)
            && Selectors.Matches(query["labelSelector"], pod.Labels)
            && Selectors.Matches(query["fieldSelector"], new Dictionary<string, string> { ["status.phase"] = pod.Phase, ["metadata.name"] = pod.Name })).ToList();
        var limit = int.TryParse(query["limit"], out var asked) && asked > 0 ? asked : int.MaxValue;
        var token = (string?)query["continue"];
        var start = token is null ? 0 : int.Parse(token.Split('-')[^1]);
        if (token is not null && !token.StartsWith("fresh-", StringComparison.Ordinal) && server.ForgetsLists > 0)
        {
            server.ForgetsLists--;
            var gone = Status(410, "Expired", "The provided continue parameter is too old to display a consistent list result.");
            if (server.OffersInconsistentContinue)
            {
                gone["metadata"] = new JsonObject { ["continue"] = $"fresh-{start}" };
            }

            context.Response.StatusCode = 410;
            await JsonAsync(gone);
            return;
        }

        var chunk = all.Skip(start).Take(limit).ToList();
        var metadata = new JsonObject { ["resourceVersion"] = "100" };
        if (start + chunk.Count < all.Count)
        {
            metadata["continue"] = $"next-{start + chunk.Count}";
        }

        await JsonAsync(new JsonObject
        {
            ["kind"] = "PodList",
            ["apiVersion"] = "v1",
            ["metadata"] = metadata,
            ["items"] = new JsonArray(chunk.Select(pod => (JsonNode)pod.ToJson()).ToArray()),
        });
    });

    private async Task AddAsync(ClusterPod pod)
    {
        if (context.Request.ContentType != "application/strategic-merge-patch+json")
        {
            await FailAsync(415, "UnsupportedMediaType", "the body of the request was in an unknown format");
            return;
        }

        var patch = (await JsonNode.ParseAsync(context.Request.Body))!;
        foreach (var spec in patch["spec"]!["ephemeralContainers"]!.AsArray().Select(one => one!.AsObject()).Where(one => !pod.Has((string)one["name"]!)))
        {
            var target = (string?)spec["targetContainerName"];
            if (target is not null && pod.Containers.All(entry => entry.Name != target))
            {
                await FailAsync(422, "Invalid", $"Pod \"{pod.Name}\" is invalid: spec.ephemeralContainers[0].targetContainerName: Not found: \"{target}\"");
                return;
            }

            if (server.Restricted.Contains(pod.Namespace) && ClusterEphemeral.Violation(spec) is { } violation)
            {
                await FailAsync(403, "Forbidden", $"pods \"{pod.Name}\" is forbidden: violates PodSecurity \"restricted:latest\": {violation}");
                return;
            }

            pod.Ephemeral.Add(await ClusterEphemeral.StartAsync(server, pod, spec));
        }

        await JsonAsync(pod.ToJson());
    }

    private async Task LogAsync(ClusterPod pod)
    {
        var query = context.Request.Query;
        var log = Encoding.UTF8.GetString(pod.Find((string?)query["container"] ?? pod.Containers[0].Name)?.Log ?? []);
        log = pod.Log ?? log;
        if (int.TryParse(query["tailLines"], out var lines))
        {
            log = string.Concat(log.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(lines).Select(line => line + "\n"));
        }

        context.Response.ContentType = "text/plain";
        await context.Response.WriteAsync(int.TryParse(query["limitBytes"], out var bytes) && log.Length > bytes ? log[..bytes] : log);
    }

    // Before 1.35 the verb is that of the HTTP method: get for a WebSocket. From 1.35 on it needs create as well.
    private async Task ExecAsync(ClusterUser user, string space, string name)
    {
        var verb = context.Request.Method == "GET" ? "get" : "create";
        if (!server.Rbac.Allows(user, verb, "pods/exec", space))
        {
            await FailAsync(403, "Forbidden", Forbidden(user, verb, "pods/exec", space));
        }
        else if (server.Minor >= 35 && !server.Rbac.Allows(user, "create", "pods/exec", space))
        {
            await FailAsync(403, "Forbidden", $"pods \"{name}\" is forbidden: ");
        }
        else if (server.DeniedExecs.TryGetValue(name, out var words))
        {
            await FailAsync(403, "Forbidden", words);
        }
        else
        {
            await PodAsync(space, name, async pod =>
            {
                using var exec = new ExecHandler(server, context, pod);
                await exec.RunAsync(FailAsync);
            });
        }
    }

    private Task PodAsync(string space, string name, Func<ClusterPod, Task> then) =>
        server.Pods.FirstOrDefault(pod => pod.Namespace == space && pod.Name == name) is { } pod
            ? then(pod)
            : FailAsync(404, "NotFound", $"pods \"{name}\" not found");

    private Task ProxyAsync(string asked)
    {
        if (!server.Answers.TryGetValue(asked, out var status))
        {
            return FailAsync(503, "ServiceUnavailable", "error trying to reach service: dial tcp 10.0.0.7:1: connect: connection refused");
        }

        context.Response.StatusCode = status;
        if (server.Locations.TryGetValue(asked, out var location))
        {
            context.Response.Headers.Location = location;
        }

        return context.Response.WriteAsync("""{"status": "Failure", "message": "the program's own words"}""");
    }
}
