namespace GoEnv.Modules.Files;

/// <summary>Looks for go.mod and go.work files without a go line.</summary>
public sealed class GoLineRule() : ModuleTreeRule(
    "GE3103", Severity.Warning, "go.mod and go.work have a go line", ModuleFiles.Mod | ModuleFiles.Work)
{
    private protected override IEnumerable<Problem> Judge(ModuleTree tree)
    {
        var files = tree.MainModules.Prepend(tree.Mod).OfType<ModuleFile>().DistinctBy(file => file.File).Append(tree.Work);
        foreach (var file in files.OfType<ModuleFile>().Where(file => file.Go is null && file.Errors.All(error => !IsGoLine(file, error))))
        {
            var isWork = file is GoWorkFile;
            var language = isWork ? "1.18" : "1.16";
            yield return At(
                file.File + ":1",
                $"{file.File} has no go line: Go takes it for go {language}.",
                isWork ? "go work edit -go=1.N.P" : "go mod edit -go=1.N.P");
        }
    }

    // A go line that cannot be read is named as such.
    private static bool IsGoLine(ModuleFile file, ModuleFileError error) =>
        file.Syntax.Lines.Any(entry => entry.Verb == "go" && entry.Line.Start.Line == error.Line);
}
