namespace GoEnv.Binaries;

/// <summary>Reads the headers of an ELF file (System V ABI, chapters 4 and 5).</summary>
internal static class ElfReader
{
    private const uint Load = 1;
    private const uint Dynamic = 2;
    private const uint Interpreter = 3;
    private const uint Note = 4;
    private const uint StringTable = 3;
    private const uint NoBits = 8;
    private const int ExtendedIndex = 0xffff;
    private const int MaxHeaders = 1 << 16;

    private sealed record Segment(uint Type, Region Region);

    private sealed record Header(
        int Type, int Machine, ulong Entry, ulong SegmentTable, int SegmentSize, int Segments, ulong SectionTable, int SectionSize, int Sections, int Names);

    public static Image Read(ByteSource source)
    {
        var ident = source.Bytes(0, 16, "header");
        if (ident[4] is not (1 or 2) || ident[5] is not (1 or 2) || ident[6] != 1)
        {
            throw BinaryFormatException.Malformed("has headers that do not add up: its ELF header is of no known class, byte order or version");
        }

        var order = new ByteOrder(ident[5] == 2, ident[4] == 2);
        var header = ReadHeader(source, order);
        var segments = ReadSegments(source, order, header);
        var sections = ReadSections(source, order, header);
        if (sections.FirstOrDefault(section => section is { Name: ".dynstr", IsInFile: true }) is { } strings
            && segments.Any(segment => segment.Type == Dynamic))
        {
            // Names of libraries come last.
            var last = Math.Min(strings.Size, 16u << 10);
            source.Expect(strings.Offset + strings.Size - last, last);
        }

        var image = new Image(source, order, new BinaryFile { Format = BinaryFormat.Elf, Arch = string.Empty, Bits = order.WordSize * 8 })
        {
            Regions = segments.Select(segment => segment.Region).Where(region => region.Size > 0).ToList(),
        };
        var dynamic = ElfDynamic.Read(image, Regions(segments, Dynamic));
        var notes = ElfNotes.Read(source, order, Regions(segments, Note));
        var interpreter = Regions(segments, Interpreter).Select(region => ByteOrder.Text(source.UpTo(region.Offset, (int)Math.Min(region.Size, 4096)))).FirstOrDefault();
        var buildInfo = sections.FirstOrDefault(section => section.Name == ".go.buildinfo" && section.IsInFile);
        return image with
        {
            Data = buildInfo is null ? default : new Region(buildInfo.Address, buildInfo.Offset, buildInfo.Size),
            File = image.File with
            {
                Os = notes.Os ?? OsOf(ident[7]),
                Arch = ElfMachine.NameOf(header.Machine, order),
                IsBigEndian = order.IsBig,
                Kind = KindOf(header.Type, interpreter is not null || dynamic.IsPie),
                Entry = header.Entry,
                Interpreter = string.IsNullOrEmpty(interpreter) ? null : interpreter,
                Libraries = dynamic.Libraries,
                IsStripped = !sections.Any(section => section.Name == ".symtab"),
                HasDwarf = sections.Any(section => section is { Name: ".debug_info" or ".zdebug_info", Size: > 0, IsInFile: true }),
                BuildId = notes.BuildId,
                LinkerBuildId = notes.LinkerBuildId,
                IsTruncated = IsTruncated(source, segments, sections),
                Sections = sections,
            },
        };
    }

    private static Header ReadHeader(ByteSource source, ByteOrder order)
    {
        var bytes = source.Bytes(0, order.Is64 ? 64u : 52u, "ELF header");
        var word = order.WordSize;
        var tail = 24 + (3 * word) + 4; // after e_flags
        var header = new Header(
            order.U16(bytes, 16),
            order.U16(bytes, 18),
            order.Word(bytes, 24),
            order.Word(bytes, 24 + word),
            order.U16(bytes, tail + 2),
            order.U16(bytes, tail + 4),
            order.Word(bytes, 24 + (2 * word)),
            order.U16(bytes, tail + 6),
            order.U16(bytes, tail + 8),
            order.U16(bytes, tail + 10));
        if ((header.Segments > 0 && header.SegmentSize < (order.Is64 ? 56 : 32))
            || ((header.Sections > 0 || header.SectionTable > 0) && header.SectionSize < (order.Is64 ? 64 : 40))
            || (header.SectionTable == 0 && header.Sections != 0)
            || (header.Sections > 0 && header.Names >= header.Sections))
        {
            throw BinaryFormatException.Malformed("has headers that do not add up: its ELF header contradicts itself");
        }

        return header.SectionTable > 0 && header.Sections == 0 ? Extended(source, order, header) : header;
    }

