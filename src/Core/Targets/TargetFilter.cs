using GoEnv.Text;

namespace GoEnv.Targets;

/// <summary>Which targets to take. Every part that is given must hold.</summary>
public sealed record TargetFilter
{
    /// <summary>Labels; all of them must hold.</summary>
    public IReadOnlyList<LabelFilter> Labels { get; init; } = [];

    /// <summary>Tags; the target must have all of them.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Groups, with <c>*</c> and <c>?</c>; the target must be in one of them.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Names, with <c>*</c> and <c>?</c>, without regard to case; one must match the target's name or its host.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The shard; null takes every shard.</summary>
    public Shard? Shard { get; init; }

    /// <summary>True when <paramref name="target"/> is to be taken.</summary>
    public bool Matches(Target target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Labels.All(label => label.Matches(target))
            && Tags.All(tag => target.Tags.Contains(tag))
            && (Groups.Count == 0 || Groups.Any(pattern => target.Groups.Any(group => Wildcard.Matches(pattern, group, ignoreCase: false))))
            && (Names.Count == 0 || Names.Any(pattern => IsNamed(pattern, target)))
            && Shard?.Contains(target) != false;
    }

    private static bool IsNamed(string pattern, Target target) =>
        Wildcard.Matches(pattern, target.Name, ignoreCase: true)
        || (target.Host.Length > 0 && Wildcard.Matches(pattern, target.Host, ignoreCase: true));
}

/// <summary>How a label is compared.</summary>
public enum LabelOperator
{
    /// <summary>The target has the label, or a tag of that name.</summary>
    Has,

    /// <summary>The label has the value.</summary>
    Is,

    /// <summary>The label has another value, or the target does not have it.</summary>
    IsNot,
}

/// <summary>One condition on a label: <c>env</c>, <c>env=prod</c> or <c>env!=prod</c>.</summary>
/// <param name="Key">The label.</param>
/// <param name="Operator">The comparison.</param>
/// <param name="Value">The value; empty for <see cref="LabelOperator.Has"/>.</param>
public sealed record LabelFilter(string Key, LabelOperator Operator, string Value)
{
    /// <summary>Reads the written form; <see cref="FormatException"/> otherwise.</summary>
    public static LabelFilter Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var isNot = equals > 0 && text[equals - 1] == '!';
        var key = (equals < 0 ? text : text[..(isNot ? equals - 1 : equals)]).Trim();
        if (key.Length == 0 || key.AsSpan().IndexOfAny("!<>~ ") >= 0)
        {
            throw new FormatException($"'{TargetText.Clean(text)}' is not a label filter; write env, env=prod or env!=prod.");
        }

        return equals < 0
            ? new LabelFilter(key, LabelOperator.Has, string.Empty)
            : new LabelFilter(key, isNot ? LabelOperator.IsNot : LabelOperator.Is, text[(equals + 1)..].Trim());
    }

    /// <summary>True when <paramref name="target"/> meets the condition.</summary>
    public bool Matches(Target target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var has = target.Labels.TryGetValue(Key, out var value);
        return Operator switch
        {
            LabelOperator.Has => has || target.Tags.Contains(Key),
            LabelOperator.Is => has && value == Value,
            _ => !has || value != Value,
        };
    }

    /// <summary>The written form.</summary>
    public override string ToString() => Operator switch
    {
        LabelOperator.Has => Key,
        LabelOperator.Is => $"{Key}={Value}",
        _ => $"{Key}!={Value}",
    };
}
