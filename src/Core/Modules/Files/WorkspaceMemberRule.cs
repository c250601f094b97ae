namespace GoEnv.Modules.Files;

/// <summary>Looks for a module below a go.work that does not use it.</summary>
public sealed class WorkspaceMemberRule() : ModuleTreeRule(
    "GE3112", Severity.Error, "The workspace that is in effect uses the module", ModuleFiles.Mod | ModuleFiles.Work)
{
    private protected override IEnumerable<Problem> Judge(ModuleTree tree)
    {
        if (tree is { Work: { } work, Mod: { } mod })
        {
            var folder = mod.File[..mod.File.LastIndexOf('/')];
            var used = tree.Folders.Where(one => one.IsUsed && one.From == work.File).ToList();
            if (used.TrueForAll(one => !one.Path.TryGet(out var path) || path != folder))
            {
                yield return used.Exists(one => one.Path.IsUnknown) || tree.HasMoreFolders
                    ? Problem.Unknown($"Whether {work.File} uses {folder} is not known: not all of its folders could be looked at.")
                    : At(work.File + ":1", $"{work.File} is in effect in {folder} and does not use it: package patterns such as ./... stop there.", $"cd {folder} && go work use .") with { Subject = folder };
            }
        }
    }
}
