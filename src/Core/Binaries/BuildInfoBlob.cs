namespace GoEnv.Binaries;

/// <summary>The two texts that the Go linker leaves in a binary (source: debug/buildinfo).</summary>
internal sealed record BuildInfoBlob(string Version, byte[] Modules)
{
    private const int Alignment = 16;
    private const int HeaderSize = 32;
    private const int SentinelSize = 16;
    private const int FirstChunk = 64 << 10;
    private const int Chunk = 1 << 20;
    private const ulong MaxSearch = 64 << 20;
    private const int InlineFlag = 2;
    private const int BigEndianFlag = 1;

    private static ReadOnlySpan<byte> Magic => [0xff, 0x20, (byte)'G', (byte)'o', 0x20, (byte)'b', (byte)'u', (byte)'i', (byte)'l', (byte)'d', (byte)'i', (byte)'n', (byte)'f', (byte)':'];

    /// <summary>Reads them; null where there are none.</summary>
    public static BuildInfoBlob? Read(Image image)
    {
        if (image.Data.Size == 0 || Find(image) is not { } address || image.Bytes(address, HeaderSize) is not { } header)
        {
            return null;
        }

        var (version, modules) = (header[15] & InlineFlag) != 0 ? ReadInline(image, address) : ReadPointers(image, header);
        return version.Length == 0 ? null : new BuildInfoBlob(System.Text.Encoding.UTF8.GetString(version), WithoutSentinels(modules));
    }

    private static (byte[] Version, byte[] Modules) ReadInline(Image image, ulong address)
    {
        var at = address + HeaderSize;
        var version = ReadString(image, ref at);
        var modules = version is null ? null : ReadString(image, ref at);
        return modules is null ? ([], []) : (version!, modules);
    }

    // A length of seven bits a byte, then so many bytes.
    private static byte[]? ReadString(Image image, ref ulong at)
    {
        Span<byte> prefix = stackalloc byte[10];
        var n = image.Read(at, prefix);
        ulong length = 0;
        for (var i = 0; i < n; i++)
        {
            if (i == 9 && prefix[i] > 1)
            {
                return null;
            }

            length |= (ulong)(prefix[i] & 0x7f) << (7 * i);
            if (prefix[i] < 0x80)
            {
                var text = image.Bytes(at + (ulong)i + 1, length);
                at += (ulong)i + 1 + length;
                return length == 0 ? [] : text;
            }
        }

        return null;
    }

    private static (byte[] Version, byte[] Modules) ReadPointers(Image image, byte[] header)
    {
        if (header[14] is not (4 or 8))
        {
            return ([], []);
        }

        var order = new ByteOrder((header[15] & BigEndianFlag) != 0, header[14] == 8);
        return (At(order.Word(header, 16)), At(order.Word(header, 16 + order.WordSize)));

        byte[] At(ulong address)
        {
            var text = image.Bytes(address, (ulong)(2 * order.WordSize));
            return text is null ? [] : image.Bytes(order.Word(text), order.Word(text, order.WordSize)) ?? [];
        }
    }

    private static byte[] WithoutSentinels(byte[] modules) =>
        modules.Length >= (2 * SentinelSize) + 1 && modules[^(SentinelSize + 1)] == '\n'
            ? modules[SentinelSize..^SentinelSize]
            : [];

    // The linker puts it near the beginning; it is aligned, so that no chunk cuts it in two.
    private static ulong? Find(Image image)
    {
        var start = image.Data.Address;
        var end = start + Math.Min(image.Data.Size, MaxSearch);
        start = (start + Alignment - 1) & ~(Alignment - 1ul);
        if (end < image.Data.Address || start < image.Data.Address)
        {
            return null;
        }

        byte[] buffer = [];
        for (var size = FirstChunk; start < end; start += (ulong)buffer.Length, size = Chunk)
        {
            var wanted = (int)Math.Min((ulong)size, end - start);
            buffer = buffer.Length == wanted ? buffer : new byte[wanted];
            var n = image.Read(start, buffer);
            if (n <= 0)
            {
                return null;
            }

            for (var at = 0; buffer.AsSpan(at, n - at).IndexOf(Magic) is var found and >= 0;)
            {
                at += found;
                if (at % Alignment == 0)
                {
                    return start + (ulong)at;
                }

                at = (at + Alignment - 1) & ~(Alignment - 1);
                if (at > n)
                {
                    return null;
                }
            }
        }

        return null;
    }
}
