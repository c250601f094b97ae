using System.Runtime.InteropServices;
using System.Text.Json;

namespace GoEnv.Reports;

/// <summary>A finding on the spool: what groups and counts it, and where it lies.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SpooledFinding(long Offset, int Length, int Target, int Rule, FindingStatus Status, Severity Severity, bool IsWaived);

/// <summary>
/// Findings kept for a second pass, in a temporary file when they are many: memory holds a few bytes of each.
/// </summary>
public sealed class FindingSpool : IDisposable
{
    private const int MemoryLimit = 4 << 20;

    private readonly List<SpooledFinding> entries = [];
    private Stream store = new MemoryStream();
    private byte[] buffer = [];
    private long length;
    private bool isRead;

    /// <summary>The findings in the order in which they came.</summary>
    public IReadOnlyList<SpooledFinding> Entries => entries;

    /// <summary>Keeps one finding, which <paramref name="summary"/> has counted.</summary>
    public void Add(Finding finding, ReportSummary summary)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(finding, GoEnvJson.Options);
        if (store is MemoryStream && length + bytes.Length > MemoryLimit)
        {
            MoveToFile();
        }

        entries.Add(new SpooledFinding(
            length, bytes.Length, summary.TargetNumber(finding), summary.RuleNumber(finding), finding.Status, finding.Severity, finding.IsWaived));
        if (isRead)
        {
            // Not before each finding: setting the position writes out what a file has buffered.
            (store.Position, isRead) = (length, false);
        }

        store.Write(bytes);
        length += bytes.Length;
    }

    /// <summary>Reads a finding back.</summary>
    public Finding Read(SpooledFinding entry)
    {
        if (buffer.Length < entry.Length)
        {
            buffer = new byte[Math.Max(entry.Length, 4096)];
        }

        (store.Position, isRead) = (entry.Offset, true);
        store.ReadExactly(buffer, 0, entry.Length);
        return JsonSerializer.Deserialize<Finding>(buffer.AsSpan(0, entry.Length), GoEnvJson.Options)!;
    }

    /// <inheritdoc/>
    public void Dispose() => store.Dispose();

    private void MoveToFile()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose,
            BufferSize = 1 << 16,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var file = new FileStream(Path.Combine(Path.GetTempPath(), $"goenv-{Guid.NewGuid():N}.spool"), options);
        ((MemoryStream)store).WriteTo(file);
        store.Dispose();
        store = file;
    }
}
