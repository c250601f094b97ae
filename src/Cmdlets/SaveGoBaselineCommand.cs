using System.Management.Automation;
using GoEnv.Drift;
using GoEnv.Policies;

namespace GoEnv.Cmdlets;

/// <summary>Saves facts and findings of targets, to compare with later.</summary>
[Cmdlet(VerbsData.Save, "GoBaseline", SupportsShouldProcess = true)]
[OutputType(typeof(Finding))]
public sealed class SaveGoBaselineCommand : TargetCmdlet<TargetResult>
{
    private BaselineFile? file;

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>A policy file in YAML, over the one that ships with the module.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Policy { get; set; }

    /// <summary>Also ask, from each target, whether its module proxies and checksum database answer.</summary>
    [Parameter]
    public SwitchParameter Online { get; set; }

    /// <summary>Leave a file that is there as it is, with an error.</summary>
    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Write the findings too.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override Func<Target, Func<TargetResult, ValueTask>, CancellationToken, Task> Prepare()
    {
        var path = this.FullPath(Path!);
        if (NoClobber && File.Exists(path))
        {
            var message = $"The file '{path}' is there already.";
            ThrowTerminatingError(new ErrorRecord(new IOException(message), "BaselineExists", ErrorCategory.ResourceExists, path)
            {
                ErrorDetails = new ErrorDetails(message) { RecommendedAction = "Name another file, or leave -NoClobber out." },
            });
        }

        var audit = this.FullAudit(Sessions, Policy, Online, TimeSpan.FromSeconds(ProbeTimeoutSeconds));
        if (!ShouldProcess(path, "Save baseline"))
        {
            return Fleet.Once<Target, TargetResult>((target, _) => Task.FromResult(new TargetResult(target, null, [], null)));
        }

        Written(() => file = new BaselineFile(path, DateTimeOffset.UtcNow));
        return Fleet.Once<Target, TargetResult>(audit.RunAsync);
    }

    /// <inheritdoc/>
    private protected override void Write(TargetResult result)
    {
        if (file is null)
        {
            return;
        }

        if (result.Error is { } error)
        {
            WriteError(error.ToErrorRecord());
        }

        var added = false;
        Written(() => added = file.Add(BaselineTarget.Of(result, DateTimeOffset.UtcNow)));
        if (!added)
        {
            WriteError(Errors.InvalidInput("TargetTwice", new FormatException($"The target '{result.Target.Name}' is given twice; the first is kept."),
                result.Target, "Give each target a name of its own."));
        }

        if (PassThru)
        {
            WriteObject(result.Findings, enumerateCollection: true);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (file is { Reached: 0 })
        {
            const string message = "No target was reached; the baseline is not written.";
            ThrowTerminatingError(new ErrorRecord(new IOException(message), "BaselineEmpty", ErrorCategory.ConnectionError, Path)
            {
                ErrorDetails = new ErrorDetails(message) { RecommendedAction = "Look at the errors of the targets." },
            });
        }

        Written(() => file?.Complete());
        if (file is not null)
        {
            WriteVerbose($"{file.Reached} of {file.Count} targets are in {Path} with facts.");
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        file?.Dispose();
    }

    private void Written(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(new ErrorRecord(e, "BaselineNotWritten", ErrorCategory.WriteError, Path)
            {
                ErrorDetails = new ErrorDetails(e.Message) { RecommendedAction = "Name a folder that is there, may be written to and has space." },
            });
        }
    }
}
