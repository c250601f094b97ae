using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace GoEnv.Toolchain.Install;

/// <summary>Reads mirrors within limits. Proxies are those of the environment.</summary>
public sealed class MirrorClient : IDisposable
{
    private const int MostIndexBytes = 32 * 1024 * 1024;
    private readonly HttpClient http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(15) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>How long a mirror may send nothing; default 30 s.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The text at an address; <see cref="MirrorException"/> when it cannot be had.</summary>
    internal async Task<string> ReadTextAsync(Uri address, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        await ReadAsync(address, 0, (_, _) => content, MostIndexBytes, null, cancellationToken).ConfigureAwait(false);
        return Encoding.UTF8.GetString(content.GetBuffer().AsSpan(0, (int)content.Length));
    }

    /// <summary>
    /// Writes what is at an address to the stream that <paramref name="open"/> gives for the first byte that the mirror
    /// sends, which is <paramref name="from"/> or 0. <see cref="MirrorException"/> when it does not come whole, or is
    /// larger than <paramref name="most"/>.
    /// </summary>
    internal async Task ReadAsync(
        Uri address, long from, Func<long, long?, Stream> open, long most, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(Stall);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Range = from > 0 ? new RangeHeaderValue(from, null) : null;
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw new MirrorException($"it answers {(int)response.StatusCode} {response.ReasonPhrase}")
                {
                    IsPastEnd = response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable,
                };
            }

            var start = response.StatusCode == HttpStatusCode.PartialContent ? response.Content.Headers.ContentRange?.From ?? 0 : 0;
            if (start != from && start != 0)
            {
                throw new MirrorException($"it sends the bytes from {start} where those from {from} were asked for");
            }

            var target = open(start, response.Content.Headers.ContentLength);
            var source = await response.Content.ReadAsStreamAsync(stop.Token).ConfigureAwait(false);
            await using (source.ConfigureAwait(false))
            {
                await CopyAsync(source, target, start, most, progress, stop).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is HttpRequestException or HttpIOException)
        {
            throw new MirrorException(Say(e), e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MirrorException($"it sent nothing for {Stall.TotalSeconds:0.#} s", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task CopyAsync(Stream source, Stream target, long done, long most, IProgress<long>? progress, CancellationTokenSource stop)
    {
        var buffer = new byte[1 << 16];
        while (true)
        {
            stop.CancelAfter(Stall);
            var read = await source.ReadAsync(buffer, stop.Token).ConfigureAwait(false);
            if (read == 0)
            {
                return;
            }

            done += read;
            if (done > most)
            {
                throw new MirrorException($"it sends more than the {most} bytes that the file has");
            }

            await target.WriteAsync(buffer.AsMemory(0, read), stop.Token).ConfigureAwait(false);
            progress?.Report(done);
        }
    }

    // The reason that the system gives stands at the end of the chain.
    private static string Say(Exception e) => e is HttpIOException || e.InnerException is HttpIOException
        ? "the connection ended before the whole file was there"
        : (e.GetBaseException() is { } cause && cause != e ? cause.Message : e.Message).TrimEnd('.');
}

/// <summary>A mirror did not give what it was asked for; the message is a clause that can follow its address.</summary>
internal sealed class MirrorException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>True when a rest was asked for that the mirror's file does not have.</summary>
    public bool IsPastEnd { get; init; }
}
