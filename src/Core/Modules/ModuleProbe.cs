using System.Globalization;

namespace GoEnv.Modules;

/// <summary>Asks for module settings, credentials that exist, the module cache and certificates.</summary>
public sealed class ModuleProbe() : Probe<ModuleFacts>("module", null, "module-settings", "module-credentials")
{
    private static readonly string[] Answered =
        ["GOPROXY", "GOSUMDB", "GONOSUMDB", "GONOPROXY", "GOPRIVATE", "GOINSECURE", "GOAUTH", "GOVCS", "GOMODCACHE"];

    /// <inheritdoc/>
    protected internal override ModuleFacts Parse(ProbeOutput output)
    {
        var userFile = UserFile(output);
        var (settings, overridden) = Settings(output, userFile);
        return new ModuleFacts
        {
            Settings = settings,
            Overridden = overridden,
            UserFile = userFile,
            Go = output.Text("go/path"),
            GoVersion = output.Text("go/path").IsAbsent ? Fact<string>.Absent : output.Text("go/GOVERSION"),
            Netrc = Netrc(output),
            Git = Git(output),
            HasSsh = output.TextOrNull("ssh") == "yes",
            Cache = Cache(output),
            Certificates = output.Text("kernel").TryGet(out var kernel) && kernel == "Linux"
                ? output.Rows("ca").Select(row => row.TextOrNull("path") ?? string.Empty).ToList()
                : output.Text("kernel") is { IsUnknown: true } unknown
                    ? Fact<IReadOnlyList<string>>.Unknown(unknown.Reason!)
                    : Fact<IReadOnlyList<string>>.Absent,
            UserId = output.Number("uid"),
        };
    }

    private static GoEnvFile UserFile(ProbeOutput output)
    {
        var path = output.Text("file/path");
        return new GoEnvFile
        {
            Path = path,
            FromVariable = output.TextOrNull("file/variable") == "yes",
            State = path.IsAbsent ? Fact<GoEnvFileState>.Absent : output.Text("file/state").To(state => state switch
            {
                "read" => GoEnvFileState.Read,
                "missing" => GoEnvFileState.Missing,
                "unreadable" => GoEnvFileState.Unreadable,
                _ => throw new FormatException($"'{state}' is no state of a file"),
            }),
            Others = output.Rows("line")
                .Select(row => new GoEnvLine(Number(row, "number") ?? 0, row.TextOrNull("key") ?? string.Empty))
                .ToList(),
        };
    }

    private static (List<ModuleSetting> InForce, List<ModuleSetting> Overridden) Settings(ProbeOutput output, GoEnvFile userFile)
    {
        var all = output.Rows("setting").Select(row => Setting(row, userFile, output.TextOrNull("go/file"))).ToList();
        all.AddRange(Answered
            .Select(name => (Name: name, Value: output.TextOrNull("go/" + name)))
            .Where(answer => !string.IsNullOrEmpty(answer.Value))
            .Select(answer => new ModuleSetting(answer.Name, answer.Value!, SettingOrigin.Default)));

        // An empty value counts as unset, but hides the same name in go.env. In a file the last line wins.
        var inForce = new List<ModuleSetting>();
        var overridden = new List<ModuleSetting>();
        foreach (var named in all.GroupBy(setting => setting.Name, StringComparer.Ordinal))
        {
            var ranked = named.Reverse().OrderBy(setting => setting.Origin).ToList();
            var winner = ranked[0].Value.Length > 0 || ranked[0].HasCredentials
                ? ranked[0]
                : ranked.FirstOrDefault(setting => setting.Origin == SettingOrigin.Default);
            if (winner is not null)
            {
                inForce.Add(winner);
            }

            overridden.AddRange(ranked.Skip(1).Where(setting => setting.Origin == SettingOrigin.UserFile));
        }

        return (inForce, overridden);
    }

    private static ModuleSetting Setting(ProbeOutput row, GoEnvFile userFile, string? goRootFile)
    {
        var origin = row.TextOrNull("from") switch
        {
            "environment" => SettingOrigin.Environment,
            "file" => SettingOrigin.UserFile,
            "goroot" => SettingOrigin.GoRootFile,
            var other => throw new FormatException($"'{other}' is no origin of a setting"),
        };
        var odd = row.TextOrNull("odd");
        var value = Required(row, "value");
        return new ModuleSetting(Required(row, "name"), odd == "cr" ? value.Replace("\\x0d", string.Empty, StringComparison.Ordinal) : value, origin)
        {
            File = origin switch
            {
                SettingOrigin.UserFile => userFile.Path.TryGet(out var path) ? path : null,
                SettingOrigin.GoRootFile => goRootFile,
                _ => null,
            },
            Line = Number(row, "line"),
            HasCredentials = row.TextOrNull("secret") == "yes",
            Oddity = odd switch
            {
                "cr" => ValueOddity.CarriageReturn,
                "space" => ValueOddity.Space,
                "quote" => ValueOddity.Quotes,
                _ => ValueOddity.None,
            },
        };
    }

