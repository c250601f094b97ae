using System.Net;
using System.Text.Json;

namespace GoEnv.Kubernetes;

/// <summary>
/// A conversation with one API server over one pool of connections; safe for many callers at once. Errors of the server
/// and of the way to it are <see cref="KubeException"/>.
/// </summary>
public sealed class KubeClient : IDisposable
{
    private readonly KubeConnection connection;
    private readonly KubeTransport transport;
    private readonly KubeCredentials credentials;
    private readonly KubeRateLimit rate;
    private readonly TimeProvider clock;

    internal KubeClient(KubeConnection connection, KubeEnvironment environment, KubeOptions options, TimeProvider clock)
    {
        this.connection = connection;
        this.clock = clock;
        Options = options;
        transport = new KubeTransport(connection, environment, options);
        credentials = new KubeCredentials(connection, environment, clock);
        rate = new KubeRateLimit(options, clock);
    }

    /// <summary>The context of kubeconfig.</summary>
    public KubeContext Context => connection.Context;

    /// <summary>The address of the server.</summary>
    public Uri Server => connection.Cluster.Server;

    /// <summary>True when kubeconfig says that the server's certificate is not to be checked.</summary>
    public bool SkipsTlsVerify => connection.Cluster.SkipsTlsVerify;

    /// <summary>Where kubeconfig says so, as <c>file:line</c>.</summary>
    public string ClusterLocation => connection.Cluster.Location;

    /// <summary>The limits.</summary>
    public KubeOptions Options { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        transport.Dispose();
        credentials.Dispose();
    }

    /// <summary>The answer to a GET, read as <typeparamref name="T"/>.</summary>
    internal Task<T> GetAsync<T>(KubeRequest request, string path, CancellationToken cancellationToken) =>
        RunAsync(request, () => Message(HttpMethod.Get, path), ReadJsonAsync<T>, isSafe: true, cancellationToken);

    /// <summary>The answer to a POST that changes nothing, read as <typeparamref name="T"/>.</summary>
    internal Task<T> ReviewAsync<T>(KubeRequest request, string path, byte[] json, CancellationToken cancellationToken) => RunAsync(
        request,
        () =>
        {
            var message = Message(HttpMethod.Post, path);
            message.Content = new ByteArrayContent(json) { Headers = { ContentType = new("application/json") } };
            return message;
        },
        ReadJsonAsync<T>,
        isSafe: true,
        cancellationToken);

    /// <summary>The answer to a PATCH that has the same effect a second time, read as <typeparamref name="T"/>.</summary>
    internal Task<T> PatchAsync<T>(KubeRequest request, string path, string type, byte[] body, CancellationToken cancellationToken) => RunAsync(
        request,
        () =>
        {
            var message = Message(HttpMethod.Patch, path);
            message.Content = new ByteArrayContent(body) { Headers = { ContentType = new(type) } };
            return message;
        },
        ReadJsonAsync<T>,
        isSafe: true,
        cancellationToken);

    /// <summary>
    /// Sends a request, again where that does no harm, and reads its answer. <paramref name="isSafe"/> says that it may be
    /// repeated after it has reached the server; <paramref name="isProxied"/> that another answers through it, whose answer is read
    /// whatever its status.
    /// </summary>
    internal async Task<T> RunAsync<T>(
        KubeRequest request,
        Func<HttpRequestMessage> make,
        Func<HttpResponseMessage, CancellationToken, Task<T>> read,
        bool isSafe,
        CancellationToken cancellationToken,
        bool isProxied = false)
    {
        KubeIdentity? refused = null;
        for (var attempt = 0; ; attempt++)
        {
            await rate.WaitAsync(cancellationToken).ConfigureAwait(false);
            var identity = await IdentifyAsync(refused, cancellationToken).ConfigureAwait(false);
            using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            timer.CancelAfter(Options.Answer);
            TimeSpan pause;
            HttpResponseMessage? response = null;
            try
            {
                using var message = make();
                KubeHeaders.Add(message, connection, identity);
                response = await transport.For(identity).SendAsync(message, timer.Token).ConfigureAwait(false);
                if (response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.SwitchingProtocols)
                {
                    var answer = await read(response, timer.Token).ConfigureAwait(false);
                    response = answer is IAsyncDisposable ? null : response; // it owns the connection from here on
                    return answer;
                }

                var status = await ReadStatusAsync(response, timer.Token).ConfigureAwait(false);
                if (isProxied && status is not { Kind: "Status", Status: "Failure" })
                {
                    return await read(response, timer.Token).ConfigureAwait(false);
                }

                var failure = KubeFailure.Of(request, Server, response, status);
                if (response.StatusCode == HttpStatusCode.Unauthorized && refused is null && credentials.CanRenew)
                {
                    refused = identity;
                    continue;
                }

                // That the other cannot be reached is the answer.
                pause = isProxied && response.StatusCode != HttpStatusCode.TooManyRequests ? throw failure
                    : KubeRetry.After(response, failure.Status, attempt, isSafe, clock.GetUtcNow())
                    is { } wait && attempt < Options.Retries ? wait : throw failure;
            }
            catch (Exception e) when (KubeRetry.IsBroken(e) && isSafe && attempt < Options.Retries)
            {
                pause = KubeRetry.Pause(attempt);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException or JsonException)
            {
                throw KubeFailure.Of(request, Server, e);
            }
            catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
            {
                throw KubeFailure.TimedOut(request, Server, timer.IsCancellationRequested ? Options.Answer : Options.Connect, e);
            }
            finally
            {
                response?.Dispose();
            }

            await Task.Delay(pause, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A message to a path below the server's address.</summary>
    internal HttpRequestMessage Message(HttpMethod method, string path) =>
        new(method, Server.GetLeftPart(UriPartial.Path).TrimEnd('/') + path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };

    private async Task<KubeIdentity> IdentifyAsync(KubeIdentity? refused, CancellationToken cancellationToken)
    {
        try
        {
            return await credentials.GetAsync(refused, cancellationToken).ConfigureAwait(false);
        }
        catch (FormatException e)
        {
            throw KubeFailure.Config(e);
        }
    }

    private async Task<T> ReadJsonAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            return await JsonSerializer.DeserializeAsync<T>(new BoundedStream(stream, Options.AnswerBytes), KubeJson.Options, cancellationToken)
                .ConfigureAwait(false) ?? throw new JsonException("the answer is null");
        }
    }

    private static async Task<KubeStatus?> ReadStatusAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        const int Limit = 64 * 1024;
        try
        {
            using var content = new MemoryStream();
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                await new BoundedStream(stream, Limit).CopyToAsync(content, cancellationToken).ConfigureAwait(false);
            }

            return KubeStatus.Parse(content.GetBuffer().AsSpan(0, (int)content.Length));
        }
        catch (Exception e) when (e is IOException or InvalidDataException or HttpRequestException)
        {
            return null; // the code of the answer says enough
        }
    }
}
