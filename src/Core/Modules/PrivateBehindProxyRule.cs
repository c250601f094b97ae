namespace GoEnv.Modules;

/// <summary>Finds GOPRIVATE where all modules come from private proxies: the private ones then go past them.</summary>
public sealed class PrivateBehindProxyRule() : ModuleSettingRule(
    "GE3011", Severity.Information, "Private modules come through the proxy that serves them", "GOPRIVATE")
{
    /// <inheritdoc/>
    protected override IEnumerable<Problem> Judge(ModuleSetting setting, ModuleFacts facts)
    {
        var entries = ProxyEntry.Parse(facts.Value("GOPROXY"));
        var served = entries.Count > 0 && entries[0].Url is not null
            && entries.All(entry => entry.Text == "off" || entry is { Url: not null, IsPublic: false });
        var noProxy = facts.Setting("GONOPROXY");
        if (served && (noProxy.IsAbsent || noProxy.TryGet(out var set) && set.Origin == SettingOrigin.Default))
        {
            yield return Problem.Fail(
                $"GOPROXY has private proxies alone, and GOPRIVATE takes {setting.Value} past them to the repositories themselves.") with
            {
                Expected = "GONOSUMDB set instead of GOPRIVATE where the proxy serves private modules too",
                Fix = $"If the proxy serves them: go env -w 'GONOSUMDB={setting.Value}' GONOPROXY=none",
            };
        }
    }
}