    private static NetrcFacts Netrc(ProbeOutput output)
    {
        // The mode, owner and type in one text, such as "600 1000 1000 f me".
        var path = output.Text("netrc/path");
        var stat = path.IsAbsent ? Fact<string>.Absent : output.Text("netrc/stat");
        var parts = stat.To(text => text.Split(' ', 5) is { Length: 5 } split
            ? split
            : throw new FormatException($"'{text}' is no file status"));
        return new NetrcFacts
        {
            Path = path,
            FromVariable = output.TextOrNull("netrc/variable") == "yes",
            Exists = stat.IsAbsent ? false : stat.To(_ => true),
            Mode = parts.To(split => (UnixFileMode)(Convert.ToInt32(split[0], 8) & 0xfff)),
            OwnerId = parts.To(split => long.Parse(split[1], CultureInfo.InvariantCulture)),
            IsReadable = stat.IsAbsent ? Fact<bool>.Absent : output.Text("netrc/state").To(state => state == "read"),
            Owner = parts.To(split => split[4]),
            Machines = stat.IsAbsent ? Fact<IReadOnlyList<NetrcMachine>>.Absent : Machines(output),
            DefaultLine = Number(output, "netrc/default"),
        };
    }

    private static Fact<IReadOnlyList<NetrcMachine>> Machines(ProbeOutput output)
    {
        var state = output.Text("netrc/state");
        return state.TryGet(out var read) && read != "read"
            ? Fact<IReadOnlyList<NetrcMachine>>.Unknown("this account may not read it")
            : state.To<IReadOnlyList<NetrcMachine>>(_ => output.Rows("machine")
                .Select(row => new NetrcMachine(
                    Required(row, "host"), Number(row, "line") ?? 0, row.TextOrNull("complete") == "yes"))
                .ToList());
    }

    private static GitFacts Git(ProbeOutput output)
    {
        var path = output.Text("git/path");
        var state = path.IsAbsent ? Fact<string>.Absent : output.Text("git/state");
        return new GitFacts
        {
            Path = path,
            Rewrites = state.To<IReadOnlyList<GitRewrite>>(_ => output.Rows("rewrite")
                .Select(row => new GitRewrite(
                    Required(row, "to"), Required(row, "from"), row.TextOrNull("verb") == "pushinsteadof", IsSecret(row), Origin(row)))
                .ToList()),
            Helpers = state.To<IReadOnlyList<GitOption>>(_ => output.Rows("helper")
                .Select(row => new GitOption("credential.helper", string.Empty, Required(row, "name"), IsSecret(row), Origin(row)))
                .ToList()),
            Http = state.To<IReadOnlyList<GitOption>>(_ => output.Rows("http")
                .Select(row => new GitOption(
                    Required(row, "key"), row.TextOrNull("scope") ?? string.Empty, Required(row, "value"), IsSecret(row), Origin(row)))
                .ToList()),
        };
    }

    private static ModuleCacheFacts Cache(ProbeOutput output)
    {
        var path = output.Text("cache/path");
        return new ModuleCacheFacts
        {
            Path = path,
            NearestExisting = path.IsAbsent ? Fact<string>.Absent : output.Text("cache/near"),
            IsWritable = path.IsAbsent ? Fact<bool>.Absent : output.Text("cache/writable").To(text => text == "yes"),
            FileSystem = path.IsAbsent ? Fact<string>.Absent : output.Text("cache/type"),
            Foreign = path.IsAbsent ? Fact<IReadOnlyList<string>>.Absent : output.Text("cache/foreign").To<IReadOnlyList<string>>(_ =>
                output.Rows("foreign").Select(row => Required(row, "path")).ToList()),
        };
    }

    private static bool IsSecret(ProbeOutput row) => row.TextOrNull("secret") == "yes";

    private static string Origin(ProbeOutput row) => row.TextOrNull("origin") ?? string.Empty;

    private static string Required(ProbeOutput row, string key) =>
        row.Text(key).TryGet(out var text) ? text : throw new FormatException($"a row has no '{key}'");

    private static int? Number(ProbeOutput row, string key) =>
        row.Number(key).TryGet(out var number) && number is > 0 and < int.MaxValue ? (int)number : null;
}
