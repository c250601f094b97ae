using System.Globalization;

namespace GoEnv.Binaries;

/// <summary>A file that a target told of, and what was read of it so far.</summary>
internal sealed class FoundBinary
{
    private const long MaxBytes = 4 << 20;
    private const long MaxBytesWithPackages = 64 << 20;
    private const int MaxRounds = 24;
    private const string DeletedMark = " (deleted)";

    private readonly BlockReader reader;
    private readonly string stat;
    private readonly string file;
    private int rounds;
    private IReadOnlyList<BlockRun> wanted = [];

    private FoundBinary(string key, string stat, long size, string file, ProbeOutput row)
    {
        (Key, this.stat, this.file) = (key, stat, file);
        reader = new BlockReader(size);
        var link = row.TextOrNull("link");
        IsOfProcess = link is not null;
        IsDeleted = link?.EndsWith(DeletedMark, StringComparison.Ordinal) == true;
        IsInContainer = !IsDeleted && row.TextOrNull("elsewhere") is not null;
        IsAlias = !IsOfProcess && row.TextOrNull("alias") is not null;
        IsNamed = row.TextOrNull("named") is not null;
        Path = IsDeleted ? link![..^DeletedMark.Length] : link ?? Shown(file);
        Processes = row.NamedRows("process")
            .Select(process => new BinaryProcess(int.Parse(process.Name, NumberStyles.None, CultureInfo.InvariantCulture), process.Row.TextOrNull("name") ?? string.Empty))
            .OrderBy(process => process.Id)
            .ToList();
        Module = row.Lines("module").TryGet(out var module) && module.Split('\n') is [var path, .. var lines] ? NearbyModule.Of(path, lines) : null;
        Take(row);
    }

    public string Key { get; }

    public string Path { get; }

    public bool IsOfProcess { get; }

    /// <summary>True for a link to a file.</summary>
    public bool IsAlias { get; }

    /// <summary>True when the caller named it, and did not merely name its folder.</summary>
    public bool IsNamed { get; }

    public bool IsDeleted { get; }

    public bool IsInContainer { get; }

    public NearbyModule? Module { get; }

    public IReadOnlyList<BinaryProcess> Processes { get; set; }

    /// <summary>What tells this file from every other one of the target.</summary>
    public string Identity => stat;

    public long Fetched => reader.Fetched;

    /// <summary>How often it was asked for.</summary>
    public int Tries { get; private set; }

    /// <summary>What the file says, once nothing is missing.</summary>
    public GoBuildInfo? Info { get; private set; }

    /// <summary>Makes a file of a row; null where the row has none, or the process ended meanwhile.</summary>
    public static FoundBinary? Of(string key, ProbeOutput row) =>
        row.Bytes("stat").TryGet(out var bytes)
        && System.Text.Encoding.UTF8.GetString(bytes).Split(' ', 3) is [var size, var id, var file]
        && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
        && row.TextOrNull("link") is not ""
            ? new FoundBinary(key, $"{size} {id}", length, file, row)
            : null;

    /// <summary>The path of the user for one of the script.</summary>
    public static string Shown(string path) => (path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path).Replace("/./", "/", StringComparison.Ordinal);

    /// <summary>Takes blocks that a row brought; a file that is another one by now cannot be read.</summary>
    public void Take(ProbeOutput row)
    {
        if (row.TextOrNull("now") is { } now && now != stat)
        {
            Fail("was changed while it was read");
            return;
        }

        foreach (var (name, data) in row.NamedRows("blocks"))
        {
            var numbers = name.Split(',').Select(word => long.Parse(word, NumberStyles.None, CultureInfo.InvariantCulture)).ToList();
            var runs = numbers.Chunk(2).Select(pair => new BlockRun(pair[0], pair[^1])).ToList();
            if (!data.Bytes("data").TryGet(out var bytes) || !reader.Add(runs, bytes))
            {
                Fail("could not be read to its end");
            }
        }
    }

    /// <summary>Parses what is there; the blocks that are missing, none when that was all.</summary>
    public IReadOnlyList<BlockRun> Read(bool packages, long room) => Read(packages) ? [] : Cut(wanted, room);

    /// <summary>The blocks that are missing, cut to some bytes, which are asked for now.</summary>
    public IReadOnlyList<BlockRun> Ask(long room)
    {
        Tries++;
        return Cut(wanted, room);
    }

    /// <summary>Parses what is there; true when nothing is missing, so that <see cref="Info"/> is there.</summary>
    public bool Read(bool packages)
    {
        if (Info is not null)
        {
            return true;
        }

        var info = GoBinary.Read(reader, Path, packages);
        var missing = reader.TakeMissing();
        if (missing.Count == 0)
        {
            Info = info;
            return true;
        }

        if (++rounds > MaxRounds || reader.Fetched > (packages ? MaxBytesWithPackages : MaxBytes))
        {
            Fail($"cannot be told from afar: {reader.Fetched} bytes of it were not enough");
            return true;
        }

        wanted = missing;
        return false;
    }

    /// <summary>The call of the script that reads blocks.</summary>
    public string ReadCall(IReadOnlyList<BlockRun> runs) =>
        string.Create(CultureInfo.InvariantCulture, $"bi_read {Key} {BinaryQuery.Quote(file)} {string.Join(' ', runs.Select(run => string.Create(CultureInfo.InvariantCulture, $"{run.Start} {run.Count}")))}\n");

    /// <summary>Says why it cannot be read.</summary>
    public void Fail(string what) =>
        Info ??= new GoBuildInfo { Path = Path, Problem = new BinaryProblem(BinaryError.FileUnreadable, $"'{Path}' {what}.") };

    private static List<BlockRun> Cut(IReadOnlyList<BlockRun> runs, long room)
    {
        var cut = new List<BlockRun>();
        var left = Math.Max(1, room / BlockReader.BlockSize);
        foreach (var run in runs.TakeWhile(_ => left > 0))
        {
            cut.Add(run with { Count = Math.Min(run.Count, left) });
            left -= run.Count;
        }

        return cut;
    }
}
