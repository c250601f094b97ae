using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GoEnv.Tests.Toolchain;

/// <summary>
/// A mirror on the loopback address whose folders behave in ways of their own: <c>good</c>, <c>norange</c> (always the whole
/// file), <c>wrong</c> (another file of the same size), <c>half</c> (the connection ends in the middle), <c>short</c> (half
/// a file that looks whole), <c>missing</c> (404), <c>page</c> (an HTML page), <c>stall</c> (stops in the middle and stays).
/// </summary>
internal sealed class LoopbackMirror : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<string, byte[]> files = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> requests = new();
    private readonly Task serving;

    public LoopbackMirror()
    {
        listener.Start();
        serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>The request lines, each with its Range header where there was one.</summary>
    public IReadOnlyList<string> Requests => requests.ToList();

    public void Add(string name, byte[] content) => files[name] = content;

    public string Address(string behaviour) => $"http://127.0.0.1:{Port}/{behaviour}";

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await serving;
        stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var clients = new List<Task>();
        try
        {
            while (true)
            {
                clients.Add(AnswerAsync(await listener.AcceptTcpClientAsync(stop.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(clients);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var (target, from) = await ReadRequestAsync(stream);
                await AnswerAsync(stream, target, from);
                client.Client.Shutdown(SocketShutdown.Send);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
            {
                // The client has gone, or the mirror goes.
            }
        }
    }

    private async Task<(string Target, long From)> ReadRequestAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, stop.Token) == 1)
        {
            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n");
        var range = lines.FirstOrDefault(line => line.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase)) ?? string.Empty;
        requests.Enqueue($"{lines[0]} {range}".TrimEnd());
        var from = range.Length == 0 ? 0 : long.Parse(range["Range: bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
        return (lines[0].Split(' ')[1], from);
    }

    private async Task AnswerAsync(NetworkStream stream, string target, long from)
    {
        var parts = target.TrimStart('/').Split('/', 2);
        var (behaviour, name) = (parts[0], parts.Length == 2 ? parts[1] : string.Empty);
        var isIndex = name.StartsWith('?');
        if (behaviour == "page" || (isIndex && behaviour == "noindex"))
        {
            await SendAsync(stream, "200 OK", "<!DOCTYPE html><html>Sign in</html>"u8.ToArray(), 0, "text/html");
        }
        else if (behaviour == "missing" || !files.TryGetValue(isIndex ? "index" : name, out var content))
        {
            await SendAsync(stream, "404 Not Found", "<html>nothing</html>"u8.ToArray(), 0, "text/html");
        }
        else if (isIndex)
        {
            await SendAsync(stream, "200 OK", content, 0, "application/json");
        }
        else
        {
            await SendArchiveAsync(stream, behaviour, content, from);
        }
    }

    private async Task SendArchiveAsync(NetworkStream stream, string behaviour, byte[] content, long from)
    {
        var middle = content.Length / 2;
        switch (behaviour)
        {
            case "norange":
                await SendAsync(stream, "200 OK", content, 0);
                break;
            case "wrong":
                var other = (byte[])content.Clone();
                other[^20] ^= 1;
                await SendAsync(stream, from > 0 ? "206 Partial Content" : "200 OK", other, from);
                break;
            case "short":
                await SendAsync(stream, "200 OK", content[..middle], 0);
                break;
            case "half" when from < middle:
                await SendAsync(stream, from > 0 ? "206 Partial Content" : "200 OK", content, from, count: middle - (int)from);
                break;
            case "stall" when from < middle:
                await SendAsync(stream, from > 0 ? "206 Partial Content" : "200 OK", content, from, count: middle - (int)from);
                await Task.Delay(Timeout.Infinite, stop.Token);
                break;
            default:
                await SendAsync(stream, from > 0 ? "206 Partial Content" : "200 OK", content, from);
                break;
        }
    }

    private async Task SendAsync(
        NetworkStream stream, string status, byte[] content, long from, string type = "application/gzip", int? count = null)
    {
        var length = content.Length - (int)from;
        var range = from > 0 ? $"Content-Range: bytes {from}-{content.Length - 1}/{content.Length}\r\n" : string.Empty;
        var head = $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {length}\r\n{range}Connection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), stop.Token);
        await stream.WriteAsync(content.AsMemory((int)from, count ?? length), stop.Token);
        await stream.FlushAsync(stop.Token);
    }
}
