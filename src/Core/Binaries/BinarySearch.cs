using GoEnv.Text;

namespace GoEnv.Binaries;

/// <summary>A path to read; <see cref="IsNamed"/> when the caller named it, and did not merely name its folder.</summary>
public sealed record BinaryPath(string Path, bool IsNamed, BinaryProblem? Problem = null);

/// <summary>Finds the files that are to be read.</summary>
public static class BinarySearch
{
    private const int MaxDepth = 128;

    /// <summary>Reads many files side by side, in their order; files of a folder that are no Go binaries are left out.</summary>
    public static IEnumerable<GoBuildInfo> Read(IEnumerable<BinaryPath> paths, bool packages, CancellationToken stop) =>
        System.Collections.Concurrent.Partitioner.Create(paths, System.Collections.Concurrent.EnumerablePartitionerOptions.NoBuffering)
            .AsParallel().AsOrdered()
            .WithCancellation(stop)
            .WithMergeOptions(ParallelMergeOptions.NotBuffered)
            .Select(path => (path.IsNamed, Info: path.Problem is null
                ? GoBinary.Read(path.Path, packages)
                : new GoBuildInfo { Path = path.Path, Problem = path.Problem }))
            .Where(result => result.IsNamed || result.Info.Problem?.Error != BinaryError.NotGoBinary)
            .Select(result => result.Info);

    /// <summary>
    /// The files of a path: itself, the files of a folder, with <paramref name="recurse"/> of the folders in it too. Where
    /// nothing has that name, <c>*</c> and <c>?</c> stand for any text and any character of a name.
    /// </summary>
    public static IEnumerable<BinaryPath> Find(string path, bool recurse)
    {
        if (Directory.Exists(path))
        {
            return Walk(path, recurse, FileSystems.Of(path), 0);
        }

        return File.Exists(path) || !Wildcard.IsPattern(path) ? [new BinaryPath(path, IsNamed: true)] : FindPattern(path, recurse);
    }

    private static IEnumerable<BinaryPath> FindPattern(string pattern, bool recurse)
    {
        var root = System.IO.Path.GetPathRoot(pattern) ?? string.Empty;
        IEnumerable<string> found = [root];
        foreach (var part in pattern[root.Length..].Split(System.IO.Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            found = found.SelectMany(folder => Wildcard.IsPattern(part) ? Children(folder, part) : [System.IO.Path.Combine(folder, part)]);
        }

        var any = false;
        foreach (var path in found.Where(System.IO.Path.Exists).SelectMany(path => Find(path, recurse)))
        {
            any = true;
            yield return path with { IsNamed = false };
        }

        if (!any)
        {
            yield return new BinaryPath(pattern, IsNamed: true, new BinaryProblem(BinaryError.PathNotFound, $"Nothing matches '{pattern}'."));
        }
    }

    private static bool IsLinkToFile(FileSystemInfo entry)
    {
        try
        {
            return entry is FileInfo && entry.LinkTarget is not null && FileStatus.IsRegularFile(entry.FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // it leads nowhere
        }
    }

    // As in a shell, a name that begins with a dot has to be named so.
    private static IEnumerable<string> Children(string folder, string pattern)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(folder)
                .Where(path => System.IO.Path.GetFileName(path) is var name
                    && (pattern[0] == '.' || name[0] != '.')
                    && Wildcard.Matches(pattern, name, OperatingSystem.IsWindows()))
                .Order(StringComparer.Ordinal)
                .ToList();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IEnumerable<BinaryPath> Walk(string folder, bool recurse, FileSystems fileSystem, int depth)
    {
        List<FileSystemInfo> entries = [];
        BinaryProblem? problem = null;
        try
        {
            entries.AddRange(new DirectoryInfo(folder).EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = new BinaryProblem(BinaryError.FileUnreadable, $"'{folder}' cannot be read: {e.Message}");
        }

        if (problem is not null)
        {
            yield return new BinaryPath(folder, IsNamed: depth == 0, problem);
        }

        foreach (var entry in entries)
        {
            // A link to a folder may lead back; one to a file is read by its own name, as the go command does.
            if (entry.Attributes.HasFlag(FileAttributes.ReparsePoint) && !IsLinkToFile(entry))
            {
                continue;
            }

            if (entry is not DirectoryInfo)
            {
                yield return new BinaryPath(entry.FullName, IsNamed: false);
            }
            else if (recurse && depth < MaxDepth && fileSystem.Has(entry.FullName))
            {
                foreach (var path in Walk(entry.FullName, recurse, fileSystem, depth + 1))
                {
                    yield return path;
                }
            }
        }
    }
}

/// <summary>One file system, told from those that are mounted in it.</summary>
internal sealed record FileSystems(ulong? Id, IReadOnlySet<string> MountPoints)
{
    public static FileSystems Of(string path) => FileStatus.FileSystemOf(path) is { } id
        ? new FileSystems(id, new HashSet<string>())
        : new FileSystems(null, DriveInfo.GetDrives().Select(drive => Path.TrimEndingDirectorySeparator(drive.Name)).ToHashSet());

    /// <summary>True when a folder is on the file system.</summary>
    public bool Has(string folder) => Id is null ? !MountPoints.Contains(folder) : FileStatus.FileSystemOf(folder) == Id;
}
