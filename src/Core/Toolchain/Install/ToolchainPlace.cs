using GoEnv.Changes;

namespace GoEnv.Toolchain.Install;

/// <summary>Where an account of a target keeps the toolchains that are installed for it, and what an installation needs.</summary>
public sealed record ToolchainPlace
{
    private static readonly string[] Commands = ["go", "gofmt"];
    private static readonly string[] AsideEnds = [string.Empty, "-2", "-3"];
    private static readonly Lazy<string> LazyScript = new(() => Probe.LoadScript("toolchain-tree.sh", "toolchain-place.sh"));

    /// <summary>What <c>uname -s</c> prints.</summary>
    public required string Kernel { get; init; }

    /// <summary>What <c>uname -m</c> prints.</summary>
    public required string Machine { get; init; }

    /// <summary>The GOARCH of the target's own programs; null where that is not known.</summary>
    public string? UserlandArch { get; init; }

    /// <summary>True for root, whose toolchains serve every account.</summary>
    public bool IsRoot { get; init; }

    /// <summary>The folder of the link: <c>/usr/local</c>, or <c>.local</c> in the home folder.</summary>
    public required string Prefix { get; init; }

    /// <summary>What stands before the version in the path of a tree.</summary>
    public required string Store { get; init; }

    /// <summary>What is at <see cref="LinkPath"/>: <c>absent</c>, <c>link TEXT</c>, <c>tree VERSION</c>, <c>folder</c> or <c>other</c>.</summary>
    public required string Link { get; init; }

    /// <summary>The trees that were installed there.</summary>
    public IReadOnlyList<InstalledTree> Trees { get; init; } = [];

    /// <summary>The commands whose names are free in <see cref="Bin"/>.</summary>
    public IReadOnlyList<string> FreeCommands { get; init; } = [];

    /// <summary>The bytes of archives that a broken installation left, by the staging folder.</summary>
    public IReadOnlyDictionary<string, long> Stages { get; init; } = new Dictionary<string, long>();

    /// <summary>The folder, of those on the way to a tree, that exists.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether the account may write <see cref="Folder"/>.</summary>
    public bool IsWritable { get; init; }

    /// <summary>The KiB that it may still write there.</summary>
    public Fact<long> FreeKiB { get; init; }

    /// <summary>The programs that an installation can use.</summary>
    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary>The go that the session finds on PATH; absent where there is none.</summary>
    public Fact<string> Go { get; init; }

    /// <summary>The link that leads to the toolchain in use.</summary>
    public string LinkPath => Prefix + "/go";

    /// <summary>The folder of the commands.</summary>
    public string Bin => Prefix + "/bin";

    /// <summary>The platform of its archives; null where there are none for it.</summary>
    public GoPlatform? Platform => GoPlatform.Of(Kernel, Machine, UserlandArch);

    /// <summary>The script that asks, and its name.</summary>
    internal static (string Id, string Script) Question => ("toolchain-place", LazyScript.Value);

    /// <summary>What stands at <see cref="LinkPath"/>, in words.</summary>
    public string InWords => Link.Split(' ', 2) switch
    {
        ["absent"] => "absent",
        ["link", var text] => $"a link to {text}{Known(Current)}",
        ["tree", var version] => $"the tree of Go {version}",
        _ => "something else",
    };

    /// <summary>The place as a target told it; <see cref="InstallException"/> when it did not.</summary>
    internal static ToolchainPlace Of(TargetState state)
    {
        try
        {
            return state.Answer(Question.Id, Parse);
        }
        catch (PlanException e)
        {
            throw new InstallException(InstallError.PlaceUnknown, $"{state.Target.Name}: {e.Message}", "Run Test-GoToolchain there.", e);
        }
    }

    /// <summary>Whether a release is there.</summary>
    internal bool Has(GoVersion version) => Trees.Any(tree => tree.Version == version) || Link == $"tree {version}";

    /// <summary>The place of a release.</summary>
    public string TreeOf(GoVersion version) => Store + version;

    /// <summary>The folder in which a release is made ready, beside its place.</summary>
    public string StageOf(GoVersion version) => $"{ParentOf(Store)}/.goenv-stage-{version}";

    /// <summary>The text of the link to a tree: relative where that is below <see cref="Prefix"/>.</summary>
    public string LinkTo(string tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return tree.StartsWith(Prefix + "/", StringComparison.Ordinal) ? tree[(Prefix.Length + 1)..] : tree;
    }

    /// <summary>The tree that the link leads to, as its text says; null where it is none.</summary>
    public string? Current => Link.StartsWith("link ", StringComparison.Ordinal)
        ? Link["link ".Length..] is ['/', ..] absolute ? absolute : $"{Prefix}/{Link["link ".Length..]}"
        : Link.StartsWith("tree ", StringComparison.Ordinal) ? LinkPath : null;

    /// <summary>Where a tree that stands in the link's place goes; empty where none does.</summary>
    public string Aside => Link.StartsWith("tree ", StringComparison.Ordinal)
        ? AsideEnds.Select(end => $"{LinkPath}-{Link["tree ".Length..]}{end}")
            .FirstOrDefault(path => Trees.All(tree => tree.Path != path), string.Empty)
        : string.Empty;

    /// <summary>Makes facts of what the script printed; <see cref="FormatException"/> with the reason when that does not do.</summary>
    internal static ToolchainPlace Parse(ProbeOutput output) => new()
    {
        Kernel = Needed(output, "kernel"),
        Machine = Needed(output, "machine"),
        UserlandArch = output.TextOrNull("userland") is { } header ? ProgramHeader.Arch(header) : null,
        IsRoot = output.TextOrNull("uid") == "0",
        Prefix = Needed(output, "prefix"),
        Store = Needed(output, "store"),
        Link = Needed(output, "link"),
        Trees = output.Rows("tree")
            .Select(row => GoVersion.TryParse(row.TextOrNull("version"), out var version) ? new InstalledTree(Needed(row, "path"), version) : null)
            .OfType<InstalledTree>().ToList(),
        FreeCommands = Commands.Where(name => output.TextOrNull("command/" + name) == "absent").ToList(),
        Stages = output.Rows("stage").ToDictionary(row => Needed(row, "path"), row => row.Number("size").ValueOr(0), StringComparer.Ordinal),
        Folder = Needed(output, "folder"),
        IsWritable = output.TextOrNull("writable") == "yes",
        FreeKiB = output.Number("free"),
        Tools = (output.TextOrNull("tools") ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries),
        Go = output.Text("go"),
    };

    private static string Needed(ProbeOutput output, string key) =>
        output.Text(key) is { IsUnknown: true } fact ? throw new FormatException(fact.Reason) : output.Text(key).ValueOr(string.Empty);

    private string Known(string? path) => Trees.FirstOrDefault(tree => tree.Path == path) is { } tree ? $", Go {tree.Version}" : string.Empty;

    private static string ParentOf(string path) => path[..path.LastIndexOf('/')];
}

/// <summary>A toolchain's tree.</summary>
/// <param name="Path">Its folder.</param>
/// <param name="Version">Its release.</param>
public sealed record InstalledTree(string Path, GoVersion Version);
