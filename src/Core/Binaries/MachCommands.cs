namespace GoEnv.Binaries;

/// <summary>What the load commands of a Mach-O file tell.</summary>
internal sealed class MachCommands(ByteOrder order)
{
    private const int MaxSections = 4096;

    public List<BinarySection> Sections { get; } = [];

    public List<Region> Regions { get; } = [];

    public List<string> Libraries { get; } = [];

    public string? Interpreter { get; private set; }

    public string? Os { get; private set; }

    public ulong Entry { get; private set; }

    public uint DefinedSymbols { get; private set; }

    public void Read(ReadOnlySpan<byte> bytes, uint count)
    {
        for (uint i = 0; i < count; i++)
        {
            if (bytes.Length < 8 || order.U32(bytes, 4) is var size && (size < 8 || size > bytes.Length))
            {
                throw BinaryFormatException.Malformed($"has headers that do not add up: its load command {i} is out of bounds");
            }

            var length = (int)order.U32(bytes, 4);
            Read(MachReader.Plain(order.U32(bytes)), bytes[..length]);
            bytes = bytes[length..];
        }
    }

    private void Read(uint command, ReadOnlySpan<byte> bytes)
    {
        switch (command)
        {
            case 0x01 when !order.Is64 && bytes.Length >= 56:
                ReadSegment(bytes, 56, 68);
                break;
            case 0x19 when order.Is64 && bytes.Length >= 72:
                ReadSegment(bytes, 72, 80);
                break;
            case 0x0b when bytes.Length >= 24: // LC_DYSYMTAB: local and exported symbols
                DefinedSymbols = order.U32(bytes, 12) | order.U32(bytes, 20);
                break;
            case 0x0c or 0x18 or 0x1f or 0x20 when bytes.Length >= 24 && Text(bytes) is { } library: // LC_LOAD_DYLIB and kin
                Libraries.Add(library);
                break;
            case 0x0e when bytes.Length >= 12: // LC_LOAD_DYLINKER
                Interpreter = Text(bytes);
                break;
            case 0x05 when order.Is64 && bytes.Length >= 152 && order.U32(bytes, 8) == 4: // LC_UNIXTHREAD: rip
                Entry = order.U64(bytes, 144);
                break;
            case 0x28 when bytes.Length >= 16: // LC_MAIN: an offset from the first segment with bytes
                Entry = order.U64(bytes, 8) + Regions.Where(region => region.Offset == 0).Select(region => region.Address).FirstOrDefault();
                break;
            case 0x32 when bytes.Length >= 12: // LC_BUILD_VERSION
                Os = order.U32(bytes, 8) is 2 or 7 ? "ios" : "darwin";
                break;
            case 0x25: // LC_VERSION_MIN_IPHONEOS
                Os = "ios";
                break;
        }
    }

    private string? Text(ReadOnlySpan<byte> bytes)
    {
        var offset = order.U32(bytes, 8);
        return offset < bytes.Length ? ByteOrder.Text(bytes[(int)offset..]) : null;
    }

    private void ReadSegment(ReadOnlySpan<byte> bytes, int headerSize, int sectionSize)
    {
        var word = order.WordSize;
        var region = new Region(
            order.Word(bytes, 24), order.Word(bytes, 24 + (2 * word)), order.Word(bytes, 24 + (3 * word)));
        if (region.Size > 0 && ByteOrder.Text(bytes.Slice(8, 16)) != "__PAGEZERO")
        {
            Regions.Add(region);
        }

        var count = order.U32(bytes, headerSize - 8);
        for (var i = 0; i < count && Sections.Count < MaxSections; i++)
        {
            var at = headerSize + (i * sectionSize);
            if (at + sectionSize > bytes.Length)
            {
                throw BinaryFormatException.Malformed("has headers that do not add up: a segment announces more sections than it has");
            }

            var entry = bytes.Slice(at, sectionSize);
            var flags = order.U32(entry, 32 + (2 * word) + 16);
            Sections.Add(new BinarySection(
                ByteOrder.Text(entry[..16]), order.Word(entry, 32), order.U32(entry, 32 + (2 * word)), order.Word(entry, 32 + word))
            {
                IsInFile = (flags & 0xff) is not (1 or 12 or 18), // zero-filled
                IsCode = (flags & 0x80000400) != 0,
            });
        }
    }
}
