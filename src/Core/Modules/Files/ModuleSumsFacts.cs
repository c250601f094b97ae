namespace GoEnv.Modules.Files;

/// <summary>The files with checksums that the go command reads in a folder.</summary>
public sealed record ModuleSums
{
    /// <summary>The path that was asked about.</summary>
    public required string Path { get; init; }

    /// <summary>The folder that it leads to; absent where there is none.</summary>
    public Fact<string> Folder { get; init; }

    /// <summary>go.sum and go.work.sum.</summary>
    public IReadOnlyList<Fact<GoSumFile>> Files { get; init; } = [];
}

/// <summary>What the module cache holds of one version of a module; hashes in the form of go.sum.</summary>
public sealed record CachedSums
{
    /// <summary>The hash that was noted at the download, which the go command holds against go.sum.</summary>
    public Fact<string> Noted { get; init; }

    /// <summary>The hash of the archive; empty for one that is no whole archive.</summary>
    public Fact<string> Archive { get; init; }

    /// <summary>The hash of the unpacked folder.</summary>
    public Fact<string> Folder { get; init; }
}

/// <summary>What go.sum files say, and what the module cache of the target holds.</summary>
public sealed record ModuleSumsFacts
{
    /// <summary>One for each path.</summary>
    public IReadOnlyList<ModuleSums> Trees { get; init; } = [];

    /// <summary>The module cache; absent where there is none.</summary>
    public Fact<string> Cache { get; init; }

    /// <summary>What is there, by <c>path version</c>.</summary>
    public IReadOnlyDictionary<string, CachedSums> Modules { get; init; } = new Dictionary<string, CachedSums>();

    /// <summary>The hashes of go.mod files that are there, by <c>path version</c>.</summary>
    public IReadOnlyDictionary<string, string> GoMods { get; init; } = new Dictionary<string, string>();

    /// <summary>What could not be looked at, as clauses.</summary>
    public IReadOnlyList<string> Unread { get; init; } = [];

    /// <summary>The number of what is compared.</summary>
    public override string ToString() => $"{Modules.Count} modules and {GoMods.Count} go.mod files of the module cache";
}
