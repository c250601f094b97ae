using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using GoEnv.Kubernetes;

namespace GoEnv.Pods;

/// <summary>Reads the version that custom resources of a kind declare; they are listed once for each namespace.</summary>
public sealed partial class DeclaredVersions
{
    private readonly object gate = new();
    private readonly Dictionary<string, Task<DeclaredVersion>> bySpace = new(StringComparer.Ordinal);
    private readonly string plural;
    private readonly string group;
    private readonly IReadOnlyList<string> path;
    private readonly string? name;
    private readonly KubeClient client;
    private Task<(KubeResource Resource, bool IsNamespaced)>? kind;

    /// <summary>Declares it; <paramref name="resource"/> is the plural and the group, as kubectl takes them. <see cref="FormatException"/> otherwise.</summary>
    public DeclaredVersions(KubeClient client, string resource, string versionPath, string? name)
    {
        (plural, group) = Split(resource);
        path = PathOf(versionPath);
        (this.client, this.name) = (client, name);
    }

    /// <summary>The plural and the group of <c>goruntimes.example.com</c>; <see cref="FormatException"/> otherwise.</summary>
    public static (string Plural, string Group) Split(string resource) => Name().Match(resource) is { Success: true } match
        ? (match.Groups["plural"].Value, match.Groups["group"].Value)
        : throw new FormatException($"'{Text.TargetText.Clean(resource)}' is no custom resource; write its plural and its group, as in goruntimes.example.com.");

    /// <summary>The steps of a path such as <c>spec.version</c>; a dot of a name is written <c>\.</c>.</summary>
    public static IReadOnlyList<string> PathOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var steps = Step().Matches(path.Trim('{', '}', '$')).Select(match => match.Value.Replace("\\.", ".", StringComparison.Ordinal)).ToList();
        return steps.Count > 0 ? steps : throw new FormatException($"'{Text.TargetText.Clean(path)}' is no path to a version; write it as in spec.version.");
    }

    /// <summary>What is declared for the pods of a namespace.</summary>
    public Task<DeclaredVersion> OfAsync(string space, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (!bySpace.TryGetValue(space, out var found))
            {
                bySpace.Add(space, found = ReadAsync(space, cancellationToken));
            }

            return found;
        }
    }

    /// <summary>The version in an object.</summary>
    internal static Fact<string> VersionOf(JsonElement at, IReadOnlyList<string> path)
    {
        var place = string.Join('.', path);
        foreach (var step in path)
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(step, out at))
            {
                return Fact<string>.Unknown($"it declares no version: it has no {place}");
            }
        }

        return at.ValueKind switch
        {
            JsonValueKind.String when at.GetString()!.Trim() is { Length: > 0 } text => text,
            JsonValueKind.Number => Fact<string>.Unknown($"its {place} is the number {at.GetRawText()}, in which 1.20 and 1.2 are one: it must be a text"),
            _ => Fact<string>.Unknown($"it declares no version: its {place} is no text"),
        };
    }

    private async Task<DeclaredVersion> ReadAsync(string space, CancellationToken cancellationToken)
    {
        var title = $"{plural}.{group}" + (name is null ? string.Empty : $" '{name}'");
        try
        {
            var (resource, isNamespaced) = await KindAsync(cancellationToken).ConfigureAwait(false);
            var all = new List<CustomObject>();
            var selection = new KubeSelection { Namespace = isNamespaced ? space : null, Fields = name is null ? null : "metadata.name=" + name };
            await foreach (var one in client.ListAsync<CustomObject>(resource, selection, cancellationToken).ConfigureAwait(false))
            {
                all.Add(one);
            }

            var where = isNamespaced ? $" in the namespace '{space}'" : string.Empty;
            return all switch
            {
                [var only] => new DeclaredVersion($"{plural}.{group} '{only.Metadata.Name}'", VersionOf(only.ToElement(), path)),
                [] => new DeclaredVersion(title, Fact<string>.Unknown($"there is none{where}")),
                _ => new DeclaredVersion(title, Fact<string>.Unknown($"there are {all.Count}{where}, and none of them is named with -ResourceName")),
            };
        }
        catch (KubeException e)
        {
            return new DeclaredVersion(title, Fact<string>.Unknown(e.StatusCode == 404 ? $"the cluster has no resource {plural}.{group}" : e.What));
        }
    }

    private Task<(KubeResource Resource, bool IsNamespaced)> KindAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return kind ??= AskAsync();
        }

        async Task<(KubeResource, bool)> AskAsync()
        {
            var root = "/apis/" + Uri.EscapeDataString(group);
            var request = new KubeRequest("get", root, null);
            var served = await client.GetAsync<ServedGroup>(request, root, cancellationToken).ConfigureAwait(false);
            root += "/" + Uri.EscapeDataString(served.PreferredVersion?.Version ?? string.Empty);
            var kinds = await client.GetAsync<ServedKinds>(request, root, cancellationToken).ConfigureAwait(false);
            return kinds.Resources?.FirstOrDefault(one => one.Name == plural) is { } found
                ? (new KubeResource(root, plural), found.Namespaced)
                : throw new KubeException(TargetError.ServerFailed, $"the group {group} has no {plural}", "See 'kubectl api-resources'.") { StatusCode = 404 };
        }
    }

    [GeneratedRegex(@"^(?<plural>[a-z][a-z0-9-]*)\.(?<group>[a-z0-9][a-z0-9.-]*)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"(\\\.|[^.])+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Step();

    private sealed record ServedGroup(ServedVersion? PreferredVersion);

    private sealed record ServedVersion(string? Version);

    private sealed record ServedKinds(IReadOnlyList<ServedKind>? Resources);

    private sealed record ServedKind(string? Name, bool Namespaced);

    private sealed record CustomObject(KubeMetadata Metadata) : IKubeObject
    {
        [JsonExtensionData]
        public Dictionary<string, JsonElement> Members { get; init; } = [];

        // A label or an annotation may declare it.
        public JsonElement ToElement() => JsonSerializer.SerializeToElement(
            new Dictionary<string, JsonElement>(Members, StringComparer.Ordinal) { ["metadata"] = JsonSerializer.SerializeToElement(Metadata, KubeJson.Options) });
    }
}
