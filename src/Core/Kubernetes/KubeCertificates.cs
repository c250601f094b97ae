using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace GoEnv.Kubernetes;

/// <summary>Certificates of kubeconfig and the check of the server's.</summary>
internal static class KubeCertificates
{
    private const string SubjectNames = "2.5.29.17";

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
            var text = Encoding.UTF8.GetString(key);
            var why = text.Contains("ENCRYPTED", StringComparison.Ordinal) ? "the key is encrypted with a passphrase, which a kubeconfig cannot give; decrypt it with 'openssl pkey'"
                : e.Message.Contains("1.3.101.11", StringComparison.Ordinal) ? "the key is of the kind Ed25519 or Ed448, which .NET does not know; use an RSA or ECDSA key"
                : e.Message.TrimEnd('.');
            throw new FormatException($"{location}: the client certificate and its key cannot be used: {why}.", e);
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

        // A certificate of a client of the same authority is none of the server.
        policy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1"));
        policy.CustomTrustStore.AddRange(authorities);
        policy.ExtraStore.AddRange(authorities);
        return policy;
    }

    /// <summary>
    /// Accepts the chains that end at one of <paramref name="authorities"/>, whether it signed itself or not (at one of this machine's where it
    /// is null); the runtime has built one by their <see cref="Policy"/> already. <see cref="UntrustedServerException"/> says why it does not.
    /// </summary>
    public static bool IsTrusted(X509Certificate? certificate, X509Chain? sent, SslPolicyErrors errors, X509Certificate2Collection? authorities)
    {
        if (certificate is null)
        {
            throw new UntrustedServerException("it showed none");
        }

        using var server = new X509Certificate2(certificate);
        if (server.NotAfter.ToUniversalTime() < DateTime.UtcNow)
        {
            throw new UntrustedServerException($"it was good until {server.NotAfter.ToUniversalTime():yyyy-MM-dd HH:mm} UTC");
        }

        if (server.NotBefore.ToUniversalTime() > DateTime.UtcNow)
        {
            throw new UntrustedServerException($"it is good from {server.NotBefore.ToUniversalTime():yyyy-MM-dd HH:mm} UTC on; see whether the clock here is right");
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            throw new UntrustedServerException($"it is for {Names(server)}");
        }

        // Elsewhere nobody goes by the common name any more.
        if (!server.Extensions.Any(extension => extension.Oid?.Value == SubjectNames))
        {
            throw new UntrustedServerException("it names the server by its common name alone, and has no subjectAltName");
        }

        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        if (authorities is null)
        {
            throw new UntrustedServerException($"none of the authorities of this machine has issued it, but '{server.Issuer}'{Status(sent)}");
        }

        using var chain = new X509Chain { ChainPolicy = Policy(authorities) };
        foreach (var element in sent?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        chain.ChainPolicy.ExtraStore.AddRange(sent?.ChainPolicy.ExtraStore ?? []);
        if (chain.Build(server))
        {
            return true;
        }

        const X509ChainStatusFlags NoRoot = X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot;
        return chain.ChainStatus.All(status => (status.Status & ~NoRoot) == X509ChainStatusFlags.NoError)
            && chain.ChainElements.Any(element => authorities.Any(authority => authority.RawDataMemory.Span.SequenceEqual(element.Certificate.RawDataMemory.Span)))
            ? true : throw new UntrustedServerException(
                chain.ChainStatus.Any(status => (status.Status & NoRoot) != X509ChainStatusFlags.NoError)
                    ? $"it was issued by '{server.Issuer}', which the certificate authority of the cluster is not or has not signed" : $"it was issued for another use or by an unfit authority{Status(chain)}");
    }

    private static string Status(X509Chain? chain) =>
        chain?.ChainStatus.Select(status => status.Status.ToString()).Distinct().ToList() is { Count: > 0 } all ? $" ({string.Join(", ", all)})" : string.Empty;

    private static string Names(X509Certificate2 server)
    {
        var names = server.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(extension => extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(address => address.ToString()))).ToList();
        return names.Count > 0 ? $"{string.Join(", ", names)}, and not for the name that is asked" : "no name that can be asked";
    }

    private static X509Certificate2 CopyWithPrivateKey(this X509Certificate2 certificate) => new(certificate);

#pragma warning disable SYSLIB0057 // X509CertificateLoader came with .NET 9
    private static X509Certificate2 FromPkcs12(byte[] content) => new(content);
#pragma warning restore SYSLIB0057
}
