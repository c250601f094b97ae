using GoEnv.Toolchain;

namespace GoEnv.Modules.Files;

/// <summary>Compares vendor/modules.txt with go.mod as go does when it builds from the vendor folder.</summary>
public sealed class VendorAgreesRule() : ModuleTreeRule(
    "GE3113", Severity.Error, "vendor/modules.txt agrees with go.mod", ModuleFiles.Mod | ModuleFiles.Work | ModuleFiles.Vendor)
{
    private protected override IEnumerable<Problem> Judge(ModuleTree tree)
    {
        var (fact, folder) = tree.Work is null ? (tree.Vendor, tree.VendorFolder) : (tree.WorkVendor, tree.WorkVendorFolder);
        if (folder.IsAbsent || fact.IsUnknown || tree.MainModules.Count == 0)
        {
            return [];
        }

        var mode = BuildMode.Of(tree);
        if (mode.Value != "vendor")
        {
            return mode.IsUnknown ? [Problem.Unknown($"Whether the vendor folder at {tree.Path} is used is not known: {mode.Reason}.")] : [];
        }

        var list = fact.TryGet(out var known) ? known : new VendorList();
        var fix = tree.Work is null ? "go mod vendor" : "go work vendor";
        return new VendorComparison(tree, list).Differences().Select(difference => At(difference.Location, difference.Message, fix));
    }
}

/// <summary>The differences that go names as inconsistent vendoring (source: cmd/go's internal/modload).</summary>
internal sealed class VendorComparison(ModuleTree tree, VendorList list)
{
    private readonly Dictionary<(string, string?), VendoredModule> modules = list.Modules.ToDictionary(module => (module.Path, module.Version));

    public IEnumerable<(string Location, string Message)> Differences()
    {
        var mains = tree.MainModules;
        var isOld = tree.Work is null && (!GoVersion.TryParse(mains[0].Go?.Version ?? "1.16", out var go) || go < GoVersion.Parse("1.14"));
        foreach (var module in list.Modules.Where(module => tree.Running is { } running && running >= GoVersion.Parse("1.21") && GoVersion.TryParse(module.Go, out var needed) && needed > running))
        {
            yield return ($"{list.File}:{module.GoAt}", $"{list.File}:{module.GoAt} says that {module} needs go {module.Go}, and go{tree.Running} works here: builds stop.");
        }

        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (mod, require) in mains.SelectMany(mod => mod.Require.Select(require => (mod, require))))
        {
            var vendored = modules.GetValueOrDefault((require.Path, require.Version));
            var other = list.Built.LastOrDefault(module => module.Path == require.Path) is { } last && last.Version != require.Version ? last : null;
            if (vendored is not { IsExplicit: true } && (!isOld || other is not null))
            {
                var has = other is null ? vendored is null ? "does not have it" : "does not mark it as explicit" : $"has {other.Version}";
                told.Add(require.Path);
                yield return (mod.At(require), $"{mod.At(require)} requires {require}, and vendor/modules.txt {has}: builds stop.");
            }
        }

        foreach (var difference in mains.OfType<ModuleFile>().Append(tree.Work).OfType<ModuleFile>().SelectMany(file => file.Replace.Select(replace => (file, replace)))
            .DistinctBy(pair => (pair.replace.Path, pair.replace.Version)).Select(pair => Replaced(pair.file, pair.replace, isOld)))
        {
            if (difference is { } found)
            {
                yield return found;
            }
        }

        // That another version is required was said above.
        var required = mains.SelectMany(mod => mod.Require).Select(require => (require.Path, require.Version)).ToHashSet();
        foreach (var module in list.Built.Where(module => module.IsExplicit && !required.Contains((module.Path, module.Version ?? string.Empty)) && !told.Contains(module.Path)))
        {
            yield return ($"{list.File}:{module.Line}", $"{list.File}:{module.Line} marks {module} as explicit, and go.mod does not require it: builds stop.");
        }

        // Before 1.22 go held each replacement of the list against go.mod too, and not those of go.mod alone.
        var isStrict = tree.Work is null && tree.Running is { } works && works < GoVersion.Parse("1.22");
        foreach (var module in list.Modules.Where(module => module.ReplacedBy is not null))
        {
            var place = $"{list.File}:{module.Line}";
            if (Replacement(module.Path, module.Version) is not var (source, effective))
            {
                yield return (place, $"{place} says that {module} is replaced, and nothing replaces it: builds stop.");
            }
            else if (isStrict && (effective.Path, effective.Version) != (module.Path, module.Version) && !IsSame(module, source, effective))
            {
                yield return (place, $"{place} says that {module} is replaced by {module.ReplacedBy}, and {source.At(effective)} says by {effective.NewPath}: builds stop.");
            }
        }
    }

    private (string, string)? Replaced(ModuleFile file, ReplaceDirective replace, bool isOld)
    {
        if (tree.MainModules.Any(mod => mod.Module?.Path == replace.Path) && replace.Version is null)
        {
            return null;
        }

        var (source, effective) = Replacement(replace.Path, replace.Version) ?? (file, replace);
        var vendored = modules.GetValueOrDefault((replace.Path, replace.Version));
        if (vendored?.ReplacedBy is null)
        {
            var hasPackages = list.Modules.Any(module => module.Path == replace.Path && module.Version == replace.Version && module.Packages > 0);
            return isOld && (replace.Version is null || !hasPackages)
                ? null
                : (source.At(effective), $"{source.At(effective)} replaces {replace.Path}, and vendor/modules.txt does not say so: builds stop.");
        }

        return IsSame(vendored, source, effective)
            ? null
            : (source.At(effective), $"{source.At(effective)} replaces {replace.Path} by {$"{effective.NewPath} {effective.NewVersion}".TrimEnd()}, and vendor/modules.txt says {$"{vendored.ReplacedBy} {vendored.ReplacedByVersion}".TrimEnd()}: builds stop.");
    }

    private bool IsSame(VendoredModule vendored, ModuleFile source, ReplaceDirective replace) =>
        (vendored.ReplacedBy, vendored.ReplacedByVersion) == (Canonical(source, replace), replace.NewVersion);

    private (ModuleFile File, ReplaceDirective Replace)? Replacement(string path, string? version)
    {
        foreach (var file in tree.MainModules.OfType<ModuleFile>().Prepend(tree.Work).OfType<ModuleFile>())
        {
            var found = (version is null ? null : file.Replace.LastOrDefault(replace => replace.Path == path && replace.Version == version))
                ?? file.Replace.LastOrDefault(replace => replace.Path == path && replace.Version is null);
            if (found is not null)
            {
                return (file, found);
            }
        }

        return null;
    }

    // In a workspace the folder of a go.mod's replacement is written relative to go.work.
    private string Canonical(ModuleFile source, ReplaceDirective replace)
    {
        if (tree.Work is null || source is GoWorkFile || !replace.IsFolder || replace.NewPath.StartsWith('/'))
        {
            return replace.NewPath;
        }

        var relative = Path.GetRelativePath(Folder(tree.Work.File), Path.Combine(Folder(source.File), replace.NewPath)).Replace('\\', '/');
        return ModulePath.IsFolder(relative) ? relative : "./" + relative;
    }

    private static string Folder(string file) => file[..Math.Max(1, file.LastIndexOf('/'))];
}
