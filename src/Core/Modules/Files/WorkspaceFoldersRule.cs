using GoEnv.Toolchain;

namespace GoEnv.Modules.Files;

/// <summary>Looks for use lines of go.work that lead to no module, to one twice, or to one that is newer than the workspace.</summary>
public sealed class WorkspaceFoldersRule() : ModuleTreeRule(
    "GE3111", Severity.Error, "Every use line of go.work leads to a module", ModuleFiles.Work)
{
    private protected override IEnumerable<Problem> Judge(ModuleTree tree)
    {
        if (tree.Work is not { } work)
        {
            yield break;
        }

        var (folders, names) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var use in work.Use)
        {
            var place = work.At(use);
            var folder = tree.Folders.FirstOrDefault(folder => folder.IsUsed && folder.From == work.File && folder.Name == use.Path);
            if (folder is null || folder.Path.IsUnknown || (folder.Path.IsKnown && folder.GoMod.IsUnknown))
            {
                yield return Problem.Unknown($"Whether {use.Path} of {place} holds a module is not known: {folder?.Path.Reason ?? folder?.GoMod.Reason ?? "it was not looked at"}.");
            }
            else if (folder.Path.IsAbsent || folder.GoMod.IsAbsent)
            {
                var what = folder.Path.IsAbsent ? "is not there" : "has no go.mod";
                yield return At(place, $"{place} uses {use.Path}, which {what}: every command in the workspace stops.", $"go work edit -dropuse={use.Path}");
            }
            else if (!folders.TryAdd(folder.Path.Value, use.Line))
            {
                yield return At(place, $"{place} uses {use.Path} again, which line {folders[folder.Path.Value]} uses.", $"Remove line {use.Line} of {work.File}.");
            }
            else if (folder.GoMod.Value is { Module: { } module } mod)
            {
                if (!names.TryAdd(module.Path, use.Line))
                {
                    yield return At(place, $"{place} uses a second module named {module.Path}, after line {names[module.Path]}.", $"go work edit -dropuse={use.Path}");
                }

                if (work.Replace.FirstOrDefault(replace => replace.Path == module.Path && replace.Version is null) is { } replaced)
                {
                    yield return At(
                        work.At(replaced),
                        $"{work.At(replaced)} replaces {module.Path} at all versions, and line {use.Line} uses {use.Path}, which is that module: every command in the workspace stops.",
                        $"go work edit -dropreplace={module.Path}");
                }

                if (Newer(work, mod) is { } needed)
                {
                    yield return At(
                        work.Go is null ? work.File + ":1" : work.At(work.Go),
                        $"{mod.File} needs go {needed}, and {work.File} says go {work.Go?.Version ?? "1.18"}: every command in the workspace stops.",
                        "go work use");
                }
            }
        }
    }

    private static string? Newer(GoWorkFile work, GoModFile mod) =>
        mod.Go is { } line && GoVersion.TryParse(line.Version, out var needed) && needed >= GoVersion.Parse("1.21")
        && GoVersion.TryParse(work.Go?.Version ?? "1.18", out var has) && needed > has
            ? line.Version
            : null;
}
