using GoEnv.Toolchain;

namespace GoEnv.Binaries;

/// <summary>The nearest go.mod file above a binary.</summary>
/// <param name="Path">The file.</param>
/// <param name="Module">Its module; null where it names none.</param>
/// <param name="GoVersion">Its go line; null where it has none.</param>
public sealed record NearbyModule(string Path, string? Module, GoVersion? GoVersion)
{
    private const int MaxSize = 1 << 20;

    /// <summary>Looks in the folders above a file of this machine; null where there is none that can be read.</summary>
    public static NearbyModule? Find(string file)
    {
        for (var folder = System.IO.Path.GetDirectoryName(file); folder is not null; folder = System.IO.Path.GetDirectoryName(folder))
        {
            var path = System.IO.Path.Combine(folder, "go.mod");
            try
            {
                if (new FileInfo(path) is { Exists: true, Length: < MaxSize })
                {
                    return Of(path, File.ReadLines(path));
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>Takes what is needed from the lines of a file.</summary>
    internal static NearbyModule Of(string path, IEnumerable<string> lines)
    {
        string? module = null;
        GoVersion? version = null;
        foreach (var words in lines.Select(line => line.Split("//")[0].Split(' ', '\t', '\r') is var all ? all.Where(word => word.Length > 0).ToList() : []))
        {
            if (words is ["module", var name] && module is null)
            {
                module = name.Trim('"', '`');
            }
            else if (words is ["go", var line] && version is null)
            {
                _ = GoVersion.TryParse(line, out version);
            }
        }

        return new NearbyModule(path, module, version);
    }
}
