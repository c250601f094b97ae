using GoEnv.Changes;

namespace GoEnv.Toolchain.Install;

/// <summary>A tree that is on a target, and what laid it out.</summary>
internal sealed record FoundTree(InstalledTree Tree, ToolchainManager Manager, bool IsInUse)
{
    /// <summary>True where a link may lead to it: what stays where it is.</summary>
    public bool IsSwitchable => Manager is not (ToolchainManager.Snap or ToolchainManager.ModuleCache);

    /// <summary>True for one in the account's own place, where Install-GoToolchain puts them.</summary>
    public bool IsOwn { get; init; }

    /// <summary>True where nothing else keeps account of it.</summary>
    public bool IsRemovable => Manager is ToolchainManager.None or ToolchainManager.Archive or ToolchainManager.Sdk;
}

/// <summary>The trees of a target: those in the account's place first, then the others that the probe found.</summary>
internal static class InstalledTrees
{
    private static readonly ToolchainProbe Probe = new();

    /// <summary>The scripts that ask for them.</summary>
    public static IReadOnlyList<(string Id, string Script)> Questions => [ToolchainPlace.Question, (Probe.Id, Probe.Script)];

    public static IReadOnlyList<FoundTree> Of(TargetState state, ToolchainPlace place)
    {
        var facts = state.Answer(Probe.Id, Probe.Parse);
        var link = place.Link.StartsWith("tree ", StringComparison.Ordinal) && GoVersion.TryParse(place.Link["tree ".Length..], out var version)
            ? [new InstalledTree(place.LinkPath, version)]
            : Array.Empty<InstalledTree>();
        var winner = facts.Winner?.GoRoot;
        var own = place.Trees.Concat(link).Select(tree => new FoundTree(tree, ToolchainManager.Archive, tree.Path == place.Current || tree.Path == winner) { IsOwn = true });
        var others = facts.Toolchains
            .Where(toolchain => toolchain is { GoRoot: not null, Version: not null, IsShim: false, IsGccgo: false, Runs: true })
            .Select(toolchain => new FoundTree(
                new InstalledTree(toolchain.GoRoot!, toolchain.Version!), toolchain.Manager, toolchain.GoRoot == winner || toolchain.GoRoot == place.Current));
        return own.Concat(others).DistinctBy(found => found.Tree.Path).ToList();
    }

    /// <summary>The error for a release that is not there, which names those that are.</summary>
    public static InstallException None(Target target, string wanted, IReadOnlyList<FoundTree> all)
    {
        var there = all.Count == 0 ? "no toolchain" : string.Join(", ", all.Select(found => $"{found.Tree.Version} in {found.Tree.Path}"));
        return new InstallException(InstallError.NotInstalled, $"{target.Name} has {there}, and none of these is {wanted}.", "Install it with Install-GoToolchain.");
    }

    /// <summary>The one of several trees of a release that may be removed; <see cref="InstallException"/> where none or more than one is.</summary>
    public static InstalledTree Removable(Target target, IReadOnlyList<FoundTree> all, bool isForced)
    {
        var removable = all.Where(found => found.IsRemovable).ToList();
        if (removable.FindAll(found => found.IsOwn) is [var own])
        {
            removable = [own];
        }

        return removable switch
        {
            [] => throw new InstallException(
                InstallError.Managed,
                $"{all[0].Tree.Path} of {target.Name} belongs to {all[0].Manager} and is not removed here.",
                $"Remove it with the tool that installed it."),
            [{ IsInUse: true } one] when !isForced => throw new InstallException(
                InstallError.InUse,
                $"{one.Tree.Path} of {target.Name} is the toolchain in use.",
                "Switch to another one first with Switch-GoToolchain, or remove it all the same with -Force."),
            [var one] => one.Tree,
            _ => throw new InstallException(
                InstallError.SeveralInstalled,
                $"{target.Name} has Go {all[0].Tree.Version} in {string.Join(" and in ", removable.Select(found => found.Tree.Path))}.",
                "Name one of them with -Path."),
        };
    }
}
