using System.Text.Json;
using GoEnv.Toolchain;

namespace GoEnv.Releases;

/// <summary>Reads the JSON index of a download site: go.dev/dl with <c>?mode=json</c>, with or without <c>include=all</c>.</summary>
public static class ReleaseIndex
{
    /// <summary>
    /// The stable releases that an index lists; the index tells neither days nor security fixes.
    /// <see cref="ReleaseDataException"/> when it is no such index.
    /// </summary>
    public static IReadOnlyList<GoRelease> Parse(string json, string source)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                throw new ReleaseDataException($"{source} is not an index of Go releases: it is not a JSON array.");
            }

            var releases = document.RootElement.EnumerateArray()
                .Select(entry => Read(entry, source))
                .OfType<GoRelease>()
                .DistinctBy(release => release.Version)
                .ToList();
            return releases.Count > 0
                ? releases
                : throw new ReleaseDataException($"{source} is not an index of Go releases: it lists no stable release.");
        }
        catch (JsonException e)
        {
            throw new ReleaseDataException($"{source} is not an index of Go releases: {e.Message}", e);
        }
    }

    /// <summary>
    /// What is known with what an index lists, as of <paramref name="asOf"/>. Nothing known is lost; an index that does
    /// not list the newest release known of a supported line is older than the data and does not make it newer.
    /// </summary>
    public static GoReleases Merge(GoReleases known, IReadOnlyList<GoRelease> index, DateOnly asOf)
    {
        var merged = Merge(known, index);

        // Without include=all an index lists the newest release of the two supported lines alone.
        var isCurrent = merged.Lines.Take(2).All(line => index.Any(release => release.Version >= merged.Newest(line)!.Version
            && string.Equals(release.Version.Line, line, StringComparison.Ordinal)));
        return isCurrent && asOf > known.Date ? merged with { Date = asOf } : merged;
    }

    internal static GoReleases Merge(GoReleases known, IEnumerable<GoRelease> more)
    {
        var all = known.All.ToDictionary(release => release.Version);
        foreach (var release in more)
        {
            all[release.Version] = all.TryGetValue(release.Version, out var old)
                ? old with { Date = old.Date ?? release.Date, Security = old.Security ?? release.Security }
                : release;
        }

        return known with { All = all.Values.ToList() };
    }

    private static GoRelease? Read(JsonElement entry, string source)
    {
        if (entry.ValueKind != JsonValueKind.Object
            || !entry.TryGetProperty("version", out var name) || name.ValueKind != JsonValueKind.String
            || !entry.TryGetProperty("stable", out var stable) || stable.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            throw new ReleaseDataException($"{source} is not an index of Go releases: an entry has no 'version' and 'stable'.");
        }

        var text = name.GetString()!;
        if (!text.StartsWith("go", StringComparison.Ordinal) || !GoVersion.TryParse(text, out var version))
        {
            // Names that are no versions have been in the index for the ports of its first days.
            return stable.GetBoolean()
                ? throw new ReleaseDataException($"{source} lists the stable release '{Text.TargetText.Clean(text)}', which is no Go version.")
                : null;
        }

        return stable.GetBoolean() && !version.IsPrerelease && !version.IsDevel ? new GoRelease(version, null, null) : null;
    }
}
