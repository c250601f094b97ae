using System.Globalization;
using GoEnv.Text;

namespace GoEnv.Yaml;

/// <summary>What a YAML value is.</summary>
internal enum YamlKind
{
    /// <summary>Nothing, <c>~</c> or <c>null</c>, without quotes.</summary>
    Null,

    /// <summary>One word, number or text.</summary>
    Text,

    /// <summary>A list.</summary>
    List,

    /// <summary>Keys with values.</summary>
    Map,
}

/// <summary>A key and its value, in the order of the file.</summary>
internal readonly record struct YamlEntry(YamlValue Key, YamlValue Value);

/// <summary>
/// A value of a YAML file with its position. Reads are typed and take the words that name the value in an error; each
/// throws <see cref="YamlFileException"/> when the value is of another type.
/// </summary>
internal sealed class YamlValue(string file, int line, int column, YamlKind kind, string text, bool isQuoted)
{
    public int Line { get; } = line;

    public int Column { get; } = column;

    public YamlKind Kind { get; } = kind;

    public bool IsNull => Kind == YamlKind.Null;

    /// <summary>True for a text that was written in quotes or as a block.</summary>
    public bool IsQuoted { get; } = isQuoted;

    /// <summary>The text as written, without quotes; empty unless this is a text.</summary>
    public string RawText { get; } = text;

    /// <summary>How many values it stands for, with every alias expanded.</summary>
    public long Weight { get; init; } = 1;

    public IReadOnlyList<YamlValue> Items { get; init; } = [];

    public IReadOnlyList<YamlEntry> Entries { get; init; } = [];

    /// <summary>The place: <c>file:line</c>.</summary>
    public string Place => string.Create(CultureInfo.InvariantCulture, $"{file}:{Line}");

    public YamlFileException Error(string problem, Exception? inner = null) => new(file, Line, Column, problem, inner);

    /// <summary>The text as it was written: <c>1.20</c> stays 1.20.</summary>
    public string Text(string what) => Kind == YamlKind.Text ? RawText : throw WrongKind(what, "one text");

    public bool Bool(string what) => Kind != YamlKind.Text
        ? throw WrongKind(what, "true or false")
        : (RawText, IsQuoted) switch
        {
            ("true" or "True" or "TRUE", false) => true,
            ("false" or "False" or "FALSE", false) => false,
            (_, true) => throw Error($"{what} is the text \"{RawText}\"; write true or false without quotes"),
            _ => throw Error($"{what} is '{RawText}'; write true or false"),
        };

    public int Int(string what, int minimum, int maximum)
    {
        var right = string.Create(CultureInfo.InvariantCulture, $"a whole number from {minimum} to {maximum}");
        if (Kind != YamlKind.Text)
        {
            throw WrongKind(what, right);
        }

        return !IsQuoted && int.TryParse(RawText, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= minimum && number <= maximum
            ? number
            : throw Error(IsQuoted ? $"{what} is the text \"{RawText}\"; write {right} without quotes" : $"{what} is '{RawText}'; write {right}");
    }

    /// <summary>A name of an enumeration, in any case; <paramref name="names"/> are those that may be written, all where null.</summary>
    public T Name<T>(string what, IReadOnlyList<string>? names = null)
        where T : struct, Enum
    {
        var word = Text($"a {what}");
        names ??= Enum.GetNames<T>();
        if (names.FirstOrDefault(name => name.Equals(word, StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            return Enum.Parse<T>(found);
        }

        var near = Nearest.To(word, names) is { } meant ? $"; did you mean '{meant}'?" : ";";
        throw Error($"'{word}' is not a {what}{near} write {string.Join(", ", names)}");
    }

    public IReadOnlyList<YamlValue> List(string what) => Kind == YamlKind.List ? Items : throw WrongKind(what, "a list");

    /// <summary>The entries of a map whose keys are free.</summary>
    public IReadOnlyList<YamlEntry> Map(string what) => Kind == YamlKind.Map ? Entries : throw WrongKind(what, "keys with values");

    /// <summary>The entries of a map that may have <paramref name="keys"/> only.</summary>
    public YamlFields Fields(string what, IReadOnlyList<string> keys) => new(this, what, Map(what), keys);

    /// <summary>Runs a check of the value and gives the position to its <see cref="FormatException"/>.</summary>
    public T Checked<T>(Func<T> check)
    {
        try
        {
            return check();
        }
        catch (FormatException e) when (e is not YamlFileException)
        {
            throw Error(e.Message.TrimEnd('.'), e);
        }
    }

    public YamlFileException WrongKind(string what, string right) => Kind switch
    {
        YamlKind.Null => Error($"{what} is empty; write {right}, or leave it out"),
        YamlKind.List => Error($"{what} is a list; write {right}"),
        YamlKind.Map => Error($"{what} has keys of its own; write {right}"),
        _ => Error($"{what} is the text '{RawText}'; write {right}"),
    };
}
