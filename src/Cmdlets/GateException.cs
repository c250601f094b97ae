using GoEnv.Policies;

namespace GoEnv.Cmdlets;

/// <summary>A run failed by its gate.</summary>
public sealed class GateException(AuditSummary summary) : Exception(Describe(summary))
{
    /// <summary>What was counted.</summary>
    public AuditSummary Summary { get; } = summary;

    private static string Describe(AuditSummary summary)
    {
        var parts = new List<string>();
        if (summary.Unreachable > 0)
        {
            parts.Add($"{summary.Unreachable} {(summary.Unreachable == 1 ? "target was" : "targets were")} not reached");
        }

        if (summary.Unknown > summary.Gate.MaxUnknown)
        {
            parts.Add($"{Findings(summary.Unknown)} could not be checked" + (summary.Gate.MaxUnknown == 0 ? string.Empty : $", {summary.Gate.MaxUnknown} may be"));
        }

        if (summary.Counted > 0)
        {
            parts.Add($"{Findings(summary.Counted)} of {summary.Gate.Words} failed");
        }

        return string.Join("; ", parts) + ".";
    }

    private static string Findings(int count) => count == 1 ? "1 finding" : $"{count} findings";
}
