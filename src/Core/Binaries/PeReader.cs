namespace GoEnv.Binaries;

/// <summary>Reads the headers of a Windows executable (Microsoft's PE/COFF specification).</summary>
internal static class PeReader
{
    private const uint Writable = 0x80000000;
    private const uint Readable = 0x40000000;
    private const uint Executable = 0x20000000;
    private const uint Initialized = 0x40;
    private const uint Alignment32 = 0x600000;
    private const int LibraryFlag = 0x2000;
    private const int ExecutableFlag = 2;
    private const int AnyAddressFlag = 0x40;
    private const int ImportTable = 1;

    private static readonly ByteOrder Little = new(IsBig: false);

    private sealed record Header(
        int Machine, int Sections, uint Symbols, uint SymbolCount, int OptionalSize, int Flags, ulong Optional);

    /// <summary>Reads a PE file; null where the DOS header leads to none.</summary>
    public static Image? Read(ByteSource source)
    {
        if (FindHeader(source) is not { } header)
        {
            return null;
        }

        var optional = source.Bytes(header.Optional, (ulong)header.OptionalSize, "optional header");
        var is64 = optional.Length >= 2 && Little.U16(optional) == 0x20b;
        if (optional.Length is > 0 and < 96)
        {
            throw BinaryFormatException.Malformed("has headers that do not add up: its optional header is too short");
        }

        var imageBase = optional.Length == 0 ? 0 : is64 ? Little.U64(optional, 24) : Little.U32(optional, 28);
        var (sections, flags) = ReadSections(source, header, imageBase);
        var data = sections.Zip(flags).FirstOrDefault(pair =>
            pair.First.Address != imageBase && pair.First.Size != 0 && (pair.Second.Flags & ~Alignment32) == (Initialized | Readable | Writable));
        var image = new Image(source, Little with { Is64 = is64 }, new BinaryFile { Format = BinaryFormat.Pe, Arch = ArchOf(header.Machine), Bits = is64 ? 64 : 32 })
        {
            Regions = sections.Where(section => section.IsInFile && section.Size > 0).Select(section => new Region(section.Address, section.Offset, section.Size)).ToList(),
            Data = data.First is null ? default : new Region(data.First.Address, data.First.Offset, data.Second.VirtualSize),
        };
        return image with
        {
            File = image.File with
            {
                Os = "windows",
                Kind = KindOf(header.Flags, optional),
                Entry = optional.Length == 0 ? 0 : imageBase + Little.U32(optional, 16),
                Libraries = Libraries(image, optional, imageBase),
                IsStripped = header.SymbolCount == 0,
                HasDwarf = sections.Any(section => section.Name is ".debug_info" or ".zdebug_info"),
                BuildId = RawBuildId.Find(source, 0),
                IsTruncated = sections.Any(section => section.Offset != 0 && !source.Holds(section.Offset, section.Size))
                    || !source.Holds(header.Symbols, header.SymbolCount * 18ul),
                Sections = sections,
            },
        };
    }

    private static Header? FindHeader(ByteSource source)
    {
        var dos = source.UpTo(0, 64);
        var at = dos.Length < 64 ? uint.MaxValue : Little.U32(dos, 60);
        var bytes = source.UpTo(at, 24);
        if (bytes.Length < 24)
        {
            // A file that merely begins with MZ seldom points to the next few hundred bytes.
            return at < 1024 ? throw BinaryFormatException.Truncated("ends before its PE header") : null;
        }

        return bytes.AsSpan(0, 4).SequenceEqual("PE\0\0"u8)
            ? new Header(
                Little.U16(bytes, 4),
                Little.U16(bytes, 6),
                Little.U32(bytes, 12),
                Little.U32(bytes, 16),
                Little.U16(bytes, 20),
                Little.U16(bytes, 22),
                at + 24)
            : null;
    }

    private static (List<BinarySection> Sections, List<(uint Flags, ulong VirtualSize)> Flags) ReadSections(ByteSource source, Header header, ulong imageBase)
    {
        var table = source.Bytes(header.Optional + (ulong)header.OptionalSize, (ulong)header.Sections * 40, "section headers");
        var sections = new List<BinarySection>(header.Sections);
        var flags = new List<(uint, ulong)>(header.Sections);
        for (var i = 0; i < header.Sections; i++)
        {
            var entry = table.AsSpan(i * 40, 40);
            var flag = Little.U32(entry, 36);
            flags.Add((flag, Little.U32(entry, 8)));
            sections.Add(new BinarySection(
                NameOf(source, header, ByteOrder.Text(entry[..8])),
                imageBase + Little.U32(entry, 12),
                Little.U32(entry, 20),
                Little.U32(entry, 16))
            {
                IsInFile = Little.U32(entry, 20) != 0,
                IsCode = (flag & Executable) != 0,
            });
        }

        return (sections, flags);
    }

    // A name of more than eight letters is an offset into the string table, which follows the symbols.
    private static string NameOf(ByteSource source, Header header, string name) =>
        name.StartsWith('/') && uint.TryParse(name.AsSpan(1), out var offset)
            ? ByteOrder.Text(source.UpTo(header.Symbols + (header.SymbolCount * 18ul) + offset, 64))
            : name;

    private static BinaryKind KindOf(int flags, byte[] optional) => flags switch
    {
        _ when (flags & LibraryFlag) != 0 => BinaryKind.SharedLibrary,
        _ when (flags & ExecutableFlag) == 0 => BinaryKind.ObjectFile,
        _ when optional.Length >= 72 && (Little.U16(optional, 70) & AnyAddressFlag) != 0 => BinaryKind.PositionIndependentExecutable,
        _ => BinaryKind.Executable,
    };

    private static List<string> Libraries(Image image, byte[] optional, ulong imageBase)
    {
        var directories = image.Order.Is64 ? 112 : 96;
        var libraries = new List<string>();
        if (optional.Length < directories + ((ImportTable + 1) * 8) || Little.U32(optional, directories - 4) <= ImportTable)
        {
            return libraries;
        }

        var table = Little.U32(optional, directories + (ImportTable * 8));
        for (var i = 0; table != 0 && i < 256; i++)
        {
            if (image.Bytes(imageBase + table + ((ulong)i * 20), 20) is not { } entry || Little.U32(entry, 12) == 0)
            {
                break;
            }

            if (image.Text(imageBase + Little.U32(entry, 12), 512) is { } name)
            {
                libraries.Add(name);
            }
        }

        return libraries;
    }

    private static string ArchOf(int machine) => machine switch
    {
        0x14c => "386",
        0x8664 => "amd64",
        0x1c0 or 0x1c4 => "arm",
        0xaa64 => "arm64",
        0x5064 => "riscv64",
        _ => $"machine {machine}",
    };
}
