using System.Text.Json.Nodes;
using GoEnv.Yaml;

namespace GoEnv.Kubernetes;

/// <summary>A map of a kubeconfig file. What is not there, or null, or an empty text, reads as null.</summary>
internal sealed class KubeConfigNode
{
    private readonly Dictionary<string, YamlValue> values;
    private readonly YamlValue owner;
    private readonly string path;

    public KubeConfigNode(YamlValue owner, string path, string what)
    {
        this.owner = owner;
        this.path = path;
        values = owner.Map(what).ToDictionary(entry => entry.Key.RawText, entry => entry.Value, StringComparer.Ordinal);
    }

    public string Location => $"{path}:{owner.Line}";

    public IEnumerable<string> Keys => values.Keys;

    public YamlFileException Error(string problem) => owner.Error(problem);

    public string? Text(string key) => Find(key) is { } value && value.Text($"'{key}'") is { Length: > 0 } text ? text : null;

    // kubectl reads YAML 1.1, which has more words for it.
    public bool Bool(string key) => Find(key) is { } value
        && (value is { Kind: not (YamlKind.List or YamlKind.Map), IsQuoted: false } && value.RawText.ToLowerInvariant() is "yes" or "y" or "on" or "no" or "n" or "off"
            ? value.RawText.ToLowerInvariant() is "yes" or "y" or "on" : value.Bool($"'{key}'"));

    public KubeConfigNode? Map(string key) => Find(key) is { } value ? new KubeConfigNode(value, path, $"'{key}'") : null;

    public IReadOnlyList<KubeConfigNode> List(string key) =>
        Items(key).Select(item => new KubeConfigNode(item, path, $"an entry of '{key}'")).ToList();

    public IReadOnlyList<string> Texts(string key) => Items(key).Select(item => item.Text($"an entry of '{key}'")).ToList();

    public Uri Url(string key, string text, string whole, params string[] schemes) =>
        whole == whole.Trim() && Uri.TryCreate(whole, UriKind.Absolute, out var url) && schemes.Contains(url.Scheme) && url.Host.Length > 0
            ? url
            : throw Find(key)!.Error($"'{key}' is '{Redact(text)}'; write a URL of {string.Join(" or ", schemes)}");

    /// <summary>A path of the file is relative to the file's own folder.</summary>
    public string FullPath(string relative) => Path.GetFullPath(relative, Path.GetDirectoryName(path) is { Length: > 0 } folder ? folder : "/");

    /// <summary>The value of <c>key-data</c> in base64, else the file that <c>key</c> names.</summary>
    public KubeData? Data(string key)
    {
        var location = $"{path}:{(Find(key + "-data") ?? Find(key) ?? owner).Line}";
        if (Text(key + "-data") is not null && Text(key) is not null)
        {
            throw Find(key)!.Error($"there are '{key}' and '{key}-data'; keep one of them");
        }

        if (Text(key + "-data") is { } encoded)
        {
            var bytes = new byte[encoded.Length];
            return Convert.TryFromBase64String(encoded, bytes, out var length)
                ? new KubeData(bytes[..length], null, location)
                : throw Find(key + "-data")!.Error($"'{key}-data' is not base64; write the PEM text in base64 without line breaks");
        }

        return Text(key) is { } file ? new KubeData(null, FullPath(file), location) : null;
    }

    /// <summary>A value as JSON; null where there is none.</summary>
    public string? Json(string key) => Find(key) is { } value ? ToJson(value)?.ToJsonString() ?? "null" : null;

    private IReadOnlyList<YamlValue> Items(string key) => Find(key)?.List($"'{key}'") ?? [];

    private YamlValue? Find(string key) => values.TryGetValue(key, out var value) && !value.IsNull ? value : null;

    private static JsonNode? ToJson(YamlValue value) => value.Kind switch
    {
        YamlKind.Null => null,
        YamlKind.List => new JsonArray(value.Items.Select(ToJson).ToArray()),
        YamlKind.Map => new JsonObject(value.Entries.Select(entry => KeyValuePair.Create(entry.Key.RawText, ToJson(entry.Value)))),
        _ => ToJson(value.RawText, value.IsQuoted),
    };

    private static JsonNode ToJson(string text, bool isQuoted) => (text, isQuoted) switch
    {
        ("true", false) => true,
        ("false", false) => false,
        (_, false) when long.TryParse(text, out var number) => number,
        _ => text,
    };

    private static string Redact(string url) => url.LastIndexOf('@') is var at and > 0 ? "…" + url[at..] : url;
}
