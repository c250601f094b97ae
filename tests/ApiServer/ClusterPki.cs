using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GoEnv.Tests.ApiServer;

/// <summary>A certificate authority of its own with what it issues.</summary>
public sealed class ClusterPki : IDisposable
{
    private static readonly DateTimeOffset From = DateTimeOffset.UtcNow.AddDays(-1);
    private static readonly DateTimeOffset Until = DateTimeOffset.UtcNow.AddDays(30);

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public ClusterPki(string name)
    {
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        Authority = request.CreateSelfSigned(From, Until);
    }

    public X509Certificate2 Authority { get; }

    public string AuthorityPem => Authority.ExportCertificatePem();

    /// <summary>A server's certificate.</summary>
    public X509Certificate2 Server(params string[] names)
    {
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
            {
                alternatives.AddIpAddress(address);
            }
            else
            {
                alternatives.AddDnsName(name);
            }
        }

        return Issue("CN=kube-apiserver", "1.3.6.1.5.5.7.3.1", alternatives.Build());
    }

    /// <summary>A client's certificate and key, in PEM: the user is its common name, groups are its organizations.</summary>
    public (string Certificate, string Key) Client(string user, params string[] groups)
    {
        using var client = Issue(string.Concat(groups.Select(group => $"O={group}, ")) + "CN=" + user, "1.3.6.1.5.5.7.3.2", null);
        using var own = client.GetECDsaPrivateKey()!;
        return (client.ExportCertificatePem(), own.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>True when this authority issued it.</summary>
    public bool Issued(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(Authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }

    public void Dispose()
    {
        Authority.Dispose();
        key.Dispose();
    }

    private X509Certificate2 Issue(string subject, string purpose, X509Extension? extension)
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, own, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], false));
        if (extension is not null)
        {
            request.CertificateExtensions.Add(extension);
        }

        using var issued = request.Create(Authority, From, Until, RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(own);
    }
}
