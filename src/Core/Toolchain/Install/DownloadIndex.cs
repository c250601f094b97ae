using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using GoEnv.Releases;

namespace GoEnv.Toolchain.Install;

/// <summary>The releases and archives that one mirror's index lists (source: golang.org/x/website, internal/dl).</summary>
/// <param name="Source">The address that it came from.</param>
/// <param name="Releases">The releases, newest first.</param>
public sealed partial record DownloadIndex(string Source, IReadOnlyList<IndexedRelease> Releases)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>Reads an index; <see cref="ReleaseDataException"/> when it is none, with what it is instead.</summary>
    public static DownloadIndex Parse(string json, string source)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (json.TrimStart('\uFEFF', ' ', '\t', '\r', '\n').StartsWith('<'))
        {
            throw new ReleaseDataException("it is an HTML page, not an index of Go releases");
        }

        try
        {
            var entries = JsonSerializer.Deserialize<List<Entry?>>(json, Options) ?? [];
            var releases = entries.Select(Read).OfType<IndexedRelease>().OrderByDescending(release => release.Version).ToList();
            return releases.Count > 0
                ? new DownloadIndex(source, releases)
                : throw new ReleaseDataException("it lists no Go release");
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new ReleaseDataException($"it is not an index of Go releases: {e.Message}", e);
        }
    }

    // What is not understood is left out: a file name that leads elsewhere, a sum that is none.
    private static IndexedRelease? Read(Entry? entry) =>
        entry?.Version is { } name && name.StartsWith("go", StringComparison.Ordinal) && GoVersion.TryParse(name, out var version)
            ? new IndexedRelease(version, entry.Stable && !version.IsPrerelease && !version.IsDevel,
                (entry.Files ?? []).Select(file => Read(file, version)).OfType<ReleaseArchive>().ToList())
            : null;

    private static ReleaseArchive? Read(EntryFile? file, GoVersion version) =>
        file is { Kind: "archive", FileName: { } name, Os: { } os, Arch: { } arch, Sha256: { } sum, Size: > 0 and var size }
        && FileName().IsMatch(name) && Sum().IsMatch(sum)
            ? new ReleaseArchive(version, name, os, arch, sum.ToLower(CultureInfo.InvariantCulture), size)
            : null;

    [GeneratedRegex(@"\Ago[0-9A-Za-z][0-9A-Za-z._-]*\.tar\.gz\z", RegexOptions.None, 1000)]
    private static partial Regex FileName();

    [GeneratedRegex(@"\A[0-9A-Fa-f]{64}\z", RegexOptions.None, 1000)]
    private static partial Regex Sum();

    private sealed record Entry(string? Version, bool Stable, IReadOnlyList<EntryFile?>? Files);

    private sealed record EntryFile(
        [property: JsonPropertyName("filename")] string? FileName, string? Os, string? Arch, string? Sha256, long Size, string? Kind);
}
