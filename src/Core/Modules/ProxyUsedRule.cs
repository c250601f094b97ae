namespace GoEnv.Modules;

/// <summary>Says when no module proxy is in use at all.</summary>
public sealed class ProxyUsedRule() : ModuleSettingRule(
    "GE3004", Severity.Information, "GOPROXY names a proxy", "GOPROXY")
{
    /// <inheritdoc/>
    protected override bool JudgesDefaults => true;

    /// <inheritdoc/>
    protected override IEnumerable<Problem> Judge(ModuleSetting setting, ModuleFacts facts)
    {
        // What stands behind one of these is never asked, which GE3001 says.
        if (ProxyEntry.Parse(setting.Value) is [{ IsKeyword: true } only])
        {
            yield return Problem.Fail(only.Text == "off"
                ? $"GOPROXY is off {setting.Place}: no module can be downloaded."
                : $"GOPROXY is direct {setting.Place}: every module comes from its repository, and one that is gone breaks the build.") with
            {
                Expected = "a proxy, such as https://proxy.golang.org,direct",
                Fix = Change(setting, "https://proxy.golang.org,direct"),
            };
        }
    }
}
