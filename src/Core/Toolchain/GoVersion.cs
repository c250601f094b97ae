using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace GoEnv.Toolchain;

/// <summary>
/// A Go version, ordered as the go command orders it: 1.21 &lt; 1.21rc1 &lt; 1.21.0, while 1.20 is 1.20.0
/// (source: cmd/go's internal/gover).
/// </summary>
[JsonConverter(typeof(GoVersionJsonConverter))]
[TypeConverter(typeof(GoVersionNumberConverter))]
public sealed partial class GoVersion : IComparable<GoVersion>, IComparable, IEquatable<GoVersion>
{
    private readonly string text;

    private GoVersion(string text, int major, int minor, int? patch, string kind, int pre)
    {
        this.text = text;
        Major = major;
        Minor = minor;
        Patch = patch;
        Kind = kind;
        Pre = pre;
        Line = string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");
    }

    /// <summary>The first number.</summary>
    public int Major { get; }

    /// <summary>The second number.</summary>
    public int Minor { get; }

    /// <summary>The third number; null for a language version (1.27) and for a release candidate from 1.21 on.</summary>
    public int? Patch { get; }

    /// <summary>True for a beta or release candidate.</summary>
    public bool IsPrerelease => Kind.Length > 0;

    /// <summary>True for a build between releases, such as <c>devel go1.28-abcdef</c>.</summary>
    public bool IsDevel { get; private init; }

    /// <summary>The release line, such as <c>1.27</c>.</summary>
    public string Line { get; }

    private string Kind { get; }

    private int Pre { get; }

    /// <summary>True when <paramref name="left"/> comes before <paramref name="right"/>.</summary>
    public static bool operator <(GoVersion? left, GoVersion? right) => Compare(left, right) < 0;

    /// <summary>True when <paramref name="left"/> comes after <paramref name="right"/>.</summary>
    public static bool operator >(GoVersion? left, GoVersion? right) => Compare(left, right) > 0;

    /// <summary>True when <paramref name="left"/> does not come after <paramref name="right"/>.</summary>
    public static bool operator <=(GoVersion? left, GoVersion? right) => Compare(left, right) <= 0;

    /// <summary>True when <paramref name="left"/> does not come before <paramref name="right"/>.</summary>
    public static bool operator >=(GoVersion? left, GoVersion? right) => Compare(left, right) >= 0;

    /// <summary>True when both are the same version.</summary>
    public static bool operator ==(GoVersion? left, GoVersion? right) => Compare(left, right) == 0;

    /// <summary>True when they are different versions.</summary>
    public static bool operator !=(GoVersion? left, GoVersion? right) => Compare(left, right) != 0;

    /// <summary>Reads <c>1.27.3</c>, <c>go1.27.3</c>, or what <c>go version</c> prints for it; <see cref="FormatException"/> otherwise.</summary>
    public static GoVersion Parse(string text) => TryParse(text, out var version)
        ? version
        : throw new FormatException($"'{text}' is not a Go version; write it as 1.27 or 1.27.3.");

    /// <summary>Reads a version without throwing.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out GoVersion? version)
    {
        version = null;
        var match = Pattern().Match(text ?? string.Empty);
        if (!match.Success
            || !Number(match.Groups["major"], out var major)
            || !Number(match.Groups["minor"], out var minor)
            || !Number(match.Groups["patch"], out var patch)
            || !Number(match.Groups["pre"], out var pre))
        {
            return false;
        }

        var kind = match.Groups["kind"].Value;
        var hasPatch = match.Groups["patch"].Success;
        var isOld = major == 1 && minor < 21;
        version = new GoVersion(
            match.Groups["version"].Value,
            major,
            minor,
            hasPatch ? patch : isOld && kind.Length == 0 ? 0 : null,
            kind,
            pre)
        {
            IsDevel = match.Groups["devel"].Success || match.Groups["suffix"].Value.StartsWith("-devel", StringComparison.Ordinal),
        };
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(GoVersion? other) => other is null
        ? 1
        : (Major, Minor, Patch ?? -1, Kind, Pre).CompareTo(
            (other.Major, other.Minor, other.Patch ?? -1, other.Kind, other.Pre));

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        GoVersion other => CompareTo(other),
        _ when TryParse(GoVersionNumberConverter.TextOf(obj), out var other) => CompareTo(other),
        _ => throw new ArgumentException($"'{obj}' is not a Go version.", nameof(obj)),
    };

    /// <inheritdoc/>
    public bool Equals(GoVersion? other) => CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj switch
    {
        GoVersion other => Equals(other),
        string other => TryParse(other, out var version) && Equals(version),
        _ => false,
    };

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Major, Minor, Patch, Kind, Pre);

    /// <summary>The version as it was written, without the leading <c>go</c>.</summary>
    public override string ToString() => text;

    private static int Compare(GoVersion? left, GoVersion? right) => left is null ? (right is null ? 0 : -1) : left.CompareTo(right);

    private static bool Number(Group group, out int number)
    {
        number = 0;
        return !group.Success || int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    [GeneratedRegex(
        """
        ^(?<devel>devel\s+)?(?:go)?(?<version>(?<major>0|[1-9][0-9]*)\.(?<minor>0|[1-9][0-9]*)
        (?:\.(?<patch>0|[1-9][0-9]*))?(?:(?<kind>alpha|beta|rc)(?<pre>0|[1-9][0-9]*))?)
        (?<suffix>(?:[-+\s].*)?)$
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}

internal sealed class GoVersionJsonConverter : JsonConverter<GoVersion>
{
    public override GoVersion? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        GoVersion.TryParse(reader.GetString(), out var version) ? version : throw new JsonException("not a Go version");

    public override void Write(Utf8JsonWriter writer, GoVersion value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
