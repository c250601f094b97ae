using System.Globalization;

namespace GoEnv.Toolchain;

/// <summary>Makes toolchains of the rows of the probe.</summary>
internal static class ToolchainRows
{
    public static IEnumerable<GoToolchain> Parse(ProbeOutput output)
    {
        var places = output.Rows("at").Select(row => new Place(
            row.TextOrNull("path") ?? string.Empty,
            row.TextOrNull("real") ?? string.Empty,
            row.TextOrNull("source") ?? string.Empty,
            row.Number("order").TryGet(out var order) ? (int)order : 0,
            row.TextOrNull("executable") == "yes")).ToList();
        return output.Rows("go").Select(row => Toolchain(row, places));
    }

    private static GoToolchain Toolchain(ProbeOutput row, IReadOnlyList<Place> places)
    {
        var path = row.TextOrNull("path") ?? throw new FormatException("a toolchain has no path");
        var real = row.TextOrNull("real") ?? path;
        var here = places.Where(place => place.Real == real).ToList();
        var header = Header(row.Text("head"));
        var head = header.ValueOr(string.Empty);
        var version = row.Text("version");
        var answer = version.TryGet(out var text) ? Answer(text) : null;
        var isShim = ProgramHeader.IsScript(head) || !IsGoName(real);
        return new GoToolchain
        {
            Path = path,
            RealPath = real,
            Paths = here.Select(place => place.Path).Distinct(StringComparer.Ordinal).ToList(),
            Version = answer is not null && GoVersion.TryParse(answer, out var parsed) ? parsed : null,
            VersionText = version,
            VersionFile = row.Lines("versionfile").Map(lines => lines.Split('\n')[0].Trim()),
            GoRoot = isShim ? null : row.TextOrNull("root"),
            Arch = header.IsUnknown ? ArchOf(answer) : ProgramHeader.Arch(head),
            HeaderProblem = header.IsUnknown && answer is null ? header.Reason : null,
            ToolPlatforms = Words(row, "tools"),
            Manager = ToolchainPlaces.ManagerOf(path, real),
            IsShim = isShim,
            IsGccgo = answer?.Contains(" gccgo ", StringComparison.Ordinal) == true,
            OnPath = Order(here, "path"),
            OnLoginPath = Order(here, "login"),
            Owner = PathOwner.Parse(row.Text("rootstat")),
            CommandOwner = PathOwner.Parse(row.Text("stat")),
            OpenPath = row.Text("open"),
            Runs = Runs(row, answer),
            Problem = version.Reason ?? (answer is null ? $"its answer to 'go version' is '{Shorten(text!)}'" : null),
            SourceMinor = row.Number("goversion"),
            ApiMinor = row.Number("api"),
            Compiler = row.Text("compiler"),
            Leftovers = Words(row, "leftovers").Select(ParseLeftover).OfType<Leftover>().ToList(),
        };
    }

    // go version go1.22.3 X:nodwarf5 linux/amd64: what managers print around it does not count.
    private static string? Answer(string text)
    {
        const string Start = "go version ";
        var at = text.IndexOf(Start, StringComparison.Ordinal);
        return at < 0 ? null : text[(at + Start.Length)..];
    }

    // Where it has no header the probe says so in a word; an od that prints something else is no answer.
    private static Fact<string> Header(Fact<string> head) => head.TryGet(out var text) && text is not ("empty" or "none")
        && text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(word => word.Length != 2 || !word.All(char.IsAsciiHexDigit))
            ? Fact<string>.Unknown($"od printed '{Shorten(text)}'")
            : head;

    // What runs says itself what it is built for.
    private static string? ArchOf(string? answer) => answer is not null && answer.LastIndexOf('/') is var at and > 0 ? answer[(at + 1)..].Trim() : null;

    private static bool? Runs(ProbeOutput row, string? answer) => row.TextOrNull("ran") switch
    {
        "yes" => answer is not null,
        "no" => false,
        _ => null,
    };

    private static bool IsGoName(string real)
    {
        var name = real[(real.LastIndexOf('/') + 1)..];
        return name == "go" || name.StartsWith("go-", StringComparison.Ordinal) || name.StartsWith("go1", StringComparison.Ordinal)
            || name.StartsWith("go.", StringComparison.Ordinal);
    }

    private static int? Order(List<Place> places, string source) =>
        places.Where(place => place.Source == source && place.IsExecutable).Select(place => (int?)place.Order).Min();

    private static string[] Words(ProbeOutput row, string key) =>
        (row.TextOrNull(key) ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static Leftover? ParseLeftover(string word) =>
        word.Split(':', 2) is [var minor, var file] && int.TryParse(minor, NumberStyles.None, CultureInfo.InvariantCulture, out var since)
            ? new Leftover(since, file)
            : null;

    private static string Shorten(string text) => text.Length <= 120 ? text : text[..120] + "...";

    private sealed record Place(string Path, string Real, string Source, int Order, bool IsExecutable);
}
