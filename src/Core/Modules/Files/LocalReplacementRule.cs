namespace GoEnv.Modules.Files;

/// <summary>Looks for modules that are replaced by folders, which no other machine has and no one who imports the module gets.</summary>
public sealed class LocalReplacementRule() : ModuleTreeRule(
    "GE3108", Severity.Information, "No module is replaced by a local folder", ModuleFiles.Mod)
{
    private protected override IEnumerable<Problem> Judge(ModuleTree tree)
    {
        foreach (var (file, replace) in ReplacementFolderRule.Local(tree).Where(pair => pair.File is GoModFile))
        {
            // A folder that is missing is named as such.
            if (tree.Folders.Any(folder => folder.From == file.File && folder.Name == replace.NewPath && !folder.IsUsed && folder.GoMod.IsKnown))
            {
                var isRooted = !replace.NewPath.StartsWith('.');
                yield return At(
                    file.At(replace),
                    $"{file.At(replace)} replaces {replace.Path} by the folder {replace.NewPath}: "
                        + (isRooted ? "builds elsewhere fail, and 'go install' of a version refuses the module." : "'go install' of a version refuses the module."),
                    $"go mod edit -dropreplace={replace.Path}{(replace.Version is null ? string.Empty : "@" + replace.Version)}, and use a go.work for work on both.") with
                {
                    Severity = isRooted ? Severity.Warning : null,
                };
            }
        }
    }
}
