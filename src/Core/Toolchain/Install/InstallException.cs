namespace GoEnv.Toolchain.Install;

/// <summary>Why a toolchain could not be had. The names are stable: they are the error ids.</summary>
public enum InstallError
{
    /// <summary>No mirror gave an index of releases.</summary>
    IndexUnavailable,

    /// <summary>No index lists the release.</summary>
    ReleaseNotFound,

    /// <summary>The release has no archive for the target's system and architecture.</summary>
    PlatformNotFound,

    /// <summary>No mirror gave the whole archive with the right SHA-256.</summary>
    ArchiveUnavailable,

    /// <summary>The archive file is none, or its SHA-256 is another one than the one given.</summary>
    ArchiveInvalid,

    /// <summary>The go.mod file cannot be read or says no version.</summary>
    GoModInvalid,
}

/// <summary>A toolchain could not be had; nothing was changed on the target.</summary>
public sealed class InstallException(InstallError error, string message, string action, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The stable kind of error.</summary>
    public InstallError Error { get; } = error;

    /// <summary>What to do next, in one sentence.</summary>
    public string RecommendedAction { get; } = action;
}

/// <summary>What one mirror did wrong.</summary>
/// <param name="Address">The address that was asked.</param>
/// <param name="Reason">A clause that can follow the address and a colon.</param>
public sealed record MirrorFault(string Address, string Reason)
{
    /// <summary>The address and the reason.</summary>
    public override string ToString() => $"{Address}: {Reason}";

    internal static string Join(IEnumerable<MirrorFault> faults) => string.Join("; ", faults);
}
