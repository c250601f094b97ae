using GoEnv.Changes;

namespace GoEnv.Toolchain.Install;

/// <summary>Makes another installed release the one in use.</summary>
/// <param name="Version">The release as <see cref="WantedRelease.Parse"/> reads it, of those that are installed.</param>
public sealed record ToolchainSwitchRemedy(string Version) : Remedy
{
    /// <inheritdoc/>
    public override ChangeImpact Impact => ChangeImpact.Medium;

    /// <inheritdoc/>
    public override int Order => 20;

    /// <inheritdoc/>
    public override IReadOnlyList<PathQuery> Reads => [];

    internal override IReadOnlyList<(string Id, string Script)> Asks => InstalledTrees.Questions;

    /// <inheritdoc/>
    public override string Describe() => $"Make {WantedRelease.Parse(Version)} of those that are installed the one in use.";

    /// <inheritdoc/>
    public override IEnumerable<ChangeStep> Plan(TargetState state)
    {
        var place = ToolchainPlace.Of(state);
        var wanted = WantedRelease.Parse(Version);
        var all = InstalledTrees.Of(state, place).Where(found => found.IsSwitchable).ToList();
        var version = wanted.Choose(all.Select(found => found.Tree.Version)) ?? throw InstalledTrees.None(state.Target, wanted.ToString(), all);
        var steps = ToolchainPlan.Switch(place, all.First(found => found.Tree.Version == version).Tree, stays: true);
        PlaceCheck.Demand(state.Target, place, steps);
        return steps;
    }
}
