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
            .Concat(mods.OfType<ModuleFile>().Append(tree.Work).OfType<ModuleFile>().SelectMany(file => Short(file).Select(one => ShortVersion(file, one.Line, one.Written, one.Version))))
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

    // What the parser takes but the go command asks the network for. In go.work it asks for nothing.
    private static IEnumerable<(Directive Line, string Written, string Version)> Short(ModuleFile file)
    {
        if (file is not GoModFile mod)
        {
            return [];
        }

        var all = mod.Require.Select(line => ((Directive)line, line.WrittenVersion, line.Version))
            .Concat(mod.Exclude.Select(line => ((Directive)line, line.WrittenVersion, line.Version)))
            .Concat(mod.Replace.Where(line => line.Version is not null).Select(line => ((Directive)line, line.WrittenVersion!, line.Version!)))
            .Concat(mod.Replace.Where(line => line.NewVersion is not null).Select(line => ((Directive)line, line.WrittenNewVersion!, line.NewVersion!)))
            .Concat(mod.Retract.Where(line => SemanticVersion.IsValid(line.Low)).Select(line => ((Directive)line, line.Written.Low, line.Low)))
            .Concat(mod.Retract.Where(line => line.High != line.Low && SemanticVersion.IsValid(line.High)).Select(line => ((Directive)line, line.Written.High, line.High)));
        return all.Where(one => one.Item2 != one.Item3);
    }

    private static Problem ShortVersion(ModuleFile file, Directive line, string written, string version) => At(
        file.At(line),
        $"{file.At(line)} says {written}, which is no whole version: go asks the network what it means.",
        $"Write {version} there.");

    private static IEnumerable<Problem> Versions(GoModFile file)
    {
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
