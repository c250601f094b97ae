namespace GoEnv.Text;

/// <summary>
/// A file that appears whole or not at all: written beside its place, flushed to the disk, and renamed onto it.
/// A file that is there keeps its mode and owner, and a symbolic link stays one.
/// </summary>
public sealed class AtomicFile : IDisposable
{
    private readonly string place;
    private readonly string? beside;
    private readonly FileStream stream;
    private bool committed;

    private AtomicFile(string place, string? beside, FileStream stream)
    {
        this.place = place;
        this.beside = beside;
        this.stream = stream;
    }

    /// <summary>Where to write.</summary>
    public Stream Stream => stream;

    /// <summary>Begins to write; a new file gets <paramref name="mode"/>. <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when the folder takes no file.</summary>
    public static AtomicFile Create(string path, UnixFileMode? mode = null)
    {
        // A device cannot be renamed onto: /dev/stdout and the like are written to directly.
        if (path.StartsWith("/dev/", StringComparison.Ordinal))
        {
            return new AtomicFile(path, null, new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite));
        }

        var isLink = new FileInfo(path).LinkTarget is not null;
        var end = isLink ? File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName : Path.GetFullPath(path);
        if (Directory.Exists(end))
        {
            throw new IOException($"'{path}' is a folder.");
        }

        // The name does not end as the file's does, so that nobody who watches the folder takes it for one.
        var temporary = Path.Combine(Path.GetDirectoryName(end)!, $".{Path.GetFileName(end)}.{Guid.NewGuid():N}.tmp");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 1 << 16 };
        if (!OperatingSystem.IsWindows() && File.Exists(end))
        {
            options.UnixCreateMode = File.GetUnixFileMode(end);
        }

        else if (!OperatingSystem.IsWindows() && mode is not null)
        {
            options.UnixCreateMode = mode;
        }

        return new AtomicFile(end, temporary, new FileStream(temporary, options));
    }

    /// <summary>Puts the file in its place.</summary>
    public void Commit()
    {
        stream.Flush(flushToDisk: beside is not null);
        stream.Dispose();
        if (beside is not null)
        {
            if (!OperatingSystem.IsWindows() && File.Exists(place))
            {
                FileOwner.Copy(place, beside);
                File.SetUnixFileMode(beside, File.GetUnixFileMode(place)); // the creation mask took bits away
            }

            File.Move(beside, place, overwrite: true);
            FileOwner.FlushFolder(place);
        }

        committed = true;
    }

    /// <summary>Without <see cref="Commit"/> nothing is left, and the file that was there stays.</summary>
    public void Dispose()
    {
        stream.Dispose();
        if (!committed && beside is not null)
        {
            File.Delete(beside);
        }
    }
}
