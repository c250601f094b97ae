namespace GoEnv.Toolchain.Install;

/// <summary>A system and architecture as the names of archives have them.</summary>
/// <param name="Os">GOOS, such as <c>linux</c>.</param>
/// <param name="Arch">GOARCH, but <c>armv6l</c> for arm.</param>
public sealed record GoPlatform(string Os, string Arch)
{
    /// <summary>
    /// The platform of a target by what <c>uname -s</c> and <c>uname -m</c> print, and the GOARCH of its own programs where
    /// that is known: a 32-bit system under a 64-bit kernel gets 32-bit archives. Null for one that has no archives.
    /// </summary>
    public static GoPlatform? Of(string kernel, string machine, string? userland)
    {
        ArgumentNullException.ThrowIfNull(machine);
        var os = kernel switch
        {
            "Linux" => "linux",
            "Darwin" => "darwin",
            "FreeBSD" => "freebsd",
            "NetBSD" => "netbsd",
            "OpenBSD" => "openbsd",
            _ => null,
        };

        // Archives for arm are built with GOARM=6.
        var isTooOld = machine.StartsWith("armv4", StringComparison.Ordinal) || machine.StartsWith("armv5", StringComparison.Ordinal);
        return os is null || isTooOld || (userland ?? ProgramHeader.ArchOfMachine(machine)) is not { } arch
            ? null
            : new GoPlatform(os, FileArch(arch));
    }

    /// <summary>The name that archives have for a GOARCH.</summary>
    public static string FileArch(string arch) => arch == "arm" ? "armv6l" : arch;

    /// <summary>Os and architecture, with a slash between them.</summary>
    public override string ToString() => $"{Os}/{Arch}";
}
