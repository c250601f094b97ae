namespace GoEnv.Modules.Files;

/// <summary>Says whether a toolchain of the target will work on the module, with the steps of go's own decision.</summary>
public sealed class ToolchainChoiceRule() : ModuleTreeRule(
    "GE3104", Severity.Error, "A toolchain of the target works on the module", ModuleFiles.None)
{
    private protected override IEnumerable<Problem> Judge(ModuleTree tree)
    {
        if (tree.Toolchain is not { } decision)
        {
            return [Problem.Unknown($"Which toolchain works on {tree.Path} is not known: the toolchains of the target are not known.")];
        }

        var file = tree.Work as ModuleFile ?? tree.Mod;
        if (file is null && tree.GoMod.IsAbsent && tree.GoWork.IsAbsent)
        {
            return [];
        }

        if (file is null)
        {
            return [Problem.Unknown($"Which toolchain works on {tree.Path} could not be told: {tree.GoWork.Reason ?? tree.GoMod.Reason}.")];
        }

        var problem = decision.Outcome switch
        {
            ToolchainOutcome.Unknown => Problem.Unknown($"Which toolchain works on {tree.Path} could not be told: {decision.Reason}."),
            ToolchainOutcome.NoGo => Problem.Fail($"Nothing can work on {tree}: {decision.Reason}.") with { Fix = "Install Go, or build it elsewhere." },
            ToolchainOutcome.Refused => Problem.Fail($"No toolchain works on {tree}: {decision.Reason}.") with { Fix = Mend(decision) },
            ToolchainOutcome.Download => Problem.Fail($"{decision.Name} is not on the target: the go command downloads it before it works on {tree}.") with
            {
                Severity = Severity.Information,
                Fix = $"Install {decision.Name} on the target.",
            },
            _ => Old(decision, file),
        };
        return problem is null ? [] : [problem with { Location = problem.Location ?? decision.Location, Evidence = decision.Steps, Actual = decision.ToString() }];
    }

    private static Problem? Old(ToolchainDecision decision, ModuleFile file) =>
        file.Go is { } line && decision.Running is { } running && Toolchain.GoVersion.TryParse(line.Version, out var wanted) && wanted > running
            ? At(file.At(line), $"{file.At(line)} says go {line.Version}, and go{running} tries to build it without knowing that language.", $"Install Go {line.Version} or later.") with { Severity = Severity.Warning }
            : null;

    private static string Mend(ToolchainDecision decision) => decision.Name is null
        ? "go env -u GOTOOLCHAIN"
        : $"Install {decision.Name} or later, or lower the line of the file with the go command.";
}
