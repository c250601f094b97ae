using System.Globalization;
using System.Text.Json;

namespace GoEnv.Drift;

/// <summary>Values of facts as a person reads them.</summary>
internal static class DriftValues
{
    /// <summary>The text of a single value.</summary>
    public static string Text(string pattern, JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.True => "yes",
            JsonValueKind.False => "no",
            JsonValueKind.String => value.GetString()!,
            _ => value.GetRawText(),
        };
        return pattern switch
        {
            // The device may get another name at the next start.
            "toolchain.places[].fileSystem" => string.Join(' ', text.Split(' ').Take(2)),
            _ when pattern.EndsWith(".mode", StringComparison.Ordinal) && Enum.TryParse<UnixFileMode>(text, out var mode) =>
                Convert.ToString((int)mode, 8),
            _ => text,
        };
    }

    /// <summary>
    /// True for a member of <paramref name="owner"/> that no probe asks there: what only a go command can answer where there is
    /// none, and what is looked for in trees on a PATH where the tree is on none.
    /// </summary>
    public static bool IsNotAsked(string pattern, JsonElement owner)
    {
        return pattern switch
        {
            "toolchain.goEnv" or "toolchain.envFile" or "toolchain.cCompiler" => IsNull("winner"),
            "toolchain.toolchains[].openPath" or "toolchain.toolchains[].compiler" => IsNull("onPath") && IsNull("onLoginPath")
                && owner.TryGetProperty(pattern[(pattern.LastIndexOf('.') + 1)..], out var value) && value.ValueKind == JsonValueKind.Object,
            _ => false,
        };

        bool IsNull(string name) => !owner.TryGetProperty(name, out var member) || member.ValueKind == JsonValueKind.Null;
    }

    /// <summary>The file and line of a line of a file, whose path is the item around it.</summary>
    public static string? LineOf(IReadOnlyList<string> around, JsonElement item) =>
        around.Count > 0 && item.ValueKind == JsonValueKind.Object && item.TryGetProperty("number", out var number) && number.TryGetInt32(out var line)
            ? string.Create(CultureInfo.InvariantCulture, $"{around[0]}:{line}")
            : null;

    /// <summary>The file and line that an item has of its own.</summary>
    public static string? LocationOf(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("location", out var location) && location.ValueKind == JsonValueKind.String
            ? location.GetString()
            : null;

    /// <summary>What came into a search path, what went, or that the order changed.</summary>
    public static string PathDelta(string before, string after)
    {
        var (old, now) = (before.Split(':'), after.Split(':'));
        var added = now.Except(old, StringComparer.Ordinal).ToList();
        var gone = old.Except(now, StringComparer.Ordinal).ToList();
        var parts = new List<string>();
        if (added.Count > 0)
        {
            parts.Add($"has {string.Join(", ", added)} besides");
        }

        if (gone.Count > 0)
        {
            parts.Add($"no longer has {string.Join(", ", gone)}");
        }

        return parts.Count > 0 ? string.Join(" and ", parts) : "has its folders in another order, or some of them another number of times";
    }
}

/// <summary>What every host has of its own.</summary>
/// <param name="Home">The home folder; null where it is not known or is <c>/</c>.</param>
/// <param name="User">The account's name; null where it is not known.</param>
internal sealed record HostNames(string? Home, string? User)
{
    public static HostNames Of(JsonElement facts)
    {
        if (!facts.TryGetProperty("host", out var host) || host.ValueKind != JsonValueKind.Object)
        {
            return new HostNames(null, null);
        }

        return new HostNames(Member(host, "home") is { Length: > 1 } home ? home.TrimEnd('/') : null, Member(host, "user"));
    }

    /// <summary>The text with <c>~</c> for the home folder, where it stands as a whole folder.</summary>
    public string Replace(string text)
    {
        if (Home is not { Length: > 1 })
        {
            return text;
        }

        for (var at = text.IndexOf(Home, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Home, at + 1, StringComparison.Ordinal))
        {
            var end = at + Home.Length;
            var isWhole = (end == text.Length || !IsNameCharacter(text[end])) && (at == 0 || !(IsNameCharacter(text[at - 1]) || text[at - 1] == '/'));
            if (isWhole)
            {
                text = string.Concat(text.AsSpan(0, at), "~", text.AsSpan(end));
            }
        }

        return text;
    }

    /// <summary>The owner's name; <c>(account)</c> for the account itself.</summary>
    public string Account(string user) => user == User ? "(account)" : user;

    private static bool IsNameCharacter(char c) => char.IsLetterOrDigit(c) || c is '_' or '-' or '.';

    private static string? Member(JsonElement host, string name) =>
        host.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
