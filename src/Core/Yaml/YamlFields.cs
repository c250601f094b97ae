using GoEnv.Text;

namespace GoEnv.Yaml;

/// <summary>A map with known keys. What is not there reads as null or as empty.</summary>
internal sealed class YamlFields
{
    private readonly Dictionary<string, YamlValue> values = [];

    internal YamlFields(YamlValue owner, string what, IReadOnlyList<YamlEntry> entries, IReadOnlyList<string> keys)
    {
        Owner = owner;
        foreach (var (key, value) in entries)
        {
            if (!keys.Contains(key.RawText))
            {
                var near = Nearest.To(key.RawText, keys) is { } known ? $"; did you mean '{known}'?" : ";";
                throw key.Error($"'{key.RawText}' is not a key of {what}{near} the keys are {string.Join(", ", keys)}");
            }

            values.Add(key.RawText, value);
        }
    }

    /// <summary>The map itself.</summary>
    public YamlValue Owner { get; }

    public YamlValue? Find(string key) => values.GetValueOrDefault(key);

    /// <summary>The value of a key that must be there.</summary>
    public YamlValue Require(string key, string right) =>
        Find(key) ?? throw Owner.Error($"'{key}' is missing; write {right}");

    public string? Text(string key) => Find(key)?.Text($"'{key}'");

    public bool? Bool(string key) => Find(key)?.Bool($"'{key}'");

    public int? Int(string key, int minimum, int maximum) => Find(key)?.Int($"'{key}'", minimum, maximum);

    public IReadOnlyList<YamlValue> List(string key) => Find(key)?.List($"'{key}'") ?? [];

    public IReadOnlyList<YamlEntry> Map(string key) => Find(key)?.Map($"'{key}'") ?? [];
}
