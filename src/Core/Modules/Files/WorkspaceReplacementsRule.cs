namespace GoEnv.Modules.Files;

/// <summary>Looks for modules of a workspace that replace a module by different ones.</summary>
public sealed class WorkspaceReplacementsRule() : ModuleTreeRule(
    "GE3121", Severity.Error, "The modules of the workspace replace alike", ModuleFiles.Mod | ModuleFiles.Work)
{
    private protected override IEnumerable<Problem> Judge(ModuleTree tree)
    {
        if (tree.Work is not { } work)
        {
            yield break;
        }

        // What go.work replaces, it replaces for all.
        var first = new Dictionary<(string, string?), (GoModFile File, ReplaceDirective Replace)>();
        foreach (var (file, replace) in tree.MainModules
            .SelectMany(file => file.Replace.Select(replace => (file, replace)))
            .Where(pair => !work.Replace.Any(one => one.Path == pair.replace.Path)))
        {
            var key = (replace.Path, replace.Version);
            if (!first.TryGetValue(key, out var other))
            {
                first[key] = (file, replace);
            }
            else if (other.File == file)
            {
                first[key] = (file, replace);
            }
            else if (Place(file, replace) != Place(other.File, other.Replace))
            {
                var name = replace.Version is null ? replace.Path : $"{replace.Path}@{replace.Version}";
                yield return At(
                    file.At(replace),
                    $"{file.At(replace)} replaces {name} by {replace.NewPath}{Version(replace)}, and {other.File.At(other.Replace)} by {other.Replace.NewPath}{Version(other.Replace)}: every command in the workspace stops.",
                    $"go work edit -replace={name}=WHICH");
            }
        }
    }

    private static string Version(ReplaceDirective replace) => replace.NewVersion is null ? string.Empty : " " + replace.NewVersion;

    // Folders of go.mod files are relative to these; rooted ones are compared as they are written.
    private static (string, string?) Place(GoModFile file, ReplaceDirective replace) => (
        replace.IsFolder && !replace.NewPath.StartsWith('/')
            ? Path.GetFullPath(Path.Combine(file.File[..(file.File.LastIndexOf('/') + 1)], replace.NewPath)).TrimEnd('/')
            : replace.NewPath,
        replace.NewVersion);
}
