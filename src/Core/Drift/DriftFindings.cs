using GoEnv.Text;

namespace GoEnv.Drift;

/// <summary>Makes findings of differences.</summary>
/// <param name="Target">The target that is compared.</param>
/// <param name="Reference">What it is compared with, to stand in a sentence: <c>the baseline of 2026-11-20</c>, <c>ssh:golden</c>.</param>
/// <param name="BetweenTargets">True when the reference is another target.</param>
internal sealed record DriftFindings(Target Target, string Reference, bool BetweenTargets)
{
    internal const string HelpPage = "docs/drift.md";
    private const int Shown = 300;

    /// <summary>The id of a rule of drift in an area; its first digit is the area's, as everywhere.</summary>
    public static string IdOf(Category area, char rule) => $"GE{((int)area < 10 ? (int)area : 0)}80{rule}";

    /// <summary>One finding for each difference; what is unknown for the same reason is one.</summary>
    public IEnumerable<Finding> Of(IReadOnlyList<DriftItem> items) => items
        .Where(item => item.Kind != DriftKind.Unknown)
        .Select(Different)
        .Concat(items.Where(item => item.Kind == DriftKind.Unknown)
            .GroupBy(item => (item.Category, item.BeforeUnknown, item.AfterUnknown))
            .Select(group => Unknown(group.Key.Category, group.ToList())));

    /// <summary>An area of which nothing differs.</summary>
    public Finding Same(Category area, int facts) => Make(area, '0', FindingStatus.Pass, Severity.Warning,
        $"Nothing of {facts} compared facts of the area {area} differs from {Reference}.");

    /// <summary>A target that could not be compared at all.</summary>
    public Finding NotCompared(string why) => Make(Category.Connection, '2', FindingStatus.Unknown, Severity.Error,
        $"{Target.Name} could not be compared with {Reference}: {why}");

    /// <summary>A finding about drift.</summary>
    public Finding Make(Category area, char rule, FindingStatus status, Severity severity, string message) => new()
    {
        RuleId = IdOf(area, rule),
        Title = rule switch
        {
            '0' => "Facts are those of the reference",
            '1' => "Rules come out as in the reference",
            _ => "The target can be compared with the reference",
        },
        Category = area,
        Target = Target,
        Status = status,
        Severity = severity,
        Message = message,
        HelpPage = HelpPage,
    };

    private Finding Different(DriftItem item) => Make(item.Category, '0', FindingStatus.Fail, Severity.Warning, Sentence(item)) with
    {
        Subject = item.Place.Path,
        Location = item.Location,
        Expected = item.Before ?? (item.Kind == DriftKind.Added ? null : item.Words),
        Actual = item.After ?? (item.Kind == DriftKind.Gone ? null : item.Words),
        Evidence = item.Places,
    };

    private string Sentence(DriftItem item)
    {
        var words = Capital(item.Words);
        var (before, after) = (Short(item.Before), Short(item.After));
        return (item.Kind, BetweenTargets) switch
        {
            (DriftKind.Changed, false) when item.Delta is { } delta => $"{words} {Short(delta)}.",
            (DriftKind.Changed, true) when item.Delta is { } delta => $"{words} {Short(delta)}, compared with {Reference}.",
            (DriftKind.Changed, false) => $"{words} changed from {before} to {after}.",
            (DriftKind.Changed, true) => $"{words} is {after}, and {before} on {Reference}.",
            (DriftKind.Added, false) => after is null ? $"{words} is new." : $"{words} is new: {after}.",
            (DriftKind.Added, true) => after is null ? $"{words} is here and not on {Reference}." : $"{words} is {after} here and not set on {Reference}.",
            (_, false) => before is null ? $"{words} is gone." : $"{words} is gone; it was {before}.",
            (_, true) => before is null ? $"{words} is on {Reference} and not here." : $"{words} is {before} on {Reference} and not set here.",
        };
    }

    private Finding Unknown(Category area, List<DriftItem> items)
    {
        var first = items[0];
        var what = items.Count == 1 ? Capital(first.Words) : $"{items.Count} facts ({Short(string.Join("; ", items.Select(item => item.Words)))})";
        var why = (first.AfterUnknown, first.BeforeUnknown) switch
        {
            ({ } here, null) => $"here {Fact(here)}",
            (null, { } there) => $"in {Reference} {Fact(there)}",
            var (here, there) => $"here {Fact(here!)}, and in {Reference} {Fact(there!)}",
        };
        return Make(area, '0', FindingStatus.Unknown, Severity.Warning, $"{what} could not be compared: {why}.") with
        {
            Subject = items.Count == 1 ? first.Place.Path : null,
            Evidence = items.Count == 1 ? [] : items.ConvertAll(item => item.Place.Path),
        };

        static string Fact(string reason) => $"it is unknown ({reason})";
    }

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    private static string? Short(string? text) => text is null ? null
        : TargetText.Clean(text.Length > Shown ? text[..Shown] + "…" : text);
}
