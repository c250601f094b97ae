using System.Text.Json.Serialization;

namespace GoEnv.Toolchain.Install;

/// <summary>How a change of toolchains came out.</summary>
public enum ToolchainChangeStatus
{
    /// <summary>Done, and checked by running the toolchain.</summary>
    Changed,

    /// <summary>There was nothing to do.</summary>
    Unchanged,
}

/// <summary>A change of toolchains on one target that was carried out.</summary>
public sealed record ToolchainChange
{
    /// <summary>The target.</summary>
    public required Target Target { get; init; }

    /// <summary>The target's name, for tables.</summary>
    [JsonIgnore]
    public string TargetName => Target.Name;

    /// <summary>What it does in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>Changed or unchanged.</summary>
    public required ToolchainChangeStatus Status { get; init; }

    /// <summary>The release in use before; null where there was none of the account's place.</summary>
    public GoVersion? Before { get; init; }

    /// <summary>The release in use now; null where there is none of the account's place.</summary>
    public GoVersion? After { get; init; }

    /// <summary>Whether a sum from an index, or one that was given, vouches for the archive; null where none was fetched.</summary>
    public bool? Verified { get; init; }

    /// <summary>Where the archive came from; null where none was fetched.</summary>
    public string? Source { get; init; }

    /// <summary>What was done, or why nothing was, in a sentence.</summary>
    public required string Message { get; init; }
}
