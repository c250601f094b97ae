namespace GoEnv.Modules;

/// <summary>Lists of patterns as GOPRIVATE and its kin hold them, matched as golang.org/x/mod's MatchPrefixPatterns does.</summary>
public static class ModulePatterns
{
    /// <summary>The patterns of a list, as written; empty ones are left out, as the go command does.</summary>
    public static IReadOnlyList<string> Split(string list)
    {
        ArgumentNullException.ThrowIfNull(list);
        return list.Split(',').Where(pattern => pattern.TrimEnd('/').Length > 0).ToList();
    }

    /// <summary>
    /// True when a pattern of <paramref name="list"/> matches as many leading elements of <paramref name="modulePath"/>
    /// as it has itself. A malformed pattern matches nothing.
    /// </summary>
    public static bool Match(string list, string modulePath)
    {
        ArgumentNullException.ThrowIfNull(modulePath);
        return Split(list).Any(pattern => MatchOne(pattern, modulePath));
    }

    private static bool MatchOne(string pattern, string modulePath)
    {
        // One trailing slash is cut off, not several.
        var glob = pattern.EndsWith('/') ? pattern[..^1] : pattern;
        var elements = glob.Count(c => c == '/') + 1;
        var path = modulePath.Split('/');
        return path.Length >= elements && Glob.IsMatch(glob, string.Join('/', path.Take(elements)));
    }
}

/// <summary>Go's <c>path.Match</c>: <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>[^a-z]</c> and <c>\</c>; none but a slash matches a slash.</summary>
internal static class Glob
{
    /// <summary>True when all of <paramref name="name"/> matches; a malformed pattern matches nothing.</summary>
    public static bool IsMatch(string pattern, string name) => IsValid(pattern) && Matches(pattern, name);

    /// <summary>True when the pattern can be read: brackets closed and not empty, nothing escaped at its end.</summary>
    public static bool IsValid(string pattern)
    {
        for (var rest = pattern.AsSpan(); !rest.IsEmpty;)
        {
            var length = ElementLength(rest);
            if (length == 0)
            {
                return false;
            }

            rest = rest[length..];
        }

        return true;
    }

    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        // The last star seen, and the place in the name that it has eaten up to: enough to try again from there.
        var starPattern = ReadOnlySpan<char>.Empty;
        var starName = ReadOnlySpan<char>.Empty;
        var star = false;
        while (true)
        {
            if (!pattern.IsEmpty && pattern[0] == '*')
            {
                pattern = pattern[1..];
                starPattern = pattern;
                starName = name;
                star = true;
                continue;
            }

            if (pattern.IsEmpty && name.IsEmpty)
            {
                return true;
            }

            var length = pattern.IsEmpty ? 0 : ElementLength(pattern);
            if (length > 0 && !name.IsEmpty && MatchesElement(pattern[..length], name[0]))
            {
                pattern = pattern[length..];
                name = name[1..];
                continue;
            }

            if (!star || starName.IsEmpty || starName[0] == '/')
            {
                return false;
            }

            starName = starName[1..];
            pattern = starPattern;
            name = starName;
        }
    }

    private static bool MatchesElement(ReadOnlySpan<char> element, char c) => element[0] switch
    {
        '?' => c != '/',
        '\\' => element[1] == c,
        '[' => MatchesClass(element[1..^1], c),
        _ => element[0] == c,
    };

    private static bool MatchesClass(ReadOnlySpan<char> ranges, char c)
    {
        var negated = ranges[0] == '^';
        var rest = negated ? ranges[1..] : ranges;
        var found = false;
        while (!rest.IsEmpty)
        {
            var low = ReadChar(ref rest);
            var high = low;
            if (!rest.IsEmpty && rest[0] == '-')
            {
                rest = rest[1..];
                high = ReadChar(ref rest);
            }

            found |= low <= c && c <= high;
        }

        return found != negated;
    }

    private static char ReadChar(ref ReadOnlySpan<char> text)
    {
        var skip = text[0] == '\\' ? 1 : 0;
        var c = text[skip];
        text = text[(skip + 1)..];
        return c;
    }

    // The length of the first element of a pattern; 0 when it is malformed.
    private static int ElementLength(ReadOnlySpan<char> pattern) => pattern[0] switch
    {
        '\\' => pattern.Length > 1 ? 2 : 0,
        '[' => ClassLength(pattern),
        _ => 1,
    };

    private static int ClassLength(ReadOnlySpan<char> pattern)
    {
        var i = pattern.Length > 1 && pattern[1] == '^' ? 2 : 1;
        for (var ranges = 0; ; ranges++)
        {
            if (i < pattern.Length && pattern[i] == ']' && ranges > 0)
            {
                return i + 1;
            }

            if (!SkipChar(pattern, ref i))
            {
                return 0;
            }

            if (i < pattern.Length && pattern[i] == '-')
            {
                i++;
                if (!SkipChar(pattern, ref i))
                {
                    return 0;
                }
            }
        }
    }

    // A bound of a range: not a bare '-' or ']', and something must follow it.
    private static bool SkipChar(ReadOnlySpan<char> pattern, ref int i)
    {
        if (i >= pattern.Length || pattern[i] is '-' or ']')
        {
            return false;
        }

        i += pattern[i] == '\\' ? 2 : 1;
        return i < pattern.Length;
    }
}
