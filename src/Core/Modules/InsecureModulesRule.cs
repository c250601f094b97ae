namespace GoEnv.Modules;

/// <summary>Finds modules that may be fetched without TLS.</summary>
public sealed class InsecureModulesRule() : ModuleSettingRule("GE3013", Severity.Warning, "GOINSECURE is not set", "GOINSECURE")
{
    /// <inheritdoc/>
    protected override IEnumerable<Problem> Judge(ModuleSetting setting, ModuleFacts facts)
    {
        yield return Problem.Fail(
            $"GOINSECURE is {setting.Value} {setting.Place}: these modules may come over plain http or with any certificate (the checksum database still applies).") with
        {
            Fix = $"{Remove(setting).TrimEnd('.')}, and add the host's CA to the system's certificates.",
        };
    }
}
