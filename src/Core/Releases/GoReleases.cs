namespace GoEnv.Releases;

/// <summary>Go releases and their support windows.</summary>
public sealed record GoReleases
{
    /// <summary>The data that ships with the module.</summary>
    public static GoReleases Shipped { get; } = new();
}
