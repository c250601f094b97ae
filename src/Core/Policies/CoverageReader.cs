using System.Globalization;
using GoEnv.Yaml;

namespace GoEnv.Policies;

/// <summary>Reads what a policy says of coverage.</summary>
internal sealed class CoverageReader(string? origin)
{
    public static readonly IReadOnlyList<string> Keys = ["changed", "exclude", "excludeGenerated", "file", "package", "total"];

    public IEnumerable<PolicySetting> Read(YamlFields file)
    {
        if (file.Find("coverage")?.Fields("'coverage'", Keys) is not { } fields)
        {
            yield break;
        }

        foreach (var (key, set) in Minimums)
        {
            if (fields.Find(key) is { } value)
            {
                var minimum = Percent(value, $"'{key}'");
                yield return Setting(key, value.RawText, value, coverage => set(coverage, minimum));
            }
        }

        if (fields.Find("exclude") is { } exclude)
        {
            var patterns = (exclude.Kind == YamlKind.List ? exclude.Items : [exclude])
                .Select(pattern => pattern.Text("a pattern in 'exclude'") is { Length: > 0 } text ? text : throw pattern.Error("a pattern in 'exclude' is empty; write one such as '*.pb.go', or leave it out"))
                .ToList();
            yield return Setting("exclude", string.Join(", ", patterns), exclude, coverage => coverage with { Exclude = patterns });
        }

        if (fields.Bool("excludeGenerated") is { } generated)
        {
            yield return Setting("excludeGenerated", generated ? "true" : "false", fields.Find("excludeGenerated")!, coverage => coverage with { ExcludeGenerated = generated });
        }
    }

    private static readonly IReadOnlyList<(string Key, Func<CoveragePolicy, decimal, CoveragePolicy> Set)> Minimums =
    [
        ("total", (coverage, minimum) => coverage with { Total = minimum }),
        ("package", (coverage, minimum) => coverage with { Package = minimum }),
        ("file", (coverage, minimum) => coverage with { File = minimum }),
        ("changed", (coverage, minimum) => coverage with { Changed = minimum }),
    ];

    private static decimal Percent(YamlValue value, string what) =>
        decimal.TryParse(value.Text(what), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent <= 100 && !value.IsQuoted
            ? percent
            : throw value.Error($"{what} is '{value.RawText}'; write a number from 0 to 100, such as 80 or 72.5");

    private PolicySetting Setting(string key, string value, YamlValue at, Func<CoveragePolicy, CoveragePolicy> set) =>
        new("coverage." + key, Text.TargetText.Clean(value), origin ?? at.Place) { Apply = policy => policy with { Coverage = set(policy.Coverage) } };
}
