using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace GoEnv.Kubernetes;

/// <summary>The pool of connections to one API server; another one when the client certificate was renewed.</summary>
internal sealed class KubeTransport(KubeConnection connection, KubeEnvironment environment, KubeOptions options) : IDisposable
{
    private readonly object gate = new();
    private readonly X509Certificate2Collection? authorities =
        connection.Cluster.CertificateAuthority is { } data ? KubeCertificates.Authorities(data) : null;

    private readonly IWebProxy proxy =
        connection.Cluster.Proxy is { } named ? new WebProxy(named) { Credentials = Login(named) } : KubeProxy.For(connection.Cluster.Server, environment);

    private readonly List<HttpMessageInvoker> retired = [];
    private HttpMessageInvoker? invoker;
    private string? thumbprint;

    /// <summary>The pool whose connections show the certificate of <paramref name="identity"/>.</summary>
    public HttpMessageInvoker For(KubeIdentity identity)
    {
        var wanted = identity.Certificate?[0].Thumbprint;
        lock (gate)
        {
            if (invoker is not null && thumbprint == wanted)
            {
                return invoker;
            }

            // Answers may still be on their way through the old one.
            if (invoker is not null)
            {
                retired.Add(invoker);
            }

            (invoker, thumbprint) = (new HttpMessageInvoker(Handler(identity.Certificate)), wanted);
            return invoker;
        }
    }

    public void Dispose()
    {
        invoker?.Dispose();
        retired.ForEach(old => old.Dispose());
    }

    private SocketsHttpHandler Handler(X509Certificate2Collection? certificate)
    {
        var tls = new SslClientAuthenticationOptions { EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 };
        if (certificate is not null)
        {
            tls.ClientCertificateContext = SslStreamCertificateContext.Create(
                certificate[0], new X509Certificate2Collection(certificate.Skip(1).ToArray()), offline: true);
        }

        // Without it the runtime reads all authorities of this machine first, and builds a chain of its own on each connection.
        if (connection.Cluster.SkipsTlsVerify || authorities is not null)
        {
            tls.CertificateChainPolicy = KubeCertificates.Policy(authorities ?? []);
        }

        if (connection.Cluster.SkipsTlsVerify)
        {
            // The user's own words in kubeconfig; a rule reports it.
#pragma warning disable CA5359
            tls.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else
        {
            tls.RemoteCertificateValidationCallback = (_, server, chain, errors) => KubeCertificates.IsTrusted(server, chain, errors, authorities);
        }

        return new SocketsHttpHandler
        {
            ConnectTimeout = options.Connect,
            AllowAutoRedirect = false, // a redirect would carry the credentials to another server
            UseCookies = false,
            AutomaticDecompression = connection.Cluster.DisablesCompression ? DecompressionMethods.None : DecompressionMethods.GZip,
            EnableMultipleHttp2Connections = true,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            Proxy = proxy,
            PlaintextStreamFilter = KubeHeaders.IsRepeated(connection.User.As) ? (context, _) => ValueTask.FromResult(RepeatedHeader.Over(context.PlaintextStream)) : null,
            SslOptions = tls,
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8, // the name of a user that one acts as may have any letters
        };
    }

    private static NetworkCredential? Login(Uri proxy) => proxy.UserInfo.Split(':', 2) is [{ Length: > 0 } user, .. var password]
        ? new NetworkCredential(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password.FirstOrDefault() ?? string.Empty))
        : null;
}
