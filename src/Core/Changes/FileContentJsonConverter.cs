using System.Text.Json;
using System.Text.Json.Serialization;

namespace GoEnv.Changes;

/// <summary>The JSON form of <see cref="FileContent"/>; with <paramref name="keepsSecrets"/>, as in the journal, nothing is hidden.</summary>
internal sealed class FileContentJsonConverter(bool keepsSecrets) : JsonConverter<FileContent>
{
    private const string Base64 = "base64";
    private const string Sum = "sha256";
    private const string Length = "bytes";

    public FileContentJsonConverter()
        : this(keepsSecrets: false)
    {
    }

    public override FileContent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return FileContent.OfText(reader.GetString()!);
        }

        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        if (root.ValueKind == JsonValueKind.Object)
        {
            if (root.TryGetProperty(Base64, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetBytesFromBase64(out var bytes))
            {
                return new FileContent(bytes);
            }

            if (root.TryGetProperty(Sum, out var sum) && sum.GetString() is { Length: 64 } hex && hex.All(char.IsAsciiHexDigitLower)
                && root.TryGetProperty(Length, out var length) && length.TryGetInt64(out var count))
            {
                return FileContent.Hidden(hex, count);
            }
        }

        throw new JsonException("The content of a file is neither a text nor {\"base64\": ...} nor {\"sha256\": ..., \"bytes\": ...}.");
    }

    public override void Write(Utf8JsonWriter writer, FileContent value, JsonSerializerOptions options)
    {
        if (value.IsHidden || (!keepsSecrets && value.HoldsSecret))
        {
            writer.WriteStartObject();
            writer.WriteString(Sum, value.Sha256);
            writer.WriteNumber(Length, value.Count);
            writer.WriteEndObject();
        }
        else if (value.Text is { } text)
        {
            writer.WriteStringValue(text);
        }
        else
        {
            writer.WriteStartObject();
            writer.WriteBase64String(Base64, value.Bytes.Span);
            writer.WriteEndObject();
        }
    }
}
