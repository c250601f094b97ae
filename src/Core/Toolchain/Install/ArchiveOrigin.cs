namespace GoEnv.Toolchain.Install;

/// <summary>Who fetches an archive.</summary>
public enum ArchiveRoute
{
    /// <summary>The target, with curl or wget.</summary>
    Target,

    /// <summary>This side, which sends it over the session.</summary>
    Controller,
}

/// <summary>Where an archive comes from.</summary>
/// <param name="Version">The release.</param>
/// <param name="Sha256">The SHA-256 of the archive.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Via">Who fetches it.</param>
public sealed record ArchiveOrigin(GoVersion Version, string Sha256, long Size, ArchiveRoute Via)
{
    /// <summary>The addresses that are asked for it, in order; empty for a file of this side.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>The file of this side; null where mirrors are asked.</summary>
    public string? File { get; init; }

    /// <summary>Whether a sum from an index, or one that was given, vouches for it.</summary>
    public bool IsVerified { get; init; } = true;

    /// <summary>How long a mirror may send nothing.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long all of it may take.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The archive of an index.</summary>
    public static ArchiveOrigin Of(FoundArchive found, ArchiveRoute via)
    {
        ArgumentNullException.ThrowIfNull(found);
        return new ArchiveOrigin(found.Archive.Version, found.Archive.Sha256, found.Archive.Size, via)
        {
            Addresses = found.Mirrors.Select(mirror => mirror.Archive(found.Archive.FileName).AbsoluteUri).ToList(),
        };
    }

    /// <summary>A file of this side, which is sent.</summary>
    public static ArchiveOrigin Of(OfflineArchive file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new ArchiveOrigin(file.Version, file.Sha256, file.Size, ArchiveRoute.Controller) { File = file.Path, IsVerified = file.IsVerified };
    }
}
