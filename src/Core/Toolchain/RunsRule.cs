namespace GoEnv.Toolchain;

/// <summary>Names the toolchains that do not run, and why.</summary>
public sealed class RunsRule() : Rule<ToolchainFacts>("GE1011", Severity.Error, "Every toolchain runs")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ToolchainFacts facts, RuleContext context)
    {
        // That none can be executed at all is what GE1001 says.
        if (facts.Winner is null)
        {
            yield break;
        }

        var inUse = facts.InUse.ToHashSet();
        foreach (var toolchain in facts.Toolchains.Where(toolchain => toolchain.Runs != true))
        {
            var isForeign = toolchain.Arch is { } arch && facts.KernelArch.TryGet(out var kernel) && arch != kernel;
            if (toolchain.Runs == false)
            {
                yield return Problem.Fail($"{toolchain.Path} does not run: {toolchain.Problem}.") with
                {
                    Severity = inUse.Contains(toolchain) ? null : Severity.Information,
                    Subject = toolchain.Path,
                    Actual = toolchain.Problem,
                    Evidence = toolchain.Paths,
                    Fix = toolchain.IsShim ? $"Choose a version in the manager of {toolchain.Path}." : $"Install that release anew, or remove {toolchain.Path}.",
                };
            }
            else if (inUse.Contains(toolchain) && !isForeign && toolchain.Manager is not (ToolchainManager.Snap or ToolchainManager.ModuleCache))
            {
                yield return Problem.Unknown($"{toolchain.Path} was not started: {toolchain.Problem}.") with { Subject = toolchain.Path };
            }
        }
    }
}
