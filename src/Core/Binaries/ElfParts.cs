namespace GoEnv.Binaries;

/// <summary>What the dynamic section of an ELF file names.</summary>
internal sealed record ElfDynamic(IReadOnlyList<string> Libraries, bool IsPie)
{
    private const int MaxEntries = 4096;
    private const ulong Needed = 1;
    private const ulong StringTable = 5;
    private const ulong Flags1 = 0x6ffffffb;
    private const ulong PieFlag = 0x08000000;

    public static ElfDynamic Read(Image image, IEnumerable<Region> regions)
    {
        var needed = new List<ulong>();
        ulong strings = 0;
        var isPie = false;
        var word = image.Order.WordSize;
        foreach (var region in regions)
        {
            var table = image.Source.UpTo(region.Offset, (int)Math.Min(region.Size, (ulong)(MaxEntries * 2 * word)));
            for (var at = 0; at + (2 * word) <= table.Length; at += 2 * word)
            {
                var value = image.Order.Word(table, at + word);
                switch (image.Order.Word(table, at))
                {
                    case 0:
                        at = table.Length;
                        break;
                    case Needed:
                        needed.Add(value);
                        break;
                    case StringTable:
                        strings = value;
                        break;
                    case Flags1:
                        isPie |= (value & PieFlag) != 0;
                        break;
                }
            }
        }

        return new ElfDynamic(
            needed.Take(256).Select(offset => image.Text(strings + offset)).OfType<string>().ToList(), isPie);
    }
}

/// <summary>What the notes of an ELF file tell.</summary>
internal sealed record ElfNotes(string? BuildId, string? LinkerBuildId, string? Os)
{
    private const int MaxNotes = 1 << 16;
    private const uint GoBuildId = 4;
    private const uint GnuBuildId = 3;
    private const int MaxBuildId = 64;

    public static ElfNotes Read(ByteSource source, ByteOrder order, IEnumerable<Region> regions)
    {
        string? id = null;
        string? linker = null;
        string? os = null;
        foreach (var region in regions.Take(64))
        {
            var notes = source.UpTo(region.Offset, (int)Math.Min(region.Size, MaxNotes));
            ulong at = 0;
            while (at + 12 <= (ulong)notes.Length)
            {
                var nameSize = order.U32(notes, (int)at);
                var valueSize = order.U32(notes, (int)at + 4);
                var type = order.U32(notes, (int)at + 8);
                var value = at + 12 + ((nameSize + 3ul) & ~3ul);
                if (value + valueSize > (ulong)notes.Length)
                {
                    break;
                }

                var name = ByteOrder.Text(notes.AsSpan((int)at + 12, (int)nameSize));
                os ??= OsOf(name);
                if (name == "Go" && type == GoBuildId)
                {
                    id ??= ByteOrder.Text(notes.AsSpan((int)value, (int)valueSize));
                }

                if (name == "GNU" && type == GnuBuildId && valueSize is > 0 and <= MaxBuildId)
                {
                    linker ??= Convert.ToHexString(notes, (int)value, (int)valueSize).ToLowerInvariant();
                }

                at = value + ((valueSize + 3ul) & ~3ul);
            }
        }

        return new ElfNotes(string.IsNullOrEmpty(id) ? null : id, linker, os);
    }

    private static string? OsOf(string name) => name switch
    {
        "NetBSD" => "netbsd",
        "OpenBSD" => "openbsd",
        "FreeBSD" => "freebsd",
        "DragonFly" => "dragonfly",
        "Android" => "android",
        _ => null,
    };
}

/// <summary>Go's names of the processors of ELF files.</summary>
internal static class ElfMachine
{
    public static string NameOf(int machine, ByteOrder order) => machine switch
    {
        3 => "386",
        8 => (order.Is64 ? "mips64" : "mips") + (order.IsBig ? string.Empty : "le"),
        20 => "ppc",
        21 => order.IsBig ? "ppc64" : "ppc64le",
        22 => "s390x",
        40 => "arm",
        43 => "sparc64",
        62 => "amd64",
        183 => order.IsBig ? "arm64be" : "arm64",
        243 => order.Is64 ? "riscv64" : "riscv",
        258 => "loong64",
        _ => $"machine {machine}",
    };
}
