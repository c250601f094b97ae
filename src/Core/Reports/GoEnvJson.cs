using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace GoEnv.Reports;

/// <summary>
/// The JSON form of the module's objects: camel-case names, enumerations as words, and first a <c>kind</c> and a
/// <c>schemaVersion</c>, by which they are read back.
/// </summary>
public static class GoEnvJson
{
    /// <summary>The version of the form; it changes when a reader of the old one would misread the new one.</summary>
    public const int SchemaVersion = 1;

    private static readonly Dictionary<string, Type> Kinds = new(StringComparer.Ordinal)
    {
        ["buildInfo"] = typeof(Binaries.GoBuildInfo),
        ["finding"] = typeof(Finding),
        ["facts"] = typeof(EnvironmentFacts),
        ["target"] = typeof(Target),
    };

    /// <summary>How members are written.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        // Findings hold paths and quotes; only what could end a script or an element is escaped by the reports themselves.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>One line of JSON, or an indented text.</summary>
    public static string Write(object? value, bool indented = false)
    {
        var node = ToNode(value);
        return node?.ToJsonString(indented ? new JsonSerializerOptions(Options) { WriteIndented = true } : Options) ?? "null";
    }

    /// <summary>Reads one object back; <see cref="FormatException"/> when it is none of the module's.</summary>
    public static object Read(string json)
    {
        try
        {
            var node = JsonNode.Parse(json) ?? throw new FormatException("There is no object.");
            if (node is JsonValue text && text.TryGetValue<string>(out var target))
            {
                return Target.Parse(target);
            }

            var kind = node["kind"]?.GetValue<string>() ?? "target";
            var version = node["schemaVersion"]?.GetValue<int>() ?? SchemaVersion;
            if (!Kinds.TryGetValue(kind, out var type) || version != SchemaVersion)
            {
                throw new FormatException($"An object of kind '{kind}' and schema version {version} cannot be read by this version.");
            }

            return node.Deserialize(type, Options)!;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException($"This is not an object of GoEnv: {e.Message}", e);
        }
    }

    private static JsonNode? ToNode(object? value)
    {
        var node = JsonSerializer.SerializeToNode(value, value?.GetType() ?? typeof(object), Options);
        var kind = Kinds.FirstOrDefault(k => k.Value == value?.GetType()).Key;
        if (node is not JsonObject members || kind is null)
        {
            return node;
        }

        var result = new JsonObject { ["kind"] = kind, ["schemaVersion"] = SchemaVersion };
        foreach (var (name, member) in members.ToList())
        {
            members.Remove(name);
            result[name] = member;
        }

        return result;
    }
}
