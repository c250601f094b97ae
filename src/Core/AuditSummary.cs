using GoEnv.Connection;
using GoEnv.Policies;

namespace GoEnv;

/// <summary>Counts of what an audit found, and its verdict. A waived finding is counted as waived alone.</summary>
public sealed class AuditSummary
{
    private bool ofReport;

    /// <summary>What makes the run fail.</summary>
    public Gate Gate { get; set; } = new();

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

    /// <summary>Findings that a waiver covers.</summary>
    public int Waived { get; private set; }

    /// <summary>Findings that fail and that the gate counts.</summary>
    public int Counted { get; private set; }

    /// <summary>All findings.</summary>
    public int Total => Passed + Failed + Informed + Unknown + Waived;

    /// <summary>What the findings come to by <see cref="Gate"/>.</summary>
    public Verdict Verdict => (Unreachable > 0 || Unknown > Gate.MaxUnknown, Counted > 0) switch
    {
        (true, _) => Verdict.Unknown,
        (_, true) => Verdict.Failed,
        _ => Verdict.Good,
    };

    /// <summary>True when the verdict is good.</summary>
    public bool IsGood => Verdict == Verdict.Good;

    /// <summary>Counts one target.</summary>
    public void Add(TargetResult result)
    {
        Targets += result.IsEarly ? 0 : 1;
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
            case { IsWaived: true }:
                Waived++;
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

        Counted += finding is { Status: FindingStatus.Fail, IsWaived: false } && Gate.Counts(finding.Severity) ? 1 : 0;
    }

    /// <summary>Counts a finding that came without its target's result: one of a report.</summary>
    public void AddReported(Finding finding)
    {
        ofReport = true;
        Unreachable += finding is { RuleId: ReachableRule.RuleId, Status: FindingStatus.Fail } ? 1 : 0;
        Add(finding);
    }

    /// <summary>The counts in one line, and what counts where that is not the default.</summary>
    public override string ToString() =>
        (ofReport ? string.Empty : $"{Targets} {(Targets == 1 ? "target" : "targets")}: ")
        + $"{Failed} failed, {Unknown} unknown, {Informed} for information, {Passed} passed"
        + (Waived == 0 ? string.Empty : $", {Waived} waived")
        + (Unreachable == 0 ? string.Empty : $", {Unreachable} not reached")
        + (Gate == new Gate() ? string.Empty : $"; the run fails by {Gate}");
}
