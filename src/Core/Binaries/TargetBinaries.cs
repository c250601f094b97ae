using System.Globalization;
using System.Security.Cryptography;
using GoEnv.Toolchain;

namespace GoEnv.Binaries;

/// <summary>
/// Reads Go binaries through a session. The first script finds the files and sends their headers; the second sends what
/// the headers lead to, for all files at once. Formats and Go releases that keep things further apart take a few more.
/// </summary>
public sealed class TargetBinaries(ISession session, BinaryQuery query, TimeSpan limit)
{
    // As hexadecimal it stays below the limit of a session's output.
    private const int TripBytes = 6 << 20;

    // An argument of a program may be 128 KiB long, and the script has to go with the calls.
    private const int MaxCalls = 64 << 10;

    private static readonly string Script = Probe.LoadScript("binary.sh");

    private readonly Dictionary<string, FoundBinary> found = new(StringComparer.Ordinal);
    private readonly List<GoBuildInfo> problems = [];
    private int roundTrips;

    /// <summary>Makes the word that marks the records of one script.</summary>
    public Func<string> NewNonce { get; init; } = () => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Asks the target; <see cref="TargetException"/> when it could not be asked.</summary>
    public async Task<BinaryAnswer> ReadAsync(CancellationToken cancellationToken)
    {
        foreach (var (path, i) in query.Paths.Select((path, i) => (path, i)).Where(pair => pair.path.Contains('\n', StringComparison.Ordinal)))
        {
            Report(BinaryError.PathNotFound, path, "is no path that can be asked for from afar: it has a line feed in it");
        }

        var asked = query with { Paths = query.Paths.Where(path => !path.Contains('\n', StringComparison.Ordinal)).ToList() };
        var answers = await AskAsync(asked.FindCalls(), cancellationToken).ConfigureAwait(false);
        foreach (var answer in answers)
        {
            Take(answer, asked.Paths);
        }

        Merge();
        while (Missing() is { Count: > 0 } calls)
        {
            foreach (var (key, row) in (await AskAsync(calls, cancellationToken).ConfigureAwait(false)).SelectMany(answer => answer.NamedRows("file")))
            {
                found.GetValueOrDefault(key)?.Take(row);
            }
        }

        var files = found.Values.Where(file => file.Info!.Problem?.Error != BinaryError.NotGoBinary || file.IsNamed).ToList();
        var loaders = query.Surroundings ? await LoadersAsync(files, answers[0], cancellationToken).ConfigureAwait(false) : [];
        var ofPath = files.Select(Describe).Concat(problems).OrderBy(info => info.Path, StringComparer.Ordinal).ToList();
        return new BinaryAnswer(session.Target)
        {
            Files = ofPath,
            Os = answers[0].Text("os").To(name => name == "SunOS" ? "solaris" : name.ToLowerInvariant()),
            Arch = answers[0].Text("machine") is { IsKnown: true } machine && ProgramHeader.ArchOfMachine(machine.Value) is { } arch
                ? arch
                : Fact<string>.Unknown($"the machine calls itself '{answers[0].Text("machine")}'"),
            Loaders = loaders,
            Modules = files.Where(file => file.Module is not null).DistinctBy(file => file.Path).ToDictionary(file => file.Path, file => file.Module!),
            RoundTrips = roundTrips,
            BytesRead = found.Values.Sum(file => file.Fetched),
        };
    }

