namespace GoEnv.Binaries;

/// <summary>Collects the binaries of a target for the rules.</summary>
public sealed class BinaryCollector(BinaryQuery query)
{
    /// <summary>What binaries are, whatever their paths tell; null leaves it to the paths.</summary>
    public BinaryStage? Stage { get; init; }

    /// <summary>The time limit of each script.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Reads files of this machine in this process, and those of other targets through their session.</summary>
    public async Task<BinaryFacts> CollectAsync(ISession session, CancellationToken cancellationToken)
    {
        var isHere = session.Target is { Kind: TargetKind.Local, Become: false };
        if (!isHere)
        {
            var all = await new TargetBinaries(session, query with { Surroundings = true }, Limit).ReadAsync(cancellationToken).ConfigureAwait(false);
            return Facts(all, GoBuildInfo.EachFileOnce(all.Files).Select(info => Judged(info, false, all)));
        }

        // Without a shell, as on Windows, there are neither processes nor facts of the machine to be had in this way.
        var rest = query with { Paths = [], Surroundings = true };
        var answer = OperatingSystem.IsWindows()
            ? new BinaryAnswer(session.Target) { Os = "windows", Arch = Fact<string>.Unknown("it is not asked on Windows") }
            : await new TargetBinaries(session, rest, Limit).ReadAsync(cancellationToken).ConfigureAwait(false);
        var found = query.Paths.SelectMany(path => BinarySearch.Find(path, query.Recurse));
        var read = BinarySearch.Read(found, query.Packages, cancellationToken)
            .Select(info => info with { FileId = FileStatus.IdOf(info.Path), IsAlias = new FileInfo(info.Path).LinkTarget is not null });
        var files = GoBuildInfo.EachFileOnce(read)
            .Select(info => new JudgedBinary(info, Stage ?? BinaryPlace.Of(info, isHere: true))
            {
                HasLoader = info.File?.Interpreter is { } loader ? File.Exists(loader) : Fact<bool>.Absent,
                Module = NearbyModule.Find(info.Path),
            });
        return Facts(answer, files.ToList().Concat(answer.Files.Select(info => Judged(info, true, answer))));
    }

    private static BinaryFacts Facts(BinaryAnswer answer, IEnumerable<JudgedBinary> binaries) =>
        new() { Binaries = binaries.ToList(), Os = answer.Os, Arch = answer.Arch };

    private JudgedBinary Judged(GoBuildInfo info, bool isHere, BinaryAnswer answer) => new(info, Stage ?? BinaryPlace.Of(info, isHere))
    {
        HasLoader = info.File?.Interpreter is { } loader
            ? answer.Loaders.GetValueOrDefault(loader, Fact<bool>.Unknown("the target was not asked for it"))
            : Fact<bool>.Absent,
        Module = answer.Modules.GetValueOrDefault(info.Path),
    };
}
