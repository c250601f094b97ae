using GoEnv.Changes;

namespace GoEnv.Toolchain.Install;

/// <summary>What installing and switching takes at one place: pure.</summary>
internal static class ToolchainPlan
{
    /// <summary>
    /// What it takes to have a release and to use it; nothing when all is so already. With <paramref name="isSwitched"/>
    /// false the link stays. <paramref name="origin"/> is not asked for a release that is there.
    /// </summary>
    public static IReadOnlyList<ChangeStep> Install(ToolchainPlace place, GoVersion version, Func<ArchiveOrigin> origin, bool isSwitched)
    {
        if (place.Link == $"tree {version}")
        {
            return [];
        }

        var there = place.Trees.FirstOrDefault(tree => tree.Version == version);
        var tree = there?.Path ?? place.TreeOf(version);
        List<ChangeStep> steps = there is null ? [ToolchainSteps.Unpack(place, origin(), tree)] : [];
        return isSwitched ? [.. steps, .. Switch(place, new InstalledTree(tree, version), stays: there is not null)] : steps;
    }

    /// <summary>What it takes to make a tree the one in use; nothing when it is.</summary>
    public static IReadOnlyList<ChangeStep> Switch(ToolchainPlace place, InstalledTree tree, bool stays) =>
        place.Current == tree.Path && (place.FreeCommands.Count == 0 || tree.Path == place.LinkPath) ? [] : [ToolchainSteps.Switch(place, tree, stays)];
}
