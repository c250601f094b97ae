using System.Globalization;
using System.Text.Json;
using GoEnv.Text;

namespace GoEnv.Checklists;

/// <summary>
/// A path to one value of a JSON text: names with dots between them, numbers in brackets for items of lists, and names in
/// quotes and brackets; <c>$</c> is the whole.
/// </summary>
/// <param name="Text">The path as it was written.</param>
/// <param name="Steps">Names, and positions of items.</param>
public sealed record JsonMember(string Text, IReadOnlyList<object> Steps)
{
    /// <summary>Reads a path; <see cref="FormatException"/> says what would be right.</summary>
    public static JsonMember Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var steps = new List<object>();
        var at = text is "$" || text.StartsWith("$.", StringComparison.Ordinal) || text.StartsWith("$[", StringComparison.Ordinal) ? 1 : 0;
        var isFirst = at == 0;
        while (at < text.Length || isFirst)
        {
            var step = at < text.Length && text[at] == '[' ? Bracket(text, ref at) : Name(text, ref at, isFirst);
            steps.Add(step ?? throw new FormatException($"'{TargetText.Clean(text)}' is not a path of JSON members; write Module.Path, items[0].name or labels['a.b']"));
            isFirst = false;
        }

        return new JsonMember(text, steps);
    }

    /// <summary>The value as text, a string without its quotes; null where there is none. <see cref="JsonException"/> when the text is no JSON.</summary>
    public string? Find(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Find(document.RootElement);
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException(e.Message, e); // half of a surrogate pair is no text
        }
    }

    private string? Find(JsonElement value)
    {
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

    private static string? Name(string text, ref int at, bool isFirst)
    {
        if (!isFirst && text[at++] != '.')
        {
            return null;
        }

        var length = text.AsSpan(at).IndexOfAny(".[]'\"");
        var name = length < 0 ? text[at..] : text.Substring(at, length);
        at += name.Length;
        return name.Length == 0 ? null : name;
    }

    private static object? Bracket(string text, ref int at)
    {
        var inside = text.AsSpan(at + 1);
        if (inside.IsEmpty || inside[0] is not ('\'' or '"'))
        {
            var end = inside.IndexOf(']');
            at += end + 2;
            return end > 0 && int.TryParse(inside[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
        }

        var close = inside[1..].IndexOf([inside[0], ']']);
        at += close + 4;
        return close < 0 ? null : inside.Slice(1, close).ToString();
    }
}
