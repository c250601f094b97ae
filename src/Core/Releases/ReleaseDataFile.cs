using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using GoEnv.Text;
using GoEnv.Toolchain;

namespace GoEnv.Releases;

/// <summary>Release data that cannot be read, or an index that is none; the message names the source and the fault.</summary>
public sealed class ReleaseDataException(string message, Exception? inner = null) : FormatException(message, inner);

/// <summary>The file that keeps release data.</summary>
public static class ReleaseDataFile
{
    private const int SchemaVersion = 1;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    /// <summary>The account's own copy: <c>GoEnv/go-releases.json</c> in its data folder, <c>$XDG_DATA_HOME</c> on Linux.</summary>
    public static string UserPath => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "GoEnv",
        "go-releases.json");

    /// <inheritdoc cref="ReleaseUpdate.RunAsync"/>
    public static Task<ReleaseUpdate> UpdateAsync(
        string source, string destination, DateTimeOffset now, CancellationToken cancellationToken) =>
        ReleaseUpdate.RunAsync(source, destination, now, cancellationToken);

    /// <summary>
    /// The newer of the shipped data and of the file at <paramref name="path"/>, where there is one.
    /// <see cref="ReleaseDataException"/> when that file cannot be read.
    /// </summary>
    public static GoReleases Load(string? path)
    {
        if (path is null || !File.Exists(path))
        {
            return GoReleases.Shipped;
        }

        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseDataException($"The release data {path} cannot be read: {e.Message}", e);
        }

        // Both are lists of facts: an older one may still know a date or a flag that the newer one does not.
        var data = Parse(text, path);
        return data.Date >= GoReleases.Shipped.Date
            ? ReleaseIndex.Merge(data, GoReleases.Shipped.All)
            : ReleaseIndex.Merge(GoReleases.Shipped, data.All);
    }

    /// <summary>Reads release data; <paramref name="source"/> names it in messages.</summary>
    public static GoReleases Parse(string json, string source)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var file = document.RootElement;
            if (file.ValueKind != JsonValueKind.Object
                || !file.TryGetProperty("schemaVersion", out var version)
                || version.GetInt32() != SchemaVersion
                || !file.TryGetProperty("lines", out var lines)
                || lines.GetArrayLength() == 0)
            {
                throw new ReleaseDataException($"{source} is not release data of schema version {SchemaVersion}.");
            }

            return new GoReleases
            {
                Date = Day(file.GetProperty("date")) ?? throw new FormatException("its date is null"),
                All = lines.EnumerateArray().SelectMany(Patches).ToList(),
            };
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw new ReleaseDataException($"{source} is not release data: {e.Message}", e);
        }
    }

    /// <summary>Writes release data so that no reader sees half of it.</summary>
    public static void Save(GoReleases data, string path)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        using var file = AtomicFile.Create(full);
        file.Stream.Write(Encoding.UTF8.GetBytes(Format(data)));
        file.Commit();
    }

    /// <summary>The text of the file.</summary>
    public static string Format(GoReleases data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var lines = data.Lines.Select(line => new DataLine(line, data.Line(line)
            .Select(release => new DataPatch(release.Version.ToString(), release.Date, release.Security))
            .ToList()));
        return JsonSerializer.Serialize(new DataFile(SchemaVersion, data.Date, lines.ToList()), Options) + "\n";
    }

    // Start-up pays for each type that JsonSerializer reflects on; a document costs nothing of the kind.
    private static IEnumerable<GoRelease> Patches(JsonElement line)
    {
        var patches = line.GetProperty("patches");
        return patches.GetArrayLength() == 0
            ? throw new FormatException("a line has no patches")
            : patches.EnumerateArray().Select(patch => new GoRelease(
                GoVersion.Parse(patch.GetProperty("version").GetString() ?? string.Empty),
                patch.TryGetProperty("date", out var date) ? Day(date) : null,
                patch.TryGetProperty("security", out var security) && security.ValueKind != JsonValueKind.Null ? security.GetBoolean() : null));
    }

    private static DateOnly? Day(JsonElement day) => day.GetString() is { } text
        ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture)
        : null;

    private sealed record DataFile(int SchemaVersion, DateOnly Date, IReadOnlyList<DataLine>? Lines);

    private sealed record DataLine(string? Line, IReadOnlyList<DataPatch>? Patches);

    private sealed record DataPatch(string? Version, DateOnly? Date, bool? Security);
}
