namespace GoEnv.Modules.Files;

/// <summary>Looks for required modules without a hash of their go.mod, and imported ones without a hash of their content.</summary>
public sealed class RequiredHashesRule() : ModuleTreeRule(
    "GE3109", Severity.Error, "go.sum has the hashes of every required module", ModuleFiles.Mod | ModuleFiles.Sum)
{
    private protected override IEnumerable<Problem> Judge(ModuleTree tree)
    {
        // With a vendor folder and in a workspace no hash is asked for, and with -mod=mod a missing one is added.
        var mode = BuildMode.Of(tree);
        if (mode.IsUnknown)
        {
            return [Problem.Unknown($"Whether go.sum is asked at {tree.Path} is not known: {mode.Reason}.")];
        }

        if (mode.Value != "readonly" || tree.Mod is not { } mod || tree.GoWork.IsKnown || tree.GoSum.IsUnknown)
        {
            return [];
        }

        // What is required at two versions has a rule of its own, and so has an excluded version.
        var sum = tree.GoSum.IsKnown ? tree.GoSum.Value : GoSumFile.Parse([]);
        var needed = mod.Require
            .Where(require => !mod.Exclude.Any(one => (one.Path, one.Version) == (require.Path, require.Version))
                && !mod.Require.Any(other => other.Path == require.Path && other.Version != require.Version))
            .Select(require => (Require: require, Actual: Hashes.Actual(tree, require)))
            .Where(need => need.Actual is not null)
            .ToList();
        var missing = needed.Where(need => !sum.Has(need.Actual!.Value.Path, need.Actual.Value.Version, goMod: true)).ToList();
        if (missing.Count > 1 && tree.GoSum.IsAbsent)
        {
            return
            [
                At(mod.At(missing[0].Require), $"{mod.File} requires {missing.Count} modules and has no go.sum beside it.", "go mod tidy") with
                {
                    Evidence = missing.ConvertAll(need => need.Require.ToString()),
                },
            ];
        }

        return missing
            .Select(need => At(
                mod.At(need.Require),
                $"go.sum has no hash of the go.mod of {need.Actual!.Value.Path} {need.Actual.Value.Version}, which {mod.At(need.Require)} requires: commands that read all requirements stop.",
                $"go mod download {need.Require.Path}"))
            .Concat(Contents(tree, mod, sum, needed.Except(missing)));
    }

    private static IEnumerable<Problem> Contents(
        ModuleTree tree, GoModFile mod, GoSumFile sum, IEnumerable<(RequireDirective Require, (string Path, string Version)? Actual)> needed)
    {
        foreach (var (require, actual) in needed.Where(need => !need.Require.IsIndirect && !sum.Has(need.Actual!.Value.Path, need.Actual.Value.Version)))
        {
            var what = $"go.sum has no hash of the content of {actual!.Value.Path} {actual.Value.Version}";
            var imports = tree.Unhashed.FirstOrDefault(found => found.Module == require.Path)?.Imports ?? Fact<IReadOnlyList<(string, string, bool)>>.Unknown("the files were not looked at");
            if (!imports.TryGet(out var lines))
            {
                yield return Problem.Unknown($"{what}, and whether something imports it is not known: {imports.Reason}.") with { Location = mod.At(require) };
                continue;
            }

            var own = lines.Where(line => IsProvidedBy(require, mod, line.Path)).OrderBy(line => line.IsConstrained).ToList();
            if (own is [var (file, path, isConstrained), ..])
            {
                yield return isConstrained
                    ? Problem.Unknown($"{what}, and {file}, which imports {path}, has build constraints: builds that take the file stop.") with { Location = mod.At(require) }
                    : At(mod.At(require), $"{what}, and {file} imports {path}: builds stop.", $"go mod download {require.Path}");
            }
        }
    }

    // The module with the longest path that fits provides a package.
    private static bool IsProvidedBy(RequireDirective require, GoModFile mod, string import) => Fits(require.Path, import)
        && !mod.Require.Any(other => other.Path.Length > require.Path.Length && Fits(other.Path, import));

    private static bool Fits(string module, string import) =>
        import == module || import.StartsWith(module + "/", StringComparison.Ordinal);
}
