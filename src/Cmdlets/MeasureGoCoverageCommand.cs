using System.Management.Automation;
using GoEnv.Coverage;
using GoEnv.Text;

namespace GoEnv.Cmdlets;

/// <summary>Counts what tests covered, by cover profiles and GOCOVERDIR folders, and judges it by the policy.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "GoCoverage", SupportsShouldProcess = true)]
[OutputType(typeof(CoverageTotal), typeof(PackageCoverage), typeof(FileCoverage), typeof(FunctionCoverage), typeof(Finding), typeof(bool))]
public sealed class MeasureGoCoverageCommand : CoverageCmdlet, IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly List<string> paths = [];

    /// <summary>Cover profiles, and folders that GOCOVERDIR named; all are merged.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath", "LiteralPath")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The folder of the source: go.mod, go.work and the repository are found in it or above it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string SourceRoot { get; set; } = ".";

    /// <summary>The branch, tag or commit since which changed lines count: those since it and HEAD parted.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Base { get; set; }

    /// <summary>What to count for: Total, Package, File or Function; it takes the place of findings.</summary>
    [Parameter]
    public CoverageUnit? By { get; set; }

    /// <summary>A file to write as Cobertura XML.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CoberturaPath { get; set; }

    /// <summary>A file to write as an HTML page with the source.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? HtmlPath { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => paths.AddRange(Path.Select(this.FullPath));

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (paths.Count == 0)
        {
            if (Summary is not null)
            {
                ThrowTerminatingError(Errors.InvalidInput("CoverageMissing", new FormatException("Nothing was judged: no cover profile came."), null, "Name a profile, or look at what should have come through the pipeline."));
            }

            return;
        }

        var run = Measure();
        var now = DateTimeOffset.UtcNow;
        Export(CoberturaPath, "Write Cobertura coverage", stream => run.WriteCobertura(stream, now));
        Export(HtmlPath, "Write HTML coverage", stream => run.WriteHtml(stream, now));
        var findings = Judge(run.Facts, now);
        if (Quiet)
        {
            WriteObject(Summary!.IsGood);
        }
        else if (Summary is not null && By is null)
        {
            WriteInformation(new HostInformationMessage { Message = run.Facts.Data.Total.ToString() }, ["PSHOST"]);
            WriteFindings(findings);
        }
        else
        {
            WriteMeasures(run.Facts.Data);
        }

        RaiseOnFail();
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => stop.Cancel();

    /// <inheritdoc/>
    public void Dispose() => stop.Dispose();

    private CoverageRun Measure()
    {
        try
        {
            return CoverageRun.ReadAsync(paths, this.FullPath(SourceRoot), Base, Minimums, stop.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            var id = e is GitException ? "BaseInvalid" : "CoverageInvalid";
            ThrowTerminatingError(Errors.InvalidInput(id, e, e is GitException ? Base : paths, "Mend what the message names, or name something else."));
            throw;
        }
    }

    private void WriteMeasures(CoverageData data)
    {
        var missing = data.Files.Where(file => file.SourceMissing is not null).ToList();
        if (missing.Count > 0 && By == CoverageUnit.Function)
        {
            WriteWarning($"{missing.Count} of {data.Files.Count} files have no functions here: {missing[0].File}: {missing[0].SourceMissing}. -SourceRoot names the folder of the module.");
        }

        IEnumerable<CoverageMeasure> measures = By switch
        {
            CoverageUnit.Package => data.Packages,
            CoverageUnit.File => data.Files,
            CoverageUnit.Function => data.Functions,
            _ => [data.Total],
        };
        foreach (var measure in measures)
        {
            WriteObject(measure);
        }
    }

    private void Export(string? path, string action, Action<Stream> write)
    {
        if (path is null || !ShouldProcess(this.FullPath(path), action))
        {
            return;
        }

        try
        {
            using var file = AtomicFile.Create(this.FullPath(path));
            write(file.Stream);
            file.Commit();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(Errors.ReportNotWritten(e, path));
        }
    }
}
