using System.Globalization;

namespace GoEnv.Toolchain.Install;

/// <summary>What installing, switching and removing takes at one place: pure.</summary>
public static class ToolchainPlan
{
    // An archive unpacks to about three and a half times its size (measured with the archives of 1.19 to 1.27), and is there itself meanwhile.
    private const int SpaceFactor = 5;

    /// <summary>
    /// What it takes to have a release and to use it; nothing when all is so already. With <paramref name="isSwitched"/>
    /// false the link stays.
    /// </summary>
    public static IReadOnlyList<ToolchainCall> Install(ToolchainPlace place, ArchiveOrigin origin, bool isSwitched, TimeSpan stall)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(origin);
        if (place.Link == $"tree {origin.Version}")
        {
            return [];
        }

        var there = place.Trees.FirstOrDefault(tree => tree.Version == origin.Version);
        var tree = there?.Path ?? place.TreeOf(origin.Version);
        List<ToolchainCall> calls = there is null ? [Fetch(place, origin, tree, stall)] : [];
        return isSwitched ? [.. calls, .. Switch(place, new InstalledTree(tree, origin.Version))] : calls;
    }

    /// <summary>What it takes to make a tree the one in use; nothing when it is.</summary>
    public static IReadOnlyList<ToolchainCall> Switch(ToolchainPlace place, InstalledTree tree)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(tree);
        if (place.Current == tree.Path && (place.FreeCommands.Count == 0 || tree.Path == place.LinkPath))
        {
            return [];
        }

        var text = place.LinkTo(tree.Path);
        Dictionary<string, string> variables = new(StringComparer.Ordinal)
        {
            ["link"] = place.LinkPath,
            ["was"] = place.Link,
            ["text"] = text,
            ["aside"] = place.Aside,
            ["version"] = tree.Version.ToString(),
            ["bin"] = place.Bin,
        };
        var undo = new ToolchainCall(
            "switch-undo",
            new Dictionary<string, string>(variables, StringComparer.Ordinal) { ["made"] = string.Join(' ', place.FreeCommands) },
            $"Make {place.LinkPath} {InWords(place)} again",
            $"{place.LinkPath} is {InWords(place)} again");
        var moved = place.Aside.Length > 0 ? $", and the tree that was there is now {place.Aside}" : string.Empty;
        return [new ToolchainCall("switch", variables, Describe(place, tree), $"{place.LinkPath} leads to Go {tree.Version} in {tree.Path}{moved}", undo)];
    }

    /// <summary>What it takes to remove a tree; with <paramref name="isForced"/> also the one in use.</summary>
    public static ToolchainCall Remove(ToolchainPlace place, InstalledTree tree, bool isForced)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(tree);
        return new ToolchainCall(
            "remove",
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["tree"] = tree.Path,
                ["version"] = tree.Version.ToString(),
                ["link"] = place.LinkPath,
                ["bin"] = place.Bin,
                ["force"] = isForced ? "yes" : "no",
            },
            $"Remove {tree.Path} (Go {tree.Version})",
            $"{tree.Path} was removed");
    }

    private static ToolchainCall Fetch(ToolchainPlace place, ArchiveOrigin origin, string tree, TimeSpan stall)
    {
        var stage = place.StageOf(origin.Version);
        var from = origin.Addresses.Count > 0 ? $"from {string.Join(" or ", origin.Addresses)}" : "sent over the session";
        return new ToolchainCall(
            "install",
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["version"] = origin.Version.ToString(),
                ["tree"] = tree,
                ["stage"] = stage,
                ["sha256"] = origin.Sha256,
                ["size"] = Text(origin.Size),
                ["need"] = Text(origin.Size * SpaceFactor / 1024),
                ["urls"] = string.Join('\n', origin.Addresses),
                ["offset"] = Text(origin.Addresses.Count > 0 ? 0 : Math.Min(place.Stages.GetValueOrDefault(stage), origin.Size)),
                ["stall"] = Text((long)stall.TotalSeconds),
            },
            $"Unpack Go {origin.Version} into {tree}, {from}, SHA-256 {origin.Sha256}",
            $"Go {origin.Version} was unpacked into {tree}",
            Remove(place, new InstalledTree(tree, origin.Version), isForced: false));
    }

    private static string Describe(ToolchainPlace place, InstalledTree tree)
    {
        var commands = place.FreeCommands.Count > 0
            ? $", and add {string.Join(" and ", place.FreeCommands.Select(name => $"{place.Bin}/{name}"))}"
            : string.Empty;
        var what = place.Aside.Length > 0
            ? $"Move {place.LinkPath} to {place.Aside}, and make {place.LinkPath} a link to {place.LinkTo(tree.Path)}"
            : $"Make {place.LinkPath} a link to {place.LinkTo(tree.Path)} (now {InWords(place)})";
        return what + commands;
    }

    private static string InWords(ToolchainPlace place) => place.Link switch
    {
        "absent" => "absent",
        _ when place.Link.StartsWith("link ", StringComparison.Ordinal) => $"a link to {place.Link["link ".Length..]}",
        _ when place.Link.StartsWith("tree ", StringComparison.Ordinal) => $"the tree of Go {place.Link["tree ".Length..]}",
        _ => "something else",
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
