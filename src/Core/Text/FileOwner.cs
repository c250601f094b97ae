using System.Runtime.InteropServices;

namespace GoEnv.Text;

/// <summary>What .NET has no call for: the owner of a file, and the entry of a folder on the disk. Linux only; elsewhere nothing.</summary>
internal static class FileOwner
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint OwnerMask = 0x8 | 0x10; // STATX_UID | STATX_GID
    private const int UidAt = 20;
    private const int GidAt = 24;
    private const int FolderOnly = 0x10000; // O_DIRECTORY, with O_RDONLY; the number of the usual architectures

    /// <summary>Gives <paramref name="file"/> the owner of <paramref name="model"/>; <see cref="IOException"/> when this account may not.</summary>
    public static void Copy(string model, string file)
    {
        if (OperatingSystem.IsLinux() && Of(model) is { } wanted && Of(file) is { } now && now != wanted
            && ChangeOwner(file, wanted.Uid, wanted.Gid) != 0)
        {
            throw new IOException($"'{model}' belongs to {wanted.Uid}:{wanted.Gid}, and this account cannot make a file with that owner.");
        }
    }

    /// <summary>Brings the folder of a file to the disk, so that a rename in it survives a power cut.</summary>
    public static void FlushFolder(string file)
    {
        if (!OperatingSystem.IsLinux() || Open(Path.GetDirectoryName(file)!, FolderOnly) is var folder && folder < 0)
        {
            return;
        }

        _ = Flush(folder); // some file systems know no flush of a folder
        _ = Close(folder);
    }

    private static (uint Uid, uint Gid)? Of(string path)
    {
        var buffer = new byte[256];
        return Status(CurrentFolder, path, 0, OwnerMask, buffer) == 0
            ? (BitConverter.ToUInt32(buffer, UidAt), BitConverter.ToUInt32(buffer, GidAt))
            : null;
    }

    [DllImport("libc", EntryPoint = "statx", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Status(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, [Out] byte[] status);

    [DllImport("libc", EntryPoint = "chown", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ChangeOwner([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint uid, uint gid);

    [DllImport("libc", EntryPoint = "open", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Flush(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
