using System.Text.Json;

namespace GoEnv.Kubernetes;

/// <summary>The answer of an API server to a request that it did not carry out, and of an exec to how it ended.</summary>
public sealed record KubeStatus
{
    /// <summary><c>Status</c>.</summary>
    public string? Kind { get; init; }

    /// <summary><c>Success</c> or <c>Failure</c>.</summary>
    public string? Status { get; init; }

    /// <summary>The server's words.</summary>
    public string? Message { get; init; }

    /// <summary>The reason in one word, such as <c>Forbidden</c> or <c>NonZeroExitCode</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>The HTTP status code.</summary>
    public int Code { get; init; }

    /// <summary>More on the reason.</summary>
    public KubeStatusDetails? Details { get; init; }

    /// <summary>Of a list.</summary>
    public KubeListMeta? Metadata { get; init; }

    /// <summary>The exit code of a command: 0 on success; null when it did not come to run.</summary>
    internal int? ExitCode => Status == "Success" ? 0
        : Reason == "NonZeroExitCode"
        && int.TryParse(Details?.Causes?.FirstOrDefault(cause => cause.Reason == "ExitCode")?.Message, out var code) ? code : null;

    /// <summary>Reads a <c>Status</c>; null when the bytes hold none.</summary>
    internal static KubeStatus? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var status = JsonSerializer.Deserialize<KubeStatus>(json, KubeJson.Options);
            return status?.Status is null ? null : status;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>More on the reason of a <see cref="KubeStatus"/>.</summary>
/// <param name="Causes">The causes.</param>
/// <param name="RetryAfterSeconds">When to ask again.</param>
public sealed record KubeStatusDetails(IReadOnlyList<KubeStatusCause>? Causes, int RetryAfterSeconds);

/// <summary>A cause of a <see cref="KubeStatus"/>.</summary>
/// <param name="Reason">In one word.</param>
/// <param name="Message">In words, or the exit code.</param>
public sealed record KubeStatusCause(string? Reason, string? Message);

/// <summary>Where a list stands.</summary>
/// <param name="Continue">The token of the next chunk; null or empty at the end.</param>
/// <param name="ResourceVersion">The version of the list.</param>
public sealed record KubeListMeta(string? Continue, string? ResourceVersion);

/// <summary>How objects of the API are read.</summary>
internal static class KubeJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { MaxDepth = 128 };
}
