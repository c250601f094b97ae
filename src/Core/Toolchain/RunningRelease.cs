using GoEnv.Changes;

namespace GoEnv.Toolchain;

/// <summary>A release that a command <c>go</c> is.</summary>
/// <param name="Says">That it is so, as the beginning of a sentence.</param>
/// <param name="Version">The release.</param>
/// <param name="Subject">The subject of findings about it.</param>
internal sealed record RunningRelease(string Says, GoVersion Version, string Subject)
{
    /// <summary>False for gccgo, and for a build between releases, which no support window covers.</summary>
    public bool HasSupport { get; init; } = true;

    /// <summary>True where a distribution packaged it, which may go on mending it.</summary>
    public bool IsPackaged { get; init; }

    /// <summary>How to have another one by hand; null where another one is to be installed.</summary>
    public string? Fix { get; init; }

    /// <summary>What gives another one; null where nothing that GoEnv does.</summary>
    public Remedy? Remedy { get; init; }
}
