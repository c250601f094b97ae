namespace GoEnv.Modules.Files;

/// <summary>Looks for modules without a hash of their go.mod that go reads, and imported ones without a hash of their content.</summary>
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
            .Concat(Contents(tree, mod, sum, needed.Except(missing).ToList()))
            .Concat(Transitive(tree, mod));
    }

    private static IEnumerable<Problem> Contents(
        ModuleTree tree, GoModFile mod, GoSumFile sum, IReadOnlyList<(RequireDirective Require, (string Path, string Version)? Actual)> needed)
    {
        foreach (var (require, actual) in needed.Where(need => !sum.Has(need.Actual!.Value.Path, need.Actual.Value.Version)))
        {
            var what = $"go.sum has no hash of the content of {actual!.Value.Path} {actual.Value.Version}";
            if (!tree.Imports.TryGet(out var imports))
            {
                if (!require.IsIndirect)
                {
                    yield return Problem.Unknown($"{what}, and whether something imports it is not known: {tree.Imports.Reason ?? "the files were not looked at"}.") with { Location = mod.At(require) };
                }

                continue;
            }

            var first = imports.Where(import => import.Source is PackageSource.Module or PackageSource.NotInCache && import.Modules[0] == require.Path).MinBy(import => import.Kind);
            if (first is not null)
            {
                yield return first.Kind == ImportKind.Constrained
                    ? Problem.Unknown($"{what}, and {first.Location}, which imports {first.Package}, has build constraints: builds that take the file stop.") with { Location = mod.At(require) }
                    : At(mod.At(require), $"{what}, and {first.Location} {Asks(first)}.", $"go mod download {require.Path}") with
                    {
                        Severity = first.Kind == ImportKind.Plain ? null : Severity.Warning,
                    };
            }
        }
    }

    private static string Asks(PackageImport import) => import.Kind switch
    {
        ImportKind.Plain => $"imports {import.Package}: builds stop",
        ImportKind.Test => $"imports {import.Package}: tests stop",
        _ => $"names the tool {import.Package}: go tool stops",
    };

    // Of a module before go 1.17, go reads what it requires, and what that requires.
    private static IEnumerable<Problem> Transitive(ModuleTree tree, GoModFile mod)
    {
        if (tree.RequirementNotes.IsUnknown)
        {
            return [Problem.Unknown($"Whether go.sum has the hashes that required modules need at {tree.Path} is not known: {tree.RequirementNotes.Reason}.")];
        }

        return tree.RequirementNotes.IsAbsent ? [] : tree.RequirementNotes.Value
            .Where(note => note.Kind == "sum")
            .Select(note => At(
                mod.Require.LastOrDefault(require => require.Path == note.Module) is { } require ? mod.At(require) : mod.File + ":1",
                $"go.sum has no hash of the go.mod of {note.Path} {note.Wanted}, which {note.Module} {note.Version} requires: commands that read all requirements stop.",
                $"go mod download {note.Path}@{note.Wanted}") with { Subject = $"{note.Path} {note.Wanted}" });
    }
}
