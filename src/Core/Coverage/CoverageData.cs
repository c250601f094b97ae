namespace GoEnv.Coverage;

/// <summary>What profiles and the source at hand say together.</summary>
public sealed record CoverageData
{
    /// <summary>The total.</summary>
    public required CoverageTotal Total { get; init; }

    /// <summary>The packages, by name.</summary>
    public required IReadOnlyList<PackageCoverage> Packages { get; init; }

    /// <summary>The source files, by name.</summary>
    public required IReadOnlyList<FileCoverage> Files { get; init; }

    /// <summary>The functions of the files whose source is here, in order.</summary>
    public IEnumerable<FunctionCoverage> Functions => Files.SelectMany(file => file.Functions);

    /// <summary>How many files were left out, by the policy.</summary>
    public int Excluded { get; init; }

    /// <summary>The paths of all files that profiles are about, also those that were left out.</summary>
    internal IReadOnlyList<string> Measured { get; init; } = [];

    /// <summary>Counts a merged profile, without the files that are left out.</summary>
    public static CoverageData Of(CoverageProfile profile, SourceTree tree, CoverageExclusion? exclusion = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(tree);
        var files = new List<FileCoverage>();
        var measured = new List<string>();
        var excluded = 0;
        foreach (var (name, blocks) in profile.Files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var file = Of(name, blocks, tree);
            if (file.Path is not null)
            {
                measured.Add(file.Path);
            }

            if (exclusion?.Covers(file) == true)
            {
                excluded++;
                continue;
            }

            files.Add(file);
        }

        var packages = files.GroupBy(file => file.Package, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new PackageCoverage
            {
                Package = group.Key,
                Files = group.Count(),
                Covered = group.Sum(file => file.Covered),
                Statements = group.Sum(file => file.Statements),
            }).ToList();
        var functions = files.SelectMany(file => file.Functions).ToList();
        return new CoverageData
        {
            Files = files,
            Packages = packages,
            Excluded = excluded,
            Measured = measured,
            Total = new CoverageTotal
            {
                Mode = profile.Mode ?? CoverageMode.Set,
                Packages = packages.Count,
                Files = files.Count,
                Covered = files.Sum(file => file.Covered),
                Statements = files.Sum(file => file.Statements),
                FunctionCoverage = files.Exists(file => file.Source is null) ? null
                    : CoveragePercent.Text(functions.Sum(function => function.Covered), functions.Sum(function => function.Statements)),
            },
        };
    }

    private static FileCoverage Of(string name, IReadOnlyList<CoverageBlock> blocks, SourceTree tree)
    {
        var path = tree.Find(name, out var reason);
        var source = path is null ? null : ReadSource(path, out reason);
        var cut = name.LastIndexOfAny(SourceTree.IsPath(name) ? ['/', '\\'] : ['/']);
        return new FileCoverage
        {
            File = name,
            Package = cut > 0 ? name[..cut] : ".",
            Path = path,
            Shown = path is null ? name : tree.Shown(path),
            SourceMissing = reason,
            Source = source,
            Blocks = blocks,
            Covered = blocks.Where(block => block.Count > 0).Sum(block => (long)block.Statements),
            Statements = blocks.Sum(block => (long)block.Statements),
            Functions = source is null ? [] : source.Functions.Select(function => Of(function, name, path!, blocks)).ToList(),
        };
    }

    private static GoSource? ReadSource(string path, out string? reason)
    {
        if (SourceTree.Read(path, out reason) is not { } bytes)
        {
            return null;
        }

        try
        {
            return GoSource.Read(bytes);
        }
        catch (FormatException e)
        {
            reason = $"{path} cannot be read as Go: {e.Message}";
            return null;
        }
    }

    // As go tool cover does it: a block that begins before the end of a function and ends behind its start is of the function.
    private static FunctionCoverage Of(GoFunction function, string name, string path, IReadOnlyList<CoverageBlock> blocks)
    {
        var (covered, statements) = (0L, 0L);
        foreach (var block in blocks)
        {
            if (block.Start >= function.End)
            {
                break;
            }

            if (block.End > function.Start)
            {
                statements += block.Statements;
                covered += block.Count > 0 ? block.Statements : 0;
            }
        }

        return new FunctionCoverage
        {
            File = name,
            Line = function.Start.Line,
            Function = function.Name,
            Path = path,
            Covered = covered,
            Statements = statements,
        };
    }
}
