using GoEnv.Toolchain;

namespace GoEnv.Modules.Files;

/// <summary>Looks for packages that are imported and come from no required module, or from more than one.</summary>
public sealed class ImportedPackagesRule() : ModuleTreeRule(
    "GE3126", Severity.Error, "Every package that is imported comes from one required module", ModuleFiles.Mod | ModuleFiles.Work)
{
    // From here on go.mod names every module that a build needs.
    private static readonly GoVersion Pruned = GoVersion.Parse("1.17");

    // A vendor folder has a rule of its own, and with -mod=mod what is missing is added.
    private protected override bool LooksAt(ModuleTree tree) =>
        tree is { Mod: not null, GoWork.IsAbsent: true } && !tree.Imports.IsAbsent && BuildMode.Of(tree).Value is not ("vendor" or "mod");

    private protected override IEnumerable<Problem> Judge(ModuleTree tree)
    {
        var (mod, mode) = (tree.Mod!, BuildMode.Of(tree));
        if (mode.IsUnknown || !tree.Imports.TryGet(out var imports))
        {
            yield return Problem.Unknown($"Whether {mod.File} has what {tree.Path} imports is not known: {mode.Reason ?? tree.Imports.Reason}.");
            yield break;
        }

        var isWhole = GoVersion.TryParse(mod.Go?.Version ?? "1.16", out var line) && line >= Pruned && (tree.Running is null || tree.Running >= Pruned);
        // A tool line that Go refuses has a rule of its own.
        var lost = imports.Where(import => import.Kind != ImportKind.Tool || ModulePath.Fault(import.Package) is null)
            .Where(import => import.Source == PackageSource.Several || (isWhole && import.Source is PackageSource.NoModule or PackageSource.NotInModule))
            .GroupBy(import => import.Package, (_, all) => all.MinBy(import => import.Kind)!, StringComparer.Ordinal)
            .OrderBy(import => import.Location, StringComparer.Ordinal)
            .ToList();
        if (lost.Count > 0 && mod.Errors.Count > 0)
        {
            yield return Problem.Unknown($"Whether {mod.File} has {lost[0].Package} and what else {tree.Path} imports is not known: it has lines that Go refuses.");
            yield break;
        }

        foreach (var import in lost)
        {
            yield return At(import.Location, Message(mod, import), Fix(mod, import)) with
            {
                Subject = import.Package,
                Severity = import.Kind == ImportKind.Plain ? null : Severity.Warning,
            };
        }
    }

    private static string Message(GoModFile mod, PackageImport import)
    {
        var stops = import.Kind switch
        {
            ImportKind.Plain => "builds stop",
            ImportKind.Test => "tests stop",
            ImportKind.Constrained => "builds that take the file stop",
            _ => "go tool stops",
        };
        var modules = import.Modules.Select(module => $"{module} {mod.Require.LastOrDefault(require => require.Path == module)?.Version}".TrimEnd()).ToList();
        var where = import.Source switch
        {
            PackageSource.NoModule => $"which no module has that {mod.File} requires",
            PackageSource.NotInModule => $"which {modules[0]} does not have",
            _ => $"which is in {string.Join(" and in ", modules)}",
        };
        return $"{import.Location} {(import.Kind == ImportKind.Tool ? "names the tool" : "imports")} {import.Package}, {where}: {stops}.";
    }

    private static string Fix(GoModFile mod, PackageImport import) => import.Source == PackageSource.Several
        ? $"go get {import.Modules[^1]}@latest, as long as a newer version of it leaves the package to the other module."
        : import.Modules is [var own, ..] && own == mod.Module?.Path ? "Generate the package, or take the import out."
        : import.Location.StartsWith(mod.File[..(mod.File.LastIndexOf('/') + 1)], StringComparison.Ordinal) ? $"go get {import.Package}"
        : "go mod tidy";
}
