namespace GoEnv.Modules;

/// <summary>Lets the target ask its module proxies and checksum database. Only on request: it goes out to the network.</summary>
public sealed class ModuleProxyProbe() : Probe<ModuleProxyFacts>("proxy")
{
    /// <inheritdoc/>
    public override bool OnRequest => true;

    /// <inheritdoc/>
    protected internal override ModuleProxyFacts Parse(ProbeOutput output)
    {
        var count = output.Number("count");
        if (!count.IsKnown)
        {
            throw new FormatException("the proxies were not counted");
        }

        return new ModuleProxyFacts
        {
            Tool = output.Text("tool"),
            Proxies = output.Rows("proxy").Select(row => Answer(row, row.TextOrNull("url") ?? string.Empty)).ToList(),
            ChecksumDatabase = output.Text("sumdb/base").To(url => Answer(output, url, "sumdb/")),
        };
    }

    private static ProxyAnswer Answer(ProbeOutput output, string url, string prefix = "")
    {
        var status = output.Number(prefix + "status");
        return new ProxyAnswer(
            url,
            Fault(output.TextOrNull(prefix + "fault")),
            status.TryGet(out var code) && code is >= 100 and <= 599 ? (int)code : null,
            output.TextOrNull(prefix + "type") ?? string.Empty,
            output.TextOrNull(prefix + "first") ?? string.Empty)
        {
            HasCredentials = output.TextOrNull(prefix + "secret") == "yes",
            FallsThroughOnAnyError = output.TextOrNull(prefix + "sep") == "|",
        };
    }

    private static ProxyFault Fault(string? word) => word switch
    {
        "" => ProxyFault.None,
        "dns" => ProxyFault.Name,
        "refused" => ProxyFault.Refused,
        "timeout" => ProxyFault.Timeout,
        "ca" => ProxyFault.UnknownAuthority,
        "tls" => ProxyFault.Tls,
        "missing" => ProxyFault.Missing,
        "notool" => ProxyFault.NotAsked,
        "hidden" => ProxyFault.Hidden,
        _ => ProxyFault.Other,
    };
}
