namespace GoEnv.Toolchain.Install;

/// <summary>The rest of a file, from a byte on, that tells how far it was read.</summary>
internal sealed class ArchiveStream(string path, long offset, Action<long, long> report) : Stream
{
    private readonly FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read) { Position = offset };

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => file.Length - offset;

    public override long Position
    {
        get => file.Position - offset;
        set => file.Position = value + offset;
    }

    public override int Read(byte[] buffer, int offset, int count) => Report(file.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Report(await file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Report(int read)
    {
        report(file.Position, file.Length);
        return read;
    }
}
