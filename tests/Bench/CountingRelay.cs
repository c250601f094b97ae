using System.Net;
using System.Net.Sockets;

namespace GoEnv.Tests.Bench;

/// <summary>Passes connections on to a port of this machine, and counts what comes back.</summary>
internal sealed class CountingRelay : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly int to;
    private long received;

    public CountingRelay(int to)
    {
        this.to = to;
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Bytes that the clients received.</summary>
    public long Received => Interlocked.Read(ref received);

    public void Dispose() => listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = PassAsync(await listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It was disposed of.
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, to);
                await Task.WhenAny(CopyAsync(client, server, _ => { }), CopyAsync(server, client, count => Interlocked.Add(ref received, count)));
            }
            catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
            {
                // One side is gone.
            }
        }
    }

    private static async Task CopyAsync(TcpClient from, TcpClient to, Action<int> count)
    {
        var buffer = new byte[16 * 1024];
        for (int read; (read = await from.GetStream().ReadAsync(buffer)) > 0;)
        {
            count(read);
            await to.GetStream().WriteAsync(buffer.AsMemory(0, read));
        }
    }
}
