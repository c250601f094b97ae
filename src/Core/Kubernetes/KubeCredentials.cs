using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace GoEnv.Kubernetes;

/// <summary>What a request proves itself with.</summary>
internal sealed record KubeIdentity(AuthenticationHeaderValue? Header, X509Certificate2Collection? Certificate)
{
    public override string ToString() => "identity";
}

/// <summary>Yields the identity of a user of kubeconfig, and renews it when it is stale or was refused.</summary>
internal sealed class KubeCredentials(KubeConnection connection, KubeEnvironment environment, TimeProvider clock) : IDisposable
{
    // client-go reads a token file anew each minute.
    private static readonly TimeSpan FileAge = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim gate = new(1);
    private readonly KubeUser user = connection.User;
    private KubeIdentity? current;
    private DateTimeOffset staleAt = DateTimeOffset.MinValue;

    /// <summary>True when a refused identity may be renewed.</summary>
    public bool CanRenew => user.TokenFile is not null || user.Exec is not null;

    /// <summary>
    /// The identity; another one than <paramref name="refused"/> where it can be renewed. <see cref="FormatException"/> when
    /// a file or a certificate is not what it should be, <see cref="KubeException"/> when the plugin fails.
    /// </summary>
    public async Task<KubeIdentity> GetAsync(KubeIdentity? refused, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (current is null || clock.GetUtcNow() >= staleAt || (CanRenew && ReferenceEquals(refused, current)))
            {
                (current, staleAt) = await MakeAsync(cancellationToken).ConfigureAwait(false);
            }

            return current;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private async Task<(KubeIdentity Identity, DateTimeOffset StaleAt)> MakeAsync(CancellationToken cancellationToken)
    {
        var certificate = user is { Certificate: { } pem, Key: { } key } ? KubeCertificates.WithKey(pem.Read(), key.Read(), pem.Location) : null;
        if (user.TokenFile is { } file && (user.Token is null || File.Exists(file)))
        {
            var token = Encoding.UTF8.GetString(new KubeData(null, file, user.Location).Read()).Trim();
            return (new KubeIdentity(Bearer(token), certificate), clock.GetUtcNow() + FileAge);
        }

        if (user.Exec is { } plugin && user.Token is null && user.UserName is null)
        {
            var issued = await ExecCredential.RunAsync(plugin, connection.Cluster, environment, cancellationToken).ConfigureAwait(false);
            var own = issued is { Certificate: { } ownPem, Key: { } ownKey }
                ? KubeCertificates.WithKey(Encoding.UTF8.GetBytes(ownPem), Encoding.UTF8.GetBytes(ownKey), plugin.Location)
                : certificate;
            return (new KubeIdentity(issued.Token is { } token ? Bearer(token) : null, own), issued.Expires ?? DateTimeOffset.MaxValue);
        }

        var header = user switch
        {
            { Token: { } token } => Bearer(token),
            { UserName: { } name } => new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{user.Password}"))),
            _ => null,
        };
        return (new KubeIdentity(header, certificate), DateTimeOffset.MaxValue);
    }

    private AuthenticationHeaderValue Bearer(string token) => token.Any(char.IsControl)
        ? throw new FormatException($"{user.Location}: the token of the user '{user.Name}' has a line break or another control character in it; write it on one line.")
        : new("Bearer", token);
}
