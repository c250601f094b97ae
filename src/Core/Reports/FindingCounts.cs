using System.Text.Json.Serialization;

namespace GoEnv.Reports;

/// <summary>How many findings there are of each outcome.</summary>
public sealed record FindingCounts
{
    /// <summary>All findings.</summary>
    public int Total { get; private set; }

    /// <summary>Findings that pass.</summary>
    public int Passed { get; private set; }

    /// <summary>Findings that fail, of any severity.</summary>
    public int Failed { get; private set; }

    /// <summary>Findings of severity error that fail.</summary>
    public int Errors { get; private set; }

    /// <summary>Findings of severity warning that fail.</summary>
    public int Warnings { get; private set; }

    /// <summary>Findings of severity information that fail.</summary>
    public int Information { get; private set; }

    /// <summary>Findings that could not be checked.</summary>
    public int Unknown { get; private set; }

    /// <summary>Makes counts that are known.</summary>
    [JsonConstructor]
    public FindingCounts(int total, int passed, int failed, int errors, int warnings, int information, int unknown) =>
        (Total, Passed, Failed, Errors, Warnings, Information, Unknown) = (total, passed, failed, errors, warnings, information, unknown);

    /// <summary>Makes counts of nothing.</summary>
    public FindingCounts()
    {
    }

    /// <summary>Counts one finding.</summary>
    public void Add(Finding finding)
    {
        Total++;
        switch (finding.Status)
        {
            case FindingStatus.Pass:
                Passed++;
                break;
            case FindingStatus.Unknown:
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
