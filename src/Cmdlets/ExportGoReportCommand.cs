using System.Management.Automation;
using GoEnv.Policies;
using GoEnv.Reports;

namespace GoEnv.Cmdlets;

/// <summary>Writes findings to files: HTML, Markdown, JSON, JSON lines, CSV, SARIF, JUnit XML, Prometheus text.</summary>
[Cmdlet(VerbsData.Export, "GoReport", SupportsShouldProcess = true)]
[OutputType(typeof(Finding))]
public sealed class ExportGoReportCommand : ReportCmdlet, IAuditCommand, IDisposable
{
    private readonly AuditSummary summary = new();
    private ReportFiles? files;

    /// <inheritdoc/>
    public AuditSummary? Summary => FailOn is null && MaxUnknown is null && Policy is null && !ErrorOnFail ? null : summary;

    /// <summary>The files to write, each in the format that its ending names.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The format of all the files, whatever their endings.</summary>
    [Parameter]
    public ReportFormat? Format { get; set; }

    /// <summary>Leave a file that is there as it is, with an error.</summary>
    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Replace a file that is read-only too.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Pass the findings on.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>A policy file, whose thresholds make the command fail when the report is written.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Policy { get; set; }

    /// <summary>The mildest severity of which a failing finding makes the command fail when the report is written.</summary>
    [Parameter]
    public FailOn? FailOn { get; set; }

    /// <summary>How many findings may be unknown before the command fails.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? MaxUnknown { get; set; }

    /// <summary>End with one terminating error when the command fails.</summary>
    [Parameter]
    public SwitchParameter ErrorOnFail { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        summary.Gate = this.LoadPolicy(Policy).Gate.Or(FailOn, MaxUnknown);
        var paths = new Dictionary<string, ReportFormat>(StringComparer.Ordinal);
        foreach (var path in Path.Select(this.FullPath))
        {
            var format = FormatOf(path);
            Check(path);
            if (ShouldProcess(path, $"Write {format} report"))
            {
                paths[path] = format;
            }
        }

        Write(() => files = paths.Count == 0 ? null : new ReportFiles(Header, paths));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Write(() => files?.Complete());
        if (ErrorOnFail)
        {
            this.ThrowOnFail(summary);
        }

        if (Summary is { Total: 0 })
        {
            WriteError(Errors.NothingJudged());
        }
    }

    /// <inheritdoc/>
    public void Dispose() => files?.Dispose();

    /// <inheritdoc/>
    private protected override void Add(Finding finding)
    {
        summary.AddReported(finding);
        Write(() => files?.Add(finding));
        if (PassThru)
        {
            WriteObject(finding);
        }
    }

    private ReportFormat FormatOf(string path)
    {
        try
        {
            return Format ?? ReportFormats.Of(path);
        }
        catch (FormatException e)
        {
            ThrowTerminatingError(Errors.InvalidInput("ReportFormatUnknown", e, path, "Name the format with -Format."));
            throw;
        }
    }

    private void Check(string path)
    {
        var file = new FileInfo(path);
        if (NoClobber && file.Exists)
        {
            Refuse("ReportExists", ErrorCategory.ResourceExists, path, $"The file '{path}' is there already.", "Name another file, or leave -NoClobber out.");
        }

        if (!Force && file is { Exists: true, IsReadOnly: true })
        {
            Refuse("ReportReadOnly", ErrorCategory.PermissionDenied, path, $"The file '{path}' is read-only.", "Name another file, or add -Force.");
        }
    }

    private void Refuse(string id, ErrorCategory category, string path, string message, string action) =>
        ThrowTerminatingError(new ErrorRecord(new IOException(message), id, category, path)
        {
            ErrorDetails = new ErrorDetails(message) { RecommendedAction = action },
        });

    private void Write(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(new ErrorRecord(e, "ReportNotWritten", ErrorCategory.WriteError, Path)
            {
                ErrorDetails = new ErrorDetails(e.Message) { RecommendedAction = "Name a folder that is there, may be written to and has space." },
            });
        }
    }
}
