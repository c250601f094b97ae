using System.Globalization;
using GoEnv.Targets;
using GoEnv.Text;

namespace GoEnv.Policies;

/// <summary>A waiver of a policy: findings that someone accepts until a day.</summary>
public sealed record Waiver
{
    /// <summary>The id of a rule or a check, or a pattern, as it is written.</summary>
    public required string Rule { get; init; }

    /// <summary>The ids of the rules; none for a waiver of checks.</summary>
    public required IReadOnlySet<string> RuleIds { get; init; }

    /// <summary>True when it is about checks of checklists, and not about rules.</summary>
    public bool OfChecks { get; init; }

    /// <summary>Names, hosts or addresses of targets, with <c>*</c> and <c>?</c>, one of which must match; empty takes every target.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Labels, all of which the target must have.</summary>
    public IReadOnlyList<LabelFilter> Labels { get; init; } = [];

    /// <summary>The path of the finding's location or its subject, with <c>*</c> and <c>?</c>; null takes every finding.</summary>
    public string? Path { get; init; }

    /// <summary>The subject of the finding, with <c>*</c> and <c>?</c>; null takes every finding.</summary>
    public string? Subject { get; init; }

    /// <summary>True when it also covers what could not be checked.</summary>
    public bool CoversUnknown { get; init; }

    /// <summary>Who accepts it, why, and until when.</summary>
    public required FindingWaiver Acceptance { get; init; }

    /// <summary>True when it names one rule by its full id.</summary>
    public bool IsExact => !Wildcard.IsPattern(Rule);

    /// <summary>True for a target that it is about.</summary>
    public bool Covers(Target target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Labels.All(label => label.Matches(target))
            && (Targets.Count == 0 || Targets.Any(pattern => Named(pattern, target.Name) || Named(pattern, target.Address) || Named(pattern, target.Host)));
    }

    /// <summary>True for what it is about by its id: a rule, or a check.</summary>
    internal bool IsAbout(string id, Category category) => category == Category.Checklist
        ? OfChecks && Wildcard.Matches(Rule, id, ignoreCase: true)
        : RuleIds.Contains(id);

    /// <summary>True for a finding that it is about, whatever the day.</summary>
    public bool Covers(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return (finding.Status == FindingStatus.Fail || (CoversUnknown && finding.Status == FindingStatus.Unknown))
            && IsAbout(finding.RuleId, finding.Category)
            && (Subject is null || (finding.Subject is not null && Wildcard.Matches(Subject, finding.Subject, ignoreCase: false)))
            && (Path is null || PathsOf(finding).Any(path => Wildcard.Matches(Path, path, ignoreCase: false)));
    }

    /// <summary>What it is about: <c>GE1003 on build*, GOCACHE</c>.</summary>
    public override string ToString() => TargetText.Clean(
        $"{(OfChecks ? "check " : string.Empty)}{Rule} on {string.Join(" or ", Targets)}{(Targets.Count > 0 && Labels.Count > 0 ? " with " : string.Empty)}{string.Join(" and ", Labels)}"
        + (Path is null ? string.Empty : $", {Path}") + (Subject is null ? string.Empty : $", {Subject}"));

    private static bool Named(string pattern, string name) => name.Length > 0 && Wildcard.Matches(pattern, name, ignoreCase: true);

    private static IEnumerable<string> PathsOf(Finding finding)
    {
        if (Reports.FileLocation.Of(finding) is { } location)
        {
            yield return location.Path;
        }

        if (finding.Subject is not null)
        {
            yield return finding.Subject;
        }
    }
}
