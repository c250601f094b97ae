namespace GoEnv.Binaries;

/// <summary>
/// The files of a target while they are found and read. Each goes to <paramref name="emit"/> as soon as nothing of it is missing.
/// May be used by two scripts at once, one that finds files and one that reads them.
/// </summary>
internal sealed class FoundBinaries(Target target, BinaryQuery query, Action<GoBuildInfo> emit)
{
    private const int MaxTries = 40;

    private readonly object gate = new();
    private readonly Dictionary<string, FoundBinary> open = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Path, string Identity), bool> seen = [];
    private readonly HashSet<(string Path, string Identity)> emitted = [];
    private readonly Dictionary<string, FoundBinary> processes = new(StringComparer.Ordinal);
    private readonly HashSet<string> hasPath = new(StringComparer.Ordinal);
    private bool allFound;

    /// <summary>Bytes of files that were sent.</summary>
    public long BytesRead { get; private set; }

    /// <summary>The go.mod files near binaries, by the paths of those.</summary>
    public Dictionary<string, NearbyModule> Modules { get; } = new(StringComparer.Ordinal);

    /// <summary>The loaders that binaries name.</summary>
    public HashSet<string> Loaders { get; } = new(StringComparer.Ordinal);

    /// <summary>Takes what the search tells of a file.</summary>
    public void Arrive(string key, ProbeOutput row)
    {
        lock (gate)
        {
            if (FoundBinary.Of(key, row) is { } file)
            {
                Arrive(file);
            }
            else if (row.TextOrNull("unread") is { } unread)
            {
                var path = FoundBinary.Shown(unread);
                emit(new GoBuildInfo { Path = path, Target = target, Problem = new BinaryProblem(BinaryError.FileUnreadable, $"'{path}' cannot be read: this account may not.") });
            }
        }
    }

    /// <summary>Takes blocks of a file that were asked for.</summary>
    public void Answer(string key, ProbeOutput row)
    {
        lock (gate)
        {
            if (open.GetValueOrDefault(key) is { } file)
            {
                file.Take(row);
                Step(file);
            }
        }
    }

    /// <summary>Says that no more files come: what runs, and has no path of those that were asked for, is told now.</summary>
    public void Close()
    {
        lock (gate)
        {
            allFound = true;
            foreach (var process in processes.Values.Where(process => query.Paths.Count > 0))
            {
                open.Remove(process.Key);
                if (!hasPath.Contains(process.Identity))
                {
                    Step(process);
                }
            }

            processes.Clear();
        }
    }

    /// <summary>The calls that read what is missing, of at most so many files and bytes; files that were begun come first.</summary>
    public IReadOnlyList<string> Calls(int files, long bytes)
    {
        lock (gate)
        {
            foreach (var file in open.Values.Where(file => file.Tries > MaxTries).ToList())
            {
                file.Fail("could not be read: the target does not send it");
                Step(file);
            }

            var calls = new List<string>();
            foreach (var file in open.Values.Where(file => allFound || !IsHeld(file)).OrderByDescending(file => file.Tries).Take(files))
            {
                if (bytes > 0)
                {
                    var runs = file.Ask(bytes);
                    calls.Add(file.ReadCall(runs));
                    bytes -= runs.Sum(run => run.Count) * BlockReader.BlockSize;
                }
            }

            return calls;
        }
    }

    private void Arrive(FoundBinary file)
    {
        // The same file by two ways: as a path it keeps its name, and as an executable its processes.
        if (file.IsOfProcess ? !processes.TryAdd(file.Identity, file) : IsKnown(file))
        {
            return;
        }

        if (!file.IsOfProcess && processes.GetValueOrDefault(file.Identity) is { } process)
        {
            file.Processes = process.Processes;
            hasPath.Add(file.Identity);
        }

        Step(file);
    }

    private bool IsKnown(FoundBinary file)
    {
        if (seen.TryGetValue((file.Path, file.Identity), out var wasNamed) && (wasNamed || !file.IsNamed))
        {
            return true;
        }

        seen[(file.Path, file.Identity)] = file.IsNamed;
        return false;
    }

    private void Step(FoundBinary file)
    {
        if (!file.Read(query.Packages))
        {
            open[file.Key] = file;
        }
        else
        {
            open.Remove(file.Key);
            if (!IsHeld(file))
            {
                Finish(file);
            }
        }
    }

    private bool IsHeld(FoundBinary file) => file.IsOfProcess && query.Paths.Count > 0 && !allFound;

    private void Finish(FoundBinary file)
    {
        BytesRead += file.Fetched;
        var info = file.Info! with { FileId = file.Identity, IsAlias = file.IsAlias };
        if ((info.Problem?.Error == BinaryError.NotGoBinary && !file.IsNamed) || (!file.IsOfProcess && !emitted.Add((file.Path, file.Identity))))
        {
            return;
        }

        if (file.Module is { } module)
        {
            Modules.TryAdd(file.Path, module);
        }

        if (info.File?.Interpreter is { } loader)
        {
            Loaders.Add(loader);
        }

        emit(info with
        {
            Target = target,
            Processes = query.Processes ? file.Processes : null,
            IsDeleted = query.Processes ? file.IsDeleted : null,
            IsInContainer = query.Processes ? file.IsInContainer : null,
        });
    }
}
