namespace GoEnv.Modules;

/// <summary>Finds variables of early releases that the go command no longer reads.</summary>
public sealed class RetiredVariableRule() : ModuleSettingRule(
    "GE3009", Severity.Warning, "No retired module variables are set", "GONOSUMCHECK", "GONOVERIFY")
{
    /// <inheritdoc/>
    protected override IEnumerable<Problem> Judge(ModuleSetting setting, ModuleFacts facts)
    {
        yield return Problem.Fail($"{setting.Name} is set {setting.Place}, and the go command does not read it.") with
        {
            Expected = "GONOSUMDB or GOPRIVATE",
            Fix = $"Remove {setting.Name}, and put its patterns in GOPRIVATE (or GONOSUMDB) where they are still wanted.",
            Remedy = Unset(setting),
        };
    }
}
