namespace GoEnv.Modules.Files;

/// <summary>Names every line of go.mod, go.work and go.sum that Go refuses.</summary>
public sealed class FileSyntaxRule() : ModuleTreeRule(
    "GE3101", Severity.Error, "Go can read every line of the module files", ModuleFiles.Mod | ModuleFiles.Work | ModuleFiles.Sum)
{
    private protected override IEnumerable<Problem> Judge(ModuleTree tree)
    {
        var mods = tree.MainModules.Prepend(tree.Mod).OfType<GoModFile>().DistinctBy(file => file.File).ToList();
        return mods.OfType<ModuleFile>().Append(tree.Work).OfType<ModuleFile>().SelectMany(file => file.Errors.Select(error => Refused(file.File, error)))
            .Concat(Sums(tree).SelectMany(sum => sum.Errors.Select(error => Refused(sum.File, error))))
            .Concat(mods.SelectMany(Versions));
    }

    internal static IEnumerable<GoSumFile> Sums(ModuleTree tree) => new[] { tree.GoSum, tree.GoWorkSum }
        .Concat(tree.Folders.Where(folder => folder.IsUsed).Select(folder => folder.GoSum))
        .Where(sum => sum.IsKnown).Select(sum => sum.Value).DistinctBy(sum => sum.File);

    private static Problem Refused(string file, ModuleFileError error) =>
        At($"{file}:{error.Line}", $"{file}:{error.Line}:{error.Column}: {error.Message}.", $"Write {error.Expected ?? "it as the Go modules reference says"} there.") with
        {
            Expected = error.Expected,
        };

    // What the parser takes but the go command asks the network for.
    private static IEnumerable<Problem> Versions(GoModFile file)
    {
        foreach (var require in file.Require.Where(require => require.WrittenVersion != require.Version))
        {
            yield return At(
                file.At(require),
                $"{file.At(require)} requires {require.Path} {require.WrittenVersion}, which is no whole version: go asks the network what it means.",
                $"Write {require.Path} {require.Version} there.");
        }

        foreach (var tool in file.Tool)
        {
            if (ModulePath.Fault(tool.Path) is { } fault)
            {
                yield return At(file.At(tool), $"{file.At(tool)} names the tool '{tool.Path}', which is no import path: {fault}.", "Write the path of the tool's package there, such as example.com/module/cmd/tool.");
            }
        }

        var suffix = file.Module is null ? null : ModulePath.MajorSuffix(file.Module.Path);
        foreach (var retract in file.Retract)
        {
            var wrong = new[] { retract.Low, retract.High }.Distinct()
                .FirstOrDefault(version => !SemanticVersion.IsValid(version) || (suffix is not null && ModulePath.MajorMismatch(version, suffix) is not null));
            if (wrong is not null)
            {
                yield return At(
                    file.At(retract),
                    $"{file.At(retract)} retracts {wrong}, which can be no version of {file.Module?.Path}.",
                    "Write a version of this module there, such as v1.2.3.");
            }
        }
    }
}
