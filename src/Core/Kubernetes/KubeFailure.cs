using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using GoEnv.Secrets;
using GoEnv.Text;

namespace GoEnv.Kubernetes;

/// <summary>Makes the error of a request, by how far it came and by the server's own words.</summary>
internal static class KubeFailure
{
    public static KubeException Config(FormatException e) =>
        new(TargetError.ClientConfigInvalid, e.Message.TrimEnd('.'), "Mend it there; 'kubectl config view' reads the same files.", e);

    public static KubeException TimedOut(KubeRequest request, Uri server, TimeSpan limit, Exception e) =>
        new(TargetError.ConnectionTimedOut, $"the server {server.Authority} did not answer the request to {request} within {limit.TotalSeconds:0} s",
            "Look at the network, the proxy and the load of the API server.", e) { Request = request };

    /// <summary>There was no whole answer.</summary>
    public static KubeException Of(KubeRequest request, Uri server, Exception e)
    {
        var words = Words(Innermost(e));
        var (error, what, action) = e switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } when Proxy(server, e) is { } proxy => (TargetError.ProxyFailed,
                $"the name of the proxy {proxy} does not resolve", "Check proxy-url, HTTPS_PROXY and NO_PROXY, and DNS."),
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => (TargetError.NameNotResolved,
                $"the name {server.Host} of the server does not resolve", "Check 'server' of the cluster in kubeconfig, and DNS."),
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } when IsClientRefused(e) => (TargetError.AuthenticationFailed,
                $"the server {server.Authority} refused the client certificate ({words})", "Renew the client certificate of the user in kubeconfig."),
            HttpRequestException when Find<UntrustedServerException>(e) is not null => (TargetError.CertificateUntrusted,
                $"the certificate of the server {server.Authority} is not trusted ({words})",
                "Compare certificate-authority-data and tls-server-name of the cluster in kubeconfig with the server."),
            HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } => (TargetError.ProxyFailed,
                $"the proxy did not let the connection to {server.Authority} through ({words})", "Check proxy-url, HTTPS_PROXY and NO_PROXY."),
            HttpRequestException when Find<SocketException>(e) is not null && Proxy(server, e) is { } proxy => (TargetError.ProxyFailed,
                $"the proxy {proxy} before the server {server.Authority} could not be asked ({words})", "Check proxy-url, HTTPS_PROXY and NO_PROXY, and whether the proxy runs."),
            HttpRequestException when Find<SocketException>(e) is { } socket => Socket(server, socket),
            JsonException => (TargetError.ServerFailed, $"the server {server.Authority} answered the request to {request} with something that is not the object asked for ({words})",
                "See with 'kubectl get --raw /version' whether this is an API server, or a proxy before it."),
            InvalidDataException => (TargetError.OutputTooLarge, $"the server {server.Authority} answered the request to {request} with more than the limit ({words})",
                "Ask for fewer objects, with a namespace or a selector."),
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: IOException } => (TargetError.ConnectionLost,
                $"the server {server.Authority} broke the connection before TLS was agreed on ({words})", "Try again; look at proxies and load balancers on the way."),
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => (TargetError.ConnectionFailed,
                $"the server {server.Authority} and this machine did not agree on TLS ({words})", "Check 'server' of the cluster in kubeconfig: another service may listen at that port."),
            IOException or HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } => (TargetError.ConnectionLost,
                $"the connection to {server.Authority} broke while it answered the request to {request} ({words})", "Try again; look at proxies and load balancers on the way."),
            _ => (TargetError.ConnectionFailed, $"the server {server.Authority} could not be asked ({words})", "Try 'kubectl get --raw /version'."),
        };
        return new KubeException(error, what, action, e) { Request = request };
    }

    /// <summary>The server answered, and did not do it.</summary>
    public static KubeException Of(KubeRequest request, Uri server, HttpResponseMessage response, KubeStatus? status)
    {
        var code = (int)response.StatusCode;
        var said = status?.Message is { Length: > 0 } message ? $" (it says: {Cut(message)})" : string.Empty;
        var (error, what, action) = response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => (TargetError.AuthenticationFailed, $"the server {server.Authority} does not accept the credentials{said}",
                "Log in anew; the token or certificate of the user in kubeconfig is expired or not this cluster's."),
            HttpStatusCode.Forbidden => (TargetError.Forbidden, $"the server {server.Authority} does not allow to {request}{said}",
                $"Give the account a {(request.Namespace is null ? "ClusterRole" : "Role")} with the verb '{request.Verb}' on {request.Resource}{In(request)}."),
            HttpStatusCode.NotFound when request.Name is not null => (TargetError.PodNotFound, $"there is no {request.Resource.Split('/')[0].TrimEnd('s')} '{request.Name}'{In(request)}",
                "See what is there with 'kubectl get pods'; pods of a Deployment get new names."),
            HttpStatusCode.ProxyAuthenticationRequired => (TargetError.ProxyFailed, "the proxy asks for a login", "Write user and password into proxy-url or HTTPS_PROXY."),
            HttpStatusCode.TooManyRequests => (TargetError.ServerFailed, $"the server {server.Authority} was too busy to {request}{said}", "Lower -ThrottleLimit, or try later."),
            _ => (TargetError.ServerFailed, $"the server {server.Authority} answered {code} to the request to {request}{said}", "Look at the API server and at proxies before it."),
        };
        return new KubeException(error, what, action) { Request = request, StatusCode = code, Status = status };
    }

    /// <summary>Text of the server, safe and short.</summary>
    public static string Cut(string text)
    {
        var clean = SecretShape.Text(TargetText.Clean(text).Trim());
        return clean.Length > 400 ? clean[..400] + "…" : clean;
    }

    private static string In(KubeRequest request) => request.Namespace is { } space ? $" in the namespace '{space}'" : string.Empty;

    private static (TargetError, string, string) Socket(Uri server, SocketException e) => e.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => (TargetError.ConnectionRefused, $"the server {server.Authority} refuses the connection", "See whether the cluster runs, and check 'server' in kubeconfig."),
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => (TargetError.NetworkUnreachable, $"there is no route to {server.Authority}", "Check network and VPN."),
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => (TargetError.ConnectionLost, $"the server {server.Authority} broke the connection", "Try again; look at proxies and load balancers on the way."),
        SocketError.TimedOut => (TargetError.ConnectionTimedOut, $"the server {server.Authority} does not answer", "Check network, firewall and VPN."),
        _ => (TargetError.ConnectionFailed, $"the server {server.Authority} could not be asked ({Words(e)})", "Check network and firewall."),
    };

    // The runtime writes whom it could not reach behind the cause: "Connection refused (host:port)".
    private static string? Proxy(Uri server, Exception e) =>
        e.Message.LastIndexOf('(') is >= 0 and var at && e.Message.EndsWith(')') && e.Message[(at + 1)..^1] is var reached && reached.Contains(':', StringComparison.Ordinal)
        && !string.Equals(reached.Replace("[", string.Empty, StringComparison.Ordinal).Replace("]", string.Empty, StringComparison.Ordinal), $"{server.IdnHost}:{server.Port}", StringComparison.OrdinalIgnoreCase)
            ? reached : null;

    private static bool IsClientRefused(Exception e) =>
        Innermost(e).Message is var text && (text.Contains("alert", StringComparison.OrdinalIgnoreCase) && text.Contains("certificate", StringComparison.OrdinalIgnoreCase)
        && !text.Contains("RemoteCertificate", StringComparison.Ordinal));

    private static T? Find<T>(Exception? e)
        where T : Exception => e is null or T ? e as T : Find<T>(e.InnerException);

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;

    private static string Words(Exception e) => Cut(e.Message).TrimEnd('.');
}
