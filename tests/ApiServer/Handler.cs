using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace GoEnv.Tests.ApiServer;

/// <summary>Answers one request.</summary>
internal sealed class Handler(StandInServer server, HttpContext context)
{
    public async Task RunAsync()
    {
        var path = context.Request.Path.Value ?? string.Empty;
        var user = Authentication.Find(server, context);
        server.Requests.Enqueue($"{context.Request.Method} {path}{context.Request.QueryString} {user?.Name}");
        if (server.TakeFault(path) is { } fault && !await FaultsAsync(fault))
        {
            return;
        }

        if (user is null)
        {
            await FailAsync(401, "Unauthorized", "Unauthorized");
            return;
        }

        var parts = path.Trim('/').Split('/');
        await (parts switch
        {
            ["version"] => JsonAsync(Discovery.Version(server.Minor)),
            ["api"] => JsonAsync(Discovery.Core()),
            ["apis"] => JsonAsync(Discovery.Groups()),
            ["api", "v1"] => JsonAsync(Discovery.CoreResources()),
            ["apis", "authorization.k8s.io", "v1"] => JsonAsync(Discovery.AuthorizationResources()),
            ["apis", "authorization.k8s.io", "v1", "selfsubjectaccessreviews"] => ReviewAsync(user),
            ["api", "v1", "pods"] => ListAsync(user, null),
            ["api", "v1", "namespaces", var space] => AllowedAsync(user, "get", "namespaces", null, () => JsonAsync(Discovery.Namespace(space))),
            ["api", "v1", "namespaces", var space, "pods"] => ListAsync(user, space),
            ["api", "v1", "events" or "configmaps"] => ObjectsAsync(user, null, parts[2]),
            ["api", "v1", "namespaces", var space, "events" or "configmaps"] => ObjectsAsync(user, space, parts[4]),
            ["api", "v1", "nodes"] => AllowedAsync(user, "list", "nodes", null, () => JsonAsync(Discovery.Nodes())),
            ["api", "v1", "namespaces", var space, "pods", var pod] => AllowedAsync(user, "get", "pods", space, () => PodAsync(space, pod, found => JsonAsync(found.ToJson()))),
            ["api", "v1", "namespaces", var space, "pods", var pod, "log"] => AllowedAsync(user, "get", "pods/log", space, () => PodAsync(space, pod, LogAsync)),
            ["api", "v1", "namespaces", var space, "pods", var pod, "exec"] => ExecAsync(user, space, pod),
            ["api", "v1", "namespaces", var space, "pods", var pod, "ephemeralcontainers"] when context.Request.Method == "PATCH" && server.Minor >= 23 =>
                AllowedAsync(user, "patch", "pods/ephemeralcontainers", space, () => PodAsync(space, pod, AddAsync)),
            _ when context.Request.Method == "GET" && server.Documents.TryGetValue(path, out var document) => JsonAsync(JsonNode.Parse(document)!.AsObject()),
            ["api", "v1", "namespaces", var space, "pods", var pod, "proxy", ..] => AllowedAsync(user, "get", "pods/proxy", space, () => ProxyAsync(pod + "/" + string.Join('/', parts[7..]))),
            ["apis", .., var plural] when context.Request.Method == "GET" && server.Objects.ContainsKey(path) => StoredAsync(user, path, parts, plural),
            ["apis" or "api", .., var plural, var name] when context.Request.Method == "PATCH" => ApplyAsync(user, path, parts, plural, name),
            _ => FailAsync(404, "NotFound", "the server could not find the requested resource"),
        });
    }

