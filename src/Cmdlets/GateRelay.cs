using System.Management.Automation;
using System.Runtime.CompilerServices;

namespace GoEnv.Cmdlets;

/// <summary>
/// The error with which a run ends, on its way to the report at the end of the run's pipeline: a command that throws keeps those
/// behind it from their end, and so from the report.
/// </summary>
internal sealed class GateRelay(PSCmdlet origin)
{
    // A finding is all that a command and the one behind it have in common.
    private static readonly ConditionalWeakTable<Finding, GateRelay> Origins = [];
    private readonly List<PSCmdlet> reports = [];
    private ErrorRecord? failure;

    /// <summary>The run that a finding comes from, where it ends with an error when it fails.</summary>
    public static GateRelay? Of(Finding finding) => Origins.TryGetValue(finding, out var relay) ? relay : null;

    /// <summary>Lets the commands behind know where a finding comes from.</summary>
    public void Mark(Finding finding) => Origins.AddOrUpdate(finding, this);

    /// <summary>Has a report of the same pipeline raise the error when it is written; a report of another pipeline is not asked.</summary>
    public void Join(PSCmdlet report)
    {
        var (from, to) = (origin.MyInvocation, report.MyInvocation);
        if (failure is null && from.PipelineLength == to.PipelineLength && from.PipelinePosition < to.PipelinePosition && !reports.Contains(report))
        {
            reports.Add(report);
        }
    }

    /// <summary>Ends the run with an error: in the last of the reports, or at once where there is none.</summary>
    public void Raise(ErrorRecord error)
    {
        failure = error;
        if (reports.Count == 0)
        {
            origin.ThrowTerminatingError(error);
        }
    }

    /// <summary>A report that came to no good end raises nothing.</summary>
    public void Forget(PSCmdlet report) => reports.Remove(report);

    /// <summary>Ends a report that is written, with the error where it is the last one.</summary>
    public void Leave(PSCmdlet report)
    {
        if (reports.Remove(report) && reports.Count == 0 && failure is not null)
        {
            report.ThrowTerminatingError(failure);
        }
    }
}
