namespace GoEnv.Binaries;

/// <summary>A module that is part of a binary, as the go command recorded it.</summary>
public sealed record GoModule(string Path, string Version)
{
    /// <summary>The checksum; null where none was recorded.</summary>
    public string? Sum { get; init; }

    /// <summary>The module that stands in its place; null where none does.</summary>
    public GoModule? Replace { get; init; }

    /// <summary>True when a folder stands in its place.</summary>
    public bool IsReplacedByFolder => Replace is { } other
        && (other.Path.StartsWith("./", StringComparison.Ordinal)
            || other.Path.StartsWith("../", StringComparison.Ordinal)
            || other.Path is "." or ".."
            || System.IO.Path.IsPathRooted(other.Path));

    /// <inheritdoc/>
    public override string ToString() => Replace is null ? $"{Path} {Version}".TrimEnd() : $"{Path} {Version} => {Replace}";
}
