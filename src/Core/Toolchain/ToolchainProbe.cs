using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace GoEnv.Toolchain;

/// <summary>Asks for the toolchains, and for <c>go env</c> of the one that wins.</summary>
public sealed partial class ToolchainProbe() : Probe<ToolchainFacts>("toolchain", null, "toolchain-each", "toolchain-session")
{
    private static readonly string[] SessionNames =
    [
        "GOROOT", "GOPATH", "GOBIN", "GOFLAGS", "GO111MODULE", "GOEXPERIMENT", "GODEBUG", "GOTOOLCHAIN", "GOSUMDB",
        "GOPROXY", "GOENV", "GOCACHE", "CGO_ENABLED", "CC", "TMPDIR", "GOTMPDIR", "GOOS", "GOARCH", "GOWORK",
    ];

    private static readonly string[] HeldNames = ["GOPATH", "GOEXPERIMENT", "GO111MODULE", "GOROOT"];

    /// <inheritdoc/>
    protected internal override ToolchainFacts Parse(ProbeOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var held = Named(output, "held/", HeldNames);
        var goEnv = GoEnv(output.Lines("env/json"));
        if (held.Count > 0)
        {
            // It was told of the file's other lines, and by another name.
            goEnv = goEnv.Map(IReadOnlyDictionary<string, string> (values) => new Dictionary<string, string>(values, StringComparer.Ordinal) { ["GOENV"] = output.TextOrNull("file/path") ?? string.Empty });
        }

        var session = Named(output, "session/", SessionNames);
        var real = output.TextOrNull("winner/real");
        var toolchains = ToolchainRows.Parse(output)
            .Select(toolchain => toolchain.RealPath == real ? WithTreeOf(toolchain, goEnv) : toolchain)
            .OrderBy(toolchain => toolchain.OnPath ?? int.MaxValue)
            .ThenBy(toolchain => toolchain.OnLoginPath ?? int.MaxValue)
            .ToList();
        return new ToolchainFacts
        {
            Toolchains = toolchains,
            Winner = toolchains.FirstOrDefault(toolchain => toolchain.RealPath == real),
            GoEnv = goEnv,
            GoEnvNeedsNoGoRoot = output.TextOrNull("env/withoutgoroot") == "yes",
            Held = held,
            Session = session,
            EnvFile = output.Text("file/path"),
            EnvFileNames = output.Text("file/names").Map(IReadOnlyList<string> (names) => names.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
            EnvFileCache = output.TextOrNull("file/gocache"),
            GoToolchainSetting = Setting(session.GetValueOrDefault("GOTOOLCHAIN"), output),
            Pinned = output.Text("pin/path"),
            Workspace = output.Text("gowork"),
            CCompilerName = output.TextOrNull("ccname"),
            CCompiler = output.Text("cc"),
            Places = Places(output),
            SearchPath = output.Text("path"),
            LoginPath = output.Text("login/path"),
            InteractivePath = output.Text("interactive/path"),
            DeadLink = output.Text("dead"),
            RefusedFlags = output.Text("flags/refused"),
            KernelArch = output.Text("machine").Map(ProgramHeader.ArchOfMachine, "the machine '{0}' is not known"),
            UserlandArch = output.Text("userland").Map(ProgramHeader.Arch, "the shell is no program of a known kind"),
            UserId = output.Number("uid"),
        };
    }

    private static Dictionary<string, string> Named(ProbeOutput output, string table, string[] names) => names
        .Select(name => (Name: name, Value: output.TextOrNull(table + name)))
        .Where(pair => pair.Value is not null)
        .ToDictionary(pair => pair.Name, pair => pair.Value!, StringComparer.Ordinal);

    // An empty variable counts as not set, as it does for go.
    private static Fact<string> Setting(string? session, ProbeOutput output)
    {
        if (!string.IsNullOrEmpty(session))
        {
            return session;
        }

        var file = output.Text("file/names").IsUnknown && !output.Text("file/path").IsUnknown
            ? Fact<string>.Unknown(output.Text("file/names").Reason!)
            : output.TextOrNull("file/gotoolchain") ?? string.Empty;
        if (file.IsUnknown || file.Value.Length > 0)
        {
            return file;
        }

        var tree = output.Text("goroot/gotoolchain");
        return tree.TryGet(out var value) && value.Length == 0 ? Fact<string>.Absent : tree;
    }

    private static GoToolchain WithTreeOf(GoToolchain winner, Fact<IReadOnlyDictionary<string, string>> goEnv) =>
        winner.GoRoot is null && goEnv.TryGet(out var values) && values.TryGetValue("GOROOT", out var root) && root.Length > 0
            ? winner with { GoRoot = root }
            : winner;

    private static Fact<IReadOnlyDictionary<string, string>> GoEnv(Fact<string> json)
    {
        if (!json.TryGet(out var text))
        {
            return json.IsAbsent
                ? Fact<IReadOnlyDictionary<string, string>>.Absent
                : Fact<IReadOnlyDictionary<string, string>>.Unknown(json.Reason!);
        }

        try
        {
            var values = JsonSerializer.Deserialize<Dictionary<string, string>>(text) ?? [];
            return values.ToDictionary(pair => pair.Key, pair => Text.TargetText.Clean(pair.Value ?? string.Empty), StringComparer.Ordinal);
        }
        catch (JsonException)
        {
            return Fact<IReadOnlyDictionary<string, string>>.Unknown("the answer of go env is no JSON object of strings");
        }
    }

    private static List<BuildPlace> Places(ProbeOutput output)
    {
        var keys = (output.TextOrNull("df/keys") ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var lines = output.Lines("df/lines").TryGet(out var text)
            ? text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            : [];
        return keys.Select((name, i) => new BuildPlace
        {
            Name = name,
            Path = output.TextOrNull($"place/{name}/path") ?? string.Empty,
            Exists = output.TextOrNull($"place/{name}/exists") == "yes",
            Resolved = output.TextOrNull($"place/{name}/resolved"),
            IsWritable = output.Text($"place/{name}/writable").Map(text => text == "yes"),
            Mount = output.Text($"place/{name}/mount"),
            FileSystem = output.Text($"place/{name}/filesystem"),
            AvailableKiB = lines.Length == keys.Length ? Available(lines[i]) : Fact<long>.Unknown("df did not answer for every folder"),
        }).ToList();
    }

    private static Fact<long> Available(string line) =>
        DfLine().Match(line) is { Success: true } match
        && long.TryParse(match.Groups["available"].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var kib)
            ? kib
            : Fact<long>.Unknown("the answer of df cannot be read");

    [GeneratedRegex(@"\s[0-9]+\s+-?[0-9]+\s+(?<available>-?[0-9]+)\s+([0-9]+%|-)\s+/", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DfLine();
}
