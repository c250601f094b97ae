using System.Globalization;

namespace GoEnv.Modules.Files;

/// <summary>Which builds take the file that imports a package.</summary>
internal enum VendorImportKind
{
    /// <summary>All of them.</summary>
    Plain,

    /// <summary>Those of tests.</summary>
    Test,

    /// <summary>Those that fit its build constraints.</summary>
    Constrained,
}

/// <summary>A package that a main module with a vendor folder imports, or a package of that folder which modules.txt lists.</summary>
/// <param name="Package">Its import path.</param>
/// <param name="Kind">Which builds take the file.</param>
/// <param name="IsThere">True when the vendor folder has Go files of it.</param>
/// <param name="Location">The file and line that import it.</param>
internal sealed record VendorImport(string Package, VendorImportKind Kind, bool IsThere, string Location)
{
    /// <summary>Reads the lines of the probe: <c>+</c> or <c>-</c>, the kind, the package, the line and the file; null where one is another.</summary>
    public static IReadOnlyList<VendorImport>? Read(string lines)
    {
        var imports = new List<VendorImport>();
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split(' ', 5) is not ["+" or "-", "0" or "1" or "2", var package, var number, var file]
                || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                return null;
            }

            imports.Add(new VendorImport(package, (VendorImportKind)(line[2] - '0'), line[0] == '+', $"{file}:{number}"));
        }

        return imports;
    }
}
