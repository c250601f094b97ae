using System.Globalization;
using System.Security.Cryptography;
using GoEnv.Binaries;

namespace GoEnv.Pods;

/// <summary>
/// Asks a container what runs in it. One script tells all where its programs are ELF files of Go 1.18 or newer; what others
/// keep further apart is fetched by a script more.
/// </summary>
internal sealed class ContainerReader(ISession session, TimeSpan limit)
{
    // As hexadecimal it stays below the limit of a session's output.
    private const int Blocks = (4 << 20) / BlockReader.BlockSize;

    private const string Id = "pod";
    private const string Run = "pod_run\n";

    private static readonly string Text = BinaryScript.Text + Probe.LoadScript("pod-limits.sh", "pod-toolchains.sh", "pod-look.sh", "pod.sh")
        + string.Create(CultureInfo.InvariantCulture, $"bi_start {Blocks} 0\n");

    private readonly Dictionary<string, FoundBinary> found = new(StringComparer.Ordinal);
    private int execs;

    /// <summary>Makes the word that marks the records of one script.</summary>
    public Func<string> NewNonce { get; init; } = () => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>The container that is asked about, where the session is with an ephemeral container; null where it is with the container itself.</summary>
    public Look? Looks { get; init; }

    /// <summary>The one script.</summary>
    public static Script Compose(string nonce, TimeSpan limit) => Compose(Run, nonce, limit);

    /// <summary>The part of a script that asks it, for one that asks more.</summary>
    public static ProbePart Part(TimeSpan limit) => new(Id, ProbeScript.WithoutComments(Text + Run), limit);

    /// <summary>Asks; unknown where its processes could not be told from others, <see cref="TargetException"/> when it could not be asked.</summary>
    public async Task<Fact<ContainerInside>> ReadAsync(CancellationToken cancellationToken)
    {
        var calls = Looks is { } look ? $"pod_look '{look.Id}' {(look.IsAlone ? "1" : "0")}\n" : Run;
        return await TakeAsync(await AskAsync(calls, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs a script that has <see cref="Part"/> among its parts; what runs is then among the facts, known or unknown.</summary>
    public async Task<Transcript> ReadAsync(string body, FactSet facts, CancellationToken cancellationToken)
    {
        var nonce = NewNonce();
        var transcript = await RunAsync(ProbeScript.WithNonce(body, nonce), nonce, cancellationToken).ConfigureAwait(false);
        try
        {
            var inside = await TakeAsync(Output(transcript), cancellationToken).ConfigureAwait(false);
            if (inside.TryGet(out var known))
            {
                facts.Add(known);
            }
            else
            {
                facts.AddUnknown(typeof(ContainerInside), inside.Reason!);
            }
        }
        catch (TargetException e)
        {
            facts.AddUnknown(typeof(ContainerInside), e.Clause);
        }

        return transcript;
    }

    private async Task<Fact<ContainerInside>> TakeAsync(ProbeOutput answer, CancellationToken cancellationToken)
    {
        if (answer.Number("main") is { IsUnknown: true } main)
        {
            return Fact<ContainerInside>.Unknown(main.Reason!);
        }

        var inside = ContainerOutput.Parse(answer);
        if (inside.Programs.IsUnknown)
        {
            return inside with { Execs = execs };
        }

        foreach (var (key, row) in answer.NamedRows("file"))
        {
            if (FoundBinary.Of(key, row) is { } file)
            {
                found.Add(key, file);
            }
        }

        while (Missing() is { Count: > 0 } calls)
        {
            var more = await AskAsync(string.Concat(calls), cancellationToken).ConfigureAwait(false);
            foreach (var (key, row) in more.NamedRows("file"))
            {
                found.GetValueOrDefault(key)?.Take(row);
            }
        }

        IReadOnlyList<GoProgramInside> programs = found.Values
            .Where(file => file.Info!.Problem?.Error != BinaryError.NotGoBinary)
            .Select(file => Program(file, answer))
            .OrderBy(program => program.Info.Processes![0].Id)
            .ToList();
        return inside with
        {
            Programs = ((Fact<bool>)true).To(_ => programs), // there is no conversion from an interface
            BytesRead = found.Values.Sum(file => file.Fetched),
            Execs = execs,
        };
    }

    /// <summary>Asks the container of the session to end; what comes of it is not waited for.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        try
        {
            _ = await AskAsync("pod_end\n", cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TargetException or OperationCanceledException)
        {
            // It has ended, or will when its time is up.
        }
    }

    private GoProgramInside Program(FoundBinary file, ProbeOutput answer)
    {
        var info = file.Info! with { Target = session.Target, Processes = file.Processes, IsDeleted = file.IsDeleted, IsInContainer = true };
        return new GoProgramInside(info, ContainerOutput.Settings(answer, file.Processes.Count > 0 ? file.Processes[0].Id : 0));
    }

    private static Script Compose(string calls, string nonce, TimeSpan limit) => ProbeScript.Compose([(Id, Text + calls)], nonce, limit);

    private List<string> Missing()
    {
        var calls = new List<string>();
        long room = (long)Blocks * BlockReader.BlockSize;
        foreach (var file in found.Values)
        {
            if (room > 0 && file.Read(packages: false, room) is { Count: > 0 } runs)
            {
                calls.Add(file.ReadCall(runs));
                room -= runs.Sum(run => run.Count) * BlockReader.BlockSize;
            }
        }

        return calls;
    }

    private async Task<ProbeOutput> AskAsync(string calls, CancellationToken cancellationToken)
    {
        var nonce = NewNonce();
        return Output(await RunAsync(Compose(calls, nonce, limit), nonce, cancellationToken).ConfigureAwait(false));
    }

    private async Task<Transcript> RunAsync(Script script, string nonce, CancellationToken cancellationToken)
    {
        var result = await session.RunAsync(script, cancellationToken).ConfigureAwait(false);
        execs++;
        return Transcript.Parse(result.Output.Span, nonce);
    }

    private ProbeOutput Output(Transcript transcript)
    {
        var (output, problem) = transcript.Read(Id);
        return output ?? throw new TargetException(
            session.Target,
            TargetError.TargetTimedOut,
            $"{session.Target.Name} did not tell what runs in it: {problem}.",
            "Allow more time with -ProbeTimeoutSeconds and -TimeoutSeconds, or look at the CPU limit of the container.");
    }
}

/// <summary>A container that is asked about from within another one.</summary>
/// <param name="Id">Its id, as cgroups have it; empty where it is not known.</param>
/// <param name="IsAlone">True where its processes are for itself, so that its main one is process 1.</param>
internal sealed record Look(string Id, bool IsAlone);
