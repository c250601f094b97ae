namespace GoEnv.Toolchain;

/// <summary>Looks for CGO_ENABLED=1 that someone has set where there is no C compiler.</summary>
public sealed class CgoRule()
    : SettingRule("GE1017", Severity.Error, "cgo has its C compiler", "CGO_ENABLED")
{
    private protected override IEnumerable<Problem> Judge(string value, ToolchainFacts facts)
    {
        // Where nobody set it, go 1.20 and later switch cgo off by themselves where there is no compiler; older ones leave
        // it on and bring the packages that use it compiled.
        if (value != "1" || (!facts.IsSet("CGO_ENABLED") && !facts.EnvFileNames.IsUnknown && facts.Winner?.Version is { Minor: < 20 }))
        {
            yield break;
        }

        if (facts.CCompiler.IsAbsent)
        {
            // A CC that is set switches cgo on as well.
            var by = !facts.IsSet("CGO_ENABLED") && facts.IsSet("CC") ? $"CC in {facts.SetIn("CC")} switches cgo on" : $"CGO_ENABLED=1 in {facts.SetIn("CGO_ENABLED")}";
            yield return Problem.Fail($"{by}, and the C compiler '{facts.CCompilerName}' is not on PATH.") with
            {
                Expected = $"{facts.CCompilerName} on PATH, or CGO_ENABLED=0",
                Fix = "Install gcc, or set CGO_ENABLED=0.",
                Remedy = facts.UnsetRemedy("CGO_ENABLED", "CC"),
            };
        }
        else if (facts.CCompiler.IsUnknown)
        {
            yield return Problem.Unknown($"Whether cgo has its C compiler could not be told: {facts.CCompiler.Reason}.");
        }
    }
}
