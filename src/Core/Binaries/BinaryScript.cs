using System.Globalization;
using System.Text;

namespace GoEnv.Binaries;

/// <summary>Runs calls of <c>binary.sh</c> on a target, and hands over what it tells of each file as soon as that has come.</summary>
internal sealed class BinaryScript(ISession session, BinaryQuery query, TimeSpan limit, string nonce)
{
    /// <summary>Bytes of files that one script is asked for.</summary>
    public const int TripBytes = 6 << 20;

    // The first script sends more, as what comes of it is taken at once. The rest is asked for by its name.
    private const int UnaskedBytes = 256 << 20;

    // What a target may send at all: nothing of this side grows with it but the objects.
    private const long MaxBytes = 1L << 30;

    // An argument of a program may be 128 KiB long, and the script has to go with the calls.
    private const int MaxCalls = 64 << 10;

    private const string Row = "file/";
    private const string RowEnd = "/end";

    internal static readonly string Text = Probe.LoadScript("binary.sh", "binary-elf.sh", "binary-find.sh");

    /// <summary>
    /// Runs the calls. <paramref name="take"/> is called with the key and the records of each file; what is not about files comes
    /// at the end. <see cref="TargetException"/> when the target could not be asked.
    /// </summary>
    public async Task<IReadOnlyList<ProbeOutput>> AskAsync(IEnumerable<string> calls, Action<string, ProbeOutput> take, CancellationToken cancellationToken)
    {
        var probes = Parts(calls).Select((part, i) => (Id: string.Create(CultureInfo.InvariantCulture, $"binary{i}"), Text: Text + Start() + part)).ToList();
        Transcript transcript = null!;
        transcript = new Transcript(nonce)
        {
            Recorded = (probe, key) =>
            {
                if (key.StartsWith(Row, StringComparison.Ordinal) && key.EndsWith(RowEnd, StringComparison.Ordinal))
                {
                    take(key[Row.Length..^RowEnd.Length], transcript.TakeRow(probe, key[..^RowEnd.Length]));
                }
            },
        };
        var came = 0L;
        var script = ProbeScript.Compose(probes, nonce, limit) with
        {
            Lines = lines =>
            {
                came += lines.Length;
                transcript.Append(came <= MaxBytes ? lines.Span : throw TooMuch());
            },
        };
        var result = await session.RunAsync(script, cancellationToken).ConfigureAwait(false);
        if (came == 0)
        {
            transcript.Append(result.Output.Span); // a session that does not hand lines over
        }

        return probes.ConvertAll(probe => transcript.Read(probe.Id) is { Output: { } output } ? output : throw new TargetException(
            session.Target,
            TargetError.TargetTimedOut,
            $"Binaries of {session.Target.Name} could not be read{(came > 0 ? " to the end" : string.Empty)}: {transcript.Read(probe.Id).Problem}.",
            "Name fewer folders, or allow more time with -ProbeTimeoutSeconds and -TimeoutSeconds."));
    }

    private string Start() => string.Create(
        CultureInfo.InvariantCulture,
        $"bi_start {UnaskedBytes / BlockReader.BlockSize / (query.Paths.Count + 1)} {(query.Surroundings ? 1 : 0)}\n[ -n \"$bi_works\" ] || exit 0\nbi_whole=1\n");

    private TargetException TooMuch() => new(
        session.Target,
        TargetError.OutputTooLarge,
        $"Binaries of {session.Target.Name} could not be read to the end: it printed more than {MaxBytes >> 20} MiB.",
        "Name fewer folders.");

    private static IEnumerable<string> Parts(IEnumerable<string> calls)
    {
        var part = new StringBuilder();
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
