using System.Net;

namespace GoEnv.Kubernetes;

/// <summary>
/// The proxy of HTTPS_PROXY, HTTP_PROXY and NO_PROXY as kubectl reads them: loopback addresses go direct, and an entry of
/// NO_PROXY may be a host, a domain, an address with a port, or a CIDR block.
/// </summary>
internal sealed class KubeProxy(KubeEnvironment environment) : IWebProxy
{
    private static readonly string[] Schemes = ["http", "https", "socks5", "socks5h"];

    /// <summary>
    /// One for a server. The runtime takes an error of a proxy for no proxy, and to go past one that is meant would be worse than to stop: so a
    /// <see cref="FormatException"/> comes now.
    /// </summary>
    public static KubeProxy For(Uri server, KubeEnvironment environment)
    {
        var proxy = new KubeProxy(environment);
        _ = proxy.IsBypassed(server);
        return proxy;
    }

    /// <summary>The login that stands in the address of the proxy.</summary>
    public ICredentials? Credentials { get; set; } = new AddressLogin();

    public Uri? GetProxy(Uri destination)
    {
        var name = destination.Scheme == "https" ? "HTTPS_PROXY" : "HTTP_PROXY";
        if ((environment.Find(name) ?? environment.Find(name.ToLowerInvariant())) is not { } text)
        {
            return null;
        }

        return Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text, UriKind.Absolute, out var proxy) && Schemes.Contains(proxy.Scheme) && proxy.Host.Length > 0
            ? proxy : throw new FormatException($"{name} is not the address of a proxy; write http://HOST:PORT, https:// or socks5://.");
    }

    public bool IsBypassed(Uri host)
    {
        if (host.IsLoopback || GetProxy(host) is null)
        {
            return true;
        }

        var entries = environment.Find("NO_PROXY") ?? environment.Find("no_proxy") ?? string.Empty;
        return entries.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Any(entry => Matches(entry, host));
    }

    private sealed class AddressLogin : ICredentials
    {
        public NetworkCredential? GetCredential(Uri uri, string authType) => uri.UserInfo.Split(':', 2) is [{ Length: > 0 } user, .. var password]
            ? new NetworkCredential(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password.FirstOrDefault() ?? string.Empty)) : null;
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
