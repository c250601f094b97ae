namespace GoEnv.Binaries;

/// <summary>Reads the headers of a Mach-O file (source: mach-o/loader.h and mach-o/fat.h).</summary>
internal static class MachReader
{
    private const uint RequiredByLoader = 0x80000000;

    /// <summary>The parts of a universal file by processor; empty where it is none.</summary>
    public static IReadOnlyList<(string Arch, ByteSource Source)> Parts(ByteSource source)
    {
        var big = new ByteOrder(IsBig: true);
        var head = source.UpTo(0, 8);
        var is64 = head.Length == 8 && head[3] == 0xbf;
        var count = head.Length == 8 ? big.U32(head, 4) : 0;

        // A Java class begins with the same four bytes; its version, 45 and more, stands where the count does.
        if (count is 0 or > 44)
        {
            return [];
        }

        var size = is64 ? 32 : 20;
        var table = source.Bytes(8, count * (ulong)size, "architectures");
        return Enumerable.Range(0, (int)count).Select(i =>
        {
            var entry = table.AsSpan(i * size);
            return is64
                ? (ArchOf(big.U32(entry)), source.Slice(big.U64(entry, 8), big.U64(entry, 16)))
                : (ArchOf(big.U32(entry)), source.Slice(big.U32(entry, 8), big.U32(entry, 12)));
        }).ToList();
    }

    public static Image Read(ByteSource source)
    {
        var ident = source.Bytes(0, 28, "Mach-O header");
        var isBig = ident[0] == 0xfe;
        var order = new ByteOrder(isBig, (isBig ? ident[3] : ident[0]) == 0xcf);
        var size = order.U32(ident, 20);
        var commands = new MachCommands(order);
        commands.Read(source.Bytes(order.Is64 ? 32u : 28u, size, "load commands"), order.U32(ident, 16));
        var data = commands.Sections.FirstOrDefault(section => section.Name == "__go_buildinfo");
        var text = commands.Sections.FirstOrDefault(section => section.Name == "__text");
        return new Image(source, order, new BinaryFile
        {
            Format = BinaryFormat.MachO,
            Os = commands.Os ?? "darwin",
            Arch = ArchOf(order.U32(ident, 4)),
            Bits = order.WordSize * 8,
            IsBigEndian = isBig,
            Kind = KindOf(order.U32(ident, 12), (order.U32(ident, 24) & 0x200000) != 0),
            Entry = commands.Entry,
            Interpreter = commands.Interpreter,
            Libraries = commands.Libraries,
            IsStripped = commands.DefinedSymbols == 0,
            HasDwarf = commands.Sections.Any(section => section is { Name: "__debug_info" or "__zdebug_info", Size: > 0 }),
            BuildId = RawBuildId.Find(source, 0) ?? (text is null ? null : RawBuildId.Find(source, text.Offset)),
            IsTruncated = commands.Regions.Any(region => !source.Holds(region.Offset, region.Size)),
            Sections = commands.Sections,
        })
        {
            Regions = commands.Regions,
            Data = data is null ? default : new Region(data.Address, data.Offset, data.Size),
        };
    }

    private static BinaryKind KindOf(uint type, bool isPie) => type switch
    {
        1 => BinaryKind.ObjectFile,
        2 => isPie ? BinaryKind.PositionIndependentExecutable : BinaryKind.Executable,
        6 or 8 => BinaryKind.SharedLibrary,
        _ => BinaryKind.Other,
    };

    private static string ArchOf(uint cpu) => cpu switch
    {
        7 => "386",
        0x01000007 => "amd64",
        12 => "arm",
        0x0100000c => "arm64",
        18 => "ppc",
        0x01000012 => "ppc64",
        _ => $"machine {cpu}",
    };

    /// <summary>True for a command that a loader may not ignore, whatever its mark.</summary>
    internal static uint Plain(uint command) => command & ~RequiredByLoader;
}
