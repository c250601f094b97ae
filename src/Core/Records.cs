using System.Globalization;
using System.Text;
using GoEnv.Text;

namespace GoEnv;

/// <summary>One value of a probe's record: bytes, absent, or unknown with a reason.</summary>
internal readonly record struct RecordValue(char Kind, byte[] Bytes)
{
    private const char Absent = '-';
    private const char Unknown = '?';

    /// <summary>
    /// Reads a payload: <c>=text</c>, <c>#hex</c> or <c>+base64</c>; <c>-</c> for absent; <c>?</c> and one of the first
    /// three for unknown. Null when it is none of these.
    /// </summary>
    public static RecordValue? Parse(ReadOnlySpan<byte> payload)
    {
        if (payload is [(byte)Absent])
        {
            return new RecordValue(Absent, []);
        }

        var kind = '=';
        if (payload is [(byte)Unknown, ..])
        {
            kind = Unknown;
            payload = payload[1..];
        }

        var bytes = payload switch
        {
            [(byte)'=', .. var text] => text.ToArray(),
            [(byte)'#', .. var hex] => FromHex(hex),
            [(byte)'+', .. var base64] => FromBase64(base64),
            _ => null,
        };
        return bytes is null ? null : new RecordValue(kind, bytes);
    }

    public Fact<byte[]> ToFact() => Kind switch
    {
        Absent => Fact<byte[]>.Absent,
        Unknown => Fact<byte[]>.Unknown(TargetText.Decode(Bytes)),
        _ => Bytes,
    };

    private static byte[]? FromHex(ReadOnlySpan<byte> hex)
    {
        if (hex.Length % 2 != 0)
        {
            return null;
        }

        var bytes = new byte[hex.Length / 2];
        for (var i = 0; i < bytes.Length; i++)
        {
            var (high, low) = (Digit(hex[2 * i]), Digit(hex[(2 * i) + 1]));
            if (high < 0 || low < 0)
            {
                return null;
            }

            bytes[i] = (byte)((high << 4) | low);
        }

        return bytes;
    }

    private static int Digit(byte c) => c switch
    {
        >= (byte)'0' and <= (byte)'9' => c - '0',
        >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
        _ => -1,
    };

    private static byte[]? FromBase64(ReadOnlySpan<byte> base64)
    {
        var bytes = new byte[((base64.Length + 3) / 4) * 3];
        var status = System.Buffers.Text.Base64.DecodeFromUtf8(base64, bytes, out _, out var written);
        return status == System.Buffers.OperationStatus.Done ? bytes[..written] : null;
    }
}

/// <summary>
/// The records of one probe that ran to its end. Keys are names, or <c>table/index/name</c> for rows of a table.
/// A key that was not printed is unknown.
/// </summary>
public sealed class ProbeOutput
{
    private readonly IReadOnlyDictionary<string, RecordValue> records;
    private readonly string prefix;

    internal ProbeOutput(IReadOnlyDictionary<string, RecordValue> records, string prefix = "")
    {
        this.records = records;
        this.prefix = prefix;
    }

    /// <summary>The value of <paramref name="key"/> as bytes.</summary>
    public Fact<byte[]> Bytes(string key) => records.TryGetValue(prefix + key, out var value)
        ? value.ToFact()
        : Fact<byte[]>.Unknown($"the probe did not report '{prefix}{key}'");

    /// <summary>The value of <paramref name="key"/> as one line of text; control characters are escaped.</summary>
    public Fact<string> Text(string key) => Map(Bytes(key), bytes => TargetText.Decode(bytes));

    /// <summary>The value of <paramref name="key"/> as text with its line feeds and tabs; other control characters are escaped.</summary>
    public Fact<string> Lines(string key) =>
        Map(Bytes(key), bytes => TargetText.Clean(Encoding.UTF8.GetString(bytes).ReplaceLineEndings("\n"), keepLines: true));

    /// <summary>The value of <paramref name="key"/> as a decimal number; unknown when it is none.</summary>
    public Fact<long> Number(string key)
    {
        var text = Text(key);
        return text switch
        {
            { IsAbsent: true } => Fact<long>.Absent,
            { IsUnknown: true } => Fact<long>.Unknown(text.Reason!),
            _ => long.TryParse(text.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? number
                : Fact<long>.Unknown($"'{text.Value}' is not a number"),
        };
    }

    /// <summary>The text of <paramref name="key"/>, or null when it is absent, unknown or not reported.</summary>
    public string? TextOrNull(string key) => Text(key).TryGet(out var text) ? text : null;

    /// <summary>The rows of <paramref name="table"/>, in the order in which they were printed.</summary>
    public IReadOnlyList<ProbeOutput> Rows(string table)
    {
        var start = prefix + table + "/";
        return records.Keys
            .Where(key => key.StartsWith(start, StringComparison.Ordinal) && key.IndexOf('/', start.Length) > 0)
            .Select(key => key[..(key.IndexOf('/', start.Length) + 1)])
            .Distinct(StringComparer.Ordinal)
            .Select(row => new ProbeOutput(records, row))
            .ToList();
    }

    /// <summary>The names of the rows of <paramref name="table"/>, each with its row, in the order in which they were printed.</summary>
    internal IEnumerable<(string Name, ProbeOutput Row)> NamedRows(string table) =>
        Rows(table).Select(row => (row.prefix[(prefix.Length + table.Length + 1)..^1], row));

    private static Fact<TOut> Map<TOut>(Fact<byte[]> fact, Func<byte[], TOut> map)
        where TOut : notnull => fact switch
        {
            { IsAbsent: true } => Fact<TOut>.Absent,
            { IsUnknown: true } => Fact<TOut>.Unknown(fact.Reason!),
            _ => map(fact.Value),
        };
}
