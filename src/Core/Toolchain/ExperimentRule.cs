namespace GoEnv.Toolchain;

/// <summary>Looks for a GOEXPERIMENT that someone has set, as against the toolchain's own.</summary>
public sealed class ExperimentRule()
    : SettingRule("GE1015", Severity.Warning, "GOEXPERIMENT is not set", "GOEXPERIMENT")
{
    private protected override IEnumerable<Problem> Judge(string value, ToolchainFacts facts)
    {
        if (facts.IsSet("GOEXPERIMENT"))
        {
            yield return Problem.Fail($"GOEXPERIMENT={value} in {facts.SetIn("GOEXPERIMENT")} builds every program with experiments, and stops a go that does not know them.");
        }
        else if (facts.EnvFileNames.IsUnknown)
        {
            yield return Problem.Unknown($"GOEXPERIMENT is {value}, and whether someone has set it could not be told: {facts.EnvFileNames.Reason}.");
        }
    }
}
