namespace GoEnv.Tests.ApiServer;

/// <summary>Label and field selectors of the forms <c>a=b</c>, <c>a==b</c>, <c>a!=b</c>, <c>a</c> and <c>!a</c>.</summary>
internal static class Selectors
{
    public static bool Matches(string? selector, IDictionary<string, string> values) =>
        (selector ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries).All(term => Holds(term, values));

    private static bool Holds(string term, IDictionary<string, string> values)
    {
        if (term.Split("!=", 2) is [var unlike, var not])
        {
            return !(values.TryGetValue(unlike, out var other) && other == not);
        }

        if (term.Split('=', 2) is [var key, var value])
        {
            return values.TryGetValue(key, out var found) && found == value.TrimStart('=');
        }

        return term.StartsWith('!') ? !values.ContainsKey(term[1..]) : values.ContainsKey(term);
    }
}
