using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace GoEnv.Tests.ApiServer;

// Objects other than pods, as they were put in or applied.
internal sealed partial class Handler
{
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

            if (context.Request.Query["dryRun"] != "All")
            {
                server.Objects.GetOrAdd(path[..path.LastIndexOf('/')], _ => []).Add(wanted);
            }

            await JsonAsync(wanted.DeepClone().AsObject());
        });
    }

    private static Dictionary<string, string> LabelsOf(JsonObject one) =>
        one["metadata"]?["labels"]?.AsObject().ToDictionary(label => label.Key, label => (string)label.Value!) ?? [];
}
