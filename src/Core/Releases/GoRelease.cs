using GoEnv.Toolchain;

namespace GoEnv.Releases;

/// <summary>One stable Go release.</summary>
/// <param name="Version">The version, such as <c>1.27.3</c>.</param>
/// <param name="Date">The day it was released; null when that is not known.</param>
/// <param name="Security">Whether it carried security fixes; null when that is not known.</param>
public sealed record GoRelease(GoVersion Version, DateOnly? Date, bool? Security);

/// <summary>Whether the Go project supports a release line.</summary>
public enum SupportState
{
    /// <summary>The data cannot tell.</summary>
    Unknown,

    /// <summary>Security fixes are made for it.</summary>
    Supported,

    /// <summary>Two newer lines exist.</summary>
    Ended,
}

/// <summary>The support of one release line.</summary>
/// <param name="State">Supported, ended or unknown.</param>
/// <param name="Ended">The day on which support ended; null when it did not or the day is not known.</param>
/// <param name="Reason">Why the state is unknown, as a clause that can follow "because"; null otherwise.</param>
public sealed record LineSupport(SupportState State, DateOnly? Ended = null, string? Reason = null);
