using System.Runtime.InteropServices;

namespace GoEnv.Binaries;

/// <summary>A range of addresses and where its bytes are in the file.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Region(ulong Address, ulong Offset, ulong Size);

/// <summary>A parsed executable: its headers, and its memory as the file fills it.</summary>
internal sealed record Image(ByteSource Source, ByteOrder Order, BinaryFile File)
{
    /// <summary>The ranges that the file fills, in the order of its headers.</summary>
    public IReadOnlyList<Region> Regions { get; init; } = [];

    /// <summary>Where build information would be; size 0 where there is no such place.</summary>
    public Region Data { get; init; }

    /// <summary>The section of that name, or null.</summary>
    public BinarySection? Section(string name) => File.Sections.FirstOrDefault(section => section.Name == name);

    /// <summary>Reads at an address to the end of its range at most; -1 where the address has no bytes in the file.</summary>
    public int Read(ulong address, Span<byte> buffer)
    {
        foreach (var region in Regions)
        {
            var within = address - region.Address;
            if (address >= region.Address && within < region.Size)
            {
                return region.Offset + within < region.Offset
                    ? -1
                    : Source.Read(region.Offset + within, buffer[..(int)Math.Min((ulong)buffer.Length, region.Size - within)]);
            }
        }

        return -1;
    }

    /// <summary>Exactly so many bytes at an address; null where there are not so many.</summary>
    public byte[]? Bytes(ulong address, ulong count)
    {
        // Nothing is allocated for a length that no range can hold.
        if (count > ByteSource.MaxRead || count > Source.Length)
        {
            return null;
        }

        var bytes = new byte[count];
        return Read(address, bytes) == bytes.Length ? bytes : null;
    }

    /// <summary>The text at an address up to a NUL; null where there is none of a sane length.</summary>
    public string? Text(ulong address, int limit = 4096)
    {
        var bytes = new byte[limit];
        var n = Read(address, bytes);
        return n > 0 && bytes.AsSpan(0, n).Contains((byte)0) ? ByteOrder.Text(bytes.AsSpan(0, n)) : null;
    }
}
