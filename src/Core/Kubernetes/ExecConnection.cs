using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;

namespace GoEnv.Kubernetes;

/// <summary>A channel of an exec; the first byte of each message.</summary>
internal enum ExecChannel : byte
{
    Input = 0,
    Output = 1,
    Error = 2,
    Status = 3,
    Resize = 4,
    Close = 255,
}

/// <summary>A part of a message; null at the end of the connection.</summary>
internal readonly record struct ExecPart(ExecChannel Channel, ReadOnlyMemory<byte> Bytes, bool IsLast);

/// <summary>The WebSocket of one command in one container.</summary>
internal sealed class ExecConnection : IAsyncDisposable
{
    // A server that speaks v4 alone answers an offer of v5 alone with 403 and no word.
    private const string Offered = "v5.channel.k8s.io, v4.channel.k8s.io";
    private const string AcceptSuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private const int SendSize = 32 * 1024;

    private readonly HttpResponseMessage response;
    private readonly WebSocket socket;
    private readonly byte[] buffer = new byte[32 * 1024];
    private ExecChannel? channel;

    private ExecConnection(HttpResponseMessage response, WebSocket socket)
    {
        this.response = response;
        this.socket = socket;
    }

    /// <summary>The version of the protocol that the server chose.</summary>
    public string Protocol => socket.SubProtocol ?? "none";

    /// <summary>Opens it; the command runs from here on.</summary>
    public static Task<ExecConnection> OpenAsync(KubeClient client, KubeRequest request, string path, CancellationToken cancellationToken)
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        return client.RunAsync(request, Make, ReadAsync, isSafe: false, cancellationToken);

        HttpRequestMessage Make()
        {
            var message = client.Message(HttpMethod.Get, path);
            message.Version = HttpVersion.Version11;
            message.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
            message.Headers.Accept.ParseAdd("*/*"); // a kubelet answers 406 to anything narrower
            message.Headers.Connection.Add("Upgrade");
            message.Headers.TryAddWithoutValidation("Upgrade", "websocket");
            message.Headers.TryAddWithoutValidation("Sec-WebSocket-Version", "13");
            message.Headers.TryAddWithoutValidation("Sec-WebSocket-Key", key);
            message.Headers.TryAddWithoutValidation("Sec-WebSocket-Protocol", Offered);
            return message;
        }

        async Task<ExecConnection> ReadAsync(HttpResponseMessage response, CancellationToken token)
        {
            var protocol = Header(response, "Sec-WebSocket-Protocol");
            if (response.StatusCode != HttpStatusCode.SwitchingProtocols || Header(response, "Sec-WebSocket-Accept") != Accept(key)
                || protocol is null || !Offered.Split(", ").Contains(protocol))
            {
                throw new KubeException(TargetError.ConnectionFailed,
                    $"the server {client.Server.Authority} did not open a WebSocket to {request} (it answered {(int)response.StatusCode}, protocol {protocol ?? "none"})",
                    "Look for a proxy or load balancer before the API server that does not pass WebSockets on.") { Request = request };
            }

            var stream = await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false);
            return new ExecConnection(response, WebSocket.CreateFromStream(stream, new WebSocketCreationOptions
            {
                SubProtocol = protocol,
                KeepAliveInterval = TimeSpan.FromSeconds(20),
            }));
        }
    }

    /// <summary>Sends standard input.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        var message = new byte[Math.Min(SendSize, input.Length) + 1];
        message[0] = (byte)ExecChannel.Input;
        while (!input.IsEmpty)
        {
            var size = Math.Min(SendSize, input.Length);
            input[..size].CopyTo(message.AsMemory(1));
            await socket.SendAsync(message.AsMemory(0, size + 1), WebSocketMessageType.Binary, endOfMessage: true, cancellationToken).ConfigureAwait(false);
            input = input[size..];
        }
    }

    /// <summary>The next part of a message, valid until the next call; null when the server closed the connection in order.</summary>
    public async Task<ExecPart?> ReceiveAsync(CancellationToken cancellationToken)
    {
        var received = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken).ConfigureAwait(false);
        if (received.MessageType == WebSocketMessageType.Close)
        {
            return null;
        }

        var bytes = buffer.AsMemory(0, received.Count);
        if (channel is null)
        {
            if (bytes.IsEmpty)
            {
                return new ExecPart(ExecChannel.Resize, default, received.EndOfMessage); // an empty message says nothing
            }

            channel = (ExecChannel)bytes.Span[0];
            bytes = bytes[1..];
        }

        var part = new ExecPart(channel.Value, bytes, received.EndOfMessage);
        channel = received.EndOfMessage ? null : channel;
        return part;
    }

    /// <summary>Closes it at once; the target's end of it closes with it.</summary>
    public ValueTask DisposeAsync()
    {
        socket.Abort();
        socket.Dispose();
        response.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

#pragma warning disable CA5350 // RFC 6455 says SHA-1; nothing is protected by it
    private static string Accept(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + AcceptSuffix)));
#pragma warning restore CA5350
}
