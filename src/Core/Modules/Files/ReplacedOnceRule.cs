namespace GoEnv.Modules.Files;

/// <summary>Looks for modules that one file replaces by two different ones.</summary>
public sealed class ReplacedOnceRule() : ModuleTreeRule(
    "GE3123", Severity.Error, "No module is replaced twice", ModuleFiles.Mod | ModuleFiles.Work)
{
    private protected override IEnumerable<Problem> Judge(ModuleTree tree)
    {
        foreach (var file in tree.MainModules.OfType<ModuleFile>().Append(tree.Work).OfType<ModuleFile>())
        {
            foreach (var lines in file.Replace.GroupBy(replace => (replace.Path, replace.Version)))
            {
                // Go compares the lines as they are written: ./lib and ./lib/ are two.
                var first = lines.First();
                if (lines.FirstOrDefault(line => line.NewPath != first.NewPath || line.NewVersion != first.NewVersion) is { } other)
                {
                    var name = first.Version is null ? first.Path : $"{first.Path}@{first.Version}";
                    yield return At(
                        file.At(other),
                        $"{file.At(other)} replaces {name} by {Target(other)}, and line {first.Line} by {Target(first)}: every go command stops.",
                        $"Remove one of the two lines from {file.File}.") with { Subject = name };
                }
            }
        }
    }

    private static string Target(ReplaceDirective replace) => replace.NewVersion is null ? replace.NewPath : $"{replace.NewPath} {replace.NewVersion}";
}
