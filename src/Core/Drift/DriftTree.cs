using System.Text.Json;

namespace GoEnv.Drift;

/// <summary>Makes comparable facts of the JSON form of facts.</summary>
internal sealed class DriftTree
{
    private readonly HashSet<string> noise;
    private readonly HostNames? names;

    private DriftTree(HostNames? names)
    {
        this.names = names;
        noise = DriftNoise.Always.Select(n => n.Path).ToHashSet(StringComparer.Ordinal);
        if (names is not null)
        {
            noise.UnionWith(DriftNoise.BetweenTargets.Select(n => n.Path));
        }
    }

    /// <summary>
    /// The facts, without noise. Between targets, what every host has of its own is left out or replaced: the home folder by
    /// <c>~</c> and the account's name by <c>(account)</c>.
    /// </summary>
    public static DriftNode Of(JsonElement facts, bool betweenTargets)
    {
        var tree = new DriftTree(betweenTargets ? HostNames.Of(facts) : null);
        var root = tree.Read(DriftPlace.Root, facts);
        return root with { Children = WithUnknownAreas(root.Children ?? new Dictionary<string, DriftNode>(), facts) };
    }

    // An area that could not be asked is null, with the reason by the probe's name beside it.
    private static Dictionary<string, DriftNode> WithUnknownAreas(IReadOnlyDictionary<string, DriftNode> areas, JsonElement facts)
    {
        var all = areas.ToDictionary(StringComparer.Ordinal);
        if (facts.TryGetProperty("unknown", out var reasons) && reasons.ValueKind == JsonValueKind.Object)
        {
            foreach (var reason in reasons.EnumerateObject())
            {
                var name = Catalog.Probes.FirstOrDefault(probe => probe.Id == reason.Name)?.FactsType.Name.Replace("Facts", string.Empty, StringComparison.Ordinal) ?? reason.Name;
                name = char.ToLowerInvariant(name[0]) + name[1..];
                all[name] = new DriftNode(DriftPlace.Root.Member(name), $"what the probe '{reason.Name}' asks") { Unknown = reason.Value.ToString() };
            }
        }

        return all;
    }

    private DriftNode Read(DriftPlace place, JsonElement value)
    {
        var node = new DriftNode(place, Words(place, value));
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                return node;
            case JsonValueKind.Object when place.Pattern == "toolchain.winner":
                return node with { Value = Own(value.TryGetProperty("realPath", out var path) ? path.ToString() : string.Empty) };
            case JsonValueKind.Object when value.TryGetProperty("unknown", out var reason) && value.EnumerateObject().Count() == 1:
                return node with { Unknown = reason.ToString() };
            case JsonValueKind.Object when value.TryGetProperty("octalMode", out var mode) && value.TryGetProperty("user", out var user):
                return node with { Value = $"{mode} {names?.Account(user.ToString()) ?? user.ToString()}" };
            case JsonValueKind.Object:
                return node with { Children = Members(place, value) };
            case JsonValueKind.Array:
                return node with { Children = Items(place, value) };
            default:
                var text = DriftValues.Text(place.Pattern, value);
                return node with
                {
                    Value = text.Length == 0 ? null : Own(text),
                    IsSearchPath = DriftLists.SearchPaths.Contains(place.Pattern),
                };
        }
    }

    private Dictionary<string, DriftNode> Members(DriftPlace place, JsonElement value)
    {
        var isMap = DriftLists.Maps.Contains(place.Pattern);
        var location = value.TryGetProperty("location", out var at) && at.ValueKind == JsonValueKind.String ? at.GetString() : null;
        var members = new Dictionary<string, DriftNode>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            var next = isMap ? place.Item(member.Name) : place.Member(member.Name);
            if (!noise.Contains(next.Pattern))
            {
                members[member.Name] = Read(next, member.Value) with
                {
                    IsItem = isMap,
                    Location = location,
                    IsNotAsked = DriftValues.IsNotAsked(next.Pattern, value),
                };
            }
        }

        return members;
    }

    private Dictionary<string, DriftNode> Items(DriftPlace place, JsonElement list)
    {
        var items = new Dictionary<string, DriftNode>(StringComparer.Ordinal);
        foreach (var item in list.EnumerateArray())
        {
            var identity = Own(DriftLists.IdentityOf(place.Pattern, item));
            var name = identity;
            for (var number = 2; items.ContainsKey(name); number++)
            {
                name = $"{identity}#{number}"; // the same thing twice
            }

            var node = Read(place.Item(name), item) with { IsItem = true };
            items[name] = node with { Location = DriftValues.LineOf(place.Items, item) ?? DriftValues.LocationOf(item) ?? node.Location };
        }

        return items;
    }

    private string Own(string text) => names?.Replace(text) ?? text;

    private static string Words(DriftPlace place, JsonElement value) => DriftWords.Of(place.Pattern, place.Items, name =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String
            ? member.GetString()
            : null);
}
