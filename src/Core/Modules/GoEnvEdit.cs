using System.Text.Json.Serialization;

namespace GoEnv.Modules;

/// <summary>What is done to one variable of a <c>go/env</c> file.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GoEnvAction>))]
public enum GoEnvAction
{
    /// <summary>Give it a value, as <c>go env -w</c> does.</summary>
    Set,

    /// <summary>Take it out, as <c>go env -u</c> does.</summary>
    Unset,

    /// <summary>Take carriage returns, spaces and quotation marks off its ends.</summary>
    Trim,

    /// <summary>Put another entry in the place of one entry of its list, or nothing.</summary>
    Replace,

    /// <summary>Put the line behind a comment sign, since the go command does not read it.</summary>
    Disable,

    /// <summary>Leave one line of several for the same name: the last, which is the one that counts.</summary>
    Merge,
}

/// <summary>One edit of a <c>go/env</c> file.</summary>
/// <param name="Name">The variable; for <see cref="GoEnvAction.Disable"/> what stands before the equals sign.</param>
/// <param name="Action">What is done.</param>
public sealed record GoEnvEdit(string Name, GoEnvAction Action)
{
    /// <summary>The new value, or the new entry; null takes the entry out.</summary>
    public string? Value { get; init; }

    /// <summary>The entry that is replaced.</summary>
    public string? Old { get; init; }

    /// <summary><c>go env -w NAME=value</c>.</summary>
    public static GoEnvEdit Set(string name, string value) => new(name, GoEnvAction.Set) { Value = value };

    /// <summary><c>go env -u NAME</c>.</summary>
    public static GoEnvEdit Unset(string name) => new(name, GoEnvAction.Unset);

    /// <summary>Puts <paramref name="value"/>, or nothing, in the place of an entry of a list.</summary>
    public static GoEnvEdit Replace(string name, string old, string? value) => new(name, GoEnvAction.Replace) { Old = old, Value = value };

    /// <summary>The edit in words, to follow a verb such as "will" or to stand in a list.</summary>
    public override string ToString() => Action switch
    {
        GoEnvAction.Set => $"set {Name}={Value}",
        GoEnvAction.Unset => $"unset {Name}",
        GoEnvAction.Trim => $"take the stray characters off the value of {Name}",
        GoEnvAction.Replace when Value is null => $"take '{Old}' out of {Name}",
        GoEnvAction.Replace => $"write '{Value}' in place of '{Old}' in {Name}",
        GoEnvAction.Disable => $"comment out the line of '{Name}'",
        _ => $"leave one line for {Name}",
    };
}
