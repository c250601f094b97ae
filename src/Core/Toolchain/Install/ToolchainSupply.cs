using System.Globalization;
using GoEnv.Changes;

namespace GoEnv.Toolchain.Install;

/// <summary>Looks releases up in the indexes of mirrors, and opens archives that are sent from here.</summary>
/// <param name="source">The mirrors' indexes.</param>
/// <param name="cache">The archives of this side.</param>
/// <param name="progress">Told how far a download, and what is sent, has come.</param>
public sealed class ToolchainSupply(ReleaseSource source, ArchiveCache cache, IProgress<TransferProgress>? progress) : IChangeSupply
{
    /// <inheritdoc/>
    public async Task<Remedy> ResolveAsync(Remedy remedy, TargetState state, CancellationToken cancellationToken)
    {
        if (remedy is not ToolchainInstallRemedy { NeedsIndex: true } install)
        {
            return remedy;
        }

        var place = ToolchainPlace.Of(state);

        // What is there already needs no mirror.
        if (install.Wanted is { IsExact: true, Version: { } version } && place.Has(version))
        {
            return install;
        }

        var platform = place.Platform ?? throw new InstallException(
            InstallError.PlatformNotFound,
            $"{state.Target.Name} is {place.Kernel} on {place.Machine}, for which there are no archives.",
            "Build Go from source there.");
        return install with { Found = await source.FindAsync(install.Wanted, platform, cancellationToken).ConfigureAwait(false) };
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(Change change, CommandStep reader, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(reader);
        try
        {
            var given = reader.Parameters;
            var path = given["file"] is { Length: > 0 } file
                ? (await OfflineArchive.OpenAsync(file, given["sha256"], cancellationToken).ConfigureAwait(false)).Path
                : await cache.GetAsync(Found(given), progress, cancellationToken).ConfigureAwait(false);
            return new ArchiveStream(
                path,
                long.Parse(given["offset"], CultureInfo.InvariantCulture),
                (bytes, total) => progress?.Report(new TransferProgress($"{System.IO.Path.GetFileName(path)} to {change.TargetName}", bytes, total)));
        }
        catch (Exception e) when (e is KeyNotFoundException or FormatException or IOException or UnauthorizedAccessException)
        {
            throw new InstallException(InstallError.ArchiveUnavailable, $"The archive cannot be sent: {e.Message.TrimEnd('.')}.", "Make the plan again.", e);
        }
    }

    // The step holds all that is needed, so that a saved plan can be applied on another day.
    private static FoundArchive Found(IReadOnlyDictionary<string, string> given)
    {
        var addresses = given["urls"].Split('\n').Select(url => (Folder: url[..(url.LastIndexOf('/') + 1)], Name: url[(url.LastIndexOf('/') + 1)..])).ToList();
        var archive = new ReleaseArchive(
            GoVersion.Parse(given["version"]), addresses[0].Name, string.Empty, string.Empty, given["sha256"], long.Parse(given["size"], CultureInfo.InvariantCulture));
        return new FoundArchive(archive, string.Empty, addresses.Select(address => Mirror.Parse(address.Folder)).ToList());
    }
}
