using System.Text;
using GoEnv.Text;

namespace GoEnv;

/// <summary>
/// What a target printed, split into the records of each probe. Lines that do not begin with the nonce are noise.
/// </summary>
internal sealed class Transcript
{
    private const string ControlKey = "!";

    private readonly Dictionary<string, Dictionary<string, RecordValue>> records = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> ends = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> faults = new(StringComparer.Ordinal);

    private readonly byte[] start;

    /// <summary>A transcript that is still to come, of the script with this nonce.</summary>
    public Transcript(string nonce) => start = Encoding.ASCII.GetBytes(nonce + " ");

    /// <summary>Called with the name of the probe and the key of each record that has come.</summary>
    public Action<string, string>? Recorded { get; init; }

    /// <summary>The shell read the script and began to run it.</summary>
    public bool Began { get; private set; }

    /// <summary>The script ran to its last line.</summary>
    public bool Ended { get; private set; }

    /// <summary>Splits <paramref name="output"/>; never throws, whatever the bytes.</summary>
    public static Transcript Parse(ReadOnlySpan<byte> output, string nonce)
    {
        var transcript = new Transcript(nonce);
        transcript.Append(output);
        return transcript;
    }

    /// <summary>Takes more lines; what stands behind the last of them is lost. Never throws, whatever the bytes.</summary>
    public void Append(ReadOnlySpan<byte> output)
    {
        while (!output.IsEmpty)
        {
            var end = output.IndexOf((byte)'\n');
            if (end < 0)
            {
                break; // a line without its end was cut off: it proves nothing
            }

            var line = output[..end];
            output = output[(end + 1)..];
            if (line.StartsWith(start))
            {
                Add(line[start.Length..]);
            }
        }
    }

    /// <summary>Takes the records of a row out of those of a probe that has not come to its end yet.</summary>
    public ProbeOutput TakeRow(string probe, string row)
    {
        var values = records.GetValueOrDefault(probe) ?? [];
        var taken = values.Where(record => record.Key.StartsWith(row + "/", StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);
        foreach (var key in taken.Keys)
        {
            values.Remove(key);
        }

        return new ProbeOutput(taken, row + "/");
    }

    /// <summary>The records of a probe that ran to its end, or why there are none.</summary>
    public (ProbeOutput? Output, string? Problem) Read(string probe)
    {
        if (!ends.TryGetValue(probe, out var end))
        {
            return (null, $"the probe '{probe}' was cut off before its end");
        }

        if (end != "0")
        {
            return (null, end switch
            {
                "137" => $"the probe '{probe}' was ended after its time limit",
                _ => $"the probe '{probe}' ended with exit code {end}",
            });
        }

        return faults.TryGetValue(probe, out var fault)
            ? (null, fault)
            : records.TryGetValue(probe, out var values) ? (new ProbeOutput(values), null) : (null, $"the probe '{probe}' printed nothing");
    }

    /// <summary>The records under a name that is no probe's, of a script that came to its end.</summary>
    public ProbeOutput ReadOpen(string name) => new(records.GetValueOrDefault(name) ?? []);

    private void Add(ReadOnlySpan<byte> record)
    {
        var (probe, rest) = Split(record);
        var (key, payload) = Split(rest);
        if (key == ControlKey)
        {
            Control(probe, TargetText.Decode(payload));
        }
        else if (key.Length == 0 || RecordValue.Parse(payload) is not { } value)
        {
            faults.TryAdd(probe, $"the probe '{probe}' printed a record that cannot be read: '{Shorten(record)}'");
        }
        else
        {
            if (!records.TryGetValue(probe, out var values))
            {
                records[probe] = values = new Dictionary<string, RecordValue>(StringComparer.Ordinal);
            }

            if (!values.TryAdd(key, value))
            {
                faults.TryAdd(probe, $"the probe '{probe}' printed '{key}' twice");
                return;
            }

            Recorded?.Invoke(probe, key);
        }
    }

    private void Control(string probe, string word)
    {
        switch (probe, word)
        {
            case ("-", "begin"):
                Began = true;
                break;
            case ("-", "end"):
                Ended = true;
                break;
            default:
                if (!ends.TryAdd(probe, word))
                {
                    faults.TryAdd(probe, $"the probe '{probe}' ended twice");
                }

                break;
        }
    }

    private static (string Word, byte[] Remainder) Split(ReadOnlySpan<byte> text)
    {
        var space = text.IndexOf((byte)' ');
        return space < 0
            ? (TargetText.Decode(text), [])
            : (TargetText.Decode(text[..space]), text[(space + 1)..].ToArray());
    }

    private static string Shorten(ReadOnlySpan<byte> record) => TargetText.Decode(record[..Math.Min(record.Length, 60)]);
}
