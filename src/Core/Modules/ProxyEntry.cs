namespace GoEnv.Modules;

/// <summary>One entry of GOPROXY.</summary>
/// <param name="Text">The entry as written, without the spaces around it and without user information.</param>
/// <param name="FallsThroughOnAnyError">True when <c>|</c> follows it: any error goes on to the next entry. With <c>,</c> only 404 and 410 do.</param>
public sealed record ProxyEntry(string Text, bool FallsThroughOnAnyError)
{
    private static readonly string[] Public =
        ["proxy.golang.org", "goproxy.io", "goproxy.cn", "mirrors.aliyun.com", "athens.azurefd.net", "gocenter.io"];

    /// <summary>True for <c>direct</c> and <c>off</c>, which end the list.</summary>
    public bool IsKeyword => Text is "direct" or "off";

    /// <summary>The URL that the go command makes of it; null when it is no URL that it accepts.</summary>
    public Uri? Url
    {
        get
        {
            if (IsKeyword || !Text.AsSpan().ContainsAny('.', ':', '/'))
            {
                return null;
            }

            var text = Text.Contains(":/", StringComparison.Ordinal) || Text.StartsWith('/') ? Text : "https://" + Text;
            return !text.StartsWith('/') && Uri.TryCreate(text, UriKind.Absolute, out var url) && Accepts(url) ? url : null;
        }
    }

    /// <summary>True when a part of it is not known here because it could hold a secret.</summary>
    public bool IsHidden => Text.Contains(ModuleSetting.Hidden, StringComparison.Ordinal);

    /// <summary>True for a proxy that serves anyone's public modules.</summary>
    public bool IsPublic => Url is { } url && Public.Contains(url.Host, StringComparer.OrdinalIgnoreCase);

    /// <summary>The entries of a GOPROXY list that are not empty, those after <c>direct</c> and <c>off</c> too.</summary>
    public static IReadOnlyList<ProxyEntry> Parse(string list)
    {
        ArgumentNullException.ThrowIfNull(list);
        var entries = new List<ProxyEntry>();
        for (var rest = list; rest.Length > 0;)
        {
            var end = rest.AsSpan().IndexOfAny(',', '|');
            var text = (end < 0 ? rest : rest[..end]).Trim();
            if (text.Length > 0)
            {
                entries.Add(new ProxyEntry(text, end >= 0 && rest[end] == '|'));
            }

            rest = end < 0 ? string.Empty : rest[(end + 1)..];
        }

        return entries;
    }

    // ":/" alone is enough for the go command to leave the text as it is: "https:/host" has a scheme and no host.
    private static bool Accepts(Uri url) => url.Scheme switch
    {
        "http" or "https" => url.Host.Length > 0,
        "file" => url.Host.Length == 0,
        _ => false,
    };
}
