using System.Net;

namespace GoEnv.Kubernetes;

/// <summary>
/// The proxy of HTTPS_PROXY, HTTP_PROXY and NO_PROXY as kubectl reads them: loopback addresses go direct, and an entry of
/// NO_PROXY may be a host, a domain, an address with a port, or a CIDR block.
/// </summary>
internal sealed class KubeProxy(KubeEnvironment environment) : IWebProxy
{
    public ICredentials? Credentials { get; set; }

    public Uri? GetProxy(Uri destination)
    {
        var name = destination.Scheme == "https" ? "HTTPS_PROXY" : "HTTP_PROXY";
        return (environment.Find(name) ?? environment.Find(name.ToLowerInvariant())) is { } text
            && Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text, UriKind.Absolute, out var proxy)
            ? proxy
            : null;
    }

    public bool IsBypassed(Uri host)
    {
        if (GetProxy(host) is null || host.IsLoopback)
        {
            return true;
        }

        var entries = environment.Find("NO_PROXY") ?? environment.Find("no_proxy") ?? string.Empty;
        return entries.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Any(entry => Matches(entry, host));
    }

    private static bool Matches(string entry, Uri url)
    {
        if (entry == "*")
        {
            return true;
        }

        var host = url.IdnHost.TrimEnd('.');
        if (IPNetwork.TryParse(entry, out var block))
        {
            return IPAddress.TryParse(host, out var address) && block.Contains(address);
        }

        var name = entry;
        var colon = entry.LastIndexOf(':');
        if (colon > 0 && (entry[..colon].IndexOf(':') < 0 || entry[colon - 1] == ']') && int.TryParse(entry[(colon + 1)..], out var port))
        {
            if (port != url.Port)
            {
                return false;
            }

            name = entry[..colon];
        }

        if (IPAddress.TryParse(name.Trim('[', ']'), out var exact))
        {
            return IPAddress.TryParse(host, out var address) && address.Equals(exact);
        }

        var domain = name.TrimStart('*').TrimStart('.');
        return host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase)
            || (!name.StartsWith('.') && !name.StartsWith('*') && host.Equals(domain, StringComparison.OrdinalIgnoreCase));
    }
}
