namespace GoEnv.Binaries;

/// <summary>Tells the formats apart by their first bytes.</summary>
internal static class ImageReader
{
    /// <summary>Parses an executable, and reads its build information where there is some; null where it is no executable.</summary>
    public static Image? Read(ByteSource source, out BuildInfoBlob? blob)
    {
        blob = null;
        var ident = source.UpTo(0, 16);
        if (ident.Length < 16)
        {
            return null;
        }

        if (ident.AsSpan(0, 3).SequenceEqual<byte>([0xca, 0xfe, 0xba]) && ident[3] is 0xbe or 0xbf)
        {
            return ReadUniversal(source, out blob);
        }

        var image = ReadPlain(source, ident);
        blob = image is null ? null : BuildInfoBlob.Read(image);
        return image;
    }

    private static Image? ReadPlain(ByteSource source, byte[] ident) => ident switch
    {
        [0x7f, (byte)'E', (byte)'L', (byte)'F', ..] => ElfReader.Read(source),
        [(byte)'M', (byte)'Z', ..] => PeReader.Read(source),
        [0xfe, 0xed, 0xfa, 0xce or 0xcf, ..] or [0xce or 0xcf, 0xfa, 0xed, 0xfe, ..] => MachReader.Read(source),
        [0x01, 0xdf or 0xf7, ..] => XcoffReader.Read(source),
        _ => Plan9Reader.ArchOf(ident) is null ? null : Plan9Reader.Read(source),
    };

    // The first part that Go built stands for the file; Go's own reader looks at the first part only.
    private static Image? ReadUniversal(ByteSource source, out BuildInfoBlob? blob)
    {
        blob = null;
        Image? first = null;
        var parts = MachReader.Parts(source);
        foreach (var (_, part) in parts)
        {
            var image = MachReader.Read(part);
            image = image with { File = image.File with { Architectures = parts.Select(p => p.Arch).ToList() } };
            first ??= image;
            blob = BuildInfoBlob.Read(image);
            if (blob is not null)
            {
                return image;
            }
        }

        return first;
    }
}

/// <summary>The mark of the UPX packer.</summary>
internal static class UpxMark
{
    private const int Window = 4096;

    /// <summary>True when a file without build information bears the mark where the packer puts it.</summary>
    public static bool IsOn(ByteSource source, Image? image) =>
        image?.File.Sections.Any(section => section.Name is "UPX0" or "UPX1") == true
        || (image?.File is null or { Format: not BinaryFormat.Elf } or { Sections.Count: 0 }
            && source.UpTo(0, Window).AsSpan().IndexOf("UPX!"u8) >= 0);
}
