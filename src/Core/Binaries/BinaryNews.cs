namespace GoEnv.Binaries;

/// <summary>What comes of a target while its binaries are read: one of them, or, last, what there is to say of all.</summary>
public sealed record BinaryNews
{
    /// <summary>A binary, or what could not be read, with its problem.</summary>
    public GoBuildInfo? Info { get; init; }

    /// <summary>The answer, without its files; null before it is whole.</summary>
    public BinaryAnswer? Answer { get; init; }

    /// <summary>How many files came before the answer.</summary>
    public int Count { get; init; }
}
