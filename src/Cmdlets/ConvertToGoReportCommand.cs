using System.Management.Automation;
using GoEnv.Reports;

namespace GoEnv.Cmdlets;

/// <summary>Makes a report of findings as one string.</summary>
[Cmdlet(VerbsData.ConvertTo, "GoReport")]
[OutputType(typeof(string))]
public sealed class ConvertToGoReportCommand : ReportCmdlet
{
    private readonly StringWriter text = new() { NewLine = "\n" };
    private Report? report;

    /// <summary>The format.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public ReportFormat? Format { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => report = new Report(Header, [ReportFormats.Create(Format!.Value, text)]);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        report!.Complete();
        WriteObject(text.ToString().TrimEnd('\n'));
        base.EndProcessing();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        report?.Dispose();
        text.Dispose();
    }

    /// <inheritdoc/>
    private protected override void Add(Finding finding) => report!.Add(finding);
}
