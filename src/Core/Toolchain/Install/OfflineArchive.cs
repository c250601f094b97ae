using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace GoEnv.Toolchain.Install;

/// <summary>An archive file of this machine that stands in for a mirror.</summary>
/// <param name="Path">The file.</param>
/// <param name="Version">The release that its VERSION file names.</param>
/// <param name="Sha256">Its SHA-256.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="IsVerified">True where the sum is the one that was given; without one nothing vouches for the file.</param>
public sealed record OfflineArchive(string Path, GoVersion Version, string Sha256, long Size, bool IsVerified)
{
    private const int MostVersionBytes = 4096;

    /// <summary>
    /// Reads a file. <see cref="InstallException"/> when it is no archive of a Go release, or its sum is not
    /// <paramref name="sha256"/>, which is null where nothing vouches for the file.
    /// </summary>
    public static async Task<OfflineArchive> OpenAsync(string path, string? sha256, CancellationToken cancellationToken)
    {
        try
        {
            var sum = await ArchiveCache.SumAsync(path, cancellationToken).ConfigureAwait(false);
            if (sha256 is not null && !sum.Equals(sha256, StringComparison.OrdinalIgnoreCase))
            {
                throw Invalid(path, $"its SHA-256 is {sum}, and the one given is {sha256}");
            }

            var text = await ReadVersionAsync(path, cancellationToken).ConfigureAwait(false);
            return GoVersion.TryParse(text, out var version) && !version.IsDevel
                ? new OfflineArchive(path, version, sum, new FileInfo(path).Length, sha256 is not null)
                : throw Invalid(path, text is null ? "it has no file go/VERSION" : $"its VERSION file says '{Text.TargetText.Clean(text)}'");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or FormatException)
        {
            throw Invalid(path, e.Message.TrimEnd('.'), e);
        }
    }

    private static async Task<string?> ReadVersionAsync(string path, CancellationToken cancellationToken)
    {
        var file = File.OpenRead(path);
        await using (file.ConfigureAwait(false))
        {
            var plain = new GZipStream(file, CompressionMode.Decompress);
            await using (plain.ConfigureAwait(false))
            {
                var tar = new TarReader(plain);
                await using (tar.ConfigureAwait(false))
                {
                    while (await tar.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false) is { } entry)
                    {
                        if (entry.Name.TrimStart('.', '/') == "go/VERSION" && entry.DataStream is { Length: <= MostVersionBytes } data)
                        {
                            using var reader = new StreamReader(data, Encoding.UTF8);
                            return await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false);
                        }
                    }
                }
            }
        }

        return null;
    }

    private static InstallException Invalid(string path, string reason, Exception? inner = null) => new(
        InstallError.ArchiveInvalid,
        $"{path} cannot be installed: {reason}.",
        "Name an archive of go.dev/dl for the target's platform, and its sum from there with -Sha256.",
        inner);
}
