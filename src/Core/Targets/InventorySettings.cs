using GoEnv.Yaml;

namespace GoEnv.Targets;

/// <summary>What defaults, a group or a host says of its targets; null and empty leave it to what is farther away.</summary>
internal sealed record InventorySettings
{
    public static readonly IReadOnlyList<string> Keys = ["become", "labels", "port", "tags", "user"];

    private static readonly IReadOnlyDictionary<string, string> NoLabels = new Dictionary<string, string>();

    public static readonly InventorySettings None = new();

    public string? User { get; private init; }

    public int? Port { get; private init; }

    public bool? Become { get; private init; }

    public IReadOnlyDictionary<string, string> Labels { get; private init; } = NoLabels;

    public IReadOnlyList<string> Tags { get; private init; } = [];

    public static InventorySettings Read(YamlFields fields) => new()
    {
        User = ReadUser(fields),
        Port = fields.Int("port", 1, 65535),
        Become = fields.Bool("become"),
        Labels = fields.Map("labels").ToDictionary(entry => ReadWord(entry.Key, "label"), ReadLabel),
        Tags = fields.List("tags").Select(tag => ReadWord(tag, "tag")).Distinct().ToList(),
    };

    /// <summary>These settings with <paramref name="nearer"/> over them: labels key by key, tags together.</summary>
    public InventorySettings Then(InventorySettings nearer)
    {
        var labels = Labels;
        if (nearer.Labels.Count > 0)
        {
            var both = new Dictionary<string, string>(Labels);
            foreach (var (key, value) in nearer.Labels)
            {
                both[key] = value;
            }

            labels = both;
        }

        return new InventorySettings
        {
            User = nearer.User ?? User,
            Port = nearer.Port ?? Port,
            Become = nearer.Become ?? Become,
            Labels = labels,
            Tags = nearer.Tags.Count == 0 ? Tags : Tags.Union(nearer.Tags).ToList(),
        };
    }

    /// <summary>The text of a name that a filter can be given: letters, digits and <c>. _ - /</c>.</summary>
    public static string ReadWord(YamlValue value, string what)
    {
        var word = value.Text($"a {what}");
        return word.Length > 0 && word[0] != '-' && word.All(c => char.IsLetterOrDigit(c) || "._-/".Contains(c))
            ? word
            : throw value.Error($"'{word}' cannot be a {what}; write letters, digits and . _ - / and no '-' first");
    }

    private static string? ReadUser(YamlFields fields)
    {
        var user = fields.Text("user");
        try
        {
            return user is null ? null : Target.Ssh("host", user).User;
        }
        catch (FormatException e)
        {
            throw fields.Find("user")!.Error($"'{user}' cannot be a user name; write the name of an account", e);
        }
    }

    private static string ReadLabel(YamlEntry label)
    {
        var text = label.Value.Text($"the label '{label.Key.RawText}'");
        return text.Any(char.IsControl)
            ? throw label.Value.Error($"the label '{label.Key.RawText}' holds a control character; write one line of text")
            : text;
    }
}
