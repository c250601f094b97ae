using GoEnv.Binaries;

namespace GoEnv.Tests.Bench;

/// <summary>
/// The parts of a file that a reader took; the rest reads as zeros. Kept as the file's length, the number of blocks, their
/// numbers, and their bytes.
/// </summary>
internal sealed class SparseFile : IPositionalReader
{
    private const int BlockSize = 512;

    private readonly Dictionary<long, int> places;
    private readonly byte[]? whole;
    private readonly SortedSet<long> taken = [];

    /// <summary>A file whose parts are noted as they are read.</summary>
    public SparseFile(byte[] whole)
        : this(whole.Length, [], [])
    {
        this.whole = whole;
    }

    private SparseFile(long length, Dictionary<long, int> places, byte[] bytes) => (Length, this.places, Bytes) = (length, places, bytes);

    public long Length { get; }

    /// <summary>The bytes of the parts, one after the other.</summary>
    public byte[] Bytes { get; }

    public static SparseFile Load(string path)
    {
        using var reader = new BinaryReader(File.OpenRead(path));
        var length = reader.ReadInt64();
        var blocks = Enumerable.Range(0, reader.ReadInt32()).ToDictionary(_ => reader.ReadInt64(), i => i * BlockSize);
        return new SparseFile(length, blocks, reader.ReadBytes(blocks.Count * BlockSize));
    }

    public SparseFile With(byte[] bytes) => new(Length, places, bytes);

    public void Save(string path)
    {
        using var writer = new BinaryWriter(File.Create(path));
        writer.Write(Length);
        writer.Write(taken.Count);
        foreach (var block in taken)
        {
            writer.Write(block);
        }

        foreach (var block in taken)
        {
            var part = whole.AsSpan((int)block * BlockSize);
            writer.Write(part[..Math.Min(part.Length, BlockSize)]);
            writer.Write(new byte[Math.Max(0, BlockSize - part.Length)]);
        }
    }

    public int ReadAt(long offset, Span<byte> buffer)
    {
        var n = (int)Math.Clamp(Length - offset, 0, buffer.Length);
        buffer = buffer[..n];
        buffer.Clear();
        for (var at = offset; at < offset + n; at = ((at / BlockSize) + 1) * BlockSize)
        {
            var (block, within) = (at / BlockSize, (int)(at % BlockSize));
            var part = buffer[(int)(at - offset)..];
            part = part[..Math.Min(part.Length, BlockSize - within)];
            if (whole is not null)
            {
                taken.Add(block);
                whole.AsSpan((int)at, part.Length).CopyTo(part);
            }
            else if (places.TryGetValue(block, out var place))
            {
                Bytes.AsSpan(place + within, part.Length).CopyTo(part);
            }
        }

        return n;
    }
}
