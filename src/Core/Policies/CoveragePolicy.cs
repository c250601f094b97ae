namespace GoEnv.Policies;

/// <summary>What a policy asks of the coverage of tests; each minimum is from 0 to 100 and null where there is none.</summary>
public sealed record CoveragePolicy
{
    /// <summary>The least share of all statements.</summary>
    public decimal? Total { get; init; }

    /// <summary>The least share of the statements of each package.</summary>
    public decimal? Package { get; init; }

    /// <summary>The least share of the statements of each file.</summary>
    public decimal? File { get; init; }

    /// <summary>The least share of the lines that changed since a base.</summary>
    public decimal? Changed { get; init; }

    /// <summary>Patterns of files that are not counted.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>True leaves out files that say that they are generated.</summary>
    public bool ExcludeGenerated { get; init; }
}
