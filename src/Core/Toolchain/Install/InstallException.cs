using GoEnv.Changes;

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

    /// <summary>The account has no place for toolchains, or the target does not tell.</summary>
    PlaceUnknown,

    /// <summary>The account may not write where it is to write.</summary>
    NotWritable,

    /// <summary>Something else is where the toolchain or its link is to be.</summary>
    Occupied,

    /// <summary>The target has neither curl nor wget.</summary>
    NoDownloader,

    /// <summary>The target has no program that computes a SHA-256.</summary>
    NoSum,

    /// <summary>The file system of the target is full, or would be.</summary>
    NoSpace,

    /// <summary>The archive did not arrive whole over the session.</summary>
    Transfer,

    /// <summary>The archive cannot be unpacked on the target.</summary>
    Unpack,

    /// <summary>The archive holds no Go tree.</summary>
    NoTree,

    /// <summary>The archive holds another release than its name says.</summary>
    OtherRelease,

    /// <summary>The toolchain does not run on the target.</summary>
    DoesNotRun,

    /// <summary>No toolchain of that release is on the target.</summary>
    NotInstalled,

    /// <summary>Several toolchains of that release are on the target.</summary>
    SeveralInstalled,

    /// <summary>The toolchain is the one in use.</summary>
    InUse,

    /// <summary>The toolchain belongs to a package or version manager.</summary>
    Managed,
}

/// <summary>A toolchain could not be installed, switched to or removed; what was in use on the target works as before.</summary>
public sealed class InstallException(InstallError error, string message, string action, Exception? inner = null) : PlanException(message, inner)
{
    /// <summary>The stable kind of error.</summary>
    public InstallError Error { get; } = error;

    /// <inheritdoc/>
    public override string ErrorId => Error.ToString();

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
