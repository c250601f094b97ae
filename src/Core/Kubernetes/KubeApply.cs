using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GoEnv.Kubernetes;

/// <summary>Makes objects, or changes them to what is wanted.</summary>
public static class KubeApply
{
    private const string Manager = "goenv";

    /// <summary>Applies an object on the server's side; what others have set in it stays. <see cref="KubeException"/> when it is refused.</summary>
    public static Task ApplyAsync(this KubeClient client, JsonObject wanted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var (kind, version) = ((string)wanted["kind"]!, (string)wanted["apiVersion"]!);
        var (space, name) = ((string?)wanted["metadata"]!["namespace"], (string)wanted["metadata"]!["name"]!);
#pragma warning disable CA1308 // the API writes resources in lower case
        var resource = new KubeResource(version.Contains('/', StringComparison.Ordinal) ? "/apis/" + version : "/api/" + version, kind.ToLowerInvariant() + "s");
#pragma warning restore CA1308
        var body = JsonSerializer.SerializeToUtf8Bytes(wanted); // JSON is YAML
        return client.RunAsync(new KubeRequest("patch", resource.Plural, space, name), Make, ReadAsync, isSafe: true, cancellationToken);

        HttpRequestMessage Make()
        {
            var message = client.Message(HttpMethod.Patch, resource.Path(space, name) + $"?fieldManager={Manager}");
            message.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/apply-patch+yaml") } };
            return message;
        }

        static async Task<HttpStatusCode> ReadAsync(HttpResponseMessage response, CancellationToken token)
        {
            await response.Content.CopyToAsync(Stream.Null, token).ConfigureAwait(false);
            return response.StatusCode;
        }
    }
}
