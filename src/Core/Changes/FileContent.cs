using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GoEnv.Changes;

/// <summary>The bytes of a file. In JSON a text where they are UTF-8, else <c>{"base64": …}</c>. Equal when the bytes are.</summary>
[JsonConverter(typeof(FileContentJsonConverter))]
public sealed class FileContent : IEquatable<FileContent>
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] bytes;

    /// <summary>Keeps a copy of the bytes.</summary>
    public FileContent(ReadOnlySpan<byte> bytes) => this.bytes = bytes.ToArray();

    /// <summary>No bytes.</summary>
    public static FileContent Empty { get; } = new([]);

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <summary>The bytes as UTF-8 text; null when they are not that.</summary>
    public string? Text
    {
        get
        {
            try
            {
                return Strict.GetString(bytes);
            }
            catch (DecoderFallbackException)
            {
                return null;
            }
        }
    }

    /// <summary>SHA-256 in lower-case hexadecimal.</summary>
    public string Sha256 => Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant();

    /// <summary>A text in UTF-8.</summary>
    public static FileContent OfText(string text) => new(Strict.GetBytes(text));

    /// <inheritdoc/>
    public bool Equals(FileContent? other) => other is not null && bytes.AsSpan().SequenceEqual(other.bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FileContent);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{bytes.Length} bytes";
}

internal sealed class FileContentJsonConverter : JsonConverter<FileContent>
{
    private const string Base64 = "base64";

    public override FileContent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return FileContent.OfText(reader.GetString()!);
        }

        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement is { ValueKind: JsonValueKind.Object } root
            && root.TryGetProperty(Base64, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetBytesFromBase64(out var bytes)
            ? new FileContent(bytes)
            : throw new JsonException("The content of a file is neither a text nor {\"base64\": ...}.");
    }

    public override void Write(Utf8JsonWriter writer, FileContent value, JsonSerializerOptions options)
    {
        if (value.Text is { } text)
        {
            writer.WriteStringValue(text);
            return;
        }

        writer.WriteStartObject();
        writer.WriteBase64String(Base64, value.Bytes.Span);
        writer.WriteEndObject();
    }
}
