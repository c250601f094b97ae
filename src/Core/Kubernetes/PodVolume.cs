using System.Text.Json;
using System.Text.Json.Serialization;

namespace GoEnv.Kubernetes;

/// <summary>A volume.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type as the API names it, such as <c>hostPath</c>.</param>
/// <param name="Source">The path of a hostPath volume, the name of a ConfigMap or Secret, the name of an image; null otherwise.</param>
[JsonConverter(typeof(PodVolumeConverter))]
public sealed record PodVolume(string Name, string Type, string? Source)
{
    /// <summary>The ConfigMaps that it takes: of a volume with several sources (projected) there may be some.</summary>
    public IReadOnlyList<PodConfigMap> ConfigMaps { get; init; } = [];
}

/// <summary>A ConfigMap that a pod takes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Keys">The keys that are taken; null for all.</param>
public sealed record PodConfigMap(string Name, IReadOnlyList<string>? Keys);

/// <summary>Reads a volume by the one member that tells its type.</summary>
internal sealed class PodVolumeConverter : JsonConverter<PodVolume>
{
    public override PodVolume Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var (name, type, source) = (string.Empty, "emptyDir", (string?)null);
        IReadOnlyList<PodConfigMap> maps = [];
        foreach (var member in document.RootElement.EnumerateObject())
        {
            if (member.Name is "name")
            {
                name = member.Value.GetString() ?? string.Empty;
            }
            else if (member.Name is "type" or "source" && member.Value.ValueKind == JsonValueKind.String)
            {
                (type, source) = member.Name == "type" ? (member.Value.GetString()!, source) : (type, member.Value.GetString());
            }
            else if (member.Name is "configMaps")
            {
                maps = member.Value.Deserialize<List<PodConfigMap>>(options) ?? [];
            }
            else
            {
                type = member.Name;
                maps = type switch { "projected" => ConfigMapsOf(member.Value), "configMap" when ConfigMapOf(member.Value) is { } map => [map], _ => [] };
                source = member.Value.ValueKind == JsonValueKind.Object
                    && member.Value.TryGetProperty(type switch { "hostPath" => "path", "secret" => "secretName", "image" => "reference", _ => "name" }, out var at) ? at.GetString() : null;
            }
        }

        return new PodVolume(name, type, source) { ConfigMaps = maps };
    }

    public override void Write(Utf8JsonWriter writer, PodVolume value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("name", value.Name);
        writer.WriteString("type", value.Type);
        writer.WriteString("source", value.Source);
        if (value.ConfigMaps.Count > 0)
        {
            writer.WritePropertyName("configMaps");
            JsonSerializer.Serialize(writer, value.ConfigMaps, options);
        }

        writer.WriteEndObject();
    }

    private static List<PodConfigMap> ConfigMapsOf(JsonElement projected) =>
        projected.ValueKind == JsonValueKind.Object && projected.TryGetProperty("sources", out var sources) && sources.ValueKind == JsonValueKind.Array
            ? sources.EnumerateArray().Select(one => one.TryGetProperty("configMap", out var map) ? ConfigMapOf(map) : null).OfType<PodConfigMap>().ToList()
            : [];

    // Without items all keys become files.
    private static PodConfigMap? ConfigMapOf(JsonElement map) =>
        map.ValueKind != JsonValueKind.Object || !map.TryGetProperty("name", out var name) || name.GetString() is not { } text ? null
            : new PodConfigMap(text, map.TryGetProperty("items", out var items) && items is { ValueKind: JsonValueKind.Array } && items.GetArrayLength() > 0
                ? items.EnumerateArray().Select(item => item.TryGetProperty("key", out var key) ? key.GetString() : null).OfType<string>().ToList()
                : null);
}
