using System.Text.Json;
using System.Text.Json.Serialization;
using GoEnv.Reports;

namespace GoEnv.Drift;

/// <summary>One target of a baseline: its facts, and what rules said of it.</summary>
public sealed record BaselineTarget
{
    private static readonly JsonSerializerOptions FactOptions = new(GoEnvJson.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.Never };

    /// <summary>The target.</summary>
    public required Target Target { get; init; }

    /// <summary>When it was asked.</summary>
    public required DateTimeOffset CollectedAt { get; init; }

    /// <summary>The facts in their JSON form, what is absent as null; null when the target was not reached.</summary>
    public JsonElement? Facts { get; init; }

    /// <summary>The rules that passed.</summary>
    public IReadOnlyList<string> Passed { get; init; } = [];

    /// <summary>The findings that did not pass.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Why the target was not reached; null when it was.</summary>
    public string? Error { get; init; }

    /// <summary>What an audit learned of a target.</summary>
    public static BaselineTarget Of(TargetResult result, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.Facts is null
            ? new BaselineTarget { Target = result.Target, CollectedAt = now, Error = result.Error?.Message ?? "it was not reached" }
            : new BaselineTarget
            {
                Target = result.Target,
                CollectedAt = result.Facts.CollectedAt,
                Facts = JsonSerializer.SerializeToElement(result.Facts, FactOptions),
                Passed = result.Findings.Where(finding => finding.Status == FindingStatus.Pass).Select(finding => finding.RuleId).Distinct(StringComparer.Ordinal).ToList(),
                Findings = result.Findings.Where(finding => finding.Status != FindingStatus.Pass).ToList(),
            };
    }
}

/// <summary>The state of targets at one time, to compare with.</summary>
/// <param name="Tool">The program that saved it.</param>
/// <param name="CreatedAt">When it was saved.</param>
/// <param name="Targets">The targets, each name once.</param>
public sealed record Baseline(ReportTool Tool, DateTimeOffset CreatedAt, IReadOnlyList<BaselineTarget> Targets)
{
    internal const string Kind = "baseline";

    /// <summary>The version of the file's form.</summary>
    public const int SchemaVersion = 1;

    /// <summary>Reads a file; <see cref="FormatException"/> names it and what is wrong.</summary>
    public static Baseline Load(string path)
    {
        using var stream = File.OpenRead(path);
        try
        {
            using var document = JsonDocument.Parse(stream);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("kind", out var kind) || kind.ToString() != Kind)
            {
                throw new FormatException($"{path}: This is not a baseline; Save-GoBaseline writes one.");
            }

            if (!root.TryGetProperty("schemaVersion", out var version) || !version.TryGetInt32(out var number) || number != SchemaVersion)
            {
                throw new FormatException($"{path}: The baseline's schema version is not {SchemaVersion}, the one that this version reads.");
            }

            var targets = root.GetProperty("targets").EnumerateArray()
                .Select(item => item.Deserialize<BaselineTarget>(GoEnvJson.Options)!).ToList();
            if (targets.GroupBy(target => target.Target.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            {
                throw new FormatException($"{path}: The baseline has the target '{twice.Key}' twice.");
            }

            return new Baseline(
                root.GetProperty("tool").Deserialize<ReportTool>(GoEnvJson.Options)!,
                root.GetProperty("createdAt").GetDateTimeOffset(),
                targets.ConvertAll(Whole));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException($"{path}: This is not a baseline: {e.Message}", e);
        }
    }

    // A member that is there may still be null.
    private static BaselineTarget Whole(BaselineTarget read) => read with
    {
        Facts = read.Facts is { ValueKind: JsonValueKind.Object } ? read.Facts : null,
        Error = read.Facts is { ValueKind: JsonValueKind.Object } ? read.Error : read.Error ?? "it has no facts",
        Passed = read.Passed ?? [],
        Findings = (read.Findings ?? []).Select(finding => (Finding)GoEnvJson.Whole(finding)).ToList(),
    };
}
