using System.Globalization;

namespace GoEnv.Modules.Files;

/// <summary>Where an imported package was looked for and found.</summary>
internal enum PackageSource
{
    /// <summary>A required module has it.</summary>
    Module,

    /// <summary>The module whose path fits does not have it.</summary>
    NotInModule,

    /// <summary>The module whose path fits is not in the module cache.</summary>
    NotInCache,

    /// <summary>No required module has a path that fits.</summary>
    NoModule,

    /// <summary>Several required modules have it.</summary>
    Several,
}

/// <summary>What asks for a package.</summary>
internal enum ImportKind
{
    /// <summary>A file that every build takes.</summary>
    Plain,

    /// <summary>A test.</summary>
    Test,

    /// <summary>A file with build constraints.</summary>
    Constrained,

    /// <summary>A tool line of go.mod.</summary>
    Tool,
}

/// <summary>A package that a module which is no part of a workspace imports, or that a package which it imports does.</summary>
/// <param name="Source">Where it was looked for.</param>
/// <param name="Kind">What asks for it.</param>
/// <param name="Modules">The required modules that have it, or whose path fits.</param>
/// <param name="Package">Its import path.</param>
/// <param name="Location">The file and line that import it.</param>
internal sealed record PackageImport(PackageSource Source, ImportKind Kind, IReadOnlyList<string> Modules, string Package, string Location)
{
    private const string Sources = "+-?!*";

    /// <summary>Reads the lines of the probe: the source, the kind, the line, the modules, the package and the file; null where one is another.</summary>
    public static IReadOnlyList<PackageImport>? Read(string lines)
    {
        var imports = new List<PackageImport>();
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split(' ', 6) is not [[var source], [>= '0' and <= '3' and var kind], var number, var modules, var package, var file]
                || !Sources.Contains(source, StringComparison.Ordinal)
                || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                return null;
            }

            imports.Add(new PackageImport(
                (PackageSource)Sources.IndexOf(source, StringComparison.Ordinal),
                (ImportKind)(kind - '0'),
                modules == "." ? [] : modules.Split(','),
                package,
                $"{file}:{number}"));
        }

        return imports;
    }
}
