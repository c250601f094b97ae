namespace GoEnv.Binaries;

/// <summary>
/// A file of a target, of which blocks have been fetched. Where a block is missing it reads as if the file ended there, and
/// the range is noted, so that one pass of a parser tells all that it would read next.
/// </summary>
internal sealed class BlockReader(long length) : IPositionalReader
{
    /// <summary>Bytes of a block.</summary>
    public const int BlockSize = 512;

    private readonly Dictionary<long, byte[]> blocks = [];
    private readonly SortedSet<long> missing = [];

    public long Length => length;

    /// <summary>Bytes that were fetched.</summary>
    public long Fetched { get; private set; }

    /// <summary>True when something was wanted that has not been fetched.</summary>
    public bool IsMissing => missing.Count > 0;

    /// <summary>Takes what a target sent for runs of blocks; false when it is not as long as they are.</summary>
    public bool Add(IReadOnlyList<BlockRun> runs, ReadOnlySpan<byte> bytes)
    {
        if (runs.Sum(SizeOf) != bytes.Length)
        {
            return false;
        }

        Fetched += bytes.Length;
        foreach (var run in runs)
        {
            for (var block = run.Start; SizeOf(block) is var size and > 0 && block < run.Start + run.Count; block++)
            {
                blocks[block] = bytes[..size].ToArray();
                bytes = bytes[size..];
            }
        }

        return true;
    }

    /// <summary>The runs that were wanted since the last call, in their order; small gaps between them are filled.</summary>
    public IReadOnlyList<BlockRun> TakeMissing()
    {
        const int gap = 4;
        var runs = new List<BlockRun>();
        foreach (var block in missing)
        {
            if (runs.Count > 0 && block - (runs[^1].Start + runs[^1].Count) <= gap)
            {
                runs[^1] = runs[^1] with { Count = block + 1 - runs[^1].Start };
            }
            else
            {
                runs.Add(new BlockRun(block, 1));
            }
        }

        missing.Clear();
        return runs;
    }

    public int ReadAt(long offset, Span<byte> buffer)
    {
        Expect(offset, buffer.Length);
        var done = 0;
        while (done < buffer.Length && blocks.TryGetValue((offset + done) / BlockSize, out var block))
        {
            var part = block.AsSpan((int)Math.Min((offset + done) % BlockSize, block.Length));
            if (part.IsEmpty)
            {
                break;
            }

            part = part[..Math.Min(part.Length, buffer.Length - done)];
            part.CopyTo(buffer[done..]);
            done += part.Length;
        }

        return done;
    }

    public void Expect(long offset, long count)
    {
        var end = Math.Min(length, offset + Math.Min(count, MaxExpected));
        for (var block = offset / BlockSize; offset >= 0 && block * BlockSize < end; block++)
        {
            if (!blocks.ContainsKey(block))
            {
                missing.Add(block);
            }
        }
    }

    private const long MaxExpected = 32 << 20;

    private long SizeOf(BlockRun run) => Math.Clamp(length - (run.Start * BlockSize), 0, run.Count * BlockSize);

    private int SizeOf(long block) => (int)Math.Clamp(length - (block * BlockSize), 0, BlockSize);
}

/// <summary>Blocks one after the other.</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct BlockRun(long Start, long Count);
