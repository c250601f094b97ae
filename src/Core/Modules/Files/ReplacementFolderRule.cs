namespace GoEnv.Modules.Files;

/// <summary>Looks for local replacements whose folder is not a module.</summary>
public sealed class ReplacementFolderRule() : ModuleTreeRule(
    "GE3107", Severity.Error, "Every folder of a replacement holds a module", ModuleFiles.Mod | ModuleFiles.Work)
{
    private protected override IEnumerable<Problem> Judge(ModuleTree tree)
    {
        var required = tree.MainModules.SelectMany(mod => mod.Require).Select(require => require.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var (file, replace) in Local(tree))
        {
            var folder = tree.Folders.FirstOrDefault(folder => folder.From == file.File && folder.Name == replace.NewPath && !folder.IsUsed);
            if (folder is null || folder.Path.IsUnknown || (folder.Path.IsKnown && folder.GoMod.IsUnknown))
            {
                var reason = folder is null ? "it was not looked at" : folder.Path.Reason ?? folder.GoMod.Reason;
                yield return Problem.Unknown($"Whether {replace.NewPath} of {file.At(replace)} holds a module is not known: {reason}.");
            }
            else if (folder.Path.IsAbsent || folder.GoMod.IsAbsent)
            {
                var what = folder.Path.IsAbsent ? "is not there" : "has no go.mod";
                var isUsed = required.Contains(replace.Path);
                yield return At(
                    file.At(replace),
                    $"{file.At(replace)} replaces {replace.Path} by {replace.NewPath}, which {what}{(isUsed ? string.Empty : ", and nothing here requires the module")}.",
                    $"go {(file is GoWorkFile ? "work" : "mod")} edit -dropreplace={replace.Path}{(replace.Version is null ? string.Empty : "@" + replace.Version)}, or put the module there.") with
                {
                    Severity = isUsed ? null : Severity.Warning,
                };
            }
        }
    }

    internal static IEnumerable<(ModuleFile File, ReplaceDirective Replace)> Local(ModuleTree tree) =>
        tree.MainModules.OfType<ModuleFile>().Append(tree.Work).OfType<ModuleFile>()
            .SelectMany(file => file.Replace.Where(replace => replace.IsFolder).Select(replace => (file, replace)));
}
