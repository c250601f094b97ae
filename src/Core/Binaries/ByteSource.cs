namespace GoEnv.Binaries;

/// <summary>A part of a file, with bounds: no read takes more than <see cref="MaxRead"/>, and all of them no more than a budget.</summary>
internal sealed class ByteSource
{
    /// <summary>The most that is read at once.</summary>
    public const int MaxRead = 16 << 20;

    private const long Budget = 512L << 20;
    private const int HeadSize = 4096;

    private readonly IPositionalReader reader;
    private readonly ulong start;
    private readonly ByteSource root;
    private byte[]? head;
    private long taken;

    public ByteSource(IPositionalReader reader)
    {
        this.reader = reader;
        root = this;
        Length = (ulong)Math.Max(0, reader.Length);
    }

    private ByteSource(ByteSource root, ulong start, ulong length)
    {
        reader = root.reader;
        this.root = root;
        this.start = start;
        Length = length;
    }

    /// <summary>How many bytes the part has.</summary>
    public ulong Length { get; }

    /// <summary>How many bytes were asked of the reader.</summary>
    public long BytesRead => root.taken;

    /// <summary>A part of this part; cut at its end.</summary>
    public ByteSource Slice(ulong offset, ulong length) =>
        new(root, start + Math.Min(offset, Length), Math.Min(length, Length - Math.Min(offset, Length)));

    /// <summary>Fills the buffer as far as there are bytes.</summary>
    public int Read(ulong offset, Span<byte> buffer)
    {
        if (offset >= Length)
        {
            return 0;
        }

        var wanted = buffer[..(int)Math.Min((ulong)buffer.Length, Length - offset)];
        return root.Fill(start + offset, wanted);
    }

    /// <summary>Exactly so many bytes; throws where there are fewer or they are too many.</summary>
    public byte[] Bytes(ulong offset, ulong count, string what)
    {
        if (count > MaxRead)
        {
            throw BinaryFormatException.Malformed($"has headers that do not add up: its {what} would take {count} bytes, which is out of all proportion");
        }

        if (offset > Length || count > Length - offset)
        {
            throw BinaryFormatException.Truncated($"ends before its {what}");
        }

        var bytes = new byte[count];
        return Read(offset, bytes) == bytes.Length
            ? bytes
            : throw BinaryFormatException.Truncated($"ends before its {what}");
    }

    /// <summary>Up to so many bytes.</summary>
    public byte[] UpTo(ulong offset, int count)
    {
        var bytes = new byte[(int)Math.Min((ulong)Math.Min(count, MaxRead), offset < Length ? Length - offset : 0)];
        var n = Read(offset, bytes);
        return n == bytes.Length ? bytes : bytes[..n];
    }

    /// <summary>Says that a range is about to be read.</summary>
    public void Expect(ulong offset, ulong count)
    {
        if (offset < Length)
        {
            reader.Expect((long)(start + offset), (long)Math.Min(count, Length - offset));
        }
    }

    /// <summary>True when a range lies in the part.</summary>
    public bool Holds(ulong offset, ulong count) => offset <= Length && count <= Length - offset;

    private int Fill(ulong offset, Span<byte> buffer)
    {
        head ??= ReadHead();
        if (offset + (ulong)buffer.Length <= (ulong)head.Length)
        {
            head.AsSpan((int)offset, buffer.Length).CopyTo(buffer);
            return buffer.Length;
        }

        return Take(offset, buffer);
    }

    private byte[] ReadHead()
    {
        var bytes = new byte[(int)Math.Min(HeadSize, Length)];
        return bytes[..Take(0, bytes)];
    }

    private int Take(ulong offset, Span<byte> buffer)
    {
        var done = 0;
        while (done < buffer.Length)
        {
            var n = reader.ReadAt((long)offset + done, buffer[done..]);
            if (n <= 0)
            {
                break;
            }

            done += n;
            taken += n;
            if (taken > Budget)
            {
                throw BinaryFormatException.Malformed($"would have to be read for more than {Budget >> 20} MiB");
            }
        }

        return done;
    }
}
