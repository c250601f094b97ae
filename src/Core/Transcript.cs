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

    private Transcript()
    {
    }

    /// <summary>The shell read the script and began to run it.</summary>
    public bool Began { get; private set; }

    /// <summary>The script ran to its last line.</summary>
    public bool Ended { get; private set; }

    /// <summary>Splits <paramref name="output"/>; never throws, whatever the bytes.</summary>
    public static Transcript Parse(ReadOnlySpan<byte> output, string nonce)
    {
        var transcript = new Transcript();
        var start = Encoding.ASCII.GetBytes(nonce + " ");
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
                transcript.Add(line[start.Length..]);
            }
        }

        return transcript;
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
            }
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
