using System.Text.RegularExpressions;

namespace GoEnv.Modules.Files;

/// <summary>A directive that Go refuses.</summary>
internal sealed class DirectiveException(FilePosition position, string message, string? expected) : Exception(message)
{
    public ModuleFileError Error { get; } = new(position, message, expected);
}

/// <summary>The words of one directive, read as paths, versions and settings.</summary>
internal sealed class DirectiveValues(string verb, ModLine line, IReadOnlyList<ModToken> arguments)
{
    private const string VersionForm = "a version such as v1.2.3";

    public string Only(string usage) => arguments.Count == 1 ? Text(arguments[0]) : throw Usage(usage);

    public string Match(Regex pattern, string usage) => arguments.Count != 1
        ? throw Usage(usage)
        : pattern.IsMatch(arguments[0].Text)
            ? arguments[0].Text
            : throw new DirectiveException(arguments[0].Start, $"'{arguments[0].Text}' does not fit a {verb} line", usage);

    public GodebugDirective Godebug() =>
        arguments is [var only] && only.Text.AsSpan().IndexOfAny("\"`',") < 0 && only.Text.Split('=', 2) is [var key, var value]
            ? new GodebugDirective(key, value)
            : throw Usage("godebug KEY=VALUE");

    public (string Path, string Version, string Written) ModuleAndVersion()
    {
        if (arguments.Count != 2)
        {
            throw Usage($"{verb} PATH v1.2.3");
        }

        var path = Text(arguments[0]);
        var version = Version(arguments[1]);
        CheckMajor(path, version, arguments[1]);
        return (path, version, Text(arguments[1]));
    }

    public ReplaceDirective Replace()
    {
        var arrow = arguments.Count >= 2 && arguments[1].Text == "=>" ? 1 : 2;
        if (arguments.Count < arrow + 2 || arguments.Count > arrow + 3 || arguments[arrow].Text != "=>")
        {
            throw Usage("replace PATH [v1.2.3] => OTHER v1.4.0 or replace PATH [v1.2.3] => ../FOLDER");
        }

        var path = Text(arguments[0]);
        var version = arrow == 2 ? Version(arguments[1]) : null;
        var written = arrow == 2 ? Text(arguments[1]) : null;
        CheckMajor(path, version, arguments[0]);
        var target = arguments[arrow + 1];
        var newPath = Text(target);
        var isFolder = ModulePath.IsFolder(newPath);
        if (arguments.Count == arrow + 3)
        {
            var newVersion = Version(arguments[arrow + 2]);
            return isFolder
                ? throw new DirectiveException(arguments[arrow + 2].Start, $"the folder {newPath} has no versions", "the folder alone")
                : new ReplaceDirective(path, version, newPath, newVersion) { WrittenVersion = written, WrittenNewVersion = Text(arguments[arrow + 2]) };
        }

        return (isFolder, newPath.Contains('@', StringComparison.Ordinal), newPath.Contains('\\', StringComparison.Ordinal)) switch
        {
            (false, true, _) => throw new DirectiveException(target.Start, $"'{newPath}' holds the version behind an @", "the path and the version as two words"),
            (false, _, _) => throw new DirectiveException(target.Start, $"'{newPath}' is a module without a version", "a version behind it, or a folder that begins with ./ or ../"),
            (_, _, true) => throw new DirectiveException(target.Start, $"'{newPath}' is a Windows path", "forward slashes"),
            _ => new ReplaceDirective(path, version, newPath, null) { WrittenVersion = written },
        };
    }

    public (string Low, string High) Interval()
    {
        if (arguments.Count == 1 && arguments[0].Text is not ("[" or "("))
        {
            var version = Text(arguments[0]);
            return (version, version);
        }

        return arguments is [{ Text: "[" }, var low, { Text: "," }, var high, { Text: "]" }]
            ? (Text(low), Text(high))
            : throw Usage("retract v1.2.3 or retract [v1.2.0, v1.2.3]");
    }

    private static string Text(ModToken token)
    {
        if (token.IsQuoted && token.Text[0] == '"')
        {
            return GoString.Unquote(token.Text)
                ?? throw new DirectiveException(token.Start, $"{token.Text} is no string that Go can read", null);
        }

        return token.Text.AsSpan().IndexOfAny("\"'`") < 0
            ? token.Text
            : throw new DirectiveException(token.Start, $"{token.Text} has a quotation mark in it", "double quotes around the whole");
    }

    private static string Version(ModToken token)
    {
        var text = Text(token);
        return SemanticVersion.Canonical(text)
            ?? throw new DirectiveException(token.Start, $"'{text}' is no version", VersionForm);
    }

    private void CheckMajor(string path, string? version, ModToken place)
    {
        var suffix = ModulePath.MajorSuffix(path)
            ?? throw new DirectiveException(arguments[0].Start, $"'{path}' is no module path", "a major version as /v2 or later, or .v1 or later for gopkg.in");
        if (version is not null && ModulePath.MajorMismatch(version, suffix) is { } major)
        {
            throw new DirectiveException(place.Start, $"version {version} does not fit the path {path}", $"{major}, or a path with the major version of it");
        }
    }

    private DirectiveException Usage(string usage) => new(line.Start, $"the {verb} line is not complete or has too much in it", usage);
}
