using GoEnv.Modules.Files;

namespace GoEnv.Coverage;

/// <summary>Finds the source files that profiles name, by the modules around a folder.</summary>
public sealed class SourceTree
{
    private const int MaximumSize = 64 * 1024 * 1024;
    private const int MaximumModuleFile = 1024 * 1024;
    private readonly List<(string Path, string Folder)> modules = [];
    private readonly string? standard;

    /// <summary>Looks for go.mod, go.work and .git in the folder and those above it.</summary>
    public SourceTree(string folder)
    {
        Folder = Path.GetFullPath(folder);
        var goMod = Above(Folder, "go.mod", File.Exists);
        var goWork = Above(Folder, "go.work", File.Exists);
        if (goMod is not null)
        {
            AddModule(goMod);
        }

        if (goWork is not null && Read(Path.Combine(goWork, "go.work")) is { } work)
        {
            foreach (var use in GoWorkFile.Parse(work).Use)
            {
                AddModule(Path.GetFullPath(Path.Combine(goWork, use.Path)));
            }
        }

        standard = modules.Find(module => module.Path == "std").Folder;
        modules.Sort((a, b) => b.Path.Length.CompareTo(a.Path.Length));
        Root = Above(Folder, ".git", path => Directory.Exists(path) || File.Exists(path)) ?? goMod ?? Folder;
    }

    /// <summary>The folder that it was made for.</summary>
    public string Folder { get; }

    /// <summary>The folder of the repository, else of the module, else <see cref="Folder"/>: what shown paths are relative to.</summary>
    public string Root { get; }

    /// <summary>The path of a source file that a profile names; null, with the reason, when it is not here.</summary>
    public string? Find(string name, out string? reason)
    {
        var candidates = Candidates(name).ToList();
        var found = candidates.Find(File.Exists);
        reason = found is not null ? null
            : candidates.Count > 0 ? $"there is no file {candidates[0]}"
            : modules.Count == 0 ? $"there is no go.mod in {Folder} or above it"
            : $"it belongs to none of the modules {string.Join(", ", modules.Select(module => module.Path))}";
        return found;
    }

    /// <summary>The bytes of a source file; null, with the reason, when it cannot be read.</summary>
    public static byte[]? Read(string path, out string? reason)
    {
        try
        {
            if (new FileInfo(path).Length > MaximumSize)
            {
                reason = $"{path} is larger than 64 MiB";
                return null;
            }

            reason = null;
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            reason = e.Message.TrimEnd('.');
            return null;
        }
    }

    /// <summary>A path as reports show it: relative to <see cref="Root"/>, with slashes, where it lies below.</summary>
    public string Shown(string path)
    {
        var relative = Path.GetRelativePath(Root, path);
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? path : relative.Replace('\\', '/');
    }

    /// <summary>True for a name that is a path and no import path.</summary>
    internal static bool IsPath(string name) => name.StartsWith('.') || name.StartsWith('/') || name.StartsWith('\\')
        || (name.Length > 2 && char.IsAsciiLetter(name[0]) && name[1] == ':' && name[2] is '\\' or '/');

    private IEnumerable<string> Candidates(string name)
    {
        if (IsPath(name))
        {
            yield return Path.GetFullPath(OperatingSystem.IsWindows() ? name : name.Replace('\\', '/'), Folder);
            yield break;
        }

        foreach (var (path, folder) in modules)
        {
            if (name.StartsWith(path + "/", StringComparison.Ordinal))
            {
                yield return Path.Combine(folder, name[(path.Length + 1)..]);
            }
        }

        if (standard is not null && !name.AsSpan(0, Math.Max(name.IndexOf('/'), 0)).Contains('.'))
        {
            yield return Path.Combine(standard, name);
        }
    }

    private void AddModule(string folder)
    {
        if (Read(Path.Combine(folder, "go.mod")) is not { } bytes)
        {
            return;
        }

        var file = GoModFile.Parse(bytes);
        if (file.Module?.Path is { Length: > 0 } path)
        {
            modules.Add((path, folder));
        }

        modules.AddRange(file.Replace.Where(replace => replace.IsFolder)
            .Select(replace => (replace.Path, Path.GetFullPath(Path.Combine(folder, replace.NewPath)))));
    }

    private static byte[]? Read(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: <= MaximumModuleFile } ? File.ReadAllBytes(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // what it would have led to is missing with a reason
        }
    }

    private static string? Above(string folder, string name, Func<string, bool> exists)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            if (exists(Path.Combine(at, name)))
            {
                return at;
            }
        }

        return null;
    }
}
