using System.Text.Json;
using System.Text.Json.Serialization;

namespace GoEnv;

/// <summary>
/// Writes a target as its written form, or as an object with what an inventory adds:
/// <c>{"target": "ssh:web01", "name": …, "become": …, "labels": {…}, "groups": […],
/// "tags": […]}</c>. Reads both.
/// </summary>
internal sealed class TargetJsonConverter : JsonConverter<Target>
{
    private sealed record Parts(
        string Target,
        string? Name,
        bool Become,
        IReadOnlyDictionary<string, string>? Labels,
        IReadOnlyList<string>? Groups,
        IReadOnlyList<string>? Tags);

    public override Target Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                return Target.Parse(reader.GetString()!);
            }

            var parts = JsonSerializer.Deserialize<Parts>(ref reader, options);
            return Target.Parse(parts?.Target ?? throw new JsonException("A target has no 'target'."))
                .With(parts.Name, parts.Become, parts.Labels, parts.Groups, parts.Tags);
        }
        catch (FormatException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    public override void Write(Utf8JsonWriter writer, Target value, JsonSerializerOptions options)
    {
        var text = value.ToString();
        if (value.Name == text && !value.Become && value.Labels.Count == 0 && value.Groups.Count == 0 && value.Tags.Count == 0)
        {
            writer.WriteStringValue(text);
            return;
        }

        JsonSerializer.Serialize(writer, new Parts(text, value.Name, value.Become, value.Labels, value.Groups, value.Tags), options);
    }
}
