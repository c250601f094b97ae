namespace GoEnv.Modules.Files;

/// <summary>Module versions as Go reads them: <c>v1.2.3-pre+build</c>, with <c>v1</c> and <c>v1.2</c> as short forms.</summary>
internal static class SemanticVersion
{
    private const string Incompatible = "+incompatible";

    /// <summary>True for a version, short or whole.</summary>
    public static bool IsValid(string? text) => Parse(text) is not null;

    /// <summary>The whole form, with <c>+incompatible</c> as its only build suffix; null for what is no version.</summary>
    public static string? Canonical(string? text) => Parse(text) is not { } parts
        ? null
        : $"v{parts.Major}.{parts.Minor}.{parts.Patch}{parts.Pre}{(parts.Build == Incompatible ? Incompatible : string.Empty)}";

    /// <summary>The major part with its <c>v</c>; empty for what is no version.</summary>
    public static string Major(string text) => Parse(text) is { } parts ? "v" + parts.Major : string.Empty;

    /// <summary>True for a version that ends in <c>+incompatible</c>.</summary>
    public static bool IsIncompatible(string text) => Parse(text) is { Build: Incompatible };

    /// <summary>Orders two versions; what is no version comes before all that are, and build suffixes do not count.</summary>
    public static int Compare(string? left, string? right)
    {
        var (a, b) = (Parse(left), Parse(right));
        if (a is null || b is null)
        {
            return (a is null ? 0 : 1) - (b is null ? 0 : 1);
        }

        var order = CompareNumbers(a.Major, b.Major);
        order = order != 0 ? order : CompareNumbers(a.Minor, b.Minor);
        order = order != 0 ? order : CompareNumbers(a.Patch, b.Patch);
        return order != 0 ? order : ComparePre(a.Pre, b.Pre);
    }

    private static int CompareNumbers(string a, string b) =>
        a.Length != b.Length ? a.Length.CompareTo(b.Length) : Math.Sign(string.CompareOrdinal(a, b));

    private static int ComparePre(string a, string b)
    {
        if (a == b)
        {
            return 0;
        }

        if (a.Length == 0 || b.Length == 0)
        {
            return a.Length == 0 ? 1 : -1;
        }

        var (x, y) = (a[1..].Split('.'), b[1..].Split('.'));
        for (var i = 0; i < Math.Min(x.Length, y.Length); i++)
        {
            if (x[i] == y[i])
            {
                continue;
            }

            var (xNumber, yNumber) = (x[i].All(char.IsAsciiDigit), y[i].All(char.IsAsciiDigit));
            return xNumber && yNumber ? CompareNumbers(x[i], y[i])
                : xNumber != yNumber ? (xNumber ? -1 : 1)
                : Math.Sign(string.CompareOrdinal(x[i], y[i]));
        }

        return x.Length.CompareTo(y.Length);
    }

    private static Parts? Parse(string? text)
    {
        if (text is not ['v', ..])
        {
            return null;
        }

        var at = 1;
        if (Number(text, ref at) is not { } major)
        {
            return null;
        }

        if (at == text.Length)
        {
            return new Parts(major, "0", "0", string.Empty, string.Empty);
        }

        if (!Dot(text, ref at) || Number(text, ref at) is not { } minor)
        {
            return null;
        }

        if (at == text.Length)
        {
            return new Parts(major, minor, "0", string.Empty, string.Empty);
        }

        if (!Dot(text, ref at) || Number(text, ref at) is not { } patch)
        {
            return null;
        }

        var plus = text.IndexOf('+', at);
        var pre = plus < 0 ? text[at..] : text[at..plus];
        var build = plus < 0 ? string.Empty : text[plus..];
        return (pre.Length == 0 || (pre[0] == '-' && Identifiers(pre[1..], isPre: true)))
            && (build.Length == 0 || Identifiers(build[1..], isPre: false))
            ? new Parts(major, minor, patch, pre, build)
            : null;
    }

    private static bool Dot(string text, ref int at) => at < text.Length && text[at++] == '.';

    private static string? Number(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return at == start || (text[start] == '0' && at > start + 1) ? null : text[start..at];
    }

    private static bool Identifiers(string text, bool isPre) => text.Split('.').All(part => part.Length > 0
        && part.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
        && !(isPre && part.Length > 1 && part[0] == '0' && part.All(char.IsAsciiDigit)));

    private sealed record Parts(string Major, string Minor, string Patch, string Pre, string Build);
}
