namespace GoEnv;

/// <summary>Counts of what an audit found, and its verdict.</summary>
public sealed class AuditSummary
{
    /// <summary>Targets that were audited, the unreachable ones too.</summary>
    public int Targets { get; private set; }

    /// <summary>Targets that could not be asked.</summary>
    public int Unreachable { get; private set; }

    /// <summary>Findings that pass.</summary>
    public int Passed { get; private set; }

    /// <summary>Findings of severity warning or error that fail.</summary>
    public int Failed { get; private set; }

    /// <summary>Findings of severity information that fail.</summary>
    public int Informed { get; private set; }

    /// <summary>Findings that could not be checked.</summary>
    public int Unknown { get; private set; }

    /// <summary>True when nothing of severity warning or error failed, nothing is unknown and every target was reached.</summary>
    public bool IsGood => Failed == 0 && Unknown == 0 && Unreachable == 0;

    /// <summary>Counts one target.</summary>
    public void Add(TargetResult result)
    {
        Targets++;
        Unreachable += result.Error is null ? 0 : 1;
        foreach (var finding in result.Findings)
        {
            Add(finding);
        }
    }

    /// <summary>Counts one finding.</summary>
    public void Add(Finding finding)
    {
        switch (finding)
        {
            case { Status: FindingStatus.Pass }:
                Passed++;
                break;
            case { Status: FindingStatus.Unknown }:
                Unknown++;
                break;
            case { Severity: Severity.Information }:
                Informed++;
                break;
            default:
                Failed++;
                break;
        }
    }

    /// <summary>The counts in one line.</summary>
    public override string ToString() =>
        $"{Targets} {(Targets == 1 ? "target" : "targets")}: {Failed} failed, {Unknown} unknown, {Informed} for information, {Passed} passed"
        + (Unreachable == 0 ? string.Empty : $", {Unreachable} not reached");
}