    private void Take(ProbeOutput answer, IReadOnlyList<string> paths)
    {
        if (answer.Text("tools") is { IsUnknown: true } tools)
        {
            throw new TargetException(
                session.Target,
                TargetError.ShellUnavailable,
                $"Binaries of {session.Target.Name} could not be read: {tools.Reason}.",
                "Install coreutils or busybox there.");
        }

        foreach (var (key, row) in answer.NamedRows("file"))
        {
            if (FoundBinary.Of(key, row) is { } file)
            {
                file.IsNamed = int.TryParse(key.Split('_')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var i) && answer.TextOrNull($"path/{i}/named") is not null;
                found.Add(key, file);
            }
            else if (row.TextOrNull("unread") is { } unread)
            {
                Report(BinaryError.FileUnreadable, FoundBinary.Shown(unread), "cannot be read: this account may not");
            }
        }

        foreach (var (key, row) in answer.NamedRows("path"))
        {
            var path = int.TryParse(key.TrimEnd('x'), NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < paths.Count ? paths[i] : key;
            Take(path, row);
        }

        if (answer.Number("denied").ValueOr(0) is > 0 and var denied)
        {
            Report(BinaryError.FileUnreadable, "/proc", $"does not tell all: this account may not see the executables of {denied} {(denied == 1 ? "process" : "processes")}");
        }
    }

    private void Take(string path, ProbeOutput row)
    {
        var state = row.Text("state");
        if (state.IsAbsent)
        {
            problems.Add(new GoBuildInfo
            {
                Path = path,
                Target = session.Target,
                Problem = new BinaryProblem(BinaryError.PathNotFound, Text.Wildcard.IsPattern(path) ? $"Nothing matches '{path}'." : $"'{path}' does not exist."),
            });
        }
        else if (state.IsUnknown && row.Bytes("state").Reason is { } reason && !reason.StartsWith("the probe did not report", StringComparison.Ordinal))
        {
            Report(BinaryError.FileUnreadable, path, $"cannot be read: {reason}");
        }

        if (row.TextOrNull("partly") is { } partly)
        {
            Report(BinaryError.FileUnreadable, path, $"was not read whole: {partly}");
        }

        if (row.TextOrNull("more") is { } more)
        {
            Report(BinaryError.FileUnreadable, path, $"was not read whole: it has more than {more} files that may be executables");
        }
    }

    private void Report(BinaryError error, string path, string what) =>
        problems.Add(new GoBuildInfo { Path = path, Target = session.Target, Problem = new BinaryProblem(error, $"'{path}' {what}.") });

    // The same file by two ways: as a path it keeps its name, and as an executable its processes.
    private void Merge()
    {
        foreach (var process in found.Values.Where(file => file.IsOfProcess).ToList())
        {
            var same = found.Values.Where(file => !file.IsOfProcess && file.Identity == process.Identity).ToList();
            same.ForEach(file => file.Processes = process.Processes);
            if (same.Count > 0)
            {
                found.Remove(process.Key);
            }
        }

        foreach (var twice in found.Values.Where(file => !file.IsOfProcess).GroupBy(file => (file.Path, file.Identity)).SelectMany(group => group.OrderByDescending(file => file.IsNamed).Skip(1)).ToList())
        {
            found.Remove(twice.Key);
        }
    }

    private List<string> Missing()
    {
        var calls = new List<string>();
        long room = TripBytes;
        foreach (var file in found.Values)
        {
            if (room > 0 && file.Read(query.Packages, room) is { Count: > 0 } runs)
            {
                calls.Add(file.ReadCall(runs));
                room -= runs.Sum(run => run.Count) * BlockReader.BlockSize;
            }
        }

        return calls;
    }

    private GoBuildInfo Describe(FoundBinary file) => file.Info! with
    {
        Target = session.Target,
        Processes = query.Processes ? file.Processes : null,
        IsDeleted = query.Processes ? file.IsDeleted : null,
        IsInContainer = query.Processes ? file.IsInContainer : null,
    };

    private async Task<Dictionary<string, Fact<bool>>> LoadersAsync(List<FoundBinary> files, ProbeOutput host, CancellationToken cancellationToken)
    {
        var there = host.Lines("loaders").ValueOr(string.Empty).Split('\n').ToHashSet(StringComparer.Ordinal);
        var named = files.Select(file => file.Info!.File?.Interpreter).OfType<string>().Distinct().ToList();
        var loaders = named.Where(there.Contains).ToDictionary(path => path, _ => (Fact<bool>)true);
        var others = named.Where(path => !there.Contains(path) && path.StartsWith('/') && !path.Contains('\n', StringComparison.Ordinal)).ToList();
        if (others.Count > 0)
        {
            var calls = others.Select((path, i) => $"bi_exists {i} {BinaryQuery.Quote(path)}\n");
            var answers = await AskAsync(calls, cancellationToken).ConfigureAwait(false);
            foreach (var (path, i) in others.Select((path, i) => (path, i)))
            {
                var fact = answers.Select(answer => answer.Text($"exists/{i}")).FirstOrDefault(text => text.IsKnown || text.IsAbsent, answers[0].Text($"exists/{i}"));
                loaders[path] = fact.IsAbsent ? false : fact.To(_ => true);
            }
        }

        return loaders;
    }

    private async Task<List<ProbeOutput>> AskAsync(IEnumerable<string> calls, CancellationToken cancellationToken)
    {
        var probes = new List<(string Id, string Text)>();
        foreach (var part in Parts(calls))
        {
            var start = string.Create(CultureInfo.InvariantCulture, $"bi_start {TripBytes / BlockReader.BlockSize / (query.Paths.Count + 1)} {(query.Surroundings ? 1 : 0)}\n");
            probes.Add((string.Create(CultureInfo.InvariantCulture, $"binary{probes.Count}"), Script + start + part));
        }

        var nonce = NewNonce();
        var result = await session.RunAsync(ProbeScript.Compose(probes, nonce, limit), cancellationToken).ConfigureAwait(false);
        roundTrips++;
        var transcript = Transcript.Parse(result.Output.Span, nonce);
        return probes.ConvertAll(probe => transcript.Read(probe.Id) is { Output: { } output } ? output : throw new TargetException(
            session.Target,
            TargetError.TargetTimedOut,
            $"Binaries of {session.Target.Name} could not be read: {transcript.Read(probe.Id).Problem}.",
            "Name fewer folders, or allow more time with -ProbeTimeoutSeconds and -TimeoutSeconds."));
    }

    private static IEnumerable<string> Parts(IEnumerable<string> calls)
    {
        var part = new System.Text.StringBuilder();
        foreach (var call in calls)
        {
            if (part.Length > 0 && part.Length + call.Length > MaxCalls)
            {
                yield return part.ToString();
                part.Clear();
            }

            part.Append(call);
        }

        yield return part.ToString();
    }
}
