using System.Text.Json;
using System.Text.Json.Serialization;
using GoEnv.Secrets;

namespace GoEnv.Kubernetes;

/// <summary>An environment variable of a container; its value is never kept, but for settings of the Go runtime.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Source">Where its value comes from, as the API names it, such as <c>secretKeyRef</c>; null where it stands in the pod.</param>
/// <param name="Credential">Why its value looks like a credential, as a clause; null where it does not.</param>
/// <param name="Setting">The value of a setting of the Go runtime; null for other variables.</param>
[JsonConverter(typeof(PodVariableConverter))]
public sealed record PodVariable(string Name, string? Source, string? Credential, string? Setting)
{
    /// <summary>The ConfigMap that its value comes from; null for another source.</summary>
    public string? ConfigMap { get; init; }

    /// <summary>The key of that ConfigMap; null for another source.</summary>
    public string? ConfigMapKey { get; init; }
}

/// <summary>Reads a variable and forgets its value.</summary>
internal sealed class PodVariableConverter : JsonConverter<PodVariable>
{
    private static readonly string[] OfRuntime = ["GOMAXPROCS", "GOMEMLIMIT", "GODEBUG", "GOGC"];

    public override PodVariable Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        var name = Text(root, "name") ?? string.Empty;
        if (root.TryGetProperty("valueFrom", out var from))
        {
            var source = from.EnumerateObject().FirstOrDefault();
            var isMap = source.Value.ValueKind == JsonValueKind.Object && source.Name == "configMapKeyRef";
            return new PodVariable(name, source.Value.ValueKind == JsonValueKind.Undefined ? "valueFrom" : source.Name, null, null)
            {
                ConfigMap = isMap ? Text(source.Value, "name") : null,
                ConfigMapKey = isMap ? Text(source.Value, "key") : null,
            };
        }

        // What was written by this converter is read again as it was.
        var value = Text(root, "value");
        return value is null
            ? new PodVariable(name, Text(root, "source"), Text(root, "credential"), Text(root, "setting")) { ConfigMap = Text(root, "configMap"), ConfigMapKey = Text(root, "configMapKey") }
            : new PodVariable(name, null, SecretShape.Suspect(name, value), OfRuntime.Contains(name) ? value : null);
    }

    public override void Write(Utf8JsonWriter writer, PodVariable value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("name", value.Name);
        writer.WriteString("source", value.Source);
        writer.WriteString("credential", value.Credential);
        writer.WriteString("setting", value.Setting);
        writer.WriteString("configMap", value.ConfigMap);
        writer.WriteString("configMapKey", value.ConfigMapKey);
        writer.WriteEndObject();
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>Reads a header and forgets its value.</summary>
internal sealed class PodHeaderConverter : JsonConverter<PodHeader>
{
    public override PodHeader Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        var name = root.TryGetProperty("name", out var named) ? named.GetString() ?? string.Empty : string.Empty;
        return new PodHeader(name, root.TryGetProperty("value", out var value) ? IsCredential(name, value.GetString() ?? string.Empty)
            : root.TryGetProperty("isCredential", out var known) && known.GetBoolean());
    }

    public override void Write(Utf8JsonWriter writer, PodHeader value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("name", value.Name);
        writer.WriteBoolean("isCredential", value.IsCredential);
        writer.WriteEndObject();
    }

    private static bool IsCredential(string name, string value) => SecretShape.Suspect(name, value) is not null || SecretShape.Text($"{name}: {value}") != $"{name}: {value}";
}

/// <summary>Reads a text, and writes it without credentials.</summary>
internal sealed class SafeTextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(SecretShape.Text(value));
}

/// <summary>Reads the words of a command and takes credentials out of them.</summary>
internal sealed class WordsConverter : JsonConverter<IReadOnlyList<string>>
{
    public override IReadOnlyList<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        SecretShape.Redact(JsonSerializer.Deserialize<List<string>>(ref reader, options) ?? []);

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.ToList(), options);
}
