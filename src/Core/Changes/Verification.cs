namespace GoEnv.Changes;

/// <summary>Whether what a change was to mend passes now.</summary>
internal static class Verification
{
    /// <summary>The findings that a change was to mend and that are still there, or can no longer be checked.</summary>
    public static IReadOnlyList<Finding> Left(IReadOnlyList<Mended> mends, IReadOnlyList<Finding> findings) => findings
        .Where(finding => finding.Status != FindingStatus.Pass && mends.Any(mended => Concerns(mended, finding)))
        .ToList();

    // An Unknown without a subject is of the whole rule.
    private static bool Concerns(Mended mended, Finding finding) =>
        (mended.RuleId == finding.RuleId || Judge.LeavesUndecided(finding, mended.RuleId)) && mended.ByHand?.Contains(finding.Message, StringComparer.Ordinal) != true
        && (mended.Subject == finding.Subject || (finding.Status == FindingStatus.Unknown && finding.Subject is null));
}
