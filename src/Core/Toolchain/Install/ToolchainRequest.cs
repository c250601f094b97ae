namespace GoEnv.Toolchain.Install;

/// <summary>Who fetches an archive.</summary>
public enum ArchiveRoute
{
    /// <summary>The target, with curl or wget.</summary>
    Target,

    /// <summary>This side, which sends it over the session.</summary>
    Controller,
}

/// <summary>A toolchain that is wanted on targets.</summary>
public sealed record InstallRequest
{
    /// <summary>The release; ignored where <see cref="Archive"/> is given.</summary>
    public WantedRelease Wanted { get; init; } = WantedRelease.Latest;

    /// <summary>A file of this side in place of mirrors.</summary>
    public OfflineArchive? Archive { get; init; }

    /// <summary>Who fetches the archive.</summary>
    public ArchiveRoute Via { get; init; }

    /// <summary>False to install it and leave the one in use alone.</summary>
    public bool IsSwitched { get; init; } = true;

    /// <summary>How long a mirror may send nothing; default 30 s.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>A change of toolchains on one target, ready to be shown and carried out.</summary>
/// <param name="Target">The target.</param>
/// <param name="Title">What it does in a few words.</param>
/// <param name="Calls">The scripts to run, in order; empty where all is as wanted already.</param>
/// <param name="Before">The release in use before; null where there is none.</param>
/// <param name="After">The release in use afterwards; null where there is none.</param>
public sealed record PreparedChange(Target Target, string Title, IReadOnlyList<ToolchainCall> Calls, GoVersion? Before, GoVersion? After)
{
    /// <summary>Whether a sum from an index, or one that was given, vouches for the archive; null where there is no archive.</summary>
    public bool? IsVerified { get; init; }

    /// <summary>Why there is nothing to do; null where there is.</summary>
    public string? Nothing { get; init; }

    /// <summary>The file of this side that is sent; fetched first where it is not there. Null where none is sent.</summary>
    internal Func<CancellationToken, Task<string>>? Content { get; init; }
}
