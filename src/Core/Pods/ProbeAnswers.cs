using GoEnv.Kubernetes;
using GoEnv.Secrets;

namespace GoEnv.Pods;

/// <summary>What an HTTP probe was answered through the API server.</summary>
/// <param name="Probe">Which: startup, readiness or liveness.</param>
/// <param name="Asked">Whom it asks, such as <c>http :8080/healthz</c>.</param>
/// <param name="Status">The status of the answer; unknown with the reason where none came.</param>
public sealed record ProbeAnswer(string Probe, string Asked, Fact<int> Status)
{
    /// <summary>What the node would take for a failure though there is no status; null for none.</summary>
    public string? Fault { get; init; }

    /// <summary>How long the probe waits.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the answer took, the way through the API server included.</summary>
    public TimeSpan Time { get; init; }
}

/// <summary>Asks what the HTTP probes of containers ask, through the API server.</summary>
internal sealed class ProbeAnswers(KubeClient client, Pod pod, TimeProvider clock)
{
    // As the node does it.
    private const int MostRedirects = 10;

    // The words of Go's own client, which asks for the server.
    private static readonly string[] WithoutTls = ["server gave HTTP response to HTTPS client", "first record does not look like a TLS handshake"];

    // Where nothing answers the server may wait for long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The answers to the HTTP probes of a container, each address asked once.</summary>
    public async Task<IReadOnlyList<ProbeAnswer>> AskAsync(PodContainer container, CancellationToken cancellationToken)
    {
        var answers = new List<ProbeAnswer>();
        var seen = new Dictionary<string, ProbeAnswer>(StringComparer.Ordinal);
        foreach (var (name, probe) in ((string, PodProbe?)[])[("startup", container.StartupProbe), ("readiness", container.ReadinessProbe), ("liveness", container.LivenessProbe)])
        {
            if (probe?.HttpGet is { } address)
            {
                var asked = $"{Scheme(address)} :{address.Port}{SecretShape.Text(Path(address))}";
                var limit = TimeSpan.FromSeconds(Math.Max(1, probe.TimeoutSeconds));
                var key = $"{Scheme(address)} {address.Host} {address.Port} {Path(address)}";
                if (!seen.TryGetValue(key, out var answer))
                {
                    seen.Add(key, answer = await OneAsync(container, address, asked, limit, cancellationToken).ConfigureAwait(false));
                }

                answers.Add(answer with { Probe = name, Limit = limit });
            }
        }

        return answers;
    }

    private static string Scheme(PodProbeAddress address) => string.Equals(address.Scheme, "HTTPS", StringComparison.OrdinalIgnoreCase) ? "https" : "http";

    private static string Path(PodProbeAddress address) => "/" + address.Path?.TrimStart('/');

    private async Task<ProbeAnswer> OneAsync(PodContainer container, PodProbeAddress address, string asked, TimeSpan limit, CancellationToken cancellationToken)
    {
        var port = int.TryParse(address.Port, out var number) ? number : container.Ports.FirstOrDefault(one => one.Name == address.Port)?.ContainerPort;
        var why = address.Host is { Length: > 0 } host ? $"it asks the host {host} and not the pod"
            : address.HttpHeaders.Count > 0 ? "it sends headers of its own, which are not sent here"
            : port is null ? $"the container has no port '{address.Port}'" : null;
        if (why is not null)
        {
            return new ProbeAnswer(string.Empty, asked, Fact<int>.Unknown(why));
        }

        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timer.CancelAfter(limit + Patience);
        try
        {
            return await FollowAsync(asked, new ProbeStep(Scheme(address), port!.Value, Path(address)), timer.Token).ConfigureAwait(false);
        }
        catch (KubeException e)
        {
            return new ProbeAnswer(string.Empty, asked, Fact<int>.Unknown(SecretShape.Text(e.What)))
            {
                Fault = WithoutTls.Any(words => e.Status?.Message?.Contains(words, StringComparison.Ordinal) == true) ? "is answered without TLS" : null,
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ProbeAnswer(string.Empty, asked, Fact<int>.Unknown($"no answer came through the API server within {(limit + Patience).TotalSeconds:0} s"));
        }
    }

    private async Task<ProbeAnswer> FollowAsync(string asked, ProbeStep step, CancellationToken cancellationToken)
    {
        var time = TimeSpan.Zero;
        for (var redirects = 0; ; redirects++)
        {
            var answer = await client.ProxyAsync(pod.Metadata.Namespace ?? "default", pod.Metadata.Name, step.Scheme, step.Port, step.Path, clock, cancellationToken).ConfigureAwait(false);
            time += answer.Time;
            if (answer is not { Status: 301 or 302 or 303 or 307 or 308, Location: { } location } || step.To(location, pod.Status?.PodIP) is not { } next)
            {
                return new ProbeAnswer(string.Empty, asked, answer.Status) { Time = time };
            }

            if (redirects == MostRedirects)
            {
                return new ProbeAnswer(string.Empty, asked, answer.Status) { Fault = $"is sent on more than {MostRedirects} times" };
            }

            step = next;
        }
    }
}

/// <summary>A request of a probe.</summary>
/// <param name="Scheme">http or https.</param>
/// <param name="Port">The port of the pod.</param>
/// <param name="Path">The path, with its query.</param>
internal sealed record ProbeStep(string Scheme, int Port, string Path)
{
    /// <summary>The request that a redirect leads to; null for another host, which nodes do not ask.</summary>
    public ProbeStep? To(string location, string? podIP)
    {
        var here = new UriBuilder(Scheme, "pod.invalid", Port).Uri;
        return Uri.TryCreate(new Uri(here, Path), location, out var next) && next.Scheme is "http" or "https" && (next.Host == here.Host || next.Host.Trim('[', ']') == podIP)
            ? new ProbeStep(next.Scheme, next.Port, next.PathAndQuery) : null;
    }
}
