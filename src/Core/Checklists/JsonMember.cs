using System.Globalization;
using System.Text.Json;

namespace GoEnv.Checklists;

/// <summary>A path to one value of a JSON text: names with dots between them, and numbers in brackets for items of lists.</summary>
/// <param name="Text">The path as it was written.</param>
/// <param name="Steps">Names, and positions of items.</param>
public sealed record JsonMember(string Text, IReadOnlyList<object> Steps)
{
    /// <summary>Reads a path; <see cref="FormatException"/> says what would be right.</summary>
    public static JsonMember Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var steps = new List<object>();
        var rest = text.StartsWith("$.", StringComparison.Ordinal) ? text[2..] : text.TrimStart('$');
        foreach (var part in rest.Split('.'))
        {
            var open = part.IndexOf('[', StringComparison.Ordinal);
            var name = open < 0 ? part : part[..open];
            if (name.Length > 0)
            {
                steps.Add(name);
            }

            foreach (var index in open < 0 ? [] : part[(open + 1)..].TrimEnd(']').Split("]["))
            {
                steps.Add(part.EndsWith(']') && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : throw Wrong(text));
            }

            if (name.Length == 0 && open < 0)
            {
                throw Wrong(text);
            }
        }

        return new JsonMember(text, steps);
    }

    /// <summary>The value as text, a string without its quotes; null where there is none. <see cref="JsonException"/> when the text is no JSON.</summary>
    public string? Find(string json)
    {
        using var document = JsonDocument.Parse(json);
        var value = document.RootElement;
        foreach (var step in Steps)
        {
            var found = step switch
            {
                string name => value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : (JsonElement?)null,
                int index => value.ValueKind == JsonValueKind.Array && index < value.GetArrayLength() ? value[index] : null,
                _ => null,
            };
            if (found is null)
            {
                return null;
            }

            value = found.Value;
        }

        return value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
    }

    private static FormatException Wrong(string text) => new($"'{text}' is not a path of JSON members; write Module.Path or items[0].name");
}
