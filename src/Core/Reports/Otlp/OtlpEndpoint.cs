using System.Net.Http.Headers;

namespace GoEnv.Reports;

/// <summary>Where OTLP over HTTP goes: the base address, to which <c>/v1/logs</c> and <c>/v1/metrics</c> are added, and headers.</summary>
/// <param name="Address">The base address.</param>
/// <param name="Headers">Headers, which may hold secrets.</param>
public sealed record OtlpEndpoint(Uri Address, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    /// <summary>The variable of the environment with headers: <c>name=value,name=value</c>, values percent-encoded.</summary>
    public const string HeadersVariable = "OTEL_EXPORTER_OTLP_HEADERS";

    /// <summary>True for a text that is an address and no path.</summary>
    public static bool IsAddress(string text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads an address and the headers of the environment's variable; <see cref="FormatException"/> says what is wrong, without a secret.</summary>
    public static OtlpEndpoint Parse(string address, string? headers)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw new FormatException("The address of the OTLP endpoint is not well formed; write http://collector:4318.");
        }

        if (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            throw new FormatException(
                $"The address of an OTLP endpoint has no user name, password or query, which others could read on the command line; put a header into {HeadersVariable} or a file.");
        }

        return new OtlpEndpoint(uri, Split(headers).Select(ReadPair).ToList());
    }

    /// <summary>The same with the headers of a file: <c>name: value</c>, one a line; empty lines and lines that begin with <c>#</c> mean nothing.</summary>
    public OtlpEndpoint WithHeaders(IEnumerable<string> lines) => this with
    {
        Headers = [.. Headers, .. lines.Select((text, index) => (Text: text.Trim(), Number: index + 1))
            .Where(line => line.Text.Length > 0 && line.Text[0] != '#')
            .Select(line => Checked(line.Text.Split(':', 2), $"line {line.Number} of the file of headers is not 'name: value'"))],
    };

    /// <summary>The address of one signal.</summary>
    public Uri Of(string signal) => new($"{Address.AbsoluteUri.TrimEnd('/')}/v1/{signal}");

    private static IEnumerable<string> Split(string? headers) =>
        (headers ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static KeyValuePair<string, string> ReadPair(string text, int index)
    {
        var pair = Checked(text.Split('=', 2), $"entry {index + 1} of {HeadersVariable} is not name=value");
        return KeyValuePair.Create(pair.Key, Uri.UnescapeDataString(pair.Value));
    }

    // The message must not show what stands there.
    private static KeyValuePair<string, string> Checked(string[] parts, string problem)
    {
        using var probe = new HttpRequestMessage();
        return parts.Length == 2 && IsName(probe.Headers, parts[0].Trim())
            ? KeyValuePair.Create(parts[0].Trim(), parts[1].Trim())
            : throw new FormatException($"In the headers for OTLP, {problem}.");
    }

    private static bool IsName(HttpRequestHeaders headers, string name) => name.Length > 0 && headers.TryAddWithoutValidation(name, "x");
}
