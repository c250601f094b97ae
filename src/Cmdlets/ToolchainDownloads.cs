using System.Management.Automation;
using GoEnv.Toolchain.Install;

namespace GoEnv.Cmdlets;

/// <summary>The mirrors of a command, the archives that it keeps here, and one progress bar for what is on its way.</summary>
internal sealed class ToolchainDownloads : IDisposable, IProgress<TransferProgress>
{
    private readonly MirrorClient client = new();
    private readonly ArchiveCache cache;
    private TransferProgress? last;

    /// <summary>Reads nothing before something is needed; <see cref="FormatException"/> for what is no mirror.</summary>
    public ToolchainDownloads(IEnumerable<string> mirrors)
    {
        cache = new ArchiveCache(ArchiveCache.UserFolder, client);
        Supply = new ToolchainSupply(new ReleaseSource(mirrors.Select(Mirror.Parse).ToList(), client), cache, this);
    }

    /// <summary>The mirror where none is named.</summary>
    public static string[] DefaultMirrors => [Mirror.Default.ToString()];

    /// <summary>What planning and applying ask.</summary>
    public ToolchainSupply Supply { get; }

    /// <summary>Called from any thread; it is shown when the pipeline thread comes by.</summary>
    public void Report(TransferProgress value) => last = value;

    /// <summary>Shows how far it is.</summary>
    public void Show(PSCmdlet cmdlet)
    {
        if (last is { Total: > 0 } transfer)
        {
            cmdlet.WriteProgress(new ProgressRecord(1, cmdlet.MyInvocation.MyCommand.Name, transfer.What) { PercentComplete = (int)(100 * transfer.Bytes / transfer.Total) });
        }
    }

    /// <summary>Takes the progress bar away.</summary>
    public void Hide(PSCmdlet cmdlet)
    {
        if (last is not null)
        {
            cmdlet.WriteProgress(new ProgressRecord(1, cmdlet.MyInvocation.MyCommand.Name, "done") { RecordType = ProgressRecordType.Completed });
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        cache.Dispose();
        client.Dispose();
    }
}
