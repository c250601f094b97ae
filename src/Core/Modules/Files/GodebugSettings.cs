using System.Globalization;
using System.Reflection;

namespace GoEnv.Modules.Files;

/// <summary>A GODEBUG setting.</summary>
/// <param name="Changed">The minor release that changed its default; 0 where none did.</param>
/// <param name="Removed">The minor release that removed it; 0 while it is there.</param>
/// <param name="Refused">The values that it may not have since it was removed.</param>
internal sealed record GodebugSetting(int Changed, int Removed, IReadOnlyList<string> Refused);

/// <summary>The GODEBUG settings that Go knows, from the data that ships with the module.</summary>
internal sealed class GodebugSettings
{
    private GodebugSettings(int minor, IReadOnlyDictionary<string, GodebugSetting> all)
    {
        Minor = minor;
        All = all;
    }

    /// <summary>Those of the data file.</summary>
    public static GodebugSettings Shipped { get; } = Load();

    /// <summary>The minor release of which they are.</summary>
    public int Minor { get; }

    /// <summary>The settings by name.</summary>
    public IReadOnlyDictionary<string, GodebugSetting> All { get; }

    private static GodebugSettings Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("data/godebug.txt")
            ?? throw new InvalidOperationException("data/godebug.txt is not embedded in GoEnv.Core.");
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith('#')).Select(line => line.Split(' ')).ToList();
        return new GodebugSettings(
            int.Parse(lines[0][1], CultureInfo.InvariantCulture),
            lines.Skip(1).ToDictionary(
                words => words[0],
                words => new GodebugSetting(
                    int.Parse(words[1], CultureInfo.InvariantCulture),
                    int.Parse(words[2], CultureInfo.InvariantCulture),
                    words.Length > 3 ? words[3].Split(',') : []),
                StringComparer.Ordinal));
    }
}
