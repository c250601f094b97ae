using System.Security.Cryptography;

namespace GoEnv.Toolchain.Install;

/// <summary>Archives on this machine whose SHA-256 was checked, so that many targets cost one download.</summary>
/// <param name="folder">Where they are kept.</param>
/// <param name="client">Reads mirrors.</param>
public sealed class ArchiveCache(string folder, MirrorClient client) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1);
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    /// <summary>The account's own cache: <c>goenv/archives</c> in <c>$XDG_CACHE_HOME</c> or <c>~/.cache</c>.</summary>
    public static string UserFolder
    {
        get
        {
            var named = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            var root = Path.IsPathRooted(named)
                ? named
                : OperatingSystem.IsWindows()
                    ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify)
                    : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
            return Path.Combine(root, "goenv", "archives");
        }
    }

    /// <summary>
    /// The path of an archive, downloaded unless it is there. What a broken download left is gone on with.
    /// <see cref="InstallException"/> when no mirror gives it whole and right, with what each did.
    /// </summary>
    public async Task<string> GetAsync(FoundArchive found, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(found);
        var archive = found.Archive;

        // The sum is in the name: two indexes that disagree about a file name do not share a file.
        var path = Path.Combine(folder, $"{archive.Sha256[..16]}-{archive.FileName}");
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (await IsRightAsync(path, archive, cancellationToken).ConfigureAwait(false))
            {
                return path;
            }

            Directory.CreateDirectory(folder);
            var faults = new List<MirrorFault>();
            var download = new ArchiveDownload(client, progress);
            foreach (var mirror in found.Mirrors)
            {
                if (await download.TryAsync(mirror, archive, path, faults, cancellationToken).ConfigureAwait(false))
                {
                    seen.Add(path);
                    return path;
                }
            }

            throw new InstallException(
                InstallError.ArchiveUnavailable,
                $"{archive.FileName} could not be had: {MirrorFault.Join(faults)}.",
                "Name a mirror that has it with -Mirror, or an archive with -Archive.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InstallException(
                InstallError.ArchiveUnavailable,
                $"{archive.FileName} could not be kept in {folder}: {e.Message.TrimEnd('.')}.",
                "See that the folder can be written, has space, and that no other installation is downloading the same archive.",
                e);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    /// <summary>The SHA-256 of a file, in lower-case hexadecimal digits.</summary>
    public static async Task<string> SumAsync(string path, CancellationToken cancellationToken)
    {
        var file = File.OpenRead(path);
        await using (file.ConfigureAwait(false))
        {
            return Convert.ToHexString(await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false)).ToLowerInvariant();
        }
    }

    private async Task<bool> IsRightAsync(string path, ReleaseArchive archive, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        if (seen.Contains(path) || await SumAsync(path, cancellationToken).ConfigureAwait(false) == archive.Sha256)
        {
            seen.Add(path);
            return true;
        }

        File.Delete(path);
        return false;
    }
}
