namespace GoEnv.Modules.Files;

/// <summary>Which hashes of go.sum a module's requirements need.</summary>
internal static class Hashes
{
    /// <summary>The version that is read in the place of a requirement: its own, its replacement's, or none for a folder.</summary>
    public static (string Path, string Version)? Actual(ModuleTree tree, RequireDirective require)
    {
        var found = Find(tree.Work?.Replace, require)
            ?? tree.MainModules.Select(mod => Find(mod.Replace, require)).FirstOrDefault(replace => replace is not null);
        return found is null ? (require.Path, require.Version)
            : found.NewVersion is null ? null : (found.NewPath, found.NewVersion);
    }

    private static ReplaceDirective? Find(IReadOnlyList<ReplaceDirective>? replaces, RequireDirective require) =>
        replaces?.LastOrDefault(replace => replace.Path == require.Path && replace.Version == require.Version)
        ?? replaces?.LastOrDefault(replace => replace.Path == require.Path && replace.Version is null);
}
