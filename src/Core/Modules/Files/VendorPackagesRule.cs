using GoEnv.Toolchain;

namespace GoEnv.Modules.Files;

/// <summary>Looks for packages that go does not find in the vendor folder: the folder, the line of modules.txt or both are missing.</summary>
public sealed class VendorPackagesRule() : ModuleTreeRule(
    "GE3120", Severity.Error, "The vendor folder has every package that is imported", ModuleFiles.Mod | ModuleFiles.Work | ModuleFiles.Vendor)
{
    private protected override IEnumerable<Problem> Judge(ModuleTree tree)
    {
        var (fact, folder) = tree.Work is null ? (tree.Vendor, tree.VendorFolder) : (tree.WorkVendor, tree.WorkVendorFolder);
        if (!folder.TryGet(out var vendor) || fact.IsUnknown || tree.MainModules.Count == 0)
        {
            return [];
        }

        var mode = BuildMode.Of(tree);
        if (mode.Value != "vendor")
        {
            return mode.IsUnknown ? [Problem.Unknown($"Whether the vendor folder at {tree.Path} is used is not known: {mode.Reason}.")] : [];
        }

        var list = fact.TryGet(out var known) ? known : new VendorList();
        return Missing(tree, list, vendor)
            .Concat(new VendorComparison(tree, list).Differences().Any() ? [] : Imports(tree, list, vendor)); // else GE3113 says why
    }

    private static string Fix(ModuleTree tree) => tree.Work is null ? "go mod vendor" : "go work vendor";

    private static IEnumerable<Problem> Missing(ModuleTree tree, VendorList list, string vendor) => tree.VendorMissing switch
    {
        { IsUnknown: true, Reason: var reason } => [Problem.Unknown($"Whether {vendor} has its packages is not known: {reason}.")],
        { IsKnown: true, Value: var missing } => missing
            .Where(package => list.Packages.ContainsKey(package))
            .Select(package => At(
                $"{list.File}:{list.Packages[package]}",
                $"{list.File}:{list.Packages[package]} lists {package}, and {vendor}/{package} has no Go files: builds that need the package stop.",
                $"{Fix(tree)}, and see that no .gitignore keeps the folder out.")),
        _ => [],
    };

    private static IEnumerable<Problem> Imports(ModuleTree tree, VendorList list, string vendor)
    {
        if (!tree.VendorImports.TryGet(out var imports))
        {
            return tree.VendorImports.IsAbsent ? [] : [Problem.Unknown($"Whether {vendor} has every package that is imported is not known: {tree.VendorImports.Reason}.")];
        }

        return imports
            .Where(import => !list.Packages.ContainsKey(import.Package) && !(import.IsThere && !NeedsLine(tree)) && IsVendored(tree, import, vendor))
            .GroupBy(import => import.Package, (_, all) => all.MinBy(import => (import.Kind, import.Location))!, StringComparer.Ordinal)
            .OrderBy(import => import.Location, StringComparer.Ordinal)
            .Select(import => At(import.Location, Message(import, vendor), Fix(tree)) with
            {
                Severity = import.Kind == VendorImportKind.Plain ? null : Severity.Warning,
            });
    }

    private static string Message(VendorImport import, string vendor)
    {
        var stops = import.Kind switch
        {
            VendorImportKind.Plain => "builds stop",
            VendorImportKind.Test => "tests stop",
            _ => "builds that take the file stop",
        };
        return $"{import.Location} imports {import.Package}, which {(import.IsThere ? $"{vendor}/modules.txt does not list" : $"{vendor} does not have")}: {stops}.";
    }

    // Since Go 1.23, with a go line of as much, only what modules.txt lists counts.
    private static bool NeedsLine(ModuleTree tree) =>
        GoVersion.TryParse(tree.Work is null ? tree.Mod?.Go?.Version ?? "1.16" : tree.Work.Go?.Version ?? "1.18", out var line)
        && line >= GoVersion.Parse("1.23")
        && (tree.Running is null || tree.Running >= GoVersion.Parse("1.23"));

    // The module with the longest path that fits provides a package; what fits none and has no dot is of the standard library.
    private static bool IsVendored(ModuleTree tree, VendorImport import, string vendor)
    {
        var mains = tree.MainModules;
        var own = Longest(mains.Select(mod => mod.Module?.Path), import.Package);
        var other = Longest(mains.SelectMany(mod => mod.Require).Select(require => require.Path), import.Package);
        return (other > own || (own == 0 && import.Package.Split('/')[0].Contains('.', StringComparison.Ordinal)))
            && (import.Location.StartsWith(vendor + "/", StringComparison.Ordinal) || !mains.Any(mod => mod.Ignore.Count > 0 && import.Location.StartsWith(mod.File[..(mod.File.LastIndexOf('/') + 1)], StringComparison.Ordinal)));
    }

    private static int Longest(IEnumerable<string?> modules, string package) => modules
        .OfType<string>()
        .Where(module => package == module || package.StartsWith(module + "/", StringComparison.Ordinal))
        .Select(module => module.Length)
        .DefaultIfEmpty(0)
        .Max();
}
