using GoEnv.Binaries;

namespace GoEnv.Tests.Binaries;

/// <summary>Bytes in memory, and how many of them were asked for.</summary>
internal sealed class BytesReader(byte[] bytes) : IPositionalReader
{
    public long Length => bytes.Length;

    public long Taken { get; private set; }

    public int ReadAt(long offset, Span<byte> buffer)
    {
        var rest = bytes.AsSpan((int)Math.Min(offset, bytes.Length));
        rest = rest[..Math.Min(rest.Length, buffer.Length)];
        rest.CopyTo(buffer);
        Taken += rest.Length;
        return rest.Length;
    }
}
