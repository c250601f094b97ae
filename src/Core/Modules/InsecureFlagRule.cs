namespace GoEnv.Modules;

/// <summary>Finds <c>-insecure</c> in GOFLAGS.</summary>
public sealed class InsecureFlagRule() : ModuleSettingRule("GE3008", Severity.Error, "GOFLAGS has no -insecure", "GOFLAGS")
{
    /// <inheritdoc/>
    protected override IEnumerable<Problem> Judge(ModuleSetting setting, ModuleFacts facts)
    {
        if (setting.Value.Split(' ').FirstOrDefault(flag => flag.TrimStart('-') is "insecure" or "insecure=true") is { } found)
        {
            yield return Problem.Fail($"GOFLAGS has -insecure {setting.Place}: go get has refused it since 1.17, and took modules without TLS and checksums before.") with
            {
                Fix = "Take -insecure out of GOFLAGS; where a host has no TLS, name that host alone in GOINSECURE.",
                Remedy = Edit(setting, GoEnvEdit.Replace(setting.Name, found, null)),
            };
        }
    }
}
