using System.Globalization;

namespace GoEnv.Drift;

/// <summary>What targets are compared with: a baseline, or one target that is asked at the same time.</summary>
public sealed class DriftReference
{
    private readonly Baseline? baseline;
    private readonly string? name;
    private readonly Lazy<Task<TargetResult>>? live;

    private DriftReference(Baseline? baseline, string? name, Lazy<Task<TargetResult>>? live) =>
        (this.baseline, this.name, this.live) = (baseline, name, live);

    /// <summary>The baseline's target of the same name, or for all targets the one named <paramref name="name"/>.</summary>
    public static DriftReference Of(Baseline baseline, string? name = null) => new(baseline, name, null);

    /// <summary>Another target, which is asked once, with the first of the targets.</summary>
    public static DriftReference Of(Target target, Func<Task<TargetResult>> ask) =>
        new(null, target?.Name, new Lazy<Task<TargetResult>>(ask));

    /// <summary>Begins to ask a live reference.</summary>
    internal void Begin() => _ = live?.Value;

    /// <summary>The other side of <paramref name="target"/>; null, with the reason in <c>Why</c>, when there is none.</summary>
    internal async Task<ReferenceSide> FindAsync(Target target, DateTimeOffset now)
    {
        if (live is not null)
        {
            var result = await live.Value.ConfigureAwait(false);
            var isSame = result.Target.Name == target.Name;
            return Side(BaselineTarget.Of(result, now), result.Target.Name, !isSame, result.Error);
        }

        var day = baseline!.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var wanted = name ?? target.Name;
        var found = baseline.Targets.FirstOrDefault(entry => entry.Target.Name == wanted);
        var words = wanted == target.Name ? $"the baseline of {day}" : $"{wanted} in the baseline of {day}";
        return found is null
            ? new ReferenceSide(null, words, false, $"the baseline has no target '{wanted}'; Save-GoBaseline adds it.", null)
            : Side(found, words, wanted != target.Name, null);
    }

    private static ReferenceSide Side(BaselineTarget side, string words, bool betweenTargets, TargetException? error) =>
        side.Facts is null
            ? new ReferenceSide(null, words, betweenTargets, $"the reference has no facts ({side.Error?.TrimEnd('.')}).", error)
            : new ReferenceSide(side, words, betweenTargets, null, null);
}

/// <summary>The other side of one comparison.</summary>
internal sealed record ReferenceSide(BaselineTarget? Side, string Words, bool BetweenTargets, string? Why, TargetException? Error);
