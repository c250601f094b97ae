using System.Text.Json;
using GoEnv.Changes;

namespace GoEnv.Reports;

/// <summary>Reads a finding as <see cref="FindingJsonConverter"/> writes it, and nothing else.</summary>
internal static class FindingJsonReader
{
    private static readonly (string Name, Category Value)[] Categories = [.. Enum.GetValues<Category>().Select(value => (value.ToString(), value))];

    /// <summary>The finding at the reader, which is then at its end; null where anything about it is not as it is written.</summary>
    public static Finding? TryRead(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        try
        {
            return reader.TokenType == JsonTokenType.StartObject ? Read(ref reader, options) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static Finding? Read(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        string? ruleId = null, title = null, message = null, subject = null, location = null, expected = null, actual = null, fix = null, page = null;
        string? category = null, status = null, severity = null;
        Target? target = null;
        List<string>? evidence = null, undecided = null;
        Remedy? remedy = null;
        FindingWaiver? waiver = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            var known = name switch
            {
                "ruleId" => Text(ref reader, ref ruleId),
                "title" => Text(ref reader, ref title),
                "category" => Text(ref reader, ref category),
                "target" => Value(ref reader, ref target, options),
                "status" => Text(ref reader, ref status),
                "severity" => Text(ref reader, ref severity),
                "message" => Text(ref reader, ref message),
                "subject" => Text(ref reader, ref subject),
                "location" => Text(ref reader, ref location),
                "expected" => Text(ref reader, ref expected),
                "actual" => Text(ref reader, ref actual),
                "evidence" => Lines(ref reader, ref evidence),
                "undecidedRules" => Lines(ref reader, ref undecided),
                "fix" => Text(ref reader, ref fix),
                "remedy" => Value(ref reader, ref remedy, options),
                "waiver" => Value(ref reader, ref waiver, options),
                "helpPage" => Text(ref reader, ref page),
                "kind" => reader.TokenType == JsonTokenType.String,
                "schemaVersion" => reader.TokenType == JsonTokenType.Number,
                _ => false,
            };
            if (!known)
            {
                return null;
            }
        }

        return ruleId is null || title is null || target is null || message is null || page is null || evidence is null
            || CategoryOf(category) is not { } area || StatusOf(status) is not { } outcome || SeverityOf(severity) is not { } weight
            ? null
            : new Finding
            {
                RuleId = ruleId,
                Title = title,
                Category = area,
                Target = target,
                Status = outcome,
                Severity = weight,
                Message = message,
                Subject = subject,
                Location = location,
                Expected = expected,
                Actual = actual,
                Evidence = evidence,
                UndecidedRules = undecided ?? [],
                Fix = fix,
                Remedy = remedy,
                Waiver = waiver,
                HelpPage = page,
            };
    }

    // A name that comes twice is not as it is written either.
    private static bool Text(ref Utf8JsonReader reader, ref string? text)
    {
        if (text is not null || reader.TokenType != JsonTokenType.String)
        {
            return false;
        }

        text = reader.GetString();
        return true;
    }

    private static bool Value<T>(ref Utf8JsonReader reader, ref T? value, JsonSerializerOptions options)
        where T : class
    {
        if (value is not null || reader.TokenType == JsonTokenType.Null)
        {
            return false;
        }

        value = JsonSerializer.Deserialize<T>(ref reader, options);
        return value is not null;
    }

    private static bool Lines(ref Utf8JsonReader reader, ref List<string>? lines)
    {
        if (lines is not null || reader.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        lines = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            lines.Add(reader.GetString()!);
        }

        return reader.TokenType == JsonTokenType.EndArray;
    }

    private static Category? CategoryOf(string? word)
    {
        foreach (var (name, value) in Categories)
        {
            if (name == word)
            {
                return value;
            }
        }

        return null;
    }

    private static FindingStatus? StatusOf(string? word) => word switch
    {
        nameof(FindingStatus.Pass) => FindingStatus.Pass,
        nameof(FindingStatus.Fail) => FindingStatus.Fail,
        nameof(FindingStatus.Unknown) => FindingStatus.Unknown,
        _ => null,
    };

    private static Severity? SeverityOf(string? word) => word switch
    {
        nameof(Severity.Information) => Severity.Information,
        nameof(Severity.Warning) => Severity.Warning,
        nameof(Severity.Error) => Severity.Error,
        _ => null,
    };
}
