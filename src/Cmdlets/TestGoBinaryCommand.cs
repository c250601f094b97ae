using System.Management.Automation;
using GoEnv.Binaries;

namespace GoEnv.Cmdlets;

/// <summary>Judges Go binaries: what they were built with and from, and whether they fit where they lie.</summary>
[Cmdlet(VerbsDiagnostic.Test, "GoBinary")]
[OutputType(typeof(Finding), typeof(bool))]
public sealed class TestGoBinaryCommand : AuditCmdlet
{
    private readonly BinaryRequests requests = new();

    /// <summary>Time for a walk over a large tree.</summary>
    public TestGoBinaryCommand() => ProbeTimeoutSeconds = 60;

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

    /// <summary>Judge the executables of running processes.</summary>
    [Parameter]
    public SwitchParameter Process { get; set; }

    /// <summary>Judge the folders in a folder too, on its file system; links to folders are not followed.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <summary>What the binaries are, where their folders do not tell it right.</summary>
    [Parameter]
    public BinaryStage? Stage { get; set; }

    /// <inheritdoc/>
    private protected override IReadOnlyList<Category> Categories => [Category.Binary];

    /// <inheritdoc/>
    private protected override BinaryCollector CollectorOf(Target target) => new(new BinaryQuery
    {
        Paths = requests.Of(target),
        Recurse = Recurse,
        Processes = Process,
    })
    {
        Stage = Stage,
        Limit = TimeSpan.FromSeconds(ProbeTimeoutSeconds),
        Another = () => Sessions.Open(target),
    };

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is not null)
        {
            requests.Add([InputObject.Target ?? GoEnv.Target.Local], [InputObject.Path], this);
            return;
        }

        if (Path is null && !Process)
        {
            ThrowTerminatingError(BinaryErrors.PathMissing);
        }

        requests.Add(Target ?? [GoEnv.Target.Local], Path ?? [], this);
    }

    /// <inheritdoc/>
    private protected override IEnumerable<Target> Remaining() => requests.Targets;
}
