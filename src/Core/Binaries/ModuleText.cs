using System.Text;

namespace GoEnv.Binaries;

/// <summary>The lines on modules and settings in a binary (source: runtime/debug.ParseBuildInfo).</summary>
internal sealed record ModuleText(
    string? Package, GoModule? Main, IReadOnlyList<GoModule> Deps, IReadOnlyList<KeyValuePair<string, string>> Settings)
{
    /// <summary>Reads the lines; <see cref="BinaryFormatException"/> with the number of one that is wrong.</summary>
    public static ModuleText Parse(ReadOnlySpan<byte> bytes)
    {
        string? package = null;
        GoModule? main = null;
        var deps = new List<GoModule>();
        var settings = new List<KeyValuePair<string, string>>();
        var last = Last.None;
        var number = 0;
        while (bytes.IndexOf((byte)'\n') is var end and >= 0)
        {
            number++;
            var line = Encoding.UTF8.GetString(bytes[..end]);
            bytes = bytes[(end + 1)..];
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            var rest = line[(tab + 1)..];
            switch (tab < 0 ? string.Empty : line[..tab])
            {
                case "path":
                    package = rest;
                    break;
                case "mod":
                    main = Module(rest, number);
                    last = Last.Main;
                    break;
                case "dep":
                    deps.Add(Module(rest, number));
                    last = Last.Dep;
                    break;
                case "=>":
                    var replacement = rest.Split('\t') is [_, _, _] ? Module(rest, number) : throw Wrong(number);
                    switch (last)
                    {
                        case Last.Main:
                            main = main! with { Replace = replacement };
                            break;
                        case Last.Dep:
                            deps[^1] = deps[^1] with { Replace = replacement };
                            break;
                        default:
                            throw Wrong(number);
                    }

                    last = Last.None;
                    break;
                case "build":
                    settings.Add(BuildSetting.Parse(rest) ?? throw Wrong(number));
                    break;
            }
        }

        return new ModuleText(package, main, deps, settings);
    }

    private enum Last
    {
        None,
        Main,
        Dep,
    }

    private static GoModule Module(string text, int number) => text.Split('\t') switch
    {
        [var path, var version] => new GoModule(path, version),
        [var path, var version, var sum] => new GoModule(path, version) { Sum = sum.Length == 0 ? null : sum },
        _ => throw Wrong(number),
    };

    private static BinaryFormatException Wrong(int number) =>
        BinaryFormatException.Malformed($"has build information whose line {number} is not well-formed");
}
