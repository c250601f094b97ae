using System.Text.Json;

namespace GoEnv.Drift;

/// <summary>What makes two items of a list the same one: never their position.</summary>
internal static class DriftLists
{
    private static readonly string[] UsualNames = ["path", "realPath", "name", "id", "key", "url", "host", "kind", "file", "text"];

    private static readonly Dictionary<string, string[]> Identities = new(StringComparer.Ordinal)
    {
        ["host.authorizedKeys"] = ["type", "bits"],
        ["host.privateKeys"] = ["path"],
        ["module.git.helpers"] = ["name", "scope", "value"],
        ["module.git.http"] = ["name", "scope"],
        ["module.git.rewrites"] = ["from", "to"],
        ["module.netrc.machines"] = ["host"],
        ["module.overridden"] = ["name", "file"],
        ["module.settings"] = ["name"],
        ["module.userFile.others"] = ["name"],
        ["moduleProxy.proxies"] = ["url"],
        ["shell.directories"] = ["path"],
        ["shell.profiles"] = ["path"],
        ["shell.profiles[].lines"] = ["text"],
        ["shell.starts"] = ["kind"],
        ["toolchain.places"] = ["name"],
        ["toolchain.toolchains"] = ["realPath"],
        ["toolchain.toolchains[].leftovers"] = ["file"],
    };

    /// <summary>Objects whose member names are data: one may come and go.</summary>
    public static IReadOnlyList<string> Maps { get; } = ["toolchain.goEnv", "toolchain.held", "toolchain.session"];

    /// <summary>Lists of which items are compared where both sides have them: what one side lists follows from another fact.</summary>
    public static IReadOnlyList<string> InBothOnly { get; } = ["shell.directories"];

    /// <summary>Lists whose order means something.</summary>
    public static IReadOnlyList<string> Ordered { get; } = ["shell.profiles[].lines", "moduleProxy.proxies"];

    /// <summary>Texts that are folders with a colon between them.</summary>
    public static IReadOnlyList<string> SearchPaths { get; } = ["shell.starts[].path"];

    /// <summary>What an added or gone item is shown with.</summary>
    public static IReadOnlyDictionary<string, string> Summaries { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["module.settings[]"] = "value",
        ["module.overridden[]"] = "value",
    };

    /// <summary>The identity of one item of the list at <paramref name="pattern"/>.</summary>
    public static string IdentityOf(string pattern, JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            return Text(item);
        }

        var names = Identities.GetValueOrDefault(pattern)
            ?? UsualNames.Where(name => item.TryGetProperty(name, out _)).Take(1).ToArray();
        return names.Length == 0
            ? item.GetRawText()
            : string.Join(' ', names.Select(name => item.TryGetProperty(name, out var value) ? Text(value) : string.Empty).Where(text => text.Length > 0));
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => string.Empty,
        _ => value.GetRawText(),
    };
}
