using System.Net;
using System.Net.Sockets;
using System.Text;
using GoEnv.Kubernetes;

namespace GoEnv.Tests.Kubernetes;

public sealed class KubeFailureTests
{
    private static readonly KubeRequest Request = new("list", "pods", "apps", null);

    [Theory]
    [InlineData("https://kube.example:6443", "Connection refused (kube.example:6443)", TargetError.ConnectionRefused, "server kube.example:6443 refuses")]
    [InlineData("https://[fd00::1]:6443", "Connection refused ([fd00::1]:6443)", TargetError.ConnectionRefused, "refuses")]
    [InlineData("https://kube.example:6443", "Connection refused (proxy:3128)", TargetError.ProxyFailed, " proxy proxy:3128 before the server kube.example:6443")]
    public void Who_refused_the_connection_is_named(string server, string said, TargetError error, string words)
    {
        var e = KubeFailure.Of(Request, new Uri(server), new HttpRequestException(HttpRequestError.ConnectionError, said, new SocketException((int)SocketError.ConnectionRefused)));
        Assert.Equal(error, e.Error);
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_login_of_a_proxy_is_in_no_message()
    {
        var e = KubeFailure.Of(Request, new Uri("https://kube"), new HttpRequestException(
            HttpRequestError.ProxyTunnelError, "The proxy tunnel request to proxy 'http://me:hunter2@proxy:3128/' failed with status code '407'."));
        Assert.Equal(TargetError.ProxyFailed, e.Error);
        Assert.Contains("http://me:(credential)@proxy:3128/", e.Message, StringComparison.Ordinal);
    }

    // A server that is restarted, or the wrong port, is not one whose certificate is wrong.
    [Theory]
    [InlineData("", false, TargetError.ConnectionLost, "broke the connection before TLS was agreed on")]
    [InlineData("", true, TargetError.ConnectionLost, "broke the connection")]
    [InlineData("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", false, TargetError.ConnectionFailed, "did not agree on TLS")]
    public async Task A_handshake_that_fails_is_no_distrust(string answer, bool reset, TargetError error, string words)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync();
        var server = new Uri($"https://{listener.LocalEndpoint}");
        using var client = new HttpClient();
        var broken = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(server, TestContext.Current.CancellationToken));
        await serving;
        var e = KubeFailure.Of(Request, server, broken);
        Assert.Equal(error, e.Error);
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
        Assert.Equal(error == TargetError.ConnectionLost, KubeRetry.IsBroken(broken));

        async Task ServeAsync()
        {
            using var peer = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
            _ = await peer.GetStream().ReadAsync(new byte[4096], TestContext.Current.CancellationToken);
            await peer.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer), TestContext.Current.CancellationToken);
            peer.LingerState = new LingerOption(reset, 0);
        }
    }
}
