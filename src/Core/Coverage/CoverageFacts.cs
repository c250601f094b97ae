namespace GoEnv.Coverage;

/// <summary>What the rules on coverage judge.</summary>
/// <param name="Data">What was counted.</param>
/// <param name="Changed">The lines that changed since a base; unknown where none was named.</param>
public sealed record CoverageFacts(CoverageData Data, Fact<ChangedCoverage> Changed)
{
    /// <summary>The changed lines of the files that were counted.</summary>
    public static ChangedCoverage ChangedOf(CoverageData data, GitChanges changes, SourceTree tree)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentNullException.ThrowIfNull(tree);
        var files = new List<ChangedFile>();
        var (covered, statements) = (0L, 0L);
        foreach (var file in data.Files.Where(file => file.Path is not null))
        {
            if (!changes.Files.TryGetValue(file.Path!, out var changed))
            {
                continue;
            }

            var lines = file.Lines().Where(line => changed.Contains(line.Key)).ToList();
            var blocks = file.Blocks.Where(block => lines.Exists(line => line.Key >= block.Start.Line && line.Key <= block.End.Line && file.HasCode(block, line.Key))).ToList();
            covered += blocks.Where(block => block.Count > 0).Sum(block => (long)block.Statements);
            statements += blocks.Sum(block => (long)block.Statements);
            if (lines.Count > 0)
            {
                files.Add(new ChangedFile(file.Shown, lines.Count, lines.Where(line => line.Value == 0).Select(line => line.Key).ToList()));
            }
        }

        return new ChangedCoverage
        {
            Base = changes.Base,
            Files = files,
            Lines = files.Sum(file => file.Lines),
            CoveredLines = files.Sum(file => file.Lines - file.Uncovered.Count),
            Covered = covered,
            Statements = statements,
            NotInProfile = NotInProfile(data, changes, tree),
        };
    }

    // A file of a package that was measured is left out for want of statements or by its build constraints.
    private static List<string> NotInProfile(CoverageData data, GitChanges changes, SourceTree tree)
    {
        var measured = data.Measured.Select(path => Path.GetDirectoryName(path)!).ToHashSet(StringComparer.Ordinal);
        return changes.Files.Keys
            .Where(path => !path.EndsWith("_test.go", StringComparison.Ordinal) && !measured.Contains(Path.GetDirectoryName(path)!)
                && !path.Split(Path.DirectorySeparatorChar).Contains("testdata") && HasFunctions(path))
            .Select(tree.Shown).Order(StringComparer.Ordinal).ToList();
    }

    private static bool HasFunctions(string path)
    {
        try
        {
            return SourceTree.Read(path, out _) is { } bytes && GoSource.Read(bytes).Functions.Count > 0;
        }
        catch (FormatException)
        {
            return true;
        }
    }
}
