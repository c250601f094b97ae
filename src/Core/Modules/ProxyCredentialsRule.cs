namespace GoEnv.Modules;

/// <summary>Finds passwords and tokens in GOPROXY.</summary>
public sealed class ProxyCredentialsRule() : ModuleSettingRule(
    "GE3002", Severity.Error, "GOPROXY has no credentials in it", "GOPROXY")
{
    /// <inheritdoc/>
    protected override IEnumerable<Problem> Judge(ModuleSetting setting, ModuleFacts facts)
    {
        if (setting.HasCredentials)
        {
            yield return Problem.Fail($"GOPROXY has user information or a query {setting.Place}; go env prints it, and every process inherits it.") with
            {
                Fix = "Move the login and password to a 'machine' entry of ~/.netrc (mode 0600), and take them out of GOPROXY.",
            };
        }
    }
}
