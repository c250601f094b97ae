using System.Text;

namespace GoEnv.Tests.Binaries;

/// <summary>Builds small executables by hand: one section each of build information and of function names.</summary>
internal sealed class Sample(bool isBig, bool is64)
{
    public const string Modules = "path\texample.com/a/cmd/a\nmod\texample.com/a\tv1.2.3\th1:sum=\nbuild\tGOOS=linux\nbuild\tGOARCH=amd64\n";

    private const ulong Base = 0x10000;
    private readonly List<byte> bytes = [];

    public static byte[] Magic { get; } = [0xff, .. "\u0020Go buildinf:"u8];

    private int Word => is64 ? 8 : 4;

    /// <summary>The blob of Go 1.18 and later.</summary>
    public static byte[] Inline(string version = "go1.27.3", string modules = Modules) =>
        [.. Magic, 8, 2, .. new byte[16], .. Prefixed(Encoding.UTF8.GetBytes(version)), .. Prefixed(Framed(modules))];

    /// <summary>The blob before Go 1.18, and behind it the texts that it points to.</summary>
    public byte[] Pointers(ulong address, string version = "go1.13.4", string modules = Modules)
    {
        var texts = address + 32 + ((ulong)Word * 4);
        var versionBytes = Encoding.UTF8.GetBytes(version);
        var moduleBytes = Framed(modules);
        return
        [
            .. Magic, (byte)Word, (byte)(isBig ? 1 : 0),
            .. Padded([.. Number(address + 32, Word), .. Number(address + 32 + ((ulong)Word * 2), Word)], 16),
            .. Number(texts, Word), .. Number((ulong)versionBytes.Length, Word),
            .. Number(texts + (ulong)versionBytes.Length, Word), .. Number((ulong)moduleBytes.Length, Word),
            .. versionBytes, .. moduleBytes,
        ];
    }

    /// <summary>A function table with names alone.</summary>
    public byte[] FunctionTable(uint magic, params string[] names)
    {
        var text = names.SelectMany(name => Encoding.UTF8.GetBytes(name + "\0")).ToArray();
        var isOld = magic == 0xfffffffa;
        var start = (ulong)(8 + ((isOld ? 7 : 8) * Word));
        ulong[] words = isOld
            ? [1, 1, start, start + (ulong)text.Length, 0, 0, 0]
            : [1, 1, 0, start, start + (ulong)text.Length, 0, 0, 0];
        return [.. Number(magic, 4), 0, 0, 1, (byte)Word, .. words.SelectMany(word => Number(word, Word)), .. text];
    }

    /// <summary>An ELF file of these sections, each at the address that its place in the file gives.</summary>
    public byte[] Elf(params (string Name, Func<ulong, byte[]> Content)[] sections)
    {
        var header = is64 ? 64 : 52;
        var segment = is64 ? 56 : 32;
        var names = new List<byte> { 0 };
        var table = new List<byte>(new byte[is64 ? 64 : 40]);
        bytes.AddRange(new byte[header + segment]);
        foreach (var (name, content) in sections)
        {
            Align();
            var offset = (ulong)bytes.Count;
            bytes.AddRange(content(Base + offset));
            table.AddRange(SectionHeader(names.Count, 1, Base + offset, offset, (ulong)bytes.Count - offset));
            names.AddRange(Encoding.UTF8.GetBytes(name + "\0"));
        }

        var size = (ulong)bytes.Count;
        var index = names.Count;
        names.AddRange(".shstrtab\0"u8.ToArray());
        table.AddRange(SectionHeader(index, 3, 0, size, (ulong)names.Count));
        bytes.AddRange(names);
        Align();
        var tableAt = (ulong)bytes.Count;
        bytes.AddRange(table);

        byte[] top =
        [
            0x7f, .. "ELF"u8, (byte)(is64 ? 2 : 1), (byte)(isBig ? 2 : 1), 1, .. new byte[9],
            .. Number(2, 2), .. Number(is64 ? 62u : 8u, 2), .. Number(1, 4),
            .. Number(Base, Word), .. Number((ulong)header, Word), .. Number(tableAt, Word),
            .. Number(0, 4), .. Number((ulong)header, 2), .. Number((ulong)segment, 2), .. Number(1, 2),
            .. Number(is64 ? 64u : 40u, 2), .. Number((ulong)sections.Length + 2, 2), .. Number((ulong)sections.Length + 1, 2),
            .. is64
                ? (byte[])[.. Number(1, 4), .. Number(6, 4), .. Number(0, 8), .. Number(Base, 8), .. Number(Base, 8), .. Number(size, 8), .. Number(size, 8), .. Number(1, 8)]
                : [.. Number(1, 4), .. Number(0, 4), .. Number(Base, 4), .. Number(Base, 4), .. Number(size, 4), .. Number(size, 4), .. Number(6, 4), .. Number(1, 4)],
        ];
        return [.. top, .. bytes.Skip(top.Length)];
    }

    private static byte[] Framed(string modules) => [.. new byte[16], .. Encoding.UTF8.GetBytes(modules), .. new byte[16]];

    private static byte[] Prefixed(byte[] text) => text.Length < 0x80
        ? [(byte)text.Length, .. text]
        : [(byte)((text.Length & 0x7f) | 0x80), (byte)(text.Length >> 7), .. text];

    private static byte[] Padded(byte[] part, int size) => [.. part, .. new byte[size - part.Length]];

    private byte[] SectionHeader(int name, uint type, ulong address, ulong offset, ulong size) =>
    [
        .. Number((ulong)name, 4), .. Number(type, 4), .. Number(2, Word), .. Number(address, Word), .. Number(offset, Word),
        .. Number(size, Word), .. Number(0, 4), .. Number(0, 4), .. Number(1, Word), .. Number(0, Word),
    ];

    private byte[] Number(ulong value, int size)
    {
        var number = Enumerable.Range(0, size).Select(i => (byte)(value >> (8 * i)));
        return (isBig ? number.Reverse() : number).ToArray();
    }

    private void Align() => bytes.AddRange(new byte[(16 - (bytes.Count % 16)) % 16]);
}
