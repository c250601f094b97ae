using GoEnv.Toolchain;

namespace GoEnv.Pods;

/// <summary>The third of the triple check: what runs is built for the operating system and the processor of its node.</summary>
public sealed class ProgramPlatformRule() : ProgramRule("GE7003", Severity.Error, "What runs in containers is built for its node")
{
    // Of `go tool dist list`: on Linux and Windows, which nodes have.
    private static readonly string[] Ports =
    [
        "linux/386", "linux/amd64", "linux/arm", "linux/arm64", "linux/loong64", "linux/mips", "linux/mips64", "linux/mips64le", "linux/mipsle",
        "linux/ppc64", "linux/ppc64le", "linux/riscv64", "linux/s390x", "windows/386", "windows/amd64", "windows/arm", "windows/arm64",
    ];

    private protected override string What => "what the programs in {0} are built for";

    private protected override Problem? Judge(ContainerFacts container, GoProgramInside program, PodFacts pod, RuleContext context)
    {
        var info = program.Info;
        var arch = info.Setting("GOARCH") ?? info.File?.Arch;
        var os = info.Setting("GOOS") ?? info.File?.Os ?? "linux";
        if (arch is null)
        {
            return Problem.Unknown($"What {Name(container, program)} is built for could not be told: {info.Problem?.Message.TrimEnd('.') ?? "its headers do not say"}.");
        }

        var machine = pod.Node is { IsKnown: true, Value.Status.NodeInfo: { Architecture: { Length: > 0 } nodeArch, OperatingSystem: { Length: > 0 } nodeOs } }
            ? $"{nodeOs}/{nodeArch}"
            : container.Inside.Value.Machine is { IsKnown: true } name && ProgramHeader.ArchOfMachine(name.Value) is { } kernelArch ? "linux/" + kernelArch : null;
        var built = $"{os}/{arch}";
        if (machine is null)
        {
            return Problem.Unknown($"Whether {Name(container, program)}, built for {built}, fits its node could not be told: {pod.Node.Reason ?? "the node does not tell its processor"}.");
        }

        return built == machine && Ports.Contains(built) ? null
            : built == machine ? Problem.Fail($"{Name(container, program)} is built for {built}, which is no port of Go.") with { Actual = built, Fix = "Build it with a release of Go." }
            : Problem.Fail($"{Name(container, program)} is built for {built}, and its node is {machine}: it runs in a compatibility mode or is emulated.") with
            {
                Severity = (built, machine) is ("linux/386", "linux/amd64") or ("linux/arm", "linux/arm64") ? Severity.Warning : null,
                Expected = machine,
                Actual = built,
                Fix = $"Build the image for {machine}, as with 'docker buildx build --platform {machine}'.",
            };
    }
}
