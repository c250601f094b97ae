using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using GoEnv.Text;

namespace GoEnv.Reports;

/// <summary>Posts OTLP requests in their JSON encoding, and tries again where the protocol says so.</summary>
/// <param name="endpoint">Where to.</param>
/// <param name="timeout">The time limit of one attempt.</param>
/// <param name="clock">The clock that waits between attempts.</param>
public sealed class OtlpSender(OtlpEndpoint endpoint, TimeSpan timeout, TimeProvider clock) : IDisposable
{
    private const int Attempts = 5;
    private const int AnswerLimit = 64 * 1024;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    // A redirect would take the headers to another server.
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = AnswerLimit };

    /// <summary>What the receiver said about records that it did not take, or as a warning.</summary>
    public string? Complaint { get; private set; }

    /// <summary>How many records or points the receiver did not take.</summary>
    public long Rejected { get; private set; }

    /// <summary>Sends one request to <c>/v1/<paramref name="signal"/></c>; <see cref="IOException"/> when it was not taken.</summary>
    public async Task SendAsync(string signal, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var wait = TimeSpan.FromSeconds(1);
        for (var attempt = 1; ; attempt++)
        {
            var (problem, again) = await TryAsync(signal, body, cancellationToken).ConfigureAwait(false);
            if (problem is null)
            {
                return;
            }

            if (again is null || attempt == Attempts)
            {
                throw new IOException($"{endpoint.Of(signal)} {problem}{(attempt > 1 ? $" ({attempt} attempts)" : string.Empty)}.");
            }

            var pause = again.Value > TimeSpan.Zero ? again.Value : wait;
            await Task.Delay(pause < LongestWait ? pause : LongestWait, clock, cancellationToken).ConfigureAwait(false);
            wait *= 2;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    // What went wrong, and after which time to try again: zero leaves it to us, null is never.
    private async Task<(string? Problem, TimeSpan? Again)> TryAsync(string signal, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Of(signal)) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in endpoint.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using var response = await client.SendAsync(request, limit.Token).ConfigureAwait(false);
            var answer = await response.Content.ReadAsByteArrayAsync(limit.Token).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
            {
                ReadAnswer(answer);
                return (null, null);
            }

            var status = $"answers {(int)response.StatusCode} {TargetText.Clean(response.ReasonPhrase ?? string.Empty)}".TrimEnd();
            return response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway
                or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
                ? (status, After(response.Headers.RetryAfter))
                : (status + Said(answer), null);
        }
        catch (HttpRequestException e)
        {
            return ($"cannot be reached: {e.Message.TrimEnd('.')}", e.HttpRequestError is HttpRequestError.SecureConnectionError ? null : TimeSpan.Zero);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ($"does not answer within {timeout.TotalSeconds:0.#} s", TimeSpan.Zero);
        }
    }

    private TimeSpan After(RetryConditionHeaderValue? header)
    {
        var after = header?.Delta ?? (header?.Date is { } date ? date - clock.GetUtcNow() : TimeSpan.Zero);
        return after > TimeSpan.Zero ? after : TimeSpan.Zero;
    }

    private void ReadAnswer(byte[] answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("partialSuccess", out var partial) && partial.ValueKind == JsonValueKind.Object)
            {
                foreach (var member in partial.EnumerateObject())
                {
                    if (member.Name.StartsWith("rejected", StringComparison.Ordinal) && long.TryParse(member.Value.ToString(), out var rejected))
                    {
                        Rejected += rejected;
                    }
                    else if (member.NameEquals("errorMessage") && member.Value.ToString().Length > 0)
                    {
                        Complaint = TargetText.Clean(ReportText.Shorten(member.Value.ToString(), 300));
                    }
                }
            }
        }
        catch (JsonException)
        {
            // An empty answer, or one in another encoding, says that all was taken.
        }
    }

    private static string Said(byte[] answer)
    {
        var text = TargetText.Decode(answer.AsSpan(0, Math.Min(answer.Length, 300))).Trim();
        return text.Length == 0 ? string.Empty : $": {text}";
    }
}
