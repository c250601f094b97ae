using GoEnv.Policies;

namespace GoEnv.Coverage;

/// <summary>Judges the share of all statements.</summary>
public sealed class TotalCoverageRule() : CoverageRule("GE0951", "Tests cover as much of all statements as the policy asks for")
{
    internal override decimal? MinimumOf(CoveragePolicy policy) => policy.Total;

    /// <inheritdoc/>
    protected internal override string Seen(CoverageFacts facts) => $"{facts.Data.Total.Coverage} of {facts.Data.Total.Statements} statements";

    private protected override IEnumerable<Problem> Judge(CoverageFacts facts, decimal minimum)
    {
        var total = facts.Data.Total;
        if (total.Statements == 0)
        {
            yield return Problem.Unknown("The profiles hold no statements, so that nothing can be said of their coverage.") with { Fix = "Look at what go test measured: its packages and -coverpkg." };
        }
        else if (IsBelow(total.Covered, total.Statements, minimum))
        {
            var worst = Worst(facts.Data.Files);
            yield return Problem.Fail($"Tests cover {Share(total.Covered, total.Statements, minimum)} of {Count(total.Statements)}, and the policy asks for {Percent(minimum)}.") with
            {
                Location = Gap(worst[0]),
                Expected = $"at least {Percent(minimum)}",
                Actual = Share(total.Covered, total.Statements, minimum),
                Evidence = Evidence(worst),
                Fix = $"Write tests for {worst[0].Shown} first, which has the most statements that no test runs.",
            };
        }
    }
}

/// <summary>Judges the share of each package.</summary>
public sealed class PackageCoverageRule() : CoverageRule("GE0952", "Tests cover as much of each package as the policy asks for")
{
    internal override decimal? MinimumOf(CoveragePolicy policy) => policy.Package;

    /// <inheritdoc/>
    protected internal override string Seen(CoverageFacts facts) => $"{facts.Data.Packages.Count} packages";

    private protected override IEnumerable<Problem> Judge(CoverageFacts facts, decimal minimum) => facts.Data.Packages
        .Where(package => IsBelow(package.Covered, package.Statements, minimum))
        .Select(package => (package, worst: Worst(facts.Data.Files.Where(file => file.Package == package.Package))))
        .Select(found => Problem.Fail($"Tests cover {Share(found.package.Covered, found.package.Statements, minimum)} of {Count(found.package.Statements)} of {found.package.Package}, and the policy asks for {Percent(minimum)} of each package.") with
        {
            Subject = found.package.Package,
            Location = Gap(found.worst[0]),
            Expected = $"at least {Percent(minimum)}",
            Actual = Share(found.package.Covered, found.package.Statements, minimum),
            Evidence = Evidence(found.worst),
            Fix = $"Write tests for {found.worst[0].Shown} first, which has the most statements that no test runs.",
        });
}

/// <summary>Judges the share of each file.</summary>
public sealed class FileCoverageRule() : CoverageRule("GE0953", "Tests cover as much of each file as the policy asks for")
{
    internal override decimal? MinimumOf(CoveragePolicy policy) => policy.File;

    /// <inheritdoc/>
    protected internal override string Seen(CoverageFacts facts) => $"{facts.Data.Files.Count} files";

    private protected override IEnumerable<Problem> Judge(CoverageFacts facts, decimal minimum) => facts.Data.Files
        .Where(file => IsBelow(file.Covered, file.Statements, minimum))
        .Select(file => Problem.Fail($"Tests cover {Share(file.Covered, file.Statements, minimum)} of {Count(file.Statements)} of {file.Shown}, and the policy asks for {Percent(minimum)} of each file.") with
        {
            Subject = file.Shown,
            Location = Gap(file),
            Expected = $"at least {Percent(minimum)}",
            Actual = Share(file.Covered, file.Statements, minimum),
            Evidence = file.Functions.Where(function => function.Uncovered > 0).OrderByDescending(function => function.Uncovered).Take(10)
                .Select(function => $"{file.Shown}:{function.Line}: {function.Function} {function.Coverage}, {function.Uncovered} of {function.Statements} statements not covered").ToList(),
            Fix = "Write tests that run the functions which the evidence names.",
        });
}

/// <summary>Judges the lines that changed since a base.</summary>
public sealed class ChangedCoverageRule() : CoverageRule("GE0954", "Tests cover as much of the changed lines as the policy asks for")
{
    internal override decimal? MinimumOf(CoveragePolicy policy) => policy.Changed;

    /// <inheritdoc/>
    protected internal override string? Seen(CoverageFacts facts) => !facts.Changed.TryGet(out var changed) ? null
        : changed.Lines == 0 ? $"no line with statements changed since {changed.Base}"
        : changed.ToString();

    private protected override IEnumerable<Problem> Judge(CoverageFacts facts, decimal minimum)
    {
        if (!facts.Changed.TryGet(out var changed))
        {
            yield return Problem.Unknown($"The coverage of changed lines is not known: {facts.Changed.Reason ?? "nothing was compared"}.") with { Fix = "Name the base with -Base, such as -Base origin/main." };
            yield break;
        }

        if (IsBelow(changed.CoveredLines, changed.Lines, minimum))
        {
            foreach (var file in changed.Files.Where(file => file.Uncovered.Count > 0))
            {
                yield return Problem.Fail($"Tests do not cover {(file.Uncovered.Count == 1 ? "changed line" : "changed lines")} {file.Ranges} of {file.File}; of all {changed.Lines} changed lines they cover {Share(changed.CoveredLines, changed.Lines, minimum)}, and the policy asks for {Percent(minimum)}.") with
                {
                    Subject = file.File,
                    Location = $"{file.File}:{file.Uncovered[0]}",
                    Expected = $"at least {Percent(minimum)} of the lines changed since {changed.Base}",
                    Actual = Share(changed.CoveredLines, changed.Lines, minimum),
                    Evidence = LineRange.Of(file.Uncovered).Select(range => $"{file.File}:{range}").ToList(),
                    Fix = "Write tests that run these lines.",
                };
            }
        }

        foreach (var file in changed.NotInProfile)
        {
            yield return Problem.Unknown($"{file} changed since {changed.Base}, and the profiles say nothing of its package.") with
            {
                Subject = file,
                Location = file,
                Fix = "Test the package too, or name it in -coverpkg (go test -coverpkg=./... ./...).",
            };
        }
    }
}
