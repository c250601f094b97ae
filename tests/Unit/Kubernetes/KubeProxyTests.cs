using GoEnv.Kubernetes;

namespace GoEnv.Tests.Kubernetes;

public sealed class KubeProxyTests
{
    [Theory]
    [InlineData("https://kube.example:6443", "", false)]
    [InlineData("https://127.0.0.1:6443", "", true)]
    [InlineData("https://localhost:6443", "", true)]
    [InlineData("https://10.1.2.3:6443", "10.0.0.0/8", true)]
    [InlineData("https://11.1.2.3:6443", "10.0.0.0/8", false)]
    [InlineData("https://10.1.2.3", "10.1.2.3", true)]
    [InlineData("https://kube.example:6443", "other,.example", true)]
    [InlineData("https://example:6443", ".example", false)]
    [InlineData("https://kube.example:6443", "example", true)]
    [InlineData("https://kubexample:6443", "example", false)]
    [InlineData("https://kube.example:6443", "*.example", true)]
    [InlineData("https://kube.example:6443", "kube.example:443", false)]
    [InlineData("https://kube.example:6443", "kube.example:6443", true)]
    [InlineData("https://[fd00::1]:6443", "fd00::/16", true)]
    [InlineData("https://kube.example", "*", true)]
    public void No_proxy_is_read_as_kubectl_reads_it(string server, string noProxy, bool direct)
    {
        var proxy = new KubeProxy(new KubeEnvironment
        {
            Variables = new Dictionary<string, string> { ["HTTPS_PROXY"] = "proxy:3128", ["NO_PROXY"] = noProxy },
        });
        Assert.Equal(direct, proxy.IsBypassed(new Uri(server)));
        Assert.Equal("http://proxy:3128/", proxy.GetProxy(new Uri(server))?.ToString());
    }

    [Theory]
    [InlineData("ftp://proxy", true)]
    [InlineData("http://[proxy", true)]
    [InlineData("socks5://proxy:1080", false)]
    public void A_proxy_that_is_none_is_refused_and_not_passed_by(string address, bool refused)
    {
        var environment = new KubeEnvironment { Variables = new Dictionary<string, string> { ["HTTPS_PROXY"] = address } };
        if (refused)
        {
            Assert.Contains("HTTPS_PROXY", Assert.Throws<FormatException>(() => KubeProxy.For(new Uri("https://kube.example"), environment)).Message, StringComparison.Ordinal);
            Assert.True(KubeProxy.For(new Uri("https://localhost"), environment).IsBypassed(new Uri("https://localhost")));
        }
        else
        {
            Assert.NotNull(KubeProxy.For(new Uri("https://kube.example"), environment).GetProxy(new Uri("https://kube.example")));
        }
    }

    [Fact]
    public void The_login_of_a_proxy_stands_in_its_address()
    {
        var login = new KubeProxy(new KubeEnvironment()).Credentials!;
        var given = login.GetCredential(new Uri("http://me:p%3Aw@proxy:3128"), "Basic")!;
        Assert.Equal(("me", "p:w"), (given.UserName, given.Password));
        Assert.Null(login.GetCredential(new Uri("http://proxy:3128"), "Basic"));
    }

    [Fact]
    public void Without_the_variable_there_is_no_proxy() =>
        Assert.True(new KubeProxy(new KubeEnvironment { Variables = new Dictionary<string, string> { ["HTTP_PROXY"] = "p" } }).IsBypassed(new Uri("https://a")));
}
