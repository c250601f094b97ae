using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using GoEnv.Secrets;

namespace GoEnv.Kubernetes;

/// <summary>A ConfigMap: the keys that look like credentials, and nothing else of it.</summary>
/// <param name="Metadata">Its metadata.</param>
internal sealed record KubeConfigMap(KubeMetadata Metadata) : IKubeObject
{
    /// <summary>The keys.</summary>
    [JsonConverter(typeof(SecretKeysConverter))]
    public IReadOnlyList<string> Data { get; init; } = [];
}

/// <summary>Reads the keys of values that look like credentials, and forgets the values.</summary>
internal sealed class SecretKeysConverter : JsonConverter<IReadOnlyList<string>>
{
    // A whole configuration file as one value is judged by what stands in it, and not by its key.
    private const int LongestValue = 4096;

    public override IReadOnlyList<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        try
        {
            return Keys(document);
        }
        catch (RegexMatchTimeoutException e)
        {
            throw new JsonException("a ConfigMap could not be looked through in time", e);
        }
    }

    private static List<string> Keys(JsonDocument document) =>
        document.RootElement.ValueKind != JsonValueKind.Object ? [] : document.RootElement.EnumerateObject()
            .Where(member => member.Value.GetString() is { } value && (value.Length <= LongestValue ? SecretShape.Of(member.Name, value) : SecretShape.OfFile(value)) is not null)
            .Select(member => member.Name)
            .ToList();

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.ToList(), options);
}