    internal static JsonObject Status(int code, string reason, string message) => new()
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject(),
        ["status"] = "Failure",
        ["message"] = message,
        ["reason"] = reason,
        ["code"] = code,
    };

    private async Task ReviewAsync(ClusterUser user)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var asked = AccessReviewBody.Parse(body.ToArray());
        context.Response.StatusCode = 201;
        await JsonAsync(new JsonObject
        {
            ["kind"] = "SelfSubjectAccessReview",
            ["apiVersion"] = "authorization.k8s.io/v1",
            ["status"] = new JsonObject { ["allowed"] = server.Rbac.Allows(user, asked.Verb, asked.Resource, asked.Namespace) },
        });
    }

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

    private Task ObjectsAsync(ClusterUser user, string? space, string resource) => AllowedAsync(user, "list", resource, space, () => JsonAsync(new JsonObject
    {
        ["kind"] = resource == "events" ? "EventList" : "ConfigMapList",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject { ["resourceVersion"] = "100" },
        ["items"] = new JsonArray((resource == "events" ? server.Events : server.ConfigMaps)
            .Where(one => space is null || (string?)one["metadata"]?["namespace"] == space).Select(one => one.DeepClone()).ToArray()),
    }));

    private Task StoredAsync(ClusterUser user, string path, string[] parts, string plural)
    {
        var space = parts.Length > 5 && parts[3] == "namespaces" ? parts[4] : null;
        return AllowedAsync(user, "list", plural, space, () => JsonAsync(new JsonObject
        {
            ["kind"] = "List",
            ["apiVersion"] = string.Join('/', parts[1..3]),
            ["metadata"] = new JsonObject { ["resourceVersion"] = "100" },
            ["items"] = new JsonArray(server.Objects[path]
                .Where(one => Selectors.Matches(context.Request.Query["labelSelector"], LabelsOf(one))).Select(one => one.DeepClone()).ToArray()),
        }));
    }

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

    private static Dictionary<string, string> LabelsOf(JsonObject one) =>
        one["metadata"]?["labels"]?.AsObject().ToDictionary(label => label.Key, label => (string)label.Value!) ?? [];

    // Server-side apply takes the whole object, and of this media type alone.
    private Task ApplyAsync(ClusterUser user, string path, string[] parts, string plural, string name)
    {
        var at = Array.IndexOf(parts, "namespaces");
        return AllowedAsync(user, "patch", plural, at > 0 ? parts[at + 1] : null, async () =>
        {
            if (context.Request.ContentType != "application/apply-patch+yaml" || !context.Request.Query.ContainsKey("fieldManager"))
            {
                await FailAsync(415, "UnsupportedMediaType", "the body of the request was in an unknown format");
                return;
            }

            var wanted = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
            if ((string?)wanted["metadata"]?["name"] != name)
            {
                await FailAsync(400, "BadRequest", "the name of the object does not match the name on the URL");
                return;
            }

            server.Objects.GetOrAdd(path[..path.LastIndexOf('/')], _ => []).Add(wanted);
            await JsonAsync(wanted.DeepClone().AsObject());
        });
    }

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

    private Task AllowedAsync(ClusterUser user, string verb, string resource, string? space, Func<Task> then) =>
        server.Rbac.Allows(user, verb, resource, space) ? then() : FailAsync(403, "Forbidden", Forbidden(user, verb, resource, space));

    private static string Forbidden(ClusterUser user, string verb, string resource, string? space) =>
        $"{resource.Split('/')[0]} is forbidden: User \"{user.Name}\" cannot {verb} resource \"{resource}\" in API group \"\" "
        + (space is null ? "at the cluster scope" : $"in the namespace \"{space}\"");

    private Task FailAsync(int code, string reason, string message)
    {
        context.Response.StatusCode = code;
        return JsonAsync(Status(code, reason, message));
    }

    private Task JsonAsync(JsonObject json)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json.ToJsonString());
    }

    /// <summary>True where the request goes on all the same.</summary>
    private async Task<bool> FaultsAsync(Fault fault)
    {
        switch (fault.Kind)
        {
            case FaultKind.TooManyRequests:
                context.Response.Headers.RetryAfter = fault.RetryAfter.ToString();
                await FailAsync(429, "TooManyRequests", "too many requests");
                return false;
            case FaultKind.InternalError:
                await FailAsync(500, "InternalError", "Internal error occurred: etcdserver: leader changed");
                return false;
            case FaultKind.Unavailable:
                context.Response.StatusCode = 503;
                return false;
            case FaultKind.LoginPage:
                context.Response.ContentType = "text/html";
                await context.Response.WriteAsync("<html>Please log in</html>");
                return false;
            case FaultKind.ResetMidStream:
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync("{\"kind\":\"PodList\",\"items\":[{\"metadata\":{\"na");
                await context.Response.Body.FlushAsync();
                context.Abort();
                return false;
            case FaultKind.SlowLoris:
                context.Response.ContentType = "application/json";
                while (!context.RequestAborted.IsCancellationRequested)
                {
                    await context.Response.WriteAsync(" ", context.RequestAborted);
                    await context.Response.Body.FlushAsync(context.RequestAborted);
                    await Task.Delay(50, context.RequestAborted);
                }

                return false;
            default:
                context.Items["fault"] = fault.Kind;
                return true;
        }
    }
}
