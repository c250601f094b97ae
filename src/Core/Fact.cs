using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GoEnv;

/// <summary>One thing asked of a target: known, absent, or unknown with the reason. The default value is unknown.</summary>
[JsonConverter(typeof(FactJsonConverterFactory))]
public readonly record struct Fact<T>
    where T : notnull
{
    private enum State
    {
        Unknown,
        Absent,
        Known,
    }

    private readonly State state;
    private readonly T? value;
    private readonly string? reason;

    private Fact(State state, T? value, string? reason)
    {
        this.state = state;
        this.value = value;
        this.reason = reason;
    }

    /// <summary>The target has no such thing.</summary>
    public static Fact<T> Absent => new(State.Absent, default, null);

    /// <summary>True when the value was read.</summary>
    public bool IsKnown => state == State.Known;

    /// <summary>True when the target was asked and has no such thing.</summary>
    public bool IsAbsent => state == State.Absent;

    /// <summary>True when the target could not be asked or did not answer.</summary>
    public bool IsUnknown => state == State.Unknown;

    /// <summary>Why the value is unknown; null when it is not.</summary>
    public string? Reason => IsUnknown ? reason ?? "it was not asked" : null;

    /// <summary>The value; <see cref="InvalidOperationException"/> unless <see cref="IsKnown"/>.</summary>
    [JsonIgnore]
    public T Value => IsKnown ? value! : throw new InvalidOperationException($"The fact is not known: {Reason ?? "absent"}.");

    /// <summary>A known value.</summary>
    public static implicit operator Fact<T>(T value) => new(State.Known, value, null);

    /// <summary>An unknown value, with the reason as a clause that can follow "because".</summary>
    public static Fact<T> Unknown(string reason) => new(State.Unknown, default, reason);

    /// <summary>What <paramref name="make"/> makes of a known value; absent and unknown stay what they are.</summary>
    public Fact<TOut> To<TOut>(Func<T, TOut> make)
        where TOut : notnull
    {
        ArgumentNullException.ThrowIfNull(make);
        return state switch
        {
            State.Known => make(value!),
            State.Absent => Fact<TOut>.Absent,
            _ => Fact<TOut>.Unknown(Reason!),
        };
    }

    /// <summary>The value when it is known, else <paramref name="other"/>.</summary>
    public T ValueOr(T other) => IsKnown ? value! : other;

    /// <summary>True, with the value, when it is known.</summary>
    public bool TryGet([MaybeNullWhen(false)] out T known)
    {
        known = value;
        return IsKnown;
    }

    /// <summary>The value, an empty string when absent, or <c>unknown: reason</c>.</summary>
    public override string ToString() => state switch
    {
        State.Known => value!.ToString() ?? string.Empty,
        State.Absent => string.Empty,
        _ => "unknown: " + Reason,
    };
}

/// <summary>Writes a known fact as its value, an absent one as null and an unknown one as <c>{"unknown": reason}</c>.</summary>
internal sealed class FactJsonConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Fact<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(
            typeof(FactJsonConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;
}

internal sealed class FactJsonConverter<T> : JsonConverter<Fact<T>>
    where T : notnull
{
    public override bool HandleNull => true;

    public override Fact<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return Fact<T>.Absent;
        }

        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("unknown", out var reason)
            ? Fact<T>.Unknown(reason.GetString() ?? string.Empty)
            : root.Deserialize<T>(options)!;
    }

    public override void Write(Utf8JsonWriter writer, Fact<T> value, JsonSerializerOptions options)
    {
        if (value.TryGet(out var known))
        {
            JsonSerializer.Serialize(writer, known, options);
        }
        else if (value.IsAbsent)
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.WriteStartObject();
            writer.WriteString("unknown", value.Reason);
            writer.WriteEndObject();
        }
    }
}
