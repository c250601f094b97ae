using System.Globalization;

namespace GoEnv.Toolchain;

/// <summary>What the first bytes of a program tell.</summary>
internal static class ProgramHeader
{
    /// <summary>
    /// The GOARCH of the words that the probe prints: the first six bytes of an ELF file and the two of its machine number
    /// (source: the ELF specification and its processor supplements); null for what is no ELF program of a Go port.
    /// </summary>
    public static string? Arch(string words)
    {
        var bytes = new List<byte>();
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!byte.TryParse(word, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                return null;
            }

            bytes.Add(value);
        }

        if (bytes is not [0x7f, 0x45, 0x4c, 0x46, var width, var order, var first, var second])
        {
            return null;
        }

        var isLittle = order == 1;
        var machine = isLittle ? first | (second << 8) : (first << 8) | second;
        return (machine, width, isLittle) switch
        {
            (3, _, _) => "386",
            (62, _, _) => "amd64",
            (40, _, _) => "arm",
            (183, _, _) => "arm64",
            (243, 2, _) => "riscv64",
            (21, _, true) => "ppc64le",
            (21, _, false) => "ppc64",
            (22, 2, _) => "s390x",
            (258, 2, _) => "loong64",
            (8, 1, true) => "mipsle",
            (8, 1, false) => "mips",
            (8, 2, true) => "mips64le",
            (8, 2, false) => "mips64",
            _ => null,
        };
    }

    /// <summary>True when the words begin with <c>#!</c>.</summary>
    public static bool IsScript(string words) => words.StartsWith("23 21", StringComparison.Ordinal);

    /// <summary>The GOARCH of a kernel that <c>uname -m</c> names so; null for one that is not known.</summary>
    public static string? ArchOfMachine(string machine) => machine switch
    {
        "x86_64" or "amd64" => "amd64",
        "i386" or "i486" or "i586" or "i686" => "386",
        "aarch64" or "arm64" => "arm64",
        _ when machine.StartsWith("armv", StringComparison.Ordinal) => "arm",
        "riscv64" or "ppc64le" or "ppc64" or "s390x" => machine,
        "loongarch64" => "loong64",
        _ => null,
    };
}