    // With 65280 sections or more, the counts are in the first section header.
    private static Header Extended(ByteSource source, ByteOrder order, Header header)
    {
        var first = source.Bytes(header.SectionTable, order.Is64 ? 64u : 40u, "section headers");
        var count = order.Word(first, order.Is64 ? 32 : 20);
        var names = header.Names == ExtendedIndex ? order.U32(first, order.Is64 ? 40 : 24) : (uint)header.Names;
        return count is > 0 and <= MaxHeaders && names < count
            ? header with { Sections = (int)count, Names = (int)names }
            : throw BinaryFormatException.Malformed($"has headers that do not add up: its ELF header announces {count} sections");
    }

    private static List<Segment> ReadSegments(ByteSource source, ByteOrder order, Header header)
    {
        var table = source.Bytes(header.SegmentTable, (ulong)(header.Segments * header.SegmentSize), "program headers");
        var segments = new List<Segment>(header.Segments);
        for (var i = 0; i < header.Segments; i++)
        {
            var entry = table.AsSpan(i * header.SegmentSize);
            segments.Add(new Segment(order.U32(entry), order.Is64
                ? new Region(order.U64(entry, 16), order.U64(entry, 8), order.U64(entry, 32))
                : new Region(order.U32(entry, 8), order.U32(entry, 4), order.U32(entry, 16))));
        }

        return segments;
    }

    private static List<BinarySection> ReadSections(ByteSource source, ByteOrder order, Header header)
    {
        if (header.Sections == 0)
        {
            return [];
        }

        var table = source.Bytes(header.SectionTable, (ulong)header.Sections * (ulong)header.SectionSize, "section headers");
        var names = table.AsSpan(header.Names * header.SectionSize);
        if (order.U32(names, 4) != StringTable)
        {
            throw BinaryFormatException.Malformed("has headers that do not add up: its section names are no string table");
        }

        var word = order.WordSize;
        var text = source.Bytes(order.Word(names, 8 + (2 * word)), order.Word(names, 8 + (3 * word)), "section names");
        var sections = new List<BinarySection>(header.Sections);
        for (var i = 0; i < header.Sections; i++)
        {
            var entry = table.AsSpan(i * header.SectionSize);
            var name = order.U32(entry);
            if (name >= (uint)text.Length && name != 0)
            {
                throw BinaryFormatException.Malformed($"has headers that do not add up: the name of section {i} is out of bounds");
            }

            sections.Add(new BinarySection(
                name < (uint)text.Length ? ByteOrder.Text(text.AsSpan((int)name, Math.Min(text.Length - (int)name, 256))) : string.Empty,
                order.Word(entry, 8 + word),
                order.Word(entry, 8 + (2 * word)),
                order.Word(entry, 8 + (3 * word)))
            {
                IsInFile = order.U32(entry, 4) is not (NoBits or 0),
                IsCode = (order.Word(entry, 8) & 4) != 0,
            });
        }

        return sections;
    }

    private static bool IsTruncated(ByteSource source, List<Segment> segments, List<BinarySection> sections) => sections.Count > 0
        ? sections.Any(section => section.IsInFile && !source.Holds(section.Offset, section.Size))
        : segments.Any(segment => segment.Type == Load && !source.Holds(segment.Region.Offset, segment.Region.Size));

    private static IEnumerable<Region> Regions(List<Segment> segments, uint type) =>
        segments.Where(segment => segment.Type == type).Select(segment => segment.Region);

    private static BinaryKind KindOf(int type, bool isProgram) => type switch
    {
        1 => BinaryKind.ObjectFile,
        2 => BinaryKind.Executable,
        3 => isProgram ? BinaryKind.PositionIndependentExecutable : BinaryKind.SharedLibrary,
        _ => BinaryKind.Other,
    };

    // Most Linux programs leave the system open (0); no other system that Go runs on does without a note.
    private static string? OsOf(byte abi) => abi switch
    {
        0 or 3 => "linux",
        2 => "netbsd",
        6 => "solaris",
        9 => "freebsd",
        12 => "openbsd",
        _ => null,
    };
}
