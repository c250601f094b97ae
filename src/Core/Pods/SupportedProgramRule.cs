using GoEnv.Binaries;

namespace GoEnv.Pods;

/// <summary>The first of the triple check: what runs was built by a supported Go, with its security fixes.</summary>
public sealed class SupportedProgramRule() : ProgramRule("GE7001", Severity.Error, "What runs in containers is built with a supported Go")
{
    private readonly Rule<BinaryFacts>[] rules = [new BinaryReleaseRule(), new BinaryPatchRule()];

    private protected override string What => "what Go built the programs in {0}";

    private protected override Problem? Judge(ContainerFacts container, GoProgramInside program, PodFacts pod, RuleContext context) =>
        program.Info.Problem is null ? First(container, program, context, rules)
            : Untold($"What Go built {Name(container, program)}", program);
}
