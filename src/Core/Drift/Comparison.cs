namespace GoEnv.Drift;

/// <summary>What to compare.</summary>
public enum DriftPart
{
    /// <summary>Facts.</summary>
    Facts,

    /// <summary>What rules say.</summary>
    Rules,
}

/// <summary>What differs between one target and its reference.</summary>
/// <param name="Target">The target.</param>
/// <param name="Findings">Differences, what could not be compared, and for each area without a difference a pass.</param>
/// <param name="Error">Why the target was not reached; null when it was.</param>
/// <param name="ReferenceError">Why a live reference was not reached; null when it was.</param>
public sealed record ComparisonResult(
    Target Target, IReadOnlyList<Finding> Findings, TargetException? Error, TargetException? ReferenceError);

/// <summary>Compares targets with a reference.</summary>
public sealed class Comparison
{
    /// <summary>Asks one target all that is compared.</summary>
    public required Func<Target, CancellationToken, Task<TargetResult>> Ask { get; init; }

    /// <summary>What the targets are compared with.</summary>
    public required DriftReference Reference { get; init; }

    /// <summary>What is compared.</summary>
    public IReadOnlyList<DriftPart> Parts { get; init; } = [DriftPart.Facts, DriftPart.Rules];

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Compares one target; one that is not reached is a result too.</summary>
    public async Task<ComparisonResult> RunAsync(Target target, CancellationToken cancellationToken)
    {
        Reference.Begin();
        var result = await Ask(target, cancellationToken).ConfigureAwait(false);
        var reference = await Reference.FindAsync(target, Clock.GetUtcNow()).WaitAsync(cancellationToken).ConfigureAwait(false);
        var make = new DriftFindings(target, reference.Words, reference.BetweenTargets);
        if (result.Error is { } error)
        {
            return new ComparisonResult(target, [make.NotCompared(error.Message)], error, reference.Error);
        }

        return reference.Side is { } side
            ? new ComparisonResult(target, Compare(side, BaselineTarget.Of(result, Clock.GetUtcNow()), make, Parts).ToList(), null, null)
            : new ComparisonResult(target, [make.NotCompared(reference.Why!)], null, reference.Error);
    }

    internal static IEnumerable<Finding> Compare(BaselineTarget before, BaselineTarget after, DriftFindings make, IReadOnlyList<DriftPart> parts)
    {
        if (parts.Contains(DriftPart.Facts))
        {
            var (old, now) = (DriftTree.Of(before.Facts!.Value, make.BetweenTargets), DriftTree.Of(after.Facts!.Value, make.BetweenTargets));
            var items = DriftComparison.Of(old, now);
            foreach (var finding in make.Of(items))
            {
                yield return finding;
            }

            var changed = items.Select(item => item.Category).ToHashSet();
            foreach (var area in now.Children!.Values.GroupBy(child => DriftWords.CategoryOf(child.Place.Pattern)).Where(area => !changed.Contains(area.Key)))
            {
                yield return make.Same(area.Key, area.Sum(child => child.Count));
            }
        }

        if (parts.Contains(DriftPart.Rules))
        {
            var any = false;
            foreach (var finding in OutcomeDrift.Of(before, after, make))
            {
                any = true;
                yield return finding;
            }

            if (!any)
            {
                yield return make.Make(Category.Connection, '1', FindingStatus.Pass, Severity.Warning,
                    $"All of {OutcomeDrift.Compared(before, after)} rules come out as in {make.Reference}.");
            }
        }
    }
}
