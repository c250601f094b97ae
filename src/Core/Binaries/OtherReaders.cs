namespace GoEnv.Binaries;

/// <summary>Reads the headers of an AIX executable (source: the XCOFF object file format of AIX).</summary>
internal static class XcoffReader
{
    private const int SharedFlag = 0x2000;
    private const uint CodeType = 0x20;
    private const uint DataType = 0x40;
    private const uint BssType = 0x80;
    private const uint DwarfType = 0x10;
    private const uint DwarfInfo = 0x10000;

    public static Image Read(ByteSource source)
    {
        var is64 = source.Bytes(0, 2, "header")[1] == 0xf7;
        var order = new ByteOrder(IsBig: true, is64);
        var header = source.Bytes(0, is64 ? 24u : 20u, "XCOFF header");
        var count = order.U16(header, 2);
        var optional = order.U16(header, 16);
        var flags = order.U16(header, 18);
        var symbols = order.U32(header, is64 ? 20 : 12);
        var size = is64 ? 72 : 40;
        var table = source.Bytes((ulong)header.Length + optional, (ulong)(count * size), "section headers");
        var sections = new List<BinarySection>(count);
        Region data = default;
        var hasDwarf = false;
        for (var i = 0; i < count; i++)
        {
            var entry = table.AsSpan(i * size, size);
            var word = order.WordSize;
            var type = order.U32(entry, is64 ? 64 : 36);
            var section = new BinarySection(
                ByteOrder.Text(entry[..8]), order.Word(entry, 8 + word), order.Word(entry, 8 + (3 * word)), order.Word(entry, 8 + (2 * word)))
            {
                IsInFile = (type & BssType) == 0,
                IsCode = (type & CodeType) != 0,
            };
            sections.Add(section);
            hasDwarf |= (type & 0xffff) == DwarfType && (type & 0xffff0000) == DwarfInfo;
            if (data.Size == 0 && (type & 0xffff) == DataType)
            {
                data = new Region(section.Address, section.Offset, section.Size);
            }
        }

        return new Image(source, order, new BinaryFile
        {
            Format = BinaryFormat.Xcoff,
            Os = "aix",
            Arch = is64 ? "ppc64" : "ppc",
            Bits = is64 ? 64 : 32,
            IsBigEndian = true,
            Kind = (flags & SharedFlag) != 0 ? BinaryKind.SharedLibrary : BinaryKind.Executable,
            IsStripped = symbols == 0,
            HasDwarf = hasDwarf,
            BuildId = RawBuildId.Find(source, 0),
            IsTruncated = sections.Any(section => section.IsInFile && !source.Holds(section.Offset, section.Size)),
            Sections = sections,
        })
        {
            Regions = sections.Where(section => section.Size > 0).Select(section => new Region(section.Address, section.Offset, section.Size)).ToList(),
            Data = data,
        };
    }
}

/// <summary>Reads the headers of a Plan 9 executable (source: a.out(6)).</summary>
internal static class Plan9Reader
{
    private static readonly ByteOrder Big = new(IsBig: true);

    /// <summary>The processor that the first four bytes name; null where they are of no Plan 9 file.</summary>
    public static string? ArchOf(ReadOnlySpan<byte> ident) => Big.U32(ident) switch
    {
        0x1eb => "386",
        0x8a97 => "amd64",
        0x647 => "arm",
        _ => null,
    };

    public static Image Read(ByteSource source)
    {
        var header = source.Bytes(0, 32, "Plan 9 header");
        var arch = ArchOf(header)!;
        var is64 = arch == "amd64";
        ulong at = is64 ? 40u : 32u;
        var sections = new List<BinarySection>();
        foreach (var (name, size) in new[] { ("text", Big.U32(header, 4)), ("data", Big.U32(header, 8)), ("syms", Big.U32(header, 16)) })
        {
            // As Go's own reader does, a section's place in the file stands for its address.
            sections.Add(new BinarySection(name, at, at, size) { IsCode = name == "text" });
            at += size;
        }

        var data = sections[1];
        return new Image(source, new ByteOrder(IsBig: false, is64), new BinaryFile
        {
            Format = BinaryFormat.Plan9,
            Os = "plan9",
            Arch = arch,
            Bits = is64 ? 64 : 32,
            Entry = Big.U32(header, 20),
            IsStripped = sections[2].Size == 0,
            BuildId = RawBuildId.Find(source, 0),
            IsTruncated = !source.Holds(0, at),
            Sections = sections,
        })
        {
            Regions = sections.Select(section => new Region(section.Address, section.Offset, section.Size)).ToList(),
            Data = new Region(data.Address, data.Offset, data.Size),
        };
    }
}
