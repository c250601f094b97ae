using System.Text;

namespace GoEnv.Yaml;

/// <summary>Reads a YAML file of the user's, whole and bounded.</summary>
internal static class YamlFile
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MaximumSize = 4 * 1024 * 1024;

    /// <summary>Reads the one document of the file at <paramref name="path"/>; <see cref="YamlFileException"/> otherwise.</summary>
    public static YamlValue Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            using var stream = File.OpenRead(path);
            return Parse(ReadBounded(stream, path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            var problem = e is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : $"cannot be read: {e.Message}";
            throw new YamlFileException(path, 0, 0, problem, e);
        }
    }

    /// <summary>Reads the one document in <paramref name="bytes"/>, which are UTF-8.</summary>
    public static YamlValue Parse(ReadOnlySpan<byte> bytes, string name)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
        {
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        }

        if (System.Text.Unicode.Utf8.IsValid(bytes))
        {
            return Parse(Encoding.UTF8.GetString(bytes), name);
        }

        var (line, column) = FirstInvalid(bytes);
        throw new YamlFileException(name, line, column, "the file is not UTF-8; save it as UTF-8");
    }

    /// <summary>Reads the one document in <paramref name="text"/>.</summary>
    public static YamlValue Parse(string text, string name)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > MaximumSize ? throw TooLarge(name) : new YamlDocumentReader(text, name).Read();
    }

    private static byte[] ReadBounded(FileStream stream, string path)
    {
        // A pipe or a device has no length, so the bound is on what is read.
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            content.Write(buffer, 0, read);
            if (content.Length > MaximumSize)
            {
                throw TooLarge(path);
            }
        }

        return content.ToArray();
    }

    private static YamlFileException TooLarge(string name) =>
        new(name, 0, 0, "the file is larger than 4 MiB; split it");

    private static (int Line, int Column) FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var (line, column) = (1, 1);
        while (Rune.DecodeFromUtf8(bytes, out var rune, out var length) == System.Buffers.OperationStatus.Done)
        {
            (line, column) = rune.Value == '\n' ? (line + 1, 1) : (line, column + 1);
            bytes = bytes[length..];
        }

        return (line, column);
    }
}
