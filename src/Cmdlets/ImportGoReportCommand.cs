using System.Management.Automation;
using GoEnv.Reports;

namespace GoEnv.Cmdlets;

/// <summary>Reads the findings of reports in JSON and JSON lines; those of several files come one after the other.</summary>
[Cmdlet(VerbsData.Import, "GoReport")]
[OutputType(typeof(Finding))]
public sealed class ImportGoReportCommand : PSCmdlet
{
    /// <summary>The files to read; the last part may have wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var path in Path.Select(this.FullPath))
        {
            try
            {
                foreach (var finding in ReportReader.Files(path).SelectMany(ReportReader.Read))
                {
                    WriteObject(finding);
                }
            }
            catch (FormatException e)
            {
                WriteError(Errors.InvalidInput("ReportInvalid", e, path, "Name a report in JSON or JSON lines that Export-GoReport wrote."));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                WriteError(new ErrorRecord(e, "ReportNotRead", ErrorCategory.ReadError, path)
                {
                    ErrorDetails = new ErrorDetails(e.Message) { RecommendedAction = "Name a file that is there and may be read." },
                });
            }
        }
    }
}
