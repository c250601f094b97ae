using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using GoEnv.Kubernetes;

namespace GoEnv.Tests.Kubernetes;

public sealed class KubeCertificatesTests : IDisposable
{
    private const string Server = "1.3.6.1.5.5.7.3.1";
    private const string Client = "1.3.6.1.5.5.7.3.2";
    private const SslPolicyErrors Chain = SslPolicyErrors.RemoteCertificateChainErrors;

    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private readonly X509Certificate2 authority = Authority("the authority");
    private readonly X509Certificate2 other = Authority("another");

    public void Dispose()
    {
        authority.Dispose();
        other.Dispose();
    }

    [Theory]
    [InlineData(Server, true, Chain, null)]
    [InlineData(null, true, Chain, null)]
    [InlineData(Client, true, Chain, "issued for another use")]
    [InlineData(Server, false, SslPolicyErrors.None, "common name alone")]
    [InlineData(Server, true, SslPolicyErrors.RemoteCertificateNameMismatch, "it is for kube.example, 127.0.0.1, and not for the name that is asked")]
    public void A_server_is_trusted_as_kubectl_trusts_it(string? use, bool isNamed, SslPolicyErrors errors, string? why)
    {
        using var server = Issue(use, isNamed, Now.AddDays(1));
        Judge(server, errors, why);
    }

    [Fact]
    public void What_is_over_and_what_another_has_issued_are_told_apart()
    {
        using var expired = Issue(Server, true, Now.AddDays(-1));
        Judge(expired, Chain, "it was good until");
        using var server = Issue(Server, true, Now.AddDays(1));
        var e = Assert.Throws<UntrustedServerException>(() => KubeCertificates.IsTrusted(server, null, Chain, [other]));
        Assert.Contains("issued by 'CN=the authority'", e.Message, StringComparison.Ordinal);
        Assert.Contains("of this machine", Assert.Throws<UntrustedServerException>(() => KubeCertificates.IsTrusted(server, null, Chain, null)).Message, StringComparison.Ordinal);
        Assert.Throws<UntrustedServerException>(() => KubeCertificates.IsTrusted(null, null, SslPolicyErrors.RemoteCertificateNotAvailable, [authority]));
    }

    [Fact]
    public void A_chain_that_is_built_for_a_server_has_to_be_for_one()
    {
        using var client = Issue(Client, true, Now.AddDays(1));
        using var chain = new X509Chain { ChainPolicy = KubeCertificates.Policy([authority]) };
        Assert.False(chain.Build(client));
    }

    [Fact]
    public void A_key_with_a_passphrase_is_named_as_such()
    {
        using var key = RSA.Create(2048);
        var pem = key.ExportEncryptedPkcs8PrivateKeyPem("x", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1000));
        var e = Assert.Throws<FormatException>(() => KubeCertificates.WithKey(Encoding.UTF8.GetBytes(authority.ExportCertificatePem()), Encoding.UTF8.GetBytes(pem), "config:3"));
        Assert.Contains("config:3: the client certificate and its key cannot be used: the key is encrypted with a passphrase", e.Message, StringComparison.Ordinal);
    }

    private void Judge(X509Certificate2 server, SslPolicyErrors errors, string? why)
    {
        if (why is null)
        {
            Assert.True(KubeCertificates.IsTrusted(server, null, errors, [authority]));
        }
        else
        {
            Assert.Contains(why, Assert.Throws<UntrustedServerException>(() => KubeCertificates.IsTrusted(server, null, errors, [authority])).Message, StringComparison.Ordinal);
        }
    }

    private static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(Now.AddDays(-10), Now.AddDays(10));
    }

    private X509Certificate2 Issue(string? use, bool isNamed, DateTimeOffset end)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=kube.example", key, HashAlgorithmName.SHA256);
        if (use is not null)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], false));
        }

        if (isNamed)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName("kube.example");
            names.AddIpAddress(IPAddress.Loopback);
            request.CertificateExtensions.Add(names.Build());
        }

        return request.Create(authority, Now.AddDays(-9), end, [1, 2, 3]);
    }
}
