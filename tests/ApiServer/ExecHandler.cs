using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace GoEnv.Tests.ApiServer;

/// <summary>Runs a command in a container over a WebSocket, versions 4 and 5 of the protocol.</summary>
internal sealed class ExecHandler(StandInServer server, HttpContext context, ClusterPod pod) : IDisposable
{
    private const byte Close = 255;

    private readonly SemaphoreSlim sending = new(1);

    public void Dispose() => sending.Dispose();

    public async Task RunAsync(Func<int, string, string, Task> fail)
    {
        var query = context.Request.Query;
        var name = (string?)query["container"] ?? (pod.Containers.Count == 1 ? pod.Containers[0].Name : string.Empty);
        if (!pod.Has(name))
        {
            await fail(400, "BadRequest", $"container {name} is not valid for pod {pod.Name}");
            return;
        }

        if (pod.Find(name) is not { } container)
        {
            await fail(500, "InternalError", $"Internal error occurred: unable to upgrade connection: container not found (\"{name}\")");
            return;
        }

        string[] spoken = server.SpeaksV4Alone ? ["v4.channel.k8s.io"] : ["v5.channel.k8s.io", "v4.channel.k8s.io"];
        var protocol = context.WebSockets.WebSocketRequestedProtocols.FirstOrDefault(spoken.Contains);
        if (!context.WebSockets.IsWebSocketRequest || protocol is null)
        {
            context.Response.StatusCode = 403; // an old server says no word
            return;
        }

        await server.BeforeExec(name);
        if (context.Items["fault"] is FaultKind.HalfFrame)
        {
            await SendHalfFrameAsync(protocol);
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync(protocol);
        if (server.Replay is { } recorded)
        {
            await ReplayAsync(socket, recorded);
            return;
        }

        await ServeAsync(socket, container, query["command"].OfType<string>().ToList(), query["stdin"] == "true", protocol.StartsWith("v5", StringComparison.Ordinal));
    }

    private async Task ServeAsync(WebSocket socket, Container container, List<string> command, bool withInput, bool canClose)
    {
        using var process = container.Exec(command);
        if (process is null)
        {
            await StatusAsync(socket, Handler.Status(500, "InternalError",
                "Internal error occurred: error executing command in container: failed to exec in container: failed to start exec: OCI runtime exec failed: "
                + $"exec failed: unable to start container process: exec: \"{command[0]}\": executable file not found in $PATH: unknown"));
            return;
        }

        if (!withInput)
        {
            process.StandardInput.Close();
        }

        var input = FeedAsync(socket, process, canClose);
        await Task.WhenAll(
            PumpAsync(socket, 1, process.StandardOutput.BaseStream),
            PumpAsync(socket, 2, process.StandardError.BaseStream),
            process.WaitForExitAsync());
        await StatusAsync(socket, process.ExitCode == 0
            ? new JsonObject { ["metadata"] = new JsonObject(), ["status"] = "Success" }
            : NonZero(process.ExitCode));
        await input;
    }

    // The word that marks the records of a script stands near to its beginning.
    private async Task ReplayAsync(WebSocket socket, string recorded)
    {
        const string Mark = "ge_nonce=";
        var buffer = new byte[64 * 1024];
        var received = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
        var text = Encoding.UTF8.GetString(buffer, 0, received.Count);
        var at = text.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length;
        await SendAsync(socket, (byte[])[1, .. Encoding.UTF8.GetBytes(recorded.Replace(new string('0', 32), text.Substring(at, 32), StringComparison.Ordinal))]);
        await StatusAsync(socket, new JsonObject { ["metadata"] = new JsonObject(), ["status"] = "Success" });
    }

    private static JsonObject NonZero(int code)
    {
        var status = Handler.Status(0, "NonZeroExitCode", $"command terminated with non-zero exit code: exit code {code}");
        status["details"] = new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["reason"] = "ExitCode", ["message"] = code.ToString() }) };
        return status;
    }

    // When the client is gone, only its standard input ends: no runtime ends the command itself.
    private static async Task FeedAsync(WebSocket socket, Process process, bool canClose)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (true)
            {
                var length = 0;
                ValueWebSocketReceiveResult received;
                do
                {
                    received = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                    length += received.Count;
                }
                while (!received.EndOfMessage && received.MessageType != WebSocketMessageType.Close);

                if (received.MessageType == WebSocketMessageType.Close)
                {
                    break;
                }

                if (length > 1 && buffer[0] == 0)
                {
                    await process.StandardInput.BaseStream.WriteAsync(buffer.AsMemory(1, length - 1));
                    await process.StandardInput.BaseStream.FlushAsync();
                }
                else if (canClose && length == 2 && buffer[0] == Close)
                {
                    process.StandardInput.Close();
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The client or the command is gone.
        }

        try
        {
            process.StandardInput.Close();
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // The command is gone.
        }
    }

    private async Task PumpAsync(WebSocket socket, byte channel, Stream stream)
    {
        var buffer = new byte[16 * 1024];
        buffer[0] = channel;
        for (int read; (read = await stream.ReadAsync(buffer.AsMemory(1))) > 0;)
        {
            await SendAsync(socket, buffer.AsMemory(0, read + 1));
        }
    }

    private async Task StatusAsync(WebSocket socket, JsonObject status)
    {
        await SendAsync(socket, (byte[])[3, .. Encoding.UTF8.GetBytes(status.ToJsonString())]);
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
        catch (WebSocketException)
        {
            // The client did not wait for it.
        }
    }

    private async Task SendAsync(WebSocket socket, ReadOnlyMemory<byte> message)
    {
        await sending.WaitAsync();
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Binary, true, CancellationToken.None);
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException)
        {
            // The client is gone; the command may go on.
        }
        finally
        {
            sending.Release();
        }
    }

#pragma warning disable CA5350 // RFC 6455 says SHA-1
    private async Task SendHalfFrameAsync(string protocol)
    {
        context.Response.Headers["Sec-WebSocket-Accept"] = Convert.ToBase64String(System.Security.Cryptography.SHA1.HashData(
            Encoding.ASCII.GetBytes(context.Request.Headers.SecWebSocketKey + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
        context.Response.Headers["Sec-WebSocket-Protocol"] = protocol;
        context.Response.Headers.Upgrade = "websocket";
        var stream = await context.Features.Get<IHttpUpgradeFeature>()!.UpgradeAsync();
        await stream.WriteAsync((byte[])[0x82, 0x7d, 1, (byte)'x', (byte)'y']); // says 125 bytes and sends 3
        await stream.FlushAsync();
    }
#pragma warning restore CA5350
}
