using System.Management.Automation;
using GoEnv.Reports;

namespace GoEnv.Cmdlets;

/// <summary>A cmdlet that takes findings from the pipeline and makes a report of them.</summary>
public abstract class ReportCmdlet : PSCmdlet, IDisposable
{
    private readonly HashSet<GateRelay> relays = [];

    /// <summary>The findings.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public Finding? InputObject { get; set; }

    /// <summary>What the report says of itself.</summary>
    private protected static ReportHeader Header => new() { CreatedAt = DateTimeOffset.UtcNow };

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var relay in relays)
        {
            relay.Forget(this);
        }

        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Adds one finding to the report.</summary>
    private protected abstract void Add(Finding finding);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            return;
        }

        if (GateRelay.Of(InputObject) is { } relay && relays.Add(relay))
        {
            relay.Join(this);
        }

        Add(InputObject);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var relay in relays)
        {
            relay.Leave(this);
        }
    }

    /// <summary>Leaves nothing of a report that is not complete.</summary>
    protected abstract void Dispose(bool disposing);
}
