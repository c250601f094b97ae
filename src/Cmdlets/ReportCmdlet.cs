using System.Management.Automation;
using GoEnv.Reports;

namespace GoEnv.Cmdlets;

/// <summary>A cmdlet that takes findings from the pipeline and makes a report of them.</summary>
public abstract class ReportCmdlet : PSCmdlet
{
    /// <summary>The findings.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public Finding? InputObject { get; set; }

    /// <summary>What the report says of itself.</summary>
    private protected static ReportHeader Header => new() { CreatedAt = DateTimeOffset.UtcNow };

    /// <summary>Adds one finding to the report.</summary>
    private protected abstract void Add(Finding finding);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is not null)
        {
            Add(InputObject);
        }
    }
}
