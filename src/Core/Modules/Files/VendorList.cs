using System.Text;

namespace GoEnv.Modules.Files;

/// <summary>A module of vendor/modules.txt.</summary>
/// <param name="Path">The module.</param>
/// <param name="Version">Its version; null for a replacement of every version.</param>
public sealed record VendoredModule(string Path, string? Version)
{
    /// <summary>True when the file says that go.mod requires it.</summary>
    public bool IsExplicit { get; init; }

    /// <summary>The module or folder in its place; null without one.</summary>
    public string? ReplacedBy { get; init; }

    /// <summary>The version of the module in its place; null for a folder.</summary>
    public string? ReplacedByVersion { get; init; }

    /// <summary>The go line of its go.mod; null where the file does not say.</summary>
    public string? Go { get; init; }

    /// <summary>How many of its packages are in the folder.</summary>
    public int Packages { get; init; }

    /// <summary>The line, from 1.</summary>
    public int Line { get; init; }

    /// <summary>The line that says which Go it needs, from 1; 0 where the file does not say.</summary>
    internal int GoAt { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Version is null ? Path : $"{Path}@{Version}";
}

/// <summary>A vendor/modules.txt file.</summary>
public sealed record VendorList
{
    /// <summary>The file's path.</summary>
    public string File { get; init; } = string.Empty;

    /// <summary>True when it was written for a workspace.</summary>
    public bool IsForWorkspace { get; init; }

    /// <summary>The modules in order.</summary>
    public IReadOnlyList<VendoredModule> Modules { get; init; } = [];

    /// <summary>The lines of the packages, from 1, by import path.</summary>
    internal IReadOnlyDictionary<string, int> Packages { get; init; } = new Dictionary<string, int>();

    /// <summary>The modules that Go takes for those that are built: the first of each path that has packages, and each newer one after it.</summary>
    internal IReadOnlyList<VendoredModule> Built { get; init; } = [];

    /// <summary>Reads the file as Go does, which passes over what it does not understand.</summary>
    public static VendorList Parse(byte[] bytes, string file = "")
    {
        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        var order = new List<(string, string?)>();
        var modules = new Dictionary<(string, string?), VendoredModule>();
        var packages = new Dictionary<string, int>(StringComparer.Ordinal);
        var (built, versions) = (new List<(string Path, string? Version)>(), new Dictionary<string, string?>(StringComparer.Ordinal));
        (string Path, string? Version)? current = null;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (line.StartsWith("# ", StringComparison.Ordinal))
            {
                if (words.Length < 3)
                {
                    continue;
                }

                var isVersion = SemanticVersion.IsValid(words[2]);
                current = isVersion ? (words[1], words[2]) : words[2] == "=>" ? (words[1], null) : null;
                if (current is { } key)
                {
                    if (!modules.TryGetValue(key, out var module))
                    {
                        module = new VendoredModule(key.Path, key.Version) { Line = i + 1 };
                        order.Add(key);
                    }

                    modules[key] = WithReplacement(module, isVersion ? words[3..] : words[2..]);
                }
            }
            else if (current is { } key && line.StartsWith("## ", StringComparison.Ordinal))
            {
                modules[key] = WithNotes(modules[key], line[3..], i + 1);
            }
            else if (current is { } owner && words.Length == 1 && ModulePath.Fault(words[0]) is null)
            {
                modules[owner] = modules[owner] with { Packages = modules[owner].Packages + 1 };
                packages.TryAdd(words[0], i + 1);
                if (!versions.TryGetValue(owner.Path, out var version) || SemanticVersion.Compare(version, owner.Version) < 0)
                {
                    built.Add(owner);
                    versions[owner.Path] = owner.Version;
                }
            }
        }

        return new VendorList
        {
            File = file,
            IsForWorkspace = lines[0].StartsWith("## ", StringComparison.Ordinal) && lines[0][3..].Split(';').Any(note => note.Trim() == "workspace"),
            Modules = order.ConvertAll(key => modules[key]),
            Packages = packages,
            Built = built.ConvertAll(key => modules[key]),
        };
    }

    private static VendoredModule WithReplacement(VendoredModule module, string[] words) => words switch
    {
        ["=>", var folder] => module with { ReplacedBy = folder, ReplacedByVersion = null },
        ["=>", var path, var version] when SemanticVersion.IsValid(version) => module with { ReplacedBy = path, ReplacedByVersion = version },
        _ => module,
    };

    private static VendoredModule WithNotes(VendoredModule module, string notes, int line)
    {
        foreach (var note in notes.Split(';').Select(note => note.Trim()))
        {
            module = note == "explicit" ? module with { IsExplicit = true }
                : note.StartsWith("go ", StringComparison.Ordinal) ? module with { Go = note[3..], GoAt = line }
                : module;
        }

        return module;
    }

    /// <inheritdoc/>
    public override string ToString() => File;
}
