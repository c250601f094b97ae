namespace GoEnv.Toolchain;

/// <summary>Looks for GO111MODULE values that switch module mode off.</summary>
public sealed class ModuleModeRule()
    : SettingRule("GE1014", Severity.Warning, "Module mode is on", "GO111MODULE")
{
    private protected override IEnumerable<Problem> Judge(string value, ToolchainFacts facts)
    {
        var where = facts.SetIn("GO111MODULE");
        if (value == "off")
        {
            yield return Problem.Fail($"GO111MODULE=off in {where} switches modules off: go.mod, GOPROXY and GOTOOLCHAIN are ignored.");
        }
        else if (value == "auto")
        {
            yield return Problem.Fail($"GO111MODULE=auto in {where} switches modules off wherever there is no go.mod.") with { Severity = Severity.Information };
        }
        else if (value != "on")
        {
            yield return Problem.Fail($"GO111MODULE in {where} is '{value}', which go refuses.") with { Severity = Severity.Error };
        }
    }
}
