using System.Runtime.InteropServices;

namespace GoEnv.Binaries;

/// <summary>Where the function names of a binary are in its file (source: runtime.pcHeader and debug/gosym).</summary>
internal sealed record PcTable(ulong Names, ulong NamesEnd)
{
    private const int Chunk = 1 << 20;
    private const ulong MaxSearch = 128ul << 20;
    private const ulong MaxNames = 256ul << 20;
    private const uint Go12 = 0xfffffffb;
    private const uint Go116 = 0xfffffffa;
    private const uint Go118 = 0xfffffff0;
    private const uint Go120 = 0xfffffff1;

    /// <summary>False for the table of a Go before 1.16, which has no part for names alone.</summary>
    public bool HasNames => NamesEnd > Names;

    /// <summary>Finds the table by the name of its section, or by its first bytes; null where there is none.</summary>
    public static PcTable? Find(Image image)
    {
        var sections = image.File.Sections.Where(section => section.IsInFile && section.Size > 0).OrderBy(RankOf).ToList();
        if (sections.FirstOrDefault() is { } named && RankOf(named) == 0 && At(image, named.Offset) is { } table)
        {
            return table;
        }

        // External linkers and Windows put it into a section of read-only data, without a name of its own.
        var left = MaxSearch;
        var ranges = sections.Count > 0
            ? sections.Select(section => (section.Offset, section.Size))
            : image.Regions.Select(region => (region.Offset, region.Size));
        foreach (var (offset, size) in ranges)
        {
            if (Search(image, offset, Math.Min(size, left)) is { } found)
            {
                return found;
            }

            left -= Math.Min(size, left);
        }

        return null;
    }

    private static int RankOf(BinarySection section) => section.Name switch
    {
        ".gopclntab" or "__gopclntab" or ".data.rel.ro.gopclntab" => 0,
        ".data.rel.ro" or ".rdata" or ".rodata" or "__rodata" => 1,
        _ when section.IsCode => 3,
        _ => 2,
    };

    private static PcTable? Search(Image image, ulong offset, ulong size)
    {
        var buffer = new byte[(int)Math.Min(Chunk, size)];
        for (ulong done = 0; done < size;)
        {
            var n = image.Source.Read(offset + done, buffer.AsSpan(0, (int)Math.Min((ulong)buffer.Length, size - done)));
            if (n <= 0)
            {
                return null;
            }

            var words = MemoryMarshal.Cast<byte, uint>(buffer.AsSpan(0, n));
            for (var i = 0; i < words.Length; i++)
            {
                if (((words[i] & 0xfffffff0) == 0xfffffff0 || (words[i] & 0xf0ffffff) == 0xf0ffffff)
                    && At(image, offset + done + ((ulong)i * 4)) is { } table)
                {
                    return table;
                }
            }

            done += (ulong)n;
        }

        return null;
    }

    private static PcTable? At(Image image, ulong offset)
    {
        Span<byte> header = stackalloc byte[8 + (5 * 8)];
        if (image.Source.Read(offset, header) < header.Length
            || header[4] != 0 || header[5] != 0 || header[6] is not (1 or 2 or 4) || header[7] is not (4 or 8))
        {
            return null;
        }

        var order = new ByteOrder(IsBig: false, header[7] == 8);
        var magic = order.U32(header);
        if (magic is not (Go12 or Go116 or Go118 or Go120))
        {
            order = order with { IsBig = true };
            magic = order.U32(header);
        }

        // Go 1.18 put the start of the instructions before the place of the names.
        var word = magic switch { Go116 => 2, Go118 or Go120 => 3, Go12 => 0, _ => -1 };
        if (word <= 0)
        {
            return word < 0 ? null : new PcTable(0, 0);
        }

        var (names, end) = (Word(order, header, word), Word(order, header, word + 1));
        return Word(order, header, 0) > 0 && names >= 32 && names < 4096 && end > names && end - names <= MaxNames
            ? new PcTable(offset + names, offset + end)
            : null;
    }

    private static ulong Word(ByteOrder order, ReadOnlySpan<byte> header, int index) =>
        order.Word(header, 8 + (index * order.WordSize));
}
