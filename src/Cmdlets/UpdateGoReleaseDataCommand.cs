using System.Management.Automation;
using GoEnv.Releases;

namespace GoEnv.Cmdlets;

/// <summary>Refreshes the data on Go releases from a go.dev/dl index.</summary>
[Cmdlet(VerbsData.Update, "GoReleaseData", SupportsShouldProcess = true)]
[OutputType(typeof(ReleaseUpdate))]
public sealed class UpdateGoReleaseDataCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource stop = new();

    /// <summary>The index in the form of go.dev/dl: a URL of a mirror, or a file.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Source { get; set; } = "https://go.dev/dl/?mode=json&include=all";

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!ShouldProcess(ReleaseDataFile.UserPath, $"Refresh from {Source}"))
        {
            return;
        }

        WriteObject(Refresh());
    }

    private ReleaseUpdate Refresh()
    {
        try
        {
            return ReleaseDataFile.UpdateAsync(
                Source.Contains("://", StringComparison.Ordinal) ? Source : this.FullPath(Source),
                ReleaseDataFile.UserPath,
                DateTimeOffset.UtcNow,
                stop.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var failure = new IOException($"{ReleaseDataFile.UserPath} cannot be written: {e.Message}", e);
            ThrowTerminatingError(new ErrorRecord(failure, "ReleaseDataNotWritten", ErrorCategory.WriteError, ReleaseDataFile.UserPath)
            {
                ErrorDetails = new ErrorDetails(failure.Message) { RecommendedAction = "See that the folder of that file can be written and has space." },
            });
            throw;
        }
        catch (FormatException e)
        {
            ThrowTerminatingError(Errors.InvalidInput(
                "ReleaseIndexInvalid", e, Source, "Name a mirror with -Source, or a file that was downloaded from go.dev/dl/?mode=json&include=all."));
            throw;
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => stop.Cancel();

    /// <inheritdoc/>
    public void Dispose() => stop.Dispose();
}
