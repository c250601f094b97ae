namespace GoEnv.Toolchain;

/// <summary>Holds the VERSION file of a toolchain in use against what its go command reports.</summary>
public sealed class VersionFileRule()
    : Rule<ToolchainFacts>("GE1008", Severity.Error, "The VERSION file and go version agree")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ToolchainFacts facts, RuleContext context)
    {
        foreach (var toolchain in facts.InUse.Where(toolchain => toolchain is { GoRoot: not null, IsShim: false, IsGccgo: false, VersionFile.IsAbsent: false }))
        {
            if (toolchain.Version is null)
            {
                yield return Problem.Unknown($"Whether {toolchain.GoRoot}/VERSION is right could not be told: {toolchain.Problem ?? $"{toolchain.Path} calls itself '{toolchain.VersionText}'"}.") with { Subject = toolchain.GoRoot };
            }
            else if (toolchain.VersionFile.IsUnknown)
            {
                yield return Problem.Unknown($"{toolchain.GoRoot}/VERSION could not be read: {toolchain.VersionFile.Reason}.") with { Subject = toolchain.GoRoot };
            }
            else if (toolchain.VersionFile.TryGet(out var text) && !(GoVersion.TryParse(text, out var file) && file == toolchain.Version))
            {
                yield return Problem.Fail($"{toolchain.GoRoot}/VERSION says '{text}', and {toolchain.Path} reports {toolchain.Version}.") with
                {
                    Subject = toolchain.GoRoot,
                    Location = $"{toolchain.GoRoot}/VERSION:1",
                    Expected = $"go{toolchain.Version}",
                    Actual = text,
                    Fix = $"Remove {toolchain.GoRoot} wholly and unpack one release into the empty place.",
                };
            }
        }
    }
}
