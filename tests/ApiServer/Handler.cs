using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace GoEnv.Tests.ApiServer;

/// <summary>Answers one request.</summary>
internal sealed partial class Handler(StandInServer server, HttpContext context)
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
}
