using System.Management.Automation;
using GoEnv.Policies;
using GoEnv.Reports;

namespace GoEnv.Cmdlets;

/// <summary>Writes findings to files (HTML, Markdown, JSON, JSON lines, CSV, SARIF, JUnit XML, Prometheus text) and to OTLP endpoints.</summary>
[Cmdlet(VerbsData.Export, "GoReport", SupportsShouldProcess = true)]
[OutputType(typeof(Finding))]
public sealed class ExportGoReportCommand : ReportCmdlet, IAuditCommand
{
    private readonly AuditSummary summary = new();
    private readonly CancellationTokenSource stop = new();
    private readonly List<(string Address, OtlpSender Sender, OtlpReport Report)> endpoints = [];
    private ReportFiles? files;

    /// <inheritdoc/>
    public AuditSummary? Summary => FailOn is null && MaxUnknown is null && Policy is null && !ErrorOnFail ? null : summary;

    /// <summary>The files to write, each in the format that its ending names, and the http(s) addresses of OTLP endpoints.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The format of all the files, whatever their endings.</summary>
    [Parameter]
    public ReportFormat? Format { get; set; }

    /// <summary>A file with headers for OTLP endpoints, <c>name: value</c> on each line.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? HeaderFile { get; set; }

    /// <summary>Seconds for each request to an OTLP endpoint.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSeconds { get; set; } = 10;

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
        foreach (var address in Path.Where(OtlpEndpoint.IsAddress))
        {
            var endpoint = FindEndpoint(address);
            if (ShouldProcess(address, "Send findings"))
            {
                var sender = new OtlpSender(endpoint, TimeSpan.FromSeconds(TimeoutSeconds), TimeProvider.System);
                endpoints.Add((address, sender, new OtlpReport(sender, stop.Token)));
            }
        }

        foreach (var path in Path.Where(path => !OtlpEndpoint.IsAddress(path)).Select(this.FullPath))
        {
            var format = FormatOf(path);
            Check(path);
            if (ShouldProcess(path, $"Write {format} report"))
            {
                paths[path] = format;
            }
        }

        Write(() => files = paths.Count + endpoints.Count == 0 ? null : new ReportFiles(Header, paths, endpoints.ConvertAll(IReportWriter (e) => e.Report)));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Write(() => files?.Complete());
        foreach (var (address, sender, report) in endpoints)
        {
            if (report.Failure is { } failure)
            {
                NotSent("OtlpNotSent", address, failure, "Look at the endpoint; it takes OTLP over HTTP in JSON at /v1/logs and /v1/metrics.");
            }
            else if (sender.Rejected > 0)
            {
                NotSent("OtlpRejected", address, $"{address} did not take {sender.Rejected} of the records: {sender.Complaint ?? "it does not say why"}", "Look at the limits of the endpoint.");
            }
            else if (sender.Complaint is { } complaint)
            {
                WriteWarning($"{address} took all records and says: {complaint}");
            }
        }

        if (ErrorOnFail && Errors.FailureOf(summary) is { } failed)
        {
            ThrowTerminatingError(failed);
        }

        if (Summary is { Total: 0 })
        {
            WriteError(Errors.NothingJudged());
        }

        base.EndProcessing();
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => stop.Cancel();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        files?.Dispose();
        endpoints.ForEach(endpoint => endpoint.Sender.Dispose());
        stop.Dispose();
    }

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

    private OtlpEndpoint FindEndpoint(string address)
    {
        try
        {
            var endpoint = OtlpEndpoint.Parse(address, Environment.GetEnvironmentVariable(OtlpEndpoint.HeadersVariable));
            return HeaderFile is null ? endpoint : this.Read(HeaderFile, path => endpoint.WithHeaders(File.ReadLines(path)), "OtlpHeadersInvalid");
        }
        catch (FormatException e)
        {
            ThrowTerminatingError(Errors.InvalidInput("OtlpEndpointInvalid", e, null, "Write an address such as http://collector:4318."));
            throw;
        }
    }

    private void NotSent(string id, string address, string message, string action) =>
        WriteError(new ErrorRecord(new IOException(message), id, ErrorCategory.WriteError, address)
        {
            ErrorDetails = new ErrorDetails(message) { RecommendedAction = action },
        });

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
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(Errors.ReportNotWritten(e, Path));
        }
    }
}
