namespace GoEnv.Connection;

/// <summary>Asks for a platform that the probes and Go itself know.</summary>
public sealed class PlatformRule() : Rule<HostFacts>("GE0002", Severity.Warning, "The platform is Linux on an architecture that Go runs on")
{
    // uname -m of the linux ports in "go tool dist list".
    private static readonly HashSet<string> Machines = new(StringComparer.Ordinal)
    {
        "x86_64", "amd64", "aarch64", "aarch64_be", "arm64", "armv5tel", "armv5tejl", "armv6l", "armv7l", "armv8l",
        "i386", "i486", "i586", "i686", "loongarch64", "mips", "mipsel", "mips64", "mips64el", "ppc64", "ppc64le", "riscv64", "s390x",
    };

    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(HostFacts facts, RuleContext context)
    {
        if (!facts.Kernel.TryGet(out var kernel) || !facts.Machine.TryGet(out var machine))
        {
            yield return Problem.Unknown($"The platform is not known: {facts.Kernel.Reason ?? facts.Machine.Reason ?? "uname is absent"}.");
        }
        else if (kernel != "Linux")
        {
            yield return Problem.Fail($"The kernel is {kernel}; the other checks are made for Linux and may not hold there.") with
            {
                Expected = "Linux",
                Actual = kernel,
            };
        }
        else if (!Machines.Contains(machine))
        {
            yield return Problem.Fail($"The architecture {machine} is none that Go releases run on.") with
            {
                Expected = "an architecture of a linux port of Go",
                Actual = machine,
                Fix = "Compare with the linux lines of 'go tool dist list'.",
            };
        }
    }

    /// <inheritdoc/>
    protected internal override string? Seen(HostFacts facts) => $"{facts.Kernel} {facts.Machine}";
}
