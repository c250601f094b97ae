using System.Collections.Concurrent;
using GoEnv.Releases;

namespace GoEnv.Toolchain.Install;

/// <summary>An archive, and where it can be had.</summary>
/// <param name="Archive">The archive with its SHA-256.</param>
/// <param name="Index">The index that vouches for the sum.</param>
/// <param name="Mirrors">The mirrors to ask for it, in order.</param>
public sealed record FoundArchive(ReleaseArchive Archive, string Index, IReadOnlyList<Mirror> Mirrors);

/// <summary>Finds releases in the indexes of mirrors; each index is read once, however many targets ask.</summary>
public sealed class ReleaseSource(IReadOnlyList<Mirror> mirrors, MirrorClient client)
{
    private readonly ConcurrentDictionary<Mirror, Lazy<Task<DownloadIndex>>> indexes = new();

    /// <summary>
    /// The archive of a release. The first mirror whose index has it vouches for its sum; the archive itself may come from
    /// any of them. <see cref="InstallException"/> when no index has it, with what each mirror did.
    /// </summary>
    public async Task<FoundArchive> FindAsync(WantedRelease wanted, GoPlatform platform, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(platform);
        var faults = new List<MirrorFault>();
        var error = InstallError.IndexUnavailable;
        foreach (var mirror in mirrors)
        {
            var index = await ReadAsync(mirror, faults, cancellationToken).ConfigureAwait(false);
            if (index is null)
            {
                continue;
            }

            if (wanted.Choose(index) is not { } release)
            {
                error = error == InstallError.PlatformNotFound ? error : InstallError.ReleaseNotFound;
                faults.Add(new MirrorFault(index.Source, $"it does not list {wanted}{Nearby(wanted, index)}"));
            }
            else if (release.Archives.FirstOrDefault(file => file.Os == platform.Os && file.Arch == platform.Arch) is { } archive)
            {
                return new FoundArchive(archive, index.Source, mirrors);
            }
            else
            {
                error = InstallError.PlatformNotFound;
                faults.Add(new MirrorFault(index.Source, $"it lists no archive of Go {release.Version} for {platform}"));
            }
        }

        throw new InstallException(error, $"{Upper(wanted.ToString())} for {platform} was not found: {MirrorFault.Join(faults)}.", error switch
        {
            InstallError.ReleaseNotFound => "Name a release that the index lists.",
            InstallError.PlatformNotFound => "Name another release, or build this one from source for that platform.",
            _ => "Name a mirror that answers with -Mirror, or an archive with -Archive.",
        });
    }

    private static string Upper(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Nearby(WantedRelease wanted, DownloadIndex index)
    {
        var newest = index.Releases.FirstOrDefault(release => release.IsStable && (wanted.Version is null || release.Version.Line == wanted.Version.Line))
            ?? index.Releases.FirstOrDefault(release => release.IsStable);
        return newest is null ? string.Empty : $"; the newest that comes near is {newest.Version}";
    }

    private async Task<DownloadIndex?> ReadAsync(Mirror mirror, List<MirrorFault> faults, CancellationToken cancellationToken)
    {
        try
        {
            return await indexes.GetOrAdd(mirror, _ => new Lazy<Task<DownloadIndex>>(() => LoadAsync(mirror, cancellationToken))).Value.ConfigureAwait(false);
        }
        catch (Exception e) when (e is MirrorException or ReleaseDataException)
        {
            faults.Add(new MirrorFault(mirror.ToString(), e.Message));
            return null;
        }
    }

    private async Task<DownloadIndex> LoadAsync(Mirror mirror, CancellationToken cancellationToken) =>
        DownloadIndex.Parse(await client.ReadTextAsync(mirror.Index, cancellationToken).ConfigureAwait(false), mirror.ToString());
}
