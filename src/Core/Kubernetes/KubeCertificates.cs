using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace GoEnv.Kubernetes;

/// <summary>Certificates of kubeconfig and the check of the server's.</summary>
internal static class KubeCertificates
{
    /// <summary>A client certificate with its key, first, and those that it was issued by.</summary>
    public static X509Certificate2Collection WithKey(byte[] certificates, byte[] key, string location)
    {
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(Encoding.UTF8.GetString(certificates));
            using var leaf = X509Certificate2.CreateFromPem(Encoding.UTF8.GetString(certificates), Encoding.UTF8.GetString(key));
            chain[0].Dispose();

            // Windows cannot use a key that is in memory alone.
            chain[0] = OperatingSystem.IsWindows() ? FromPkcs12(leaf.Export(X509ContentType.Pkcs12)) : leaf.CopyWithPrivateKey();
            return chain;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new FormatException($"{location}: the client certificate and its key cannot be used ({e.Message}).", e);
        }
    }

    /// <summary>The certificates of a PEM text that servers are trusted by.</summary>
    public static X509Certificate2Collection Authorities(KubeData data)
    {
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPem(Encoding.UTF8.GetString(data.Read()));
            return authorities.Count > 0 ? authorities : throw new CryptographicException("it holds no certificate in PEM");
        }
        catch (CryptographicException e)
        {
            throw new FormatException($"{data.Location}: the certificate authority cannot be used ({e.Message}).", e);
        }
    }

    /// <summary>How the runtime builds the chain of a server's certificate: up to one of <paramref name="authorities"/>, without asking anyone.</summary>
    public static X509ChainPolicy Policy(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(authorities);
        policy.ExtraStore.AddRange(authorities);
        return policy;
    }

    /// <summary>
    /// Accepts the chains that end at one of <paramref name="authorities"/>, whether it signed itself or not; the runtime has
    /// built one by their <see cref="Policy"/> already.
    /// </summary>
    public static bool IsTrusted(X509Certificate? certificate, X509Chain? sent, SslPolicyErrors errors, X509Certificate2Collection authorities)
    {
        if (certificate is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
        {
            return false;
        }

        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        using var chain = new X509Chain { ChainPolicy = Policy(authorities) };
        foreach (var element in sent?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        chain.ChainPolicy.ExtraStore.AddRange(sent?.ChainPolicy.ExtraStore ?? []);
        using var server = new X509Certificate2(certificate);
        if (chain.Build(server))
        {
            return true;
        }

        const X509ChainStatusFlags NoRoot = X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot;
        return chain.ChainStatus.All(status => (status.Status & ~NoRoot) == X509ChainStatusFlags.NoError)
            && chain.ChainElements.Any(element => authorities.Any(authority => authority.RawDataMemory.Span.SequenceEqual(element.Certificate.RawDataMemory.Span)));
    }

    private static X509Certificate2 CopyWithPrivateKey(this X509Certificate2 certificate) => new(certificate);

#pragma warning disable SYSLIB0057 // X509CertificateLoader came with .NET 9
    private static X509Certificate2 FromPkcs12(byte[] content) => new(content);
#pragma warning restore SYSLIB0057
}
