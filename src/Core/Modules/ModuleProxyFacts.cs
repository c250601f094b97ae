namespace GoEnv.Modules;

/// <summary>What module proxies and the checksum database answered when the target itself asked them.</summary>
public sealed record ModuleProxyFacts
{
    /// <summary>The program that asked, such as <c>curl</c>.</summary>
    public Fact<string> Tool { get; init; }

    /// <summary>The proxies of GOPROXY up to <c>direct</c> or <c>off</c>, in their order; at most 8.</summary>
    public IReadOnlyList<ProxyAnswer> Proxies { get; init; } = [];

    /// <summary>The answer of the checksum database, through a proxy where one serves it; absent where GOSUMDB is off.</summary>
    public Fact<ProxyAnswer> ChecksumDatabase { get; init; }
}

/// <summary>Why a server gave no answer.</summary>
public enum ProxyFault
{
    /// <summary>It answered.</summary>
    None,

    /// <summary>Its name does not resolve.</summary>
    Name,

    /// <summary>Nothing listens there.</summary>
    Refused,

    /// <summary>It was silent for too long.</summary>
    Timeout,

    /// <summary>Its certificate was issued by an authority that the target does not know.</summary>
    UnknownAuthority,

    /// <summary>TLS failed in another way.</summary>
    Tls,

    /// <summary>The folder of a <c>file://</c> proxy does not exist.</summary>
    Missing,

    /// <summary>It was not asked: the target has neither curl nor wget.</summary>
    NotAsked,

    /// <summary>It was not asked: its URL could hold a password where none can stand.</summary>
    Hidden,

    /// <summary>The connection broke in another way.</summary>
    Other,
}

/// <summary>One answer.</summary>
/// <param name="Url">The base URL that was asked, without user information.</param>
/// <param name="Fault">Why there was no answer.</param>
/// <param name="Status">The HTTP status; null when there was no answer. 200 or 404 for a <c>file://</c> proxy.</param>
/// <param name="ContentType">The document's type; empty when it has none.</param>
/// <param name="FirstLine">The first 60 characters of its first line.</param>
public sealed record ProxyAnswer(string Url, ProxyFault Fault, int? Status, string ContentType, string FirstLine)
{
    /// <summary>True when the setting has user information for it, which was not sent.</summary>
    public bool HasCredentials { get; init; }

    /// <summary>True when any error goes on to the next entry.</summary>
    public bool FallsThroughOnAnyError { get; init; }

    /// <summary>True when the document is a web page.</summary>
    public bool IsPage => ContentType.StartsWith("text/html", StringComparison.OrdinalIgnoreCase)
        || FirstLine.StartsWith('<');

    /// <summary>What happened, to follow the URL in a sentence.</summary>
    public string Describe() => Fault switch
    {
        ProxyFault.Name => "has a name that does not resolve on the target",
        ProxyFault.Refused => "refuses the connection",
        ProxyFault.Timeout => "does not answer in time",
        ProxyFault.UnknownAuthority => "has a certificate from an authority that the target does not know",
        ProxyFault.Tls => "fails in the TLS handshake",
        ProxyFault.Missing => "is a folder that does not exist",
        ProxyFault.NotAsked => "was not asked because the target has neither curl nor wget",
        ProxyFault.Hidden => "was not asked because its URL could hold a password",
        ProxyFault.Other => "breaks the connection",
        _ => Status switch
        {
            200 when IsPage => "answers with a web page",
            200 => $"answers '{FirstLine}'",
            401 => "needs credentials (401)",
            403 => "forbids the request (403)",
            404 or 410 => $"has no such document ({Status})",
            { } status => $"answers {status}",
            null => "gave no answer",
        },
    };
}
