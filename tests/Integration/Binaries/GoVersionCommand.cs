using System.Text.Json;
using GoEnv.Binaries;

namespace GoEnv.Tests.Binaries;

/// <summary>What the newest <c>go version -m -json</c> says of a file, and ours in the same words.</summary>
internal static class GoVersionCommand
{
    private static readonly Dictionary<string, string> Nothing = [];

    /// <summary>One line a field; null where the go command reads nothing.</summary>
    public static string? Lines(string path)
    {
        var (exitCode, output, _) = GoToolchain.Run(GoToolchain.Newest, "/", Nothing, "version", "-m", "-json", path);
        if (exitCode != 0 || output.Length == 0)
        {
            return null;
        }

        using var document = JsonDocument.Parse(output);
        var root = document.RootElement;
        var lines = new List<string> { $"go {Text(root, "GoVersion")}", $"path {Text(root, "Path")}" };
        if (root.TryGetProperty("Main", out var main) && Text(main, "Path").Length > 0)
        {
            lines.Add("mod " + Module(main));
        }

        lines.AddRange(Items(root, "Deps").Select(dep => "dep " + Module(dep)));
        lines.AddRange(Items(root, "Settings").Select(setting => $"build {Text(setting, "Key")}={Text(setting, "Value")}"));
        return string.Join('\n', lines);
    }

    /// <summary>One line a field; null where there is a problem.</summary>
    public static string? Lines(GoBuildInfo info) => info.Problem is not null
        ? null
        : string.Join('\n',
        [
            $"go {info.GoVersionText}",
            $"path {info.Package}",
            .. info.Main is null ? Array.Empty<string>() : ["mod " + Module(info.Main)],
            .. info.Deps.Select(dep => "dep " + Module(dep)),
            .. info.Settings.Select(setting => $"build {setting.Key}={setting.Value}"),
        ]);

    /// <summary>What <c>go version -m</c> prints of a file; null where it reads nothing.</summary>
    public static string? Text(string path) =>
        GoToolchain.Run(GoToolchain.Newest, "/", Nothing, "version", "-m", path) is { ExitCode: 0, Output: { Length: > 0 } text } ? text : null;

    /// <summary>Ours in the same form (source: runtime/debug's BuildInfo.String).</summary>
    public static string Text(GoBuildInfo info)
    {
        var lines = new List<string> { $"{info.Path}: {info.GoVersionText}" };
        if (info.Package is not null)
        {
            lines.Add($"\tpath\t{info.Package}");
        }

        foreach (var (word, module) in info.Deps.Select(dep => ("dep", dep)).Prepend(("mod", info.Main!)).Where(pair => pair.Item2 is not null))
        {
            lines.Add($"\t{word}\t{module.Path}\t{module.Version}" + (module.Replace is null ? $"\t{module.Sum}" : string.Empty));
            if (module.Replace is { } other)
            {
                lines.Add($"\t=>\t{other.Path}\t{other.Version}\t{other.Sum}");

                // The go command ends the line of a replacement twice.
                lines.Add("\t");
            }
        }

        lines.AddRange(info.Settings.Select(setting => $"\tbuild\t{setting.Key}={Quoted(setting.Value)}"));
        return string.Join('\n', lines) + "\n";
    }

    /// <summary>The files that <c>go version FOLDER</c> lists, links left out, each with its version.</summary>
    public static IReadOnlyList<string> Scan(string folder) =>
        GoToolchain.Run(GoToolchain.Newest, "/", Nothing, "version", folder).Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ToList();

    private static readonly System.Buffers.SearchValues<char> NeedQuotes = System.Buffers.SearchValues.Create(" \t\r\n\"`");

    private static string Quoted(string value) => value.AsSpan().IndexOfAny(NeedQuotes) < 0
        ? value
        : "\"" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\t", "\\t", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "\"";

    private static string Module(GoModule module) =>
        $"{module.Path} {module.Version} {module.Sum}" + (module.Replace is null ? string.Empty : " => " + Module(module.Replace));

    private static string Module(JsonElement module) =>
        $"{Text(module, "Path")} {Text(module, "Version")} {Text(module, "Sum")}"
        + (module.TryGetProperty("Replace", out var other) && other.ValueKind == JsonValueKind.Object ? " => " + Module(other) : string.Empty);

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : string.Empty;

    private static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];
}
