using GoEnv.Text;

namespace GoEnv.Connection;

/// <summary>Edits the text of an <c>authorized_keys</c> file.</summary>
internal static class AuthorizedKeysText
{
    /// <summary>
    /// The file with the key at its end; the same bytes where a line has the key already, whatever its options and comment.
    /// </summary>
    public static byte[] Add(byte[] file, PublicKey key)
    {
        var lines = ByteText.Lines(ByteText.Of(file));
        if (lines.Exists(line => !line.TrimStart().StartsWith('#') && Fields(line).Contains(key.Blob)))
        {
            return file;
        }

        var ending = ByteText.UsualEnding(lines);
        if (lines is [.., var last] && !last.EndsWith('\n'))
        {
            lines[^1] = last + ending;
        }

        return ByteText.Bytes(string.Concat(lines) + ByteText.Encode(key.ToString()) + ending);
    }

    /// <summary>The file without the lines that have the key.</summary>
    public static byte[] Remove(byte[] file, PublicKey key) => ByteText.Bytes(string.Concat(
        ByteText.Lines(ByteText.Of(file)).Where(line => line.TrimStart().StartsWith('#') || !Fields(line).Contains(key.Blob))));

    private static string[] Fields(string line) => ByteText.Content(line).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>A public key of OpenSSH: one line of type, key and comment.</summary>
/// <param name="Type">The type, such as <c>ssh-ed25519</c>.</param>
/// <param name="Blob">The key in base64.</param>
/// <param name="Comment">The comment; empty where there is none.</param>
public sealed record PublicKey(string Type, string Blob, string Comment)
{
    /// <summary>Reads the one line of a <c>.pub</c> file; <see cref="FormatException"/> when it is no public key.</summary>
    public static PublicKey Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = text.Trim();
        if (line.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            throw new FormatException("This is a private key; name the file of its public half, which ends in .pub.");
        }

        var fields = line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        return fields is [var type, var blob, ..] && !line.AsSpan().ContainsAny('\n', '\r') && IsOf(type, blob)
            ? new PublicKey(type, blob, fields.Length > 2 ? TargetText.Clean(fields[2]) : string.Empty)
            : throw new FormatException("This is no public key of OpenSSH: a type, the key in base64 and a comment, on one line.");
    }

    /// <summary>The line as <c>authorized_keys</c> has it.</summary>
    public override string ToString() => Comment.Length == 0 ? $"{Type} {Blob}" : $"{Type} {Blob} {Comment}";

    // The blob begins with the length of the type's name, and the name.
    private static bool IsOf(string type, string blob)
    {
        var bytes = new byte[blob.Length];
        return Convert.TryFromBase64String(blob, bytes, out var length)
            && length > 4 + type.Length
            && bytes[..4] is [0, 0, 0, var size] && size == type.Length
            && ByteText.Of(bytes.AsSpan(4, size)) == type;
    }
}
