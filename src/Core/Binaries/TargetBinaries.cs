using System.Security.Cryptography;
using System.Threading.Channels;
using GoEnv.Toolchain;

namespace GoEnv.Binaries;

/// <summary>
/// Reads Go binaries through a session. The first script finds the files and sends what tells how they were built; what this is of
/// other formats, Go releases and byte orders is asked for by further scripts, for many files at once.
/// </summary>
public sealed class TargetBinaries(ISession session, BinaryQuery query, TimeSpan limit)
{
    private const int FirstBatch = 32;
    private const int Growth = 8;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    private int roundTrips;

    /// <summary>Makes the word that marks the records of one script.</summary>
    public Func<string> NewNonce { get; init; } = () => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Opens another session with the target, to read files while others are still searched for; null where that can wait.</summary>
    public Func<ISession>? Another { get; init; }

    /// <summary>The clock of the pauses between the scripts of that session.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Asks the target; <see cref="TargetException"/> when it could not be asked.</summary>
    public async Task<BinaryAnswer> ReadAsync(CancellationToken cancellationToken)
    {
        var files = new List<GoBuildInfo>();
        var answer = await ReadAsync(files.Add, FirstBatch << 16, cancellationToken).ConfigureAwait(false);
        return answer with { Files = files.OrderBy(info => info.Path, StringComparer.Ordinal).ToList() };
    }

    /// <summary>
    /// The same, where each binary goes to <paramref name="take"/> as soon as it was read. It may be called on two threads, but
    /// not at once.
    /// </summary>
    public Task<BinaryAnswer> ReadAsync(Action<GoBuildInfo> take, CancellationToken cancellationToken) => ReadAsync(take, FirstBatch, cancellationToken);

    /// <summary>
    /// The same, where <paramref name="take"/> may take its time: what is read does not wait for it, since the target has a time
    /// limit, and the pipeline has none.
    /// </summary>
    public async Task<BinaryAnswer> StreamAsync(Func<GoBuildInfo, ValueTask> take, CancellationToken cancellationToken)
    {
        var queue = Channel.CreateUnbounded<GoBuildInfo>();
        var asking = CompleteAsync();
        try
        {
            await foreach (var info in queue.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                await take(info).ConfigureAwait(false);
            }
        }
        finally
        {
            await ((Task)asking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // it leaves no process
        }

        return await asking.ConfigureAwait(false);

        async Task<BinaryAnswer> CompleteAsync()
        {
            try
            {
                return await ReadAsync(info => queue.Writer.TryWrite(info), cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                queue.Writer.Complete();
            }
        }
    }

    private async Task<BinaryAnswer> ReadAsync(Action<GoBuildInfo> take, int batch, CancellationToken cancellationToken)
    {
        foreach (var path in query.Paths.Where(IsUnaskable))
        {
            take(BinaryPathProblems.Make(session.Target, BinaryError.PathNotFound, path, $"'{path}' is no path that can be asked for from afar: it has a line feed in it."));
        }

        var asked = query with { Paths = query.Paths.Where(path => !IsUnaskable(path)).ToList() };
        var found = new FoundBinaries(session.Target, asked, take);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var search = AskAsync(session, asked.FindCalls(), found.Arrive, stop.Token);
        try
        {
            await FetchAsync(search, found, batch, stop.Token).ConfigureAwait(false);
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)search).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        var answers = await search.ConfigureAwait(false);
        foreach (var problem in answers.SelectMany(answer => BinaryPathProblems.Of(answer, asked.Paths, session.Target)))
        {
            take(problem);
        }

        return new BinaryAnswer(session.Target)
        {
            Os = answers[0].Text("os").To(name => name == "SunOS" ? "solaris" : name.ToLowerInvariant()),
            Arch = answers[0].Text("machine") is { IsKnown: true } machine && ProgramHeader.ArchOfMachine(machine.Value) is { } arch
                ? arch
                : Fact<string>.Unknown($"the machine calls itself '{answers[0].Text("machine")}'"),
            Loaders = query.Surroundings ? await LoadersAsync(found.Loaders, answers[0], cancellationToken).ConfigureAwait(false) : [],
            Modules = found.Modules,
            RoundTrips = roundTrips,
            BytesRead = found.BytesRead,
        };
    }

    // Batches grow: the first binaries are there soon, and a large tree takes few scripts. While the search goes on, what it left
    // open is read through another session.
    private async Task FetchAsync(Task search, FoundBinaries found, int batch, CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        while (true)
        {
            if (Another is not null)
            {
                await Task.WhenAny(search, Task.Delay(pause, Clock, cancellationToken)).ConfigureAwait(false);
            }

            var over = search.IsCompleted || Another is null;
            if (over)
            {
                await search.ConfigureAwait(false);
                found.Close();
            }

            cancellationToken.ThrowIfCancellationRequested();
            var calls = found.Calls(batch, BinaryScript.TripBytes);
            if (calls.Count > 0)
            {
                await AskAsync(over ? session : Another!(), calls, found.Answer, cancellationToken).ConfigureAwait(false);
                (batch, pause) = (Math.Min(batch, int.MaxValue / Growth) * Growth, pause + pause);
            }
            else if (over)
            {
                return;
            }
        }
    }

    private async Task<Dictionary<string, Fact<bool>>> LoadersAsync(IReadOnlySet<string> named, ProbeOutput host, CancellationToken cancellationToken)
    {
        var there = host.Lines("loaders").ValueOr(string.Empty).Split('\n').ToHashSet(StringComparer.Ordinal);
        var loaders = named.Where(there.Contains).ToDictionary(path => path, _ => (Fact<bool>)true);
        var others = named.Where(path => !there.Contains(path) && path.StartsWith('/') && !path.Contains('\n', StringComparison.Ordinal)).ToList();
        if (others.Count > 0)
        {
            var calls = others.Select((path, i) => $"bi_exists {i} {BinaryQuery.Quote(path)}\n");
            var answers = await AskAsync(session, calls, (_, _) => { }, cancellationToken).ConfigureAwait(false);
            foreach (var (path, i) in others.Select((path, i) => (path, i)))
            {
                var fact = answers.Select(answer => answer.Text($"exists/{i}")).FirstOrDefault(text => text.IsKnown || text.IsAbsent, answers[0].Text($"exists/{i}"));
                loaders[path] = fact.IsAbsent ? false : fact.To(_ => true);
            }
        }

        return loaders;
    }

    private async Task<IReadOnlyList<ProbeOutput>> AskAsync(ISession through, IEnumerable<string> calls, Action<string, ProbeOutput> take, CancellationToken cancellationToken)
    {
        var answers = await new BinaryScript(through, query, limit, NewNonce()).AskAsync(calls, take, cancellationToken).ConfigureAwait(false);
        Interlocked.Increment(ref roundTrips);
        return answers.FirstOrDefault(answer => answer.Text("tools").IsUnknown)?.Text("tools").Reason is not { } reason ? answers : throw new TargetException(
            session.Target,
            TargetError.ShellUnavailable,
            $"Binaries of {session.Target.Name} could not be read: {reason}.",
            "Install coreutils or busybox there.");
    }

    private static bool IsUnaskable(string path) => path.Contains('\n', StringComparison.Ordinal);
}
