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
            foreach (var mirror in found.Mirrors)
            {
                if (await DownloadAsync(mirror, archive, path, faults, progress, cancellationToken).ConfigureAwait(false))
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

    // A second try from the first byte: what was gone on with may have been another file's beginning.
    private async Task<bool> DownloadAsync(
        Mirror mirror, ReleaseArchive archive, string path, List<MirrorFault> faults, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        var part = path + ".part";
        var was = File.Exists(part) ? new FileInfo(part).Length : 0;
        var fault = await TryAsync(mirror, archive, part, progress, cancellationToken).ConfigureAwait(false);
        if (fault is { Drop: true } && was > 0)
        {
            fault = await TryAsync(mirror, archive, part, progress, cancellationToken).ConfigureAwait(false);
        }

        if (fault is not null)
        {
            faults.Add(new MirrorFault(mirror.Archive(archive.FileName).AbsoluteUri, fault.Reason));
            return false;
        }

        File.Move(part, path, overwrite: true);
        return true;
    }

    private async Task<Fault?> TryAsync(
        Mirror mirror, ReleaseArchive archive, string part, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        var fault = await FetchAsync(mirror, archive, part, progress, cancellationToken).ConfigureAwait(false);
        if (fault is { Drop: true })
        {
            File.Delete(part);
        }

        return fault;
    }

    private async Task<Fault?> FetchAsync(
        Mirror mirror, ReleaseArchive archive, string part, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        var file = new FileStream(part, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        await using (file.ConfigureAwait(false))
        {
            var there = file.Length < archive.Size ? file.Length : 0;
            var what = $"{archive.FileName} from {mirror}";
            try
            {
                await client.ReadAsync(mirror.Archive(archive.FileName), there, Open, archive.Size, Relay(progress, what, archive.Size), cancellationToken).ConfigureAwait(false);
            }
            catch (MirrorException e)
            {
                var isTooLong = file.Length > archive.Size || e.IsPastEnd;
                return new Fault(isTooLong || await IsPageAsync(file, cancellationToken).ConfigureAwait(false), e.Message);
            }

            if (await IsPageAsync(file, cancellationToken).ConfigureAwait(false))
            {
                return new Fault(true, "it is an HTML page or another file, not an archive");
            }

            if (file.Length != archive.Size)
            {
                return new Fault(file.Length > archive.Size, $"it gave {file.Length} of {archive.Size} bytes");
            }

            file.Position = 0;
            var sum = Convert.ToHexString(await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false)).ToLowerInvariant();
            return sum == archive.Sha256 ? null : new Fault(true, $"its SHA-256 is {sum}, and the index says {archive.Sha256}");
        }

        Stream Open(long from, long? length)
        {
            file.SetLength(from);
            file.Position = from;
            return file;
        }
    }

    private static Progress? Relay(IProgress<TransferProgress>? progress, string what, long total) =>
        progress is null ? null : new Progress(bytes => progress.Report(new TransferProgress(what, bytes, total)));

    // The first bytes of every gzip file.
    private static async Task<bool> IsPageAsync(FileStream file, CancellationToken cancellationToken)
    {
        var start = new byte[2];
        file.Position = 0;
        return await file.ReadAtLeastAsync(start, 2, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false) == 2
            && start is not [0x1f, 0x8b];
    }

    private sealed record Fault(bool Drop, string Reason);

    private sealed class Progress(Action<long> report) : IProgress<long>
    {
        public void Report(long value) => report(value);
    }
}
