using GoEnv.Toolchain;

namespace GoEnv.Pods;

/// <summary>Compares the Go version that a custom resource declares with what the programs that run were built by.</summary>
public sealed class DeclaredVersionRule() : Rule<PodFacts>(RuleId, Severity.Error, "Pods run the Go version that their resource declares")
{
    /// <summary>Its id.</summary>
    public const string RuleId = "GE7071";

    /// <inheritdoc/>
    protected internal override bool AppliesTo(PodFacts facts) => facts.Declared is not null;

    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(PodFacts facts, RuleContext context)
    {
        if (facts.Declared is not { } declared)
        {
            return [];
        }

        if (!declared.Version.TryGet(out var text))
        {
            return [Problem.Unknown($"Which Go version {declared.Resource} declares could not be told: {declared.Version.Reason}.")];
        }

        if (!GoVersion.TryParse(text, out var wanted))
        {
            return [Problem.Unknown($"{declared.Resource} declares '{Text.TargetText.Clean(text)}', which is no Go version.") with { Fix = "Write it as 1.27 for any release of a line, or as 1.27.3." }];
        }

        var running = facts.Running.ToList();
        return running.Count == 0 || running.All(container => container.WhyUnread is null && container.Programs.Count == 0)
            ? [Problem.Unknown($"Whether the pod runs Go {wanted}, which {declared.Resource} declares, could not be told: {(running.Count == 0 ? "no container of it runs" : "no Go program runs in it")}.")]
            : running.SelectMany(container => Judge(container, wanted, declared).Select(problem => problem with { Subject = container.Name, Expected = text }));
    }

    /// <inheritdoc/>
    protected internal override string? Seen(PodFacts facts) =>
        $"{facts.Declared?.Version.ValueOr(string.Empty)}; " + string.Join("; ", facts.Running.Select(container => container.Words));

    /// <summary>True for a release that a declaration means: any of a line such as 1.27, or the one that is named in full.</summary>
    internal static bool Means(GoVersion wanted, GoVersion runs) => wanted.Patch is null && !wanted.IsPrerelease
        ? runs.Line == wanted.Line && !runs.IsPrerelease && !runs.IsDevel
        : runs == wanted;

    private static IEnumerable<Problem> Judge(ContainerFacts container, GoVersion wanted, DeclaredVersion declared)
    {
        if (container.WhyUnread is { } reason)
        {
            yield return Problem.Unknown($"Whether the container '{container.Name}' runs Go {wanted}, which {declared.Resource} declares, could not be told: {reason}.") with { Fix = container.NextStep };
        }

        foreach (var info in container.Programs.Select(program => program.Info))
        {
            if (info.GoVersion is not { } runs)
            {
                yield return Problem.Unknown($"What Go built '{info.Path}' in the container '{container.Name}' could not be told: {info.Problem?.Message.TrimEnd('.') ?? "its build information does not say"}.");
            }
            else if (!Means(wanted, runs))
            {
                yield return Problem.Fail($"'{info.Path}' in the container '{container.Name}' was built by Go {runs}, and {declared.Resource} declares {wanted}.") with
                {
                    Actual = runs.ToString(),
                    Fix = $"Build its image again with Go {wanted} and roll it out, or declare {runs}.",
                };
            }
        }
    }
}
