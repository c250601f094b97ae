using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using GoEnv.Text;

namespace GoEnv.Reports;

/// <summary>
/// The JSON form of the module's objects: camel-case names, enumerations as words, and first a <c>kind</c> and a
/// <c>schemaVersion</c>, by which they are read back.
/// </summary>
public static class GoEnvJson
{
    /// <summary>The version of the form; it changes when a reader of the old one would misread the new one.</summary>
    public const int SchemaVersion = 1;

    // Findings are many, and read without a tree of nodes.
    private static readonly string FindingStart = $$"""{"kind":"finding","schemaVersion":{{SchemaVersion}},""";

    private static readonly Dictionary<string, Type> Kinds = new(StringComparer.Ordinal)
    {
        ["buildInfo"] = typeof(Binaries.GoBuildInfo),
        ["change"] = typeof(Changes.Change),
        ["changeResult"] = typeof(Changes.ChangeResult),
        ["containerFacts"] = typeof(Pods.PodContainerFacts),
        ["finding"] = typeof(Finding),
        ["facts"] = typeof(EnvironmentFacts),
        ["plan"] = typeof(Changes.ChangePlan),
        ["target"] = typeof(Target),
        [ReportStart.Kind] = typeof(ReportStart),
        [ReportEnd.Kind] = typeof(ReportEnd),
    };

    /// <summary>How the members of every type are written, and findings read.</summary>
    internal static readonly JsonSerializerOptions Reflecting = new(JsonSerializerDefaults.Web)
    {
        // Findings hold paths and quotes; only what could end a script or an element is escaped by the reports themselves.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { WithoutComputed, WithoutEmpty } },
    };

    /// <summary>How objects are written.</summary>
    public static JsonSerializerOptions Options { get; } = new(Reflecting) { Converters = { new FindingJsonConverter() } };

    private static readonly JsonSerializerOptions WithSecrets = new(Options) { Converters = { new Changes.FileContentJsonConverter(keepsSecrets: true) } };

    private static readonly JsonSerializerOptions Indented = new(Options) { WriteIndented = true };

    /// <summary>One line of JSON, or an indented text; what hides or reorders text stands as <c>\uXXXX</c> in it.</summary>
    public static string Write(object? value, bool indented = false) => Write(value, indented, Options);

    /// <summary>The same with the secrets that files hold; for the journal alone.</summary>
    internal static string WriteWithSecrets(object value) => Write(value, indented: true, WithSecrets);

    private static string Write(object? value, bool indented, JsonSerializerOptions options)
    {
        var json = JsonSerializer.Serialize(value, value?.GetType() ?? typeof(object), options);
        var kind = Kinds.FirstOrDefault(k => k.Value == value?.GetType()).Key;
        if (kind is not null && json.StartsWith('{'))
        {
            json = $$"""{"kind":"{{kind}}","schemaVersion":{{SchemaVersion}},{{json.AsSpan(1)}}""";
        }

        return Escape(indented ? JsonNode.Parse(json)?.ToJsonString(Indented) ?? json : json);
    }

    // What a remedy says of itself follows from its members; an override does not take JsonIgnore from its base.
    private static void WithoutComputed(JsonTypeInfo type)
    {
        if (typeof(Changes.Remedy).IsAssignableFrom(type.Type))
        {
            foreach (var property in type.Properties.Where(property => property.Set is null).ToList())
            {
                type.Properties.Remove(property);
            }
        }
    }

    // Almost no finding speaks for other rules.
    private static void WithoutEmpty(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property => type.Type == typeof(Finding) && property.Name == "undecidedRules"))
        {
            property.ShouldSerialize = (_, value) => value is IReadOnlyList<string> { Count: > 0 };
        }
    }

    /// <summary>Writes hidden characters, which can only be in strings, as escapes.</summary>
    internal static string Escape(string json)
    {
        StringBuilder? safe = null;
        var from = 0;
        for (var i = 0; i < json.Length; i++)
        {
            if (json[i] >= '\x7f' && TargetText.IsHidden(json[i]))
            {
                safe ??= new StringBuilder(json.Length + 16);
                safe.Append(json, from, i - from).Append("\\u").Append(((int)json[i]).ToString("x4", CultureInfo.InvariantCulture));
                from = i + 1;
            }
        }

        return safe is null ? json : safe.Append(json, from, json.Length - from).ToString();
    }

    /// <summary>Reads one object back; <see cref="FormatException"/> when it is none of the module's.</summary>
    public static object Read(string json)
    {
        try
        {
            if (json.StartsWith(FindingStart, StringComparison.Ordinal))
            {
                return Whole(JsonSerializer.Deserialize<Finding>(json, Options)!);
            }

            var node = JsonNode.Parse(json) ?? throw new FormatException("There is no object.");
            if (node is JsonValue text && text.TryGetValue<string>(out var target))
            {
                return Target.Parse(target);
            }

            var kind = node["kind"]?.GetValue<string>() ?? "target";
            var version = node["schemaVersion"]?.GetValue<int>() ?? SchemaVersion;
            if (!Kinds.TryGetValue(kind, out var type) || version != SchemaVersion)
            {
                throw new FormatException($"An object of kind '{kind}' and schema version {version} cannot be read by this version.");
            }

            return Whole(node.Deserialize(type, Options)!);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException($"This is not an object of GoEnv: {e.Message}", e);
        }
    }

    // "required" asks for a member, not for a value.
    internal static object Whole(object read) => read switch
    {
        Finding { RuleId: null } or Finding { Title: null } or Finding { Target: null } or Finding { Message: null } or Finding { HelpPage: null } =>
            throw new FormatException("A finding has null where it must have a value."),
        Finding { Waiver: { Owner: null } or { Reason: null } } => throw new FormatException("A waiver has no owner or no reason."),
        Finding finding => WithLists(finding),
        _ => read,
    };

    private static Finding WithLists(Finding read)
    {
        var finding = read.Evidence is null || read.UndecidedRules is null ? read with { Evidence = read.Evidence ?? [], UndecidedRules = read.UndecidedRules ?? [] } : read;
        return finding.Evidence.Contains(null) ? throw new FormatException("A finding has null among its evidence.")
            : finding.UndecidedRules.Contains(null) ? throw new FormatException("A finding has null among its undecided rules.")
            : finding;
    }
}
