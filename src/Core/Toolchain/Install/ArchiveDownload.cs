using System.Security.Cryptography;

namespace GoEnv.Toolchain.Install;

/// <summary>Reads one archive from one mirror, and goes on with what is there of it.</summary>
internal sealed class ArchiveDownload(MirrorClient client, IProgress<TransferProgress>? progress)
{
    /// <summary>
    /// True when the mirror gave the whole file with the right sum, which is at <paramref name="path"/> then; else what it did is
    /// added to <paramref name="faults"/>.
    /// </summary>
    // A second try from the first byte: what was gone on with may have been another file's beginning.
    public async Task<bool> TryAsync(Mirror mirror, ReleaseArchive archive, string path, List<MirrorFault> faults, CancellationToken cancellationToken)
    {
        var part = path + ".part";
        var was = File.Exists(part) ? new FileInfo(part).Length : 0;
        var fault = await OnceAsync(mirror, archive, part, cancellationToken).ConfigureAwait(false);
        if (fault is { Drop: true } && was > 0)
        {
            fault = await OnceAsync(mirror, archive, part, cancellationToken).ConfigureAwait(false);
        }

        if (fault is not null)
        {
            faults.Add(new MirrorFault(mirror.Archive(archive.FileName).AbsoluteUri, fault.Reason));
            return false;
        }

        File.Move(part, path, overwrite: true);
        return true;
    }

    private async Task<Fault?> OnceAsync(Mirror mirror, ReleaseArchive archive, string part, CancellationToken cancellationToken)
    {
        var fault = await FetchAsync(mirror, archive, part, cancellationToken).ConfigureAwait(false);
        if (fault is { Drop: true })
        {
            File.Delete(part);
        }

        return fault;
    }

    private async Task<Fault?> FetchAsync(Mirror mirror, ReleaseArchive archive, string part, CancellationToken cancellationToken)
    {
        var file = new FileStream(part, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        await using (file.ConfigureAwait(false))
        {
            var there = file.Length < archive.Size ? file.Length : 0;
            var what = $"{archive.FileName} from {mirror}";
            try
            {
                await client.ReadAsync(mirror.Archive(archive.FileName), there, Open, archive.Size, Relay(what, archive.Size), cancellationToken).ConfigureAwait(false);
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

    private Progress? Relay(string what, long total) =>
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
