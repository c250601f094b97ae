namespace GoEnv.Binaries;

/// <summary>What a target told of its binaries.</summary>
public sealed record BinaryAnswer(Target Target)
{
    /// <summary>The binaries, and what could not be read, with its problem.</summary>
    public IReadOnlyList<GoBuildInfo> Files { get; init; } = [];

    /// <summary>The operating system as Go names it.</summary>
    public Fact<string> Os { get; init; }

    /// <summary>The processor as Go names it.</summary>
    public Fact<string> Arch { get; init; }

    /// <summary>Whether the loaders that binaries name are there, by their paths; empty unless asked for.</summary>
    public IReadOnlyDictionary<string, Fact<bool>> Loaders { get; init; } = new Dictionary<string, Fact<bool>>();

    /// <summary>The go.mod files near binaries, by the paths of those; empty unless asked for.</summary>
    public IReadOnlyDictionary<string, NearbyModule> Modules { get; init; } = new Dictionary<string, NearbyModule>();

    /// <summary>How many scripts were run.</summary>
    public int RoundTrips { get; init; }

    /// <summary>How many bytes of files were sent.</summary>
    public long BytesRead { get; init; }

    /// <summary>Why the target could not be asked; null when it was.</summary>
    public TargetException? Error { get; init; }
}
