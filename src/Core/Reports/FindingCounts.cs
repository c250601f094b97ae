using System.Text.Json.Serialization;

namespace GoEnv.Reports;

/// <summary>How many findings there are of each outcome; the total is what passed, failed, is unknown and is waived.</summary>
public sealed record FindingCounts
{
    /// <summary>All findings.</summary>
    public int Total { get; private set; }

    /// <summary>Findings that pass.</summary>
    public int Passed { get; private set; }

    /// <summary>Findings that fail, of any severity, and are not waived.</summary>
    public int Failed { get; private set; }

    /// <summary>Findings of severity error among them.</summary>
    public int Errors { get; private set; }

    /// <summary>Findings of severity warning among them.</summary>
    public int Warnings { get; private set; }

    /// <summary>Findings of severity information among them.</summary>
    public int Information { get; private set; }

    /// <summary>Findings that could not be checked and are not waived.</summary>
    public int Unknown { get; private set; }

    /// <summary>Findings that a waiver covers.</summary>
    public int Waived { get; private set; }

    /// <summary>Makes counts that are known.</summary>
    [JsonConstructor]
    public FindingCounts(int total, int passed, int failed, int errors, int warnings, int information, int unknown, int waived = 0) =>
        (Total, Passed, Failed, Errors, Warnings, Information, Unknown, Waived) =
        (total, passed, failed, errors, warnings, information, unknown, waived);

    /// <summary>Makes counts of nothing.</summary>
    public FindingCounts()
    {
    }

    /// <summary>Counts one finding.</summary>
    public void Add(Finding finding)
    {
        Total++;
        switch (finding)
        {
            case { IsWaived: true }:
                Waived++;
                break;
            case { Status: FindingStatus.Pass }:
                Passed++;
                break;
            case { Status: FindingStatus.Unknown }:
                Unknown++;
                break;
            default:
                Failed++;
                Errors += finding.Severity == Severity.Error ? 1 : 0;
                Warnings += finding.Severity == Severity.Warning ? 1 : 0;
                Information += finding.Severity == Severity.Information ? 1 : 0;
                break;
        }
    }
}
