using System.Security.Cryptography;
using System.Text;

namespace GoEnv.Modules.Files;

/// <summary>Asks for the checksums of what the module cache holds of the modules in the go.sum of folders of the target.</summary>
public sealed class ModuleSumsProbe(params string[] paths) : Probe<ModuleSumsFacts>("modsums", "set -- " + string.Join(' ', paths.Select(ProbeScript.Quote)))
{
    private static readonly string[] SumFiles = ["go.sum", "go.work.sum"];

    /// <inheritdoc/>
    public override bool OnPath => true;

    /// <inheritdoc/>
    public override bool OnRequest => true;

    internal override Probe At(IReadOnlyList<string> folders) => new ModuleSumsProbe([.. folders]);

    /// <inheritdoc/>
    protected internal override ModuleSumsFacts Parse(ProbeOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var trees = output.Rows("tree").Select(Tree).ToList();
        var cache = output.Text("cache");
        var unread = output.Rows("odd").Select(row => row.Text("name").Reason).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (cache.IsKnown && !(output.Number("names").TryGet(out var names) && names >= Names(trees)))
        {
            unread.Add("the target did not look for all modules that it names");
        }

        var zips = Zips(cache.IsKnown ? output.Lines("zips") : Fact<string>.Absent);
        return new ModuleSumsFacts
        {
            Trees = trees,
            Cache = trees.TrueForAll(tree => tree.Files.All(file => !file.IsKnown)) ? Fact<string>.Absent : cache,
            Modules = output.Rows("module").Where(row => row.TextOrNull("name") is not null)
                .DistinctBy(row => row.TextOrNull("name"))
                .ToDictionary(row => row.TextOrNull("name")!, row => Module(row, zips), StringComparer.Ordinal),
            GoMods = GoMods(output, trees, cache.IsKnown ? cache.Value : string.Empty, unread),
            Unread = unread,
        };
    }

    /// <summary>A hash in the form of go.sum, of files given as their sums and names.</summary>
    internal static string Hash(string list) => Hash(SHA256.HashData(Encoding.UTF8.GetBytes(list)));

    private static string Hash(byte[] sum) => "h1:" + Convert.ToBase64String(sum);

    private static ModuleSums Tree(ProbeOutput row) => new()
    {
        Path = row.TextOrNull("asked") ?? string.Empty,
        Folder = row.Text("folder"),
        Files = SumFiles
            .Where(name => row.TextOrNull(name + "/path") is not null)
            .Select(name => row.Bytes(name + "/text").To(bytes => GoSumFile.Parse(bytes, row.TextOrNull(name + "/path")!)))
            .ToList(),
    };

    private static CachedSums Module(ProbeOutput row, Fact<Dictionary<string, Fact<string>>> zips) => new()
    {
        Noted = row.Text("ziphash").To(text => text.Trim()),
        Folder = row.Text("folder").To(Hex),
        Archive = !row.Text("zip").IsKnown ? row.Text("zip")
            : zips.TryGet(out var sums) ? sums.GetValueOrDefault(row.TextOrNull("name")!, Fact<string>.Unknown("it was not read"))
            : Fact<string>.Unknown(zips.Reason ?? "it was not read"),
    };

    private static int Names(List<ModuleSums> trees) => trees.SelectMany(tree => tree.Files).Where(file => file.IsKnown)
        .SelectMany(file => file.Value.Entries)
        .Where(entry => entry.Hash.StartsWith("h1:", StringComparison.Ordinal))
        .Select(entry => (entry.Path, entry.Version))
        .Distinct()
        .Count();

    private static string Hex(string text) =>
        text.Length == 64 && text.All(char.IsAsciiHexDigit) ? Hash(Convert.FromHexString(text)) : throw new FormatException($"'{text}' is no SHA-256");

    private static Fact<Dictionary<string, Fact<string>>> Zips(Fact<string> answer)
    {
        if (!answer.TryGet(out var text))
        {
            return Fact<Dictionary<string, Fact<string>>>.Unknown(answer.Reason ?? "they were not read");
        }

        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToList();
        return lines is [.., ["end", "0"]]
            ? lines.SkipLast(1).Where(line => line.Length == 3).ToDictionary(line => $"{line[1]} {line[2]}", Sum, StringComparer.Ordinal)
            : Fact<Dictionary<string, Fact<string>>>.Unknown("python3, which reads them, ended with an error");

        static Fact<string> Sum(string[] line) => line[0] switch
        {
            "!" => string.Empty,
            "?" => Fact<string>.Unknown("this account may not read it"),
            _ => Hex(line[0]),
        };
    }

    private static Dictionary<string, string> GoMods(ProbeOutput output, List<ModuleSums> trees, string cache, List<string> unread)
    {
        var sums = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in output.Rows("mods"))
        {
            var lines = (row.Lines("sums").TryGet(out var text) ? text : string.Empty).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => line.Length > 66 && line[64] == ' ').ToList();
            if (!row.Number("count").TryGet(out var count) || lines.Count != count)
            {
                unread.Add("some go.mod files in it cannot be read");
            }

            lines.ForEach(line => sums[line[66..]] = Hash(line[..64] + "  go.mod\n"));
        }

        return trees.SelectMany(tree => tree.Files).Where(file => file.IsKnown).SelectMany(file => file.Value.Entries)
            .Where(entry => entry.Version.EndsWith("/go.mod", StringComparison.Ordinal))
            .Select(entry => (Name: $"{entry.Path} {entry.Version}", File: ModuleCachePath.Download(cache, entry.Path, entry.Version[..^7]) + ".mod"))
            .Where(entry => sums.ContainsKey(entry.File))
            .DistinctBy(entry => entry.Name)
            .ToDictionary(entry => entry.Name, entry => sums[entry.File], StringComparer.Ordinal);
    }
}
