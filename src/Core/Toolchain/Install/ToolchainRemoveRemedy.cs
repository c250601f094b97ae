using GoEnv.Changes;

namespace GoEnv.Toolchain.Install;

/// <summary>Removes an installed release.</summary>
/// <param name="Version">The release.</param>
public sealed record ToolchainRemoveRemedy(string Version) : Remedy
{
    /// <summary>The folder of the release; null where only one is on the target.</summary>
    public string? Path { get; init; }

    /// <summary>Remove it although it is the one in use.</summary>
    public bool IsForced { get; init; }

    /// <inheritdoc/>
    public override ChangeImpact Impact => ChangeImpact.High;

    /// <inheritdoc/>
    public override int Order => 95;

    /// <inheritdoc/>
    public override IReadOnlyList<PathQuery> Reads => [];

    internal override IReadOnlyList<(string Id, string Script)> Asks => InstalledTrees.Questions;

    /// <inheritdoc/>
    public override string Describe() => $"Remove Go {Version}{(Path is null ? string.Empty : $" from {Path}")}.";

    /// <inheritdoc/>
    public override IEnumerable<ChangeStep> Plan(TargetState state)
    {
        var place = ToolchainPlace.Of(state);
        var version = GoVersion.Parse(Version);
        var all = InstalledTrees.Of(state, place).Where(found => found.Tree.Version == version && (Path is null || found.Tree.Path == Path)).ToList();

        // What is in use is removed for good: nothing of this module brings it back.
        return all.Count == 0 ? [] : [ToolchainSteps.Remove(place, InstalledTrees.Removable(state.Target, all, IsForced), IsForced)];
    }
}
