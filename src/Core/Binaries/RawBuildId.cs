namespace GoEnv.Binaries;

/// <summary>The build ID of formats without notes: text at the beginning of the instructions (source: cmd/internal/buildid).</summary>
internal static class RawBuildId
{
    private const int Window = 32 << 10;

    private static ReadOnlySpan<byte> Prefix => [0xff, 0x20, (byte)'G', (byte)'o', 0x20, (byte)'b', (byte)'u', (byte)'i', (byte)'l', (byte)'d', 0x20, (byte)'I', (byte)'D', (byte)':', 0x20, (byte)'"'];

    /// <summary>The build ID in the 32 KiB from an offset on; null where there is none.</summary>
    public static string? Find(ByteSource source, ulong offset)
    {
        var bytes = source.UpTo(offset, Window).AsSpan();
        var start = bytes.IndexOf(Prefix);
        if (start < 0)
        {
            return null;
        }

        var rest = bytes[(start + Prefix.Length)..];
        var end = rest.IndexOf("\"\n "u8);
        return end < 0 ? null : ByteOrder.Text(rest[..end]);
    }
}
