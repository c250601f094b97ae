namespace GoEnv.Changes;

/// <summary>
/// A path whose state a remedy needs. An absolute path is taken as it is. At its beginning may stand <c>~</c>, <c>$NAME</c> or
/// <c>${NAME:-PATH}</c>, which the target resolves: <c>${XDG_CONFIG_HOME:-~/.config}/go/env</c>.
/// </summary>
/// <param name="Path">The path.</param>
public sealed record PathQuery(string Path)
{
    /// <summary>Read the bytes of a regular file; false for secrets and for what only has its mode changed.</summary>
    public bool Content { get; init; } = true;

    /// <summary>Follow symbolic links to their end, and describe what stands there; false to describe the link itself.</summary>
    public bool Follow { get; init; } = true;
}
