using GoEnv.Policies;

namespace GoEnv.Coverage;

/// <summary>One measurement: what profiles say of the source in a folder, and what changed there since a base.</summary>
public sealed record CoverageRun
{
    private CoverageRun(CoverageFacts facts, GitChanges? changes, SourceTree tree) => (Facts, Changes, Tree) = (facts, changes, tree);

    /// <summary>What the rules judge.</summary>
    public CoverageFacts Facts { get; }

    /// <summary>What changed since the base; null where none was named.</summary>
    public GitChanges? Changes { get; }

    /// <summary>Where the source is.</summary>
    public SourceTree Tree { get; }

    /// <summary>
    /// Reads profiles and folders of GOCOVERDIR; <see cref="GitException"/> says what is wrong with the base,
    /// <see cref="FormatException"/>, <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> what is wrong with the rest.
    /// </summary>
    public static async Task<CoverageRun> ReadAsync(
        IReadOnlyList<string> paths, string sourceRoot, string? since, CoveragePolicy policy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var tree = new SourceTree(sourceRoot);
        var changes = since is null ? null : await GitChanges.ReadAsync(tree.Folder, since, cancellationToken).ConfigureAwait(false);
        var profile = await CoverageFiles.ReadAsync(paths, cancellationToken).ConfigureAwait(false);
        var data = CoverageData.Of(profile, tree, new CoverageExclusion(policy.Exclude, policy.ExcludeGenerated), cancellationToken);
        if (changes is null)
        {
            return new CoverageRun(new CoverageFacts(data, Fact<ChangedCoverage>.Unknown("no base is named")), null, tree);
        }

        var changed = CoverageFacts.ChangedOf(data, changes, tree);
        return new CoverageRun(new CoverageFacts(data with { Total = data.Total with { Changed = changed } }, changed), changes, tree);
    }

    /// <summary>Writes Cobertura XML.</summary>
    public void WriteCobertura(Stream stream, DateTimeOffset now) => CoberturaReport.Write(stream, Facts.Data, Tree, now);

    /// <summary>Writes the page with the source.</summary>
    public void WriteHtml(Stream stream, DateTimeOffset now)
    {
        using var text = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        new CoverageHtml(text).Write(Facts.Data, Changes is null ? null : Changes.IsChanged, now);
    }
}
