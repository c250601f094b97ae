using GoEnv.Binaries;

namespace GoEnv.Pods;

/// <summary>Looks for detectors and missing optimisation in what runs.</summary>
public sealed class ProgramReleaseBuildRule() : ProgramRule("GE7004", Severity.Warning, "What runs in containers is no debug build")
{
    private readonly ReleaseBuildRule rule = new();

    private protected override string What => "whether debug builds run in {0}";

    private protected override Problem? Judge(ContainerFacts container, GoProgramInside program, PodFacts pod, RuleContext context) =>
        program.Info.Problem is null ? First(container, program, context, rule) : Untold($"Whether {Name(container, program)} is a debug build", program);
}
