namespace GoEnv.Modules;

/// <summary>Finds proxies that are reached without TLS.</summary>
public sealed class ProxyTransportRule() : ModuleSettingRule(
    "GE3003", Severity.Warning, "Module proxies are reached over TLS", "GOPROXY")
{
    /// <inheritdoc/>
    protected override IEnumerable<Problem> Judge(ModuleSetting setting, ModuleFacts facts) =>
        from entry in ProxyEntry.Parse(setting.Value).TakeWhile(entry => !entry.IsKeyword)
        where entry.Url is { Scheme: "http", IsLoopback: false }
        select Problem.Fail($"GOPROXY reaches {entry.Url!.Host} over plain http; the go command sends it no credentials, and anyone on the way can change what it serves.") with
        {
            Expected = "https://" + entry.Text["http://".Length..],
            Fix = $"Serve {entry.Url.Host} over https and write https in GOPROXY.",
        };
}
