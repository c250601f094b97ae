using System.Management.Automation;
using GoEnv.Binaries;

namespace GoEnv.Cmdlets;

/// <summary>Reads from Go binaries how they were built; no Go is needed for it.</summary>
[Cmdlet(VerbsCommon.Get, "GoBuildInfo")]
[OutputType(typeof(GoBuildInfo))]
public sealed class GetGoBuildInfoCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource stop = new();

    /// <summary>Files and folders; <c>*</c> and <c>?</c> stand for parts of names.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath", "LiteralPath")]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    /// <summary>Read the folders in a folder too, on its file system; links are not followed.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <summary>Also list the packages that are linked in.</summary>
    [Parameter]
    public SwitchParameter Packages { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Path is null)
        {
            ThrowTerminatingError(Errors.InvalidInput(
                "PathMissing", new FormatException("No path is given."), null, "Name a binary, or a folder of binaries."));
            return;
        }

        try
        {
            var paths = Path.SelectMany(path => BinarySearch.Find(this.FullPath(path), Recurse));
            foreach (var info in BinarySearch.Read(paths, Packages, stop.Token))
            {
                if (info.Problem is { } problem)
                {
                    WriteError(ToErrorRecord(info, problem));
                }
                else
                {
                    WriteObject(info);
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => stop.Cancel();

    /// <inheritdoc/>
    public void Dispose() => stop.Dispose();

    private static ErrorRecord ToErrorRecord(GoBuildInfo info, BinaryProblem problem) =>
        new(new InvalidDataException(problem.Message), problem.Error.ToString(), CategoryOf(problem.Error), info.Path)
        {
            ErrorDetails = new ErrorDetails(problem.Message) { RecommendedAction = ActionOn(problem.Error) },
        };

    private static ErrorCategory CategoryOf(BinaryError error) => error switch
    {
        BinaryError.PathNotFound => ErrorCategory.ObjectNotFound,
        BinaryError.FileUnreadable => ErrorCategory.ReadError,
        _ => ErrorCategory.InvalidData,
    };

    private static string ActionOn(BinaryError error) => error switch
    {
        BinaryError.NotGoBinary => "Name a binary that Go built, or its folder: other files of a folder are passed over.",
        BinaryError.NoBuildInfo => "Build it again without removing sections; '-ldflags=-s -w' leaves build information in.",
        BinaryError.PackedBinary => "Unpack a copy with 'upx -d' and read that.",
        BinaryError.TruncatedBinary => "Copy the file again and compare its size and checksum with the original's.",
        BinaryError.MalformedBinary => "Compare the file's checksum with the original's.",
        BinaryError.PathNotFound => "Check the path.",
        _ => "Check the permissions of the file and of its folders.",
    };
}
