using System.Text.Json;
using System.Text.Json.Nodes;
using GoEnv.Kubernetes;

namespace GoEnv.Tests.Pods;

/// <summary>Objects of a cluster as JSON.</summary>
internal static class KubeObjects
{
    /// <summary>Sends a request and reads the object that comes back.</summary>
    public static Task<JsonObject> SendAsync(
        this KubeClient client, HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken, string type = "application/json") =>
        client.SendAsync(method, path, body is null ? null : JsonSerializer.SerializeToUtf8Bytes(body), type, cancellationToken);

    /// <summary>Has the server judge an object, written as YAML or JSON, as if it were made.</summary>
    public static Task<JsonObject> DryRunAsync(this KubeClient client, JsonObject wanted, byte[] written, CancellationToken cancellationToken) =>
        client.SendAsync(HttpMethod.Patch, PathOf(wanted) + "?fieldManager=goenv&dryRun=All&fieldValidation=Strict", written, "application/apply-patch+yaml", cancellationToken);

    private static Task<JsonObject> SendAsync(this KubeClient client, HttpMethod method, string path, byte[]? body, string type, CancellationToken cancellationToken) =>
        client.RunAsync(
            new KubeRequest(method.Method, path, null),
            () =>
            {
                var message = client.Message(method, path);
                message.Content = body is null ? null : new ByteArrayContent(body) { Headers = { ContentType = new(type) } };
                return message;
            },
            async (response, token) => (await JsonNode.ParseAsync(await response.Content.ReadAsStreamAsync(token), cancellationToken: token))!.AsObject(),
            isSafe: true,
            cancellationToken);

#pragma warning disable CA1308 // the API writes resources in lower case
    private static string PathOf(JsonObject wanted)
    {
        var (kind, version) = ((string)wanted["kind"]!, (string)wanted["apiVersion"]!);
        return new KubeResource(version.Contains('/', StringComparison.Ordinal) ? "/apis/" + version : "/api/" + version, kind.ToLowerInvariant() + "s")
            .Path((string?)wanted["metadata"]!["namespace"], (string)wanted["metadata"]!["name"]!);
    }
#pragma warning restore CA1308
}
