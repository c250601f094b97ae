namespace GoEnv.Binaries;

/// <summary>Collects the binaries of a target for the rules.</summary>
public sealed class BinaryCollector(BinaryQuery query)
{
    /// <summary>What binaries are, whatever their paths tell; null leaves it to the paths.</summary>
    public BinaryStage? Stage { get; init; }

    /// <summary>Opens another session with a target, as <see cref="TargetBinaries.Another"/>.</summary>
    public Func<ISession>? Another { get; init; }

    /// <summary>The time limit of each script.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Reads files of this machine in this process, and those of other targets through their session. Each goes to
    /// <paramref name="take"/> as it was read, before its surroundings are known.
    /// </summary>
    public async Task<BinaryFacts> CollectAsync(ISession session, Func<JudgedBinary, ValueTask> take, CancellationToken cancellationToken)
    {
        if (session.Target is not { Kind: TargetKind.Local, Become: false })
        {
            var all = new FilesOnce(info => take(new JudgedBinary(info, StageOf(info, isHere: false))));
            var told = await new TargetBinaries(session, query with { Surroundings = true }, Limit) { Another = Another }.StreamAsync(all.AddAsync, cancellationToken).ConfigureAwait(false);
            await all.CompleteAsync().ConfigureAwait(false);
            return Facts(told, all.Files.OrderBy(info => info.Path, StringComparer.Ordinal).Select(info => Judged(info, false, told)));
        }

        // What the machine tells of itself is asked for while its files are read.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asking = AskHereAsync(session, stop.Token);
        try
        {
            var files = await ReadHereAsync(take, stop.Token).ConfigureAwait(false);
            var answer = await asking.ConfigureAwait(false);
            var running = answer.Files.Select(info => Judged(info, true, answer)).ToList();
            foreach (var binary in running)
            {
                await take(binary).ConfigureAwait(false);
            }

            return Facts(answer, files.Concat(running));
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)asking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // it leaves no process
        }
    }

    // Without a shell, as on Windows, there are neither processes nor facts of the machine to be had in this way.
    private Task<BinaryAnswer> AskHereAsync(ISession session, CancellationToken cancellationToken) => OperatingSystem.IsWindows()
        ? Task.FromResult(new BinaryAnswer(session.Target) { Os = "windows", Arch = Fact<string>.Unknown("it is not asked on Windows") })
        : new TargetBinaries(session, query with { Paths = [], Surroundings = true }, Limit).ReadAsync(cancellationToken);

    private async Task<List<JudgedBinary>> ReadHereAsync(Func<JudgedBinary, ValueTask> take, CancellationToken cancellationToken)
    {
        var files = new List<JudgedBinary>();
        var all = new FilesOnce(info =>
        {
            files.Add(new JudgedBinary(info, StageOf(info, isHere: true))
            {
                HasLoader = info.File?.Interpreter is { } loader ? File.Exists(loader) : Fact<bool>.Absent,
                Module = NearbyModule.Find(info.Path),
            });
            return take(files[^1]);
        });
        foreach (var info in BinarySearch.Read(query.Paths.SelectMany(path => BinarySearch.Find(path, query.Recurse)), query.Packages, cancellationToken))
        {
            await all.AddAsync(info with { FileId = FileStatus.IdOf(info.Path), IsAlias = new FileInfo(info.Path).LinkTarget is not null }).ConfigureAwait(false);
        }

        await all.CompleteAsync().ConfigureAwait(false);
        return files;
    }

    private BinaryStage StageOf(GoBuildInfo info, bool isHere) => Stage ?? BinaryPlace.Of(info, isHere);

    private static BinaryFacts Facts(BinaryAnswer answer, IEnumerable<JudgedBinary> binaries) =>
        new() { Binaries = binaries.ToList(), Os = answer.Os, Arch = answer.Arch };

    private JudgedBinary Judged(GoBuildInfo info, bool isHere, BinaryAnswer answer) => new(info, StageOf(info, isHere))
    {
        HasLoader = info.File?.Interpreter is { } loader
            ? answer.Loaders.GetValueOrDefault(loader, Fact<bool>.Unknown("the target was not asked for it"))
            : Fact<bool>.Absent,
        Module = answer.Modules.GetValueOrDefault(info.Path),
    };
}

/// <summary>Takes each file once, by a name that is no link where there is one: a link waits until all have come.</summary>
internal sealed class FilesOnce(Func<GoBuildInfo, ValueTask> take)
{
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly List<GoBuildInfo> links = [];

    /// <summary>What was taken.</summary>
    public List<GoBuildInfo> Files { get; } = [];

    /// <summary>Takes a file, unless it was taken by another name.</summary>
    public async ValueTask AddAsync(GoBuildInfo info)
    {
        if (info.IsAlias)
        {
            links.Add(info);
        }
        else
        {
            await TakeAsync(info).ConfigureAwait(false);
        }
    }

    /// <summary>Takes the files of which links alone came.</summary>
    public async ValueTask CompleteAsync()
    {
        foreach (var link in links)
        {
            await TakeAsync(link).ConfigureAwait(false);
        }
    }

    private ValueTask TakeAsync(GoBuildInfo info)
    {
        if (!seen.Add(info.FileId ?? info.Path))
        {
            return ValueTask.CompletedTask;
        }

        Files.Add(info);
        return take(info);
    }
}
