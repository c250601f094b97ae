using GoEnv.Kubernetes;

namespace GoEnv.Pods;

/// <summary>What an HTTP probe was answered through the API server.</summary>
/// <param name="Probe">Which: startup, readiness or liveness.</param>
/// <param name="Asked">Whom it asks, such as <c>http :8080/healthz</c>.</param>
/// <param name="Status">The status of the answer; unknown with the reason where none came.</param>
public sealed record ProbeAnswer(string Probe, string Asked, Fact<int> Status);

/// <summary>Asks what the HTTP probes of containers ask, through the API server.</summary>
internal static class ProbeAnswers
{
    /// <summary>The answers to the HTTP probes of a container, each address asked once.</summary>
    public static async Task<IReadOnlyList<ProbeAnswer>> AskAsync(KubeClient client, Pod pod, PodContainer container, CancellationToken cancellationToken)
    {
        var answers = new List<ProbeAnswer>();
        foreach (var (name, probe) in ((string, PodProbe?)[])[("startup", container.StartupProbe), ("readiness", container.ReadinessProbe), ("liveness", container.LivenessProbe)])
        {
            if (probe?.HttpGet is { } address)
            {
                var asked = $"{Scheme(address)} :{address.Port}{Path(address)}";
                var status = answers.FirstOrDefault(answer => answer.Asked == asked)?.Status ?? await StatusAsync(client, pod, container, address, cancellationToken).ConfigureAwait(false);
                answers.Add(new ProbeAnswer(name, asked, status));
            }
        }

        return answers;
    }

    private static string Scheme(PodProbeAddress address) => string.Equals(address.Scheme, "HTTPS", StringComparison.OrdinalIgnoreCase) ? "https" : "http";

    private static string Path(PodProbeAddress address) => "/" + address.Path?.TrimStart('/');

    private static async Task<Fact<int>> StatusAsync(KubeClient client, Pod pod, PodContainer container, PodProbeAddress address, CancellationToken cancellationToken)
    {
        if (address is { Host.Length: > 0 } or { HttpHeaders.Count: > 0 })
        {
            return Fact<int>.Unknown(address.Host is { Length: > 0 } host ? $"it asks the host {host} and not the pod" : "it sends headers of its own, which are not sent here");
        }

        var port = int.TryParse(address.Port, out var number) ? number : container.Ports.FirstOrDefault(one => one.Name == address.Port)?.ContainerPort;
        if (port is null)
        {
            return Fact<int>.Unknown($"the container has no port '{address.Port}'");
        }

        try
        {
            return await client.ProxyAsync(pod.Metadata.Namespace ?? "default", pod.Metadata.Name, Scheme(address), port.Value, Path(address), cancellationToken).ConfigureAwait(false);
        }
        catch (KubeException e)
        {
            // Of the program is what came with no word of the server; health in JSON often has a member status too.
            return e is { StatusCode: { } code, Status: not { Status: "Failure" } } ? code : Fact<int>.Unknown(e.What);
        }
    }
}
