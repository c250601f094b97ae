namespace GoEnv.Toolchain;

/// <summary>Holds the architecture of the toolchains in use against the machine's.</summary>
public sealed class ArchitectureRule()
    : Rule<ToolchainFacts>("GE1010", Severity.Error, "The toolchain is built for this machine")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ToolchainFacts facts, RuleContext context)
    {
        // Where the file does not tell (a shim, another system's format), that it runs is what counts: another rule.
        foreach (var toolchain in facts.InUse.Where(toolchain => toolchain is { Arch: null, IsShim: false, HeaderProblem: not null }))
        {
            yield return Problem.Unknown($"What {toolchain.Path} is built for could not be told: {toolchain.HeaderProblem}.") with { Subject = toolchain.Path };
        }

        foreach (var toolchain in facts.InUse.Where(toolchain => toolchain is { Arch: not null, IsShim: false }))
        {
            if (!facts.KernelArch.TryGet(out var kernel))
            {
                yield return Problem.Unknown($"Whether {toolchain.Path} fits this machine could not be told: {facts.KernelArch.Reason}.") with { Subject = toolchain.Path };
                continue;
            }

            // 32-bit systems run under 64-bit kernels.
            if (toolchain.Arch == kernel || (facts.UserlandArch.TryGet(out var userland) && toolchain.Arch == userland))
            {
                continue;
            }

            yield return Problem.Fail($"{toolchain.Path} is built for {toolchain.Arch}, and this machine is {kernel}.") with
            {
                Severity = (toolchain.Arch, kernel) is ("386", "amd64") or ("arm", "arm64") ? Severity.Warning : null,
                Subject = toolchain.Path,
                Expected = kernel,
                Actual = toolchain.Arch,
                Fix = $"Install the linux-{kernel} archive of the release.",
            };
        }
    }
}
