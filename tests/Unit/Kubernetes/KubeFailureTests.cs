using System.Net.Sockets;
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
}
