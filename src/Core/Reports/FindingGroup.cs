namespace GoEnv.Reports;

/// <summary>The groups in which reports for people show findings.</summary>
internal sealed record FindingGroup(string Name, string Heading, FindingStatus? Status, Severity? Severity = null)
{
    /// <summary>Every group, the worst first; each finding is in one of them.</summary>
    public static IReadOnlyList<FindingGroup> All { get; } =
    [
        new("error", "Errors", FindingStatus.Fail, GoEnv.Severity.Error),
        new("warning", "Warnings", FindingStatus.Fail, GoEnv.Severity.Warning),
        new("unknown", "Unknown", FindingStatus.Unknown),
        new("information", "Information", FindingStatus.Fail, GoEnv.Severity.Information),
        new("waived", "Waived", null),
        new("pass", "Passed", FindingStatus.Pass),
    ];

    /// <summary>True for a finding of the group.</summary>
    public bool Has(SpooledFinding entry) => entry.IsWaived
        ? Status is null
        : entry.Status == Status && (Severity is null || entry.Severity == Severity);

    /// <summary>How many of <paramref name="counts"/> are in the group.</summary>
    public int Of(FindingCounts counts) => Name switch
    {
        "error" => counts.Errors,
        "warning" => counts.Warnings,
        "unknown" => counts.Unknown,
        "information" => counts.Information,
        "waived" => counts.Waived,
        _ => counts.Passed,
    };
}
