namespace GoEnv.Changes;

/// <summary>Whether what a change was to mend passes now.</summary>
internal static class Verification
{
    /// <summary>
    /// The findings that a change was to mend and that are still there, or can no longer be checked. What no target could tell, as this
    /// side's release data is too old, is none of them: the fault that was found is gone, see <see cref="Undecided"/>.
    /// </summary>
    public static IReadOnlyList<Finding> Left(IReadOnlyList<Mended> mends, IReadOnlyList<Finding> findings) => findings
        .Where(finding => finding.Status != FindingStatus.Pass && !finding.NeedsReleaseData && mends.Any(mended => Concerns(mended, finding)))
        .ToList();

    /// <summary>What rules that a change was concerned with cannot decide with the release data of this side.</summary>
    public static IReadOnlyList<Finding> Undecided(IReadOnlyList<Mended> mends, IReadOnlyList<Finding> findings) => findings
        .Where(finding => finding.NeedsReleaseData && mends.Any(mended => mended.RuleId == finding.RuleId))
        .ToList();

    // An Unknown without a subject is of the whole rule.
    private static bool Concerns(Mended mended, Finding finding) =>
        (mended.RuleId == finding.RuleId || Judge.LeavesUndecided(finding, mended.RuleId)) && mended.ByHand?.Contains(finding.Message, StringComparer.Ordinal) != true
        && (mended.Subject == finding.Subject || (finding.Status == FindingStatus.Unknown && finding.Subject is null));
}
