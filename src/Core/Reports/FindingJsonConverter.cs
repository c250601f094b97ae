using System.Text.Json;
using System.Text.Json.Serialization;
using GoEnv.Changes;

namespace GoEnv.Reports;

/// <summary>
/// Reads and writes findings member by member: each process has many, and reflecting on them costs it more than the audit of a
/// target. What is not as it is written here is read by reflection, which also says what is wrong.
/// </summary>
internal sealed class FindingJsonConverter : JsonConverter<Finding>
{
    public override Finding? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var ahead = reader;
        if (FindingJsonReader.TryRead(ref ahead, options) is { } finding)
        {
            reader = ahead;
            return finding;
        }

        return JsonSerializer.Deserialize<Finding>(ref reader, GoEnvJson.Reflecting);
    }

    public override void Write(Utf8JsonWriter writer, Finding value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("ruleId", value.RuleId);
        writer.WriteString("title", value.Title);
        writer.WriteString("category", value.Category.ToString());
        writer.WritePropertyName("target");
        JsonSerializer.Serialize(writer, value.Target, options);
        writer.WriteString("status", value.Status.ToString());
        writer.WriteString("severity", value.Severity.ToString());
        writer.WriteString("message", value.Message);
        WriteString(writer, "subject", value.Subject);
        WriteString(writer, "location", value.Location);
        WriteString(writer, "expected", value.Expected);
        WriteString(writer, "actual", value.Actual);
        writer.WriteStartArray("evidence");
        foreach (var line in value.Evidence)
        {
            writer.WriteStringValue(line);
        }

        writer.WriteEndArray();
        if (value.UndecidedRules.Count > 0)
        {
            writer.WriteStartArray("undecidedRules");
            foreach (var rule in value.UndecidedRules)
            {
                writer.WriteStringValue(rule);
            }

            writer.WriteEndArray();
        }

        WriteString(writer, "fix", value.Fix);
        if (value.Remedy is { } remedy)
        {
            writer.WritePropertyName("remedy");
            JsonSerializer.Serialize(writer, remedy, options);
        }

        if (value.Waiver is { } waiver)
        {
            writer.WritePropertyName("waiver");
            JsonSerializer.Serialize(writer, waiver, options);
        }

        writer.WriteString("helpPage", value.HelpPage);
        writer.WriteEndObject();
    }

    private static void WriteString(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
