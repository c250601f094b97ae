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
            var files = ReportReader.Files(path);
            if (files.Count == 0)
            {
                NotRead(path, new FileNotFoundException($"There is no file '{path}'."));
            }

            foreach (var file in files)
            {
                Import(file);
            }
        }
    }

    private void Import(string path)
    {
        IEnumerator<Finding>? findings = null;
        try
        {
            while (Reads(path, () => (findings ??= ReportReader.Read(path).GetEnumerator()).MoveNext()))
            {
                WriteObject(findings!.Current);
            }
        }
        finally
        {
            findings?.Dispose();
        }
    }

    // What the commands behind this one throw is not of the file.
    private bool Reads(string path, Func<bool> next)
    {
        try
        {
            if (next())
            {
                return true;
            }

            if (new FileInfo(path) is { Exists: true, Length: 0 })
            {
                WriteWarning($"'{path}' is empty: nothing in it shows that anything was judged.");
            }
        }
        catch (FormatException e)
        {
            WriteError(Errors.InvalidInput("ReportInvalid", e, path, "Name a report in JSON or JSON lines that Export-GoReport wrote."));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            NotRead(path, e);
        }

        return false;
    }

    private void NotRead(string path, Exception e) => WriteError(new ErrorRecord(e, "ReportNotRead", ErrorCategory.ReadError, path)
    {
        ErrorDetails = new ErrorDetails(e.Message) { RecommendedAction = "Name a file that is there and may be read." },
    });
}
