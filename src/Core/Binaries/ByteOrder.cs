using System.Buffers.Binary;
using System.Text;

namespace GoEnv.Binaries;

/// <summary>Numbers of one byte order, and words of one size.</summary>
internal readonly record struct ByteOrder(bool IsBig, bool Is64 = false)
{
    /// <summary>Bytes of an address.</summary>
    public int WordSize => Is64 ? 8 : 4;

    public ushort U16(ReadOnlySpan<byte> bytes, int offset = 0) => IsBig
        ? BinaryPrimitives.ReadUInt16BigEndian(bytes[offset..])
        : BinaryPrimitives.ReadUInt16LittleEndian(bytes[offset..]);

    public uint U32(ReadOnlySpan<byte> bytes, int offset = 0) => IsBig
        ? BinaryPrimitives.ReadUInt32BigEndian(bytes[offset..])
        : BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);

    public ulong U64(ReadOnlySpan<byte> bytes, int offset = 0) => IsBig
        ? BinaryPrimitives.ReadUInt64BigEndian(bytes[offset..])
        : BinaryPrimitives.ReadUInt64LittleEndian(bytes[offset..]);

    /// <summary>An address-sized number.</summary>
    public ulong Word(ReadOnlySpan<byte> bytes, int offset = 0) => Is64 ? U64(bytes, offset) : U32(bytes, offset);

    /// <summary>The text up to a NUL, or to the end.</summary>
    public static string Text(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }
}
