using System.Management.Automation;
using GoEnv.Binaries;

namespace GoEnv.Cmdlets;

/// <summary>Reads from Go binaries how they were built; no Go is needed for it.</summary>
[Cmdlet(VerbsCommon.Get, "GoBuildInfo")]
[OutputType(typeof(GoBuildInfo))]
public sealed class GetGoBuildInfoCommand : TargetCmdlet<BinaryNews>
{
    private readonly CancellationTokenSource stopHere = new();
    private readonly BinaryRequests requests = new();

    /// <summary>Time for a walk over a large tree.</summary>
    public GetGoBuildInfoCommand() => ProbeTimeoutSeconds = 60;

    /// <summary>Files and folders; <c>*</c> and <c>?</c> stand for parts of names.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath", "LiteralPath")]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    /// <summary>What Get-GoBuildInfo wrote: its file is read again where it is.</summary>
    [Parameter(ValueFromPipeline = true)]
    public GoBuildInfo? InputObject { get; set; }

    /// <summary>The targets that the files are on; this machine where none is named.</summary>
    [Parameter(ValueFromPipeline = true)] // not by name: that of a file is what it links to
    [Alias("ComputerName", "CN", "HostName")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TargetCompleter))]
    public override Target[]? Target { get; set; }

    /// <summary>Read the executables of running processes.</summary>
    [Parameter]
    public SwitchParameter Process { get; set; }

    /// <summary>Read the folders in a folder too, on its file system; links to folders are not followed.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <summary>Also list the packages that are linked in.</summary>
    [Parameter]
    public SwitchParameter Packages { get; set; }

    /// <inheritdoc/>
    private protected override Func<Target, Func<BinaryNews, ValueTask>, CancellationToken, Task> Prepare() => AskAsync;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string[]? paths = InputObject is null ? Path : [InputObject.Path];
        if (paths is null && !Process)
        {
            ThrowTerminatingError(BinaryErrors.PathMissing);
        }

        var targets = InputObject is null ? Target ?? [GoEnv.Target.Local] : [InputObject.Target ?? GoEnv.Target.Local];
        requests.Add(targets.Where(target => Process || !BinaryRequests.IsHere(target)), paths ?? [], this);
        if (paths is not null && !Process && targets.Any(BinaryRequests.IsHere))
        {
            WriteHere(paths);
        }
    }

    /// <inheritdoc/>
    private protected override IEnumerable<Target> Remaining() => requests.Targets;

    /// <inheritdoc/>
    private protected override bool IsLast(BinaryNews result) => result.Answer is not null;

    /// <inheritdoc/>
    private protected override void Write(BinaryNews result)
    {
        if (result.Info is { } info)
        {
            Write(info);
        }
        else if (result.Answer is { Error: { } error })
        {
            WriteError(error.ToErrorRecord());
        }
        else if (result.Answer is { } answer)
        {
            WriteVerbose(string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{answer.Target.Name}: {result.Count} files, {answer.RoundTrips} round trips, {answer.BytesRead} bytes read"));
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        stopHere.Cancel();
        base.StopProcessing();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            stopHere.Dispose();
        }
    }

    private async Task AskAsync(Target target, Func<BinaryNews, ValueTask> write, CancellationToken cancellationToken)
    {
        var query = new BinaryQuery
        {
            Paths = requests.Of(target),
            Recurse = Recurse,
            Processes = Process,
            Packages = Packages,
        };
        var count = 0;
        BinaryAnswer answer;
        try
        {
            var binaries = new TargetBinaries(Sessions.Open(target), query, TimeSpan.FromSeconds(ProbeTimeoutSeconds)) { Another = () => Sessions.Open(target) };
            answer = await binaries.StreamAsync(WriteAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (TargetException e)
        {
            answer = new BinaryAnswer(target) { Error = e };
        }

        await write(new BinaryNews { Answer = answer, Count = count }).ConfigureAwait(false);

        ValueTask WriteAsync(GoBuildInfo info)
        {
            count++;
            return write(new BinaryNews { Info = info });
        }
    }

    private void WriteHere(string[] given)
    {
        try
        {
            var paths = given.SelectMany(path => BinarySearch.Find(this.FullPath(path), Recurse));
            foreach (var info in BinarySearch.Read(paths, Packages, stopHere.Token))
            {
                Write(info);
            }
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }

    private void Write(GoBuildInfo info)
    {
        if (info.Problem is { } problem)
        {
            WriteError(info.ToErrorRecord(problem));
        }
        else
        {
            WriteObject(info);
        }
    }
}
