using System.Text.Json.Serialization;

namespace GoEnv.Modules;

/// <summary>Where the value of a setting comes from, strongest first.</summary>
public enum SettingOrigin
{
    /// <summary>The session's environment.</summary>
    Environment,

    /// <summary>The user's <c>go/env</c> file, which <c>go env -w</c> writes.</summary>
    UserFile,

    /// <summary><c>go.env</c> in GOROOT.</summary>
    GoRootFile,

    /// <summary>The go command's own default.</summary>
    Default,
}

/// <summary>What stands at the end of a value and does not belong there.</summary>
public enum ValueOddity
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A carriage return, from a file with Windows line ends.</summary>
    CarriageReturn,

    /// <summary>A space.</summary>
    Space,

    /// <summary>Quotation marks, which the go command takes as part of the value.</summary>
    Quotes,
}

/// <summary>One setting and where it comes from. Passwords, tokens and query strings are cut out of the value on the target.</summary>
/// <param name="Name">The variable, such as <c>GOPROXY</c>.</param>
/// <param name="Value">Its value; <c>(hidden)</c> stands for what could hold a secret.</param>
/// <param name="Origin">The place that decides.</param>
public sealed record ModuleSetting(string Name, string Value, SettingOrigin Origin)
{
    internal const string Hidden = "(hidden)";

    /// <summary>The file that sets it; null for the environment and for defaults.</summary>
    public string? File { get; init; }

    /// <summary>The line in <see cref="File"/>, from 1.</summary>
    public int? Line { get; init; }

    /// <summary>True when user information, a query or a token was cut out of the value.</summary>
    public bool HasCredentials { get; init; }

    /// <summary>What stands around the value and does not belong to it.</summary>
    public ValueOddity Oddity { get; init; }

    /// <summary><c>path:line</c>; null for the environment and for defaults.</summary>
    public string? Location => File is null ? null : Line is { } line ? $"{File}:{line}" : File;

    /// <summary>True when a part of the value is not known here because it could hold a secret.</summary>
    [JsonIgnore]
    public bool IsHidden => Value.Contains(Hidden, StringComparison.Ordinal);

    /// <summary>The place in words, to follow the value in a sentence.</summary>
    [JsonIgnore]
    public string Place => Origin switch
    {
        SettingOrigin.Environment => "in the environment",
        SettingOrigin.Default => "by default",
        _ => "in " + File,
    };

    /// <summary>The setting as <c>NAME=value</c>.</summary>
    public override string ToString() => $"{Name}={Value}";
}
