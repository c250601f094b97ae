using GoEnv.Binaries;

namespace GoEnv.Pods;

/// <summary>The second of the triple check: what runs tells its module, version, commit and build settings, and is not packed.</summary>
public sealed class ProgramMetadataRule() : ProgramRule("GE7002", Severity.Warning, "What runs in containers tells how it was built")
{
    private const string Devel = "(devel)";

    private readonly Rule<BinaryFacts>[] rules = [new CommittedTreeRule(), new LocalReplaceRule()];

    private protected override string What => "how the programs in {0} were built";

    private protected override Problem? Judge(ContainerFacts container, GoProgramInside program, PodFacts pod, RuleContext context)
    {
        var name = Name(container, program);
        switch (program.Info.Problem?.Error)
        {
            case BinaryError.PackedBinary:
                return Problem.Fail($"{name} is packed with UPX, so that neither scanners nor this audit can tell what is in it.") with
                {
                    Fix = "Put the binary into the image as it was built; '-ldflags=-s -w' makes it smaller.",
                };
            case BinaryError.NoBuildInfo:
                return Problem.Fail($"{name} was built by Go, and its build information was removed.") with
                {
                    Fix = "Build it again without removing sections; '-ldflags=-s -w' leaves build information in.",
                };
            case { } error when error != BinaryError.NotGoBinary:
                return Problem.Unknown($"How {name} was built could not be told: {program.Info.Problem!.Message.TrimEnd('.')}.");
        }

        var missing = GoRun.IsOfDistribution(program.Info) ? [] : Missing(program.Info).ToList();
        return missing.Count == 0 ? First(container, program, context, rules)
            : Problem.Fail($"{name} does not tell {string.Join(" nor ", missing)} it was built from.") with
            {
                Actual = program.Info.Main?.ToString(),
                Fix = "Build it with 'go build' of Go 1.24 or newer in a checkout with its .git folder (-buildvcs=true), or with 'go install PACKAGE@VERSION'.",
            };
    }

    private static IEnumerable<string> Missing(GoBuildInfo info)
    {
        if (info.Main is not { } main)
        {
            yield return "the module";
            yield break;
        }

        if (info.Revision is null && main is { Version: Devel or "" or null, Replace: null })
        {
            yield return "the version";
            yield return "the commit";
        }
    }
}
