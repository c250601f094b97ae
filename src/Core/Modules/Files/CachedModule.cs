using System.Text;

namespace GoEnv.Modules.Files;

/// <summary>A go.mod of the module cache that retracts versions or deprecates its module.</summary>
/// <param name="Path">The module.</param>
/// <param name="Version">The version that the go.mod is of.</param>
/// <param name="File">Its content.</param>
/// <param name="Versions">Every version of which the cache has the go.mod.</param>
internal sealed record CachedModule(string Path, string Version, GoModFile File, IReadOnlyList<string> Versions)
{
    /// <summary>True for the go.mod of the latest version in the cache, which is the one that counts for retractions.</summary>
    public bool IsLatest => Versions
        .Where(version => version.Contains('-', StringComparison.Ordinal) == Versions.All(one => one.Contains('-', StringComparison.Ordinal)))
        .All(version => SemanticVersion.Compare(version, Version) <= 0)
        && Version.Contains('-', StringComparison.Ordinal) == Versions.All(one => one.Contains('-', StringComparison.Ordinal));

    /// <summary>Reads a row of the probe; null where it holds no such file.</summary>
    public static CachedModule? Read(ProbeOutput row) =>
        row.TextOrNull("file")?.Split("/@v/") is [var path, var name] && row.Bytes("text").TryGet(out var bytes)
            ? new CachedModule(
                Unescape(path),
                Unescape(name[..^4]),
                GoModFile.Parse(bytes, name),
                (row.TextOrNull("versions") ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Unescape).ToList())
            : null;

    // The cache writes a capital letter as an exclamation mark and the small one.
    private static string Unescape(string text)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            plain.Append(text[i] == '!' && i + 1 < text.Length ? char.ToUpperInvariant(text[++i]) : text[i]);
        }

        return plain.ToString();
    }
}
