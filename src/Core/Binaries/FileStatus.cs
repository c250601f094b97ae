using System.Runtime.InteropServices;

namespace GoEnv.Binaries;

/// <summary>What .NET does not tell of a file: whether it is a regular one, and which file system it is on.</summary>
internal static class FileStatus
{
    private const int CurrentFolder = -100;
    private const int NoAutomount = 0x800;
    private const uint BasicStats = 0x7ff;
    private const int TypeMask = 0xf000;
    private const int RegularFile = 0x8000;

    /// <summary>True for a regular file, or a link to one; an empty file may count as none.</summary>
    public static bool IsRegularFile(string path)
    {
        if (TryStat(path, out var status))
        {
            return (status.Mode & TypeMask) == RegularFile;
        }

        _ = File.GetAttributes(path); // throws where there is no file, or no right to know

        // Pipes, sockets and devices have no length, nor has an empty file anything to read.
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path);
        return target.Exists && target.Length > 0;
    }

    /// <summary>Names the file system of a folder; null where this platform does not tell.</summary>
    public static ulong? FileSystemOf(string path) =>
        TryStat(path, out var status) ? ((ulong)status.DeviceMajor << 32) | status.DeviceMinor : null;

    /// <summary>What tells a file, to which a link may lead, from every other one of this machine; null where this platform does not tell.</summary>
    public static string? IdOf(string path) => TryStat(path, out var status)
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{status.DeviceMajor}:{status.DeviceMinor}:{status.Inode}") : null;

    private static bool TryStat(string path, out Status status)
    {
        status = default;
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        try
        {
            return StatX(CurrentFolder, path, NoAutomount, BasicStats, out status) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false; // a C library older than statx
        }
    }

    [DllImport("libc", EntryPoint = "statx", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatX(
        int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, out Status status);

    // struct statx of linux/stat.h, the same on every architecture.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Status
    {
        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }
}
