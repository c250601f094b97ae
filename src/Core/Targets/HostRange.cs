using System.Globalization;

namespace GoEnv.Targets;

/// <summary>
/// A name that stands for many: <c>web[01:20]</c>, <c>db[a:c]</c>, with a step <c>[00:10:2]</c>, several to a name. The last
/// range counts fastest. Numbers with leading zeros keep their width.
/// </summary>
internal sealed class HostRange
{
    /// <summary>The most names that one pattern, and one inventory, may stand for.</summary>
    public const int MaximumNames = 100_000;

    /// <summary>The longest pattern, in characters.</summary>
    public const int MaximumLength = 255;

    private const string Right = "write a range as [01:20], [a:c] or [00:10:2]";
    private readonly List<Func<int, string>> parts = [];
    private readonly List<int> counts = [];

    private HostRange()
    {
    }

    /// <summary>How many names it stands for.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>Reads a pattern, or a plain name, which is a pattern of one; <see cref="FormatException"/> otherwise.</summary>
    public static HostRange Parse(string text)
    {
        if (text.Length > MaximumLength)
        {
            throw new FormatException($"the name is longer than {MaximumLength} characters; write a shorter one");
        }

        var range = new HostRange();
        var rest = text;
        for (var open = rest.IndexOfAny(['[', ']']); open >= 0; open = rest.IndexOfAny(['[', ']']))
        {
            var close = rest.IndexOf(']', StringComparison.Ordinal);
            if (close <= open)
            {
                throw new FormatException($"'{text}' has a bracket without its partner; {Right}");
            }

            range.Add(1, Fixed(rest[..open]));
            range.AddRange(rest[(open + 1)..close], text);
            rest = rest[(close + 1)..];
        }

        range.Add(1, Fixed(rest));
        return range;
    }

    /// <summary>The names, in order.</summary>
    public IEnumerable<string> Expand()
    {
        var pieces = new string[parts.Count];
        for (var index = 0; index < Count; index++)
        {
            var rest = index;
            for (var part = parts.Count - 1; part >= 0; part--)
            {
                pieces[part] = parts[part](rest % counts[part]);
                rest /= counts[part];
            }

            yield return string.Concat(pieces);
        }
    }

    private static Func<int, string> Fixed(string text) => _ => text;

    private void AddRange(string body, string text)
    {
        var bounds = body.Split(':');
        var step = 1;
        if (bounds.Length is not (2 or 3) || (bounds.Length == 3 && !Number(bounds[2], out step)))
        {
            throw new FormatException($"'[{body}]' in '{text}' is not a range; {Right}");
        }

        if (step == 0)
        {
            throw new FormatException($"'[{body}]' in '{text}' has the step 0; write a step of 1 or more");
        }

        var (first, last) = (bounds[0], bounds[1]);
        if (Number(first, out var low) && Number(last, out var high))
        {
            AddNumbers(first, last, low, high, step, $"'[{body}]' in '{text}'");
        }
        else if (first is [var from] && last is [var to] && char.IsAsciiLetter(from) && char.IsAsciiLetter(to)
            && char.IsAsciiLetterLower(from) == char.IsAsciiLetterLower(to))
        {
            CheckOrder(from, to, first, last, $"'[{body}]' in '{text}'");
            Add(((to - from) / step) + 1, i => ((char)(from + (i * step))).ToString());
        }
        else
        {
            throw new FormatException($"'[{body}]' in '{text}' is not a range; {Right}");
        }
    }

    private void AddNumbers(string first, string last, int low, int high, int step, string what)
    {
        CheckOrder(low, high, first, last, what);
        var isPadded = first is ['0', _, ..] || last is ['0', _, ..];
        if (isPadded && first.Length != last.Length)
        {
            var width = Math.Max(first.Length, last.Length);
            throw new FormatException(
                $"{what} mixes widths; write [{first.PadLeft(width, '0')}:{last.PadLeft(width, '0')}]");
        }

        var format = isPadded ? "D" + first.Length.ToString(CultureInfo.InvariantCulture) : "D";
        Add((int)Math.Min((((long)high - low) / step) + 1, int.MaxValue),
            i => (low + (i * step)).ToString(format, CultureInfo.InvariantCulture));
    }

    private static void CheckOrder(int low, int high, string first, string last, string what)
    {
        if (low > high)
        {
            throw new FormatException($"{what} runs backwards; write [{last}:{first}]");
        }
    }

    private void Add(int count, Func<int, string> part)
    {
        if ((long)Count * count > MaximumNames)
        {
            throw new FormatException($"it stands for more than {MaximumNames} hosts; write a smaller range");
        }

        Count *= count;
        counts.Add(count);
        parts.Add(part);
    }

    private static bool Number(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && text.Length <= 9;
}
