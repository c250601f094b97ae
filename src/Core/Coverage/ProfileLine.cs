using System.Globalization;
using System.Text;
using GoEnv.Text;

namespace GoEnv.Coverage;

/// <summary>Reads one line of a profile: <c>name.go:line.column,line.column statements count</c>.</summary>
internal static class ProfileLine
{
    public const string Right = "write name.go:line.column,line.column statements count, such as example.com/m/a.go:3.14,5.2 1 0";
    private const string ModePrefix = "mode: ";
    private const int Shown = 120;

    /// <summary>The mode of a first line; <see cref="FormatException"/>, without a place, when it is none.</summary>
    public static CoverageMode ReadMode(ReadOnlySpan<byte> line)
    {
        var text = Encoding.UTF8.GetString(line);
        return text switch
        {
            ModePrefix + "set" => CoverageMode.Set,
            ModePrefix + "count" => CoverageMode.Count,
            ModePrefix + "atomic" => CoverageMode.Atomic,
            _ when line.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) || line.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]) =>
                throw new FormatException("the file is UTF-16; write it as UTF-8, as go test -coverprofile does"),
            _ => throw new FormatException($"'{Show(text)}' is not the first line of a cover profile; write mode: set, mode: count or mode: atomic"),
        };
    }

    /// <summary>The name, as bytes of the line, and the block; <see cref="FormatException"/>, without a place, for any other line.</summary>
    public static CoverageBlock Read(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> name)
    {
        var rest = line;
        var count = Take(ref rest, ' ', long.MaxValue, "count", line);
        var statements = (int)Take(ref rest, ' ', int.MaxValue, "number of statements", line);
        var end = TakePoint(ref rest, ',', "end", line);
        var start = TakePoint(ref rest, ':', "start", line);
        if (rest.IsEmpty)
        {
            throw Wrong("it names no file", line);
        }

        if (end < start)
        {
            throw Wrong($"the block ends at {end}, before its start at {start}", line);
        }

        name = rest;
        return new CoverageBlock(start, end, statements, count);
    }

    private static SourcePoint TakePoint(ref ReadOnlySpan<byte> rest, char before, string what, ReadOnlySpan<byte> line)
    {
        var column = (int)Take(ref rest, '.', int.MaxValue, $"{what} column", line);
        return new SourcePoint((int)Take(ref rest, before, int.MaxValue, $"{what} line", line), column);
    }

    // From the end, since a name may hold colons, dots and spaces.
    private static long Take(ref ReadOnlySpan<byte> rest, char before, long maximum, string what, ReadOnlySpan<byte> line)
    {
        var at = rest.LastIndexOf((byte)before);
        if (at < 0)
        {
            throw Wrong($"there is no '{before}' before the {what}", line);
        }

        var digits = rest[(at + 1)..];
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > maximum)
        {
            throw Wrong($"the {what} '{Show(Encoding.UTF8.GetString(digits))}' is not a whole number{(digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 && !digits.IsEmpty ? " that fits" : string.Empty)}", line);
        }

        rest = rest[..at];
        return number;
    }

    private static FormatException Wrong(string problem, ReadOnlySpan<byte> line)
    {
        var text = Encoding.UTF8.GetString(line);
        if (line.IsEmpty)
        {
            return new FormatException($"the line is empty; take it out, or {Right}");
        }

        return new FormatException(text.StartsWith(ModePrefix, StringComparison.Ordinal)
            ? $"'{Show(text)}' begins a second profile; take the line out, or name the profiles one by one instead of one behind the other"
            : $"'{Show(text)}' is not a line of a cover profile: {problem}; {Right}");
    }

    private static string Show(string text) => TargetText.Clean(text.Length > Shown ? text[..Shown] + "…" : text);
}
