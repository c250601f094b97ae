using Microsoft.Win32.SafeHandles;

namespace GoEnv.Binaries;

/// <summary>A regular file of this machine.</summary>
public sealed class FileReader : IPositionalReader, IDisposable
{
    private readonly SafeFileHandle handle;

    private FileReader(SafeFileHandle handle)
    {
        this.handle = handle;
        Length = RandomAccess.GetLength(handle);
    }

    /// <inheritdoc/>
    public long Length { get; }

    /// <summary>Opens a file; null where the path is no regular file, which could block or have an effect when opened.</summary>
    public static FileReader? Open(string path) => FileStatus.IsRegularFile(path)
        ? new FileReader(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
        : null;

    /// <inheritdoc/>
    public int ReadAt(long offset, Span<byte> buffer) => RandomAccess.Read(handle, buffer, offset);

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();
}
