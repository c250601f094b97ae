using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace GoEnv.Yaml;

/// <summary>Writes YAML in blocks; what any reader could take for something else than a text is quoted.</summary>
internal static partial class YamlWriter
{
    private static readonly JsonSerializerOptions Quoting = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // YAML 1.1, which Kubernetes reads, has more words for true and false than JSON.
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase) { "true", "false", "yes", "no", "on", "off", "y", "n", "null" };

    /// <summary>Documents one after the other.</summary>
    public static string Documents(IEnumerable<JsonObject> documents) => string.Join("---\n", documents.Select(Write));

    /// <summary>One document.</summary>
    public static string Write(JsonObject document)
    {
        var text = new StringBuilder();
        Map(text, document, 0, isInLine: false);
        return text.ToString();
    }

    private static void Map(StringBuilder text, JsonObject map, int depth, bool isInLine)
    {
        foreach (var (key, value) in map)
        {
            _ = text.Append(' ', isInLine ? 0 : depth).Append(Scalar(key)).Append(':');
            isInLine = false;
            Value(text, value, depth);
        }
    }

    private static void Value(StringBuilder text, JsonNode? value, int depth)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } map:
                text.Append('\n');
                Map(text, map, depth + 2, isInLine: false);
                break;
            case JsonArray { Count: > 0 } list:
                text.Append('\n');
                foreach (var item in list)
                {
                    text.Append(' ', depth).Append("- ");
                    if (item is JsonObject { Count: > 0 } map)
                    {
                        Map(text, map, depth + 2, isInLine: true);
                    }
                    else
                    {
                        text.Append(Text(item)).Append('\n');
                    }
                }

                break;
            default:
                text.Append(' ').Append(Text(value)).Append('\n');
                break;
        }
    }

    private static string Text(JsonNode? node) => node switch
    {
        JsonObject { Count: 0 } => "{}",
        JsonArray { Count: 0 } => "[]",
        JsonArray => throw new ArgumentException("A list in a list is not written.", nameof(node)),
        JsonValue value when value.TryGetValue<string>(out var word) => Scalar(word),
        null => "null",
        _ => node.ToJsonString(),
    };

    private static string Scalar(string text) => Plain().IsMatch(text) && !Words.Contains(text) && !IsNumber(text)
        ? text : JsonSerializer.Serialize(text, Quoting);

    private static bool IsNumber(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    [GeneratedRegex(@"^[A-Za-z_/][A-Za-z0-9_./-]*(:[A-Za-z0-9_./-]+)*\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Plain();
}
