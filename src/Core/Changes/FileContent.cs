using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using GoEnv.Secrets;

namespace GoEnv.Changes;

/// <summary>
/// The bytes of a file. In JSON a text where they are UTF-8, else <c>{"base64": …}</c>; where they hold what could be a secret they do not
/// leave this process but in the journal: <c>{"sha256": …, "bytes": …}</c> stands for them. Equal when the bytes are.
/// </summary>
[JsonConverter(typeof(FileContentJsonConverter))]
public sealed class FileContent : IEquatable<FileContent>
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] bytes;
    private readonly string? sum;
    private readonly long length;
    private readonly Lazy<bool> holdsSecret;

    /// <summary>Keeps a copy of the bytes.</summary>
    public FileContent(ReadOnlySpan<byte> bytes)
    {
        this.bytes = bytes.ToArray();
        length = bytes.Length;
        holdsSecret = new Lazy<bool>(() => SecretText.IsIn(Encoding.Latin1.GetString(this.bytes)));
    }

    private FileContent(string sum, long length)
    {
        bytes = [];
        this.sum = sum;
        this.length = length;
        holdsSecret = new Lazy<bool>(true);
    }

    /// <summary>No bytes.</summary>
    public static FileContent Empty { get; } = new([]);

    /// <summary>True when only the sum and the number of the bytes are known here.</summary>
    public bool IsHidden => sum is not null;

    /// <summary>True when the bytes hold what could be a secret.</summary>
    public bool HoldsSecret => holdsSecret.Value;

    /// <summary>How many bytes.</summary>
    public long Count => length;

    /// <summary>The text with each secret as <c>...</c>; null when the bytes are no text, hold a private key, or are hidden.</summary>
    public string? Masked => Text is { } text && !text.Contains("PRIVATE KEY-----", StringComparison.Ordinal)
        ? SecretText.Mask(text)
        : null;

    // Not public: what is, is written by serializers that know nothing of the converter, such as ConvertTo-Json.
    internal ReadOnlyMemory<byte> Bytes => bytes;

    // Null when they are no UTF-8, or hidden.
    internal string? Text
    {
        get
        {
            if (IsHidden)
            {
                return null;
            }

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
    public string Sha256 => sum ?? Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant();

    /// <summary>Bytes of which no more is known than this.</summary>
    public static FileContent Hidden(string sha256, long length) => new(sha256, length);

    /// <summary>A text in UTF-8.</summary>
    public static FileContent OfText(string text) => new(Strict.GetBytes(text));

    /// <inheritdoc/>
    public bool Equals(FileContent? other) => other is not null
        && (IsHidden || other.IsHidden ? Sha256 == other.Sha256 : bytes.AsSpan().SequenceEqual(other.bytes));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FileContent);

    /// <inheritdoc/>
    public override int GetHashCode() => Sha256.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => $"{length} bytes";
}
