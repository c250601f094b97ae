using System.Net;

namespace GoEnv.Kubernetes;

/// <summary>When a request is worth another attempt.</summary>
internal static class KubeRetry
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait before the next attempt; null when there should be none.</summary>
    public static TimeSpan? After(HttpResponseMessage response, KubeStatus? status, int attempt, bool isSafe, DateTimeOffset now)
    {
        var code = (int)response.StatusCode;
        var asked = response.Headers.RetryAfter is { } header ? header.Delta ?? (header.Date - now)
            : status?.Details is { RetryAfterSeconds: > 0 and var seconds } ? TimeSpan.FromSeconds(seconds)
            : null;
        if (code is not 429 and < 500)
        {
            return null;
        }

        // The server says itself that it did not begin, or the request does no harm twice.
        return asked is { } wait ? TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, Longest.Ticks))
            : isSafe || response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable ? Pause(attempt)
            : null;
    }

    /// <summary>The pause that grows with each attempt.</summary>
    public static TimeSpan Pause(int attempt) => TimeSpan.FromMilliseconds(Math.Min(200 << attempt, 5000));

    /// <summary>A connection that broke, in its TLS handshake too, as against one that was never made.</summary>
    public static bool IsBroken(Exception e) => e switch
    {
        InvalidDataException => false,
        HttpIOException or IOException => true,
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded or HttpRequestError.HttpProtocolError } => true,
        HttpRequestException { HttpRequestError: HttpRequestError.Unknown or HttpRequestError.SecureConnectionError, InnerException: IOException } => true,
        _ => false,
    };
}
