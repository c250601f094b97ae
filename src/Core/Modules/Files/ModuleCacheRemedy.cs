using GoEnv.Changes;

namespace GoEnv.Modules.Files;

/// <summary>Moves what the module cache holds of one version of a module aside, so that the go command gets it anew.</summary>
/// <param name="Cache">The module cache.</param>
/// <param name="Module">The module's path.</param>
/// <param name="Version">Its version.</param>
public sealed record ModuleCacheRemedy(string Cache, string Module, string Version) : Remedy
{
    private static readonly string[] Endings = ["", ".2", ".3", ".4", ".5"];

    /// <summary>The unpacked folder.</summary>
    public bool Folder { get; init; }

    /// <summary>The archive and the hash that was noted at its download.</summary>
    public bool Archive { get; init; }

    /// <summary>The go.mod file.</summary>
    public bool GoMod { get; init; }

    /// <summary>The folder of the module whose go.sum says what is right.</summary>
    public required string At { get; init; }

    /// <inheritdoc/>
    public override ChangeImpact Impact => ChangeImpact.High;

    /// <inheritdoc/>
    public override int Order => 95;

    /// <inheritdoc/>
    public override IReadOnlyList<PathQuery> Reads => [.. Parts.Select(part => Query(part.Path)), .. Endings.Select(ending => Query(Aside + ending))];

    internal override string? ModuleFolder => At;

    // The hash first: without it the go command takes nothing of what is left.
    private IEnumerable<(string Name, string Path)> Parts
    {
        get
        {
            var download = ModuleCachePath.Download(Cache, Module, Version);
            string[] files = [.. Archive ? ["ziphash", "zip"] : Array.Empty<string>(), .. GoMod ? ["mod"] : Array.Empty<string>()];
            var parts = files.Select(name => (name, $"{download}.{name}"));
            return Folder ? parts.Append(("folder", ModuleCachePath.Folder(Cache, Module, Version))) : parts;
        }
    }

    private string Aside => $"{Cache}/cache/goenv-aside/{Module.Replace('/', '-')}@{Version}{(Folder || Archive ? string.Empty : "-mod")}";

    /// <inheritdoc/>
    public override string Describe() =>
        $"Move {What(Parts.Select(part => part.Name))} of {Module} {Version} in the module cache {Cache} aside, so that the go command gets it anew.";

    /// <inheritdoc/>
    public override IEnumerable<ChangeStep> Plan(TargetState state)
    {
        // They become paths on the target.
        if (ModulePath.Fault(Module) is { } fault || Version.Contains('/', StringComparison.Ordinal) || Version is "" or "." or "..")
        {
            throw new PlanException($"{Module} {Version} is no version of a module.");
        }

        var there = Parts.Where(part => state[Query(part.Path)].Image.Exists).ToList();
        if (there.Count == 0)
        {
            yield break;
        }

        var free = Endings.FirstOrDefault(ending => !state[Query(Aside + ending)].Image.Exists)
            ?? throw new PlanException($"Too many earlier copies of {Module} {Version} lie in {Cache}/cache/goenv-aside; remove them first.");
        yield return Step(there, Aside + free, away: true) with { Reverse = Step(Enumerable.Reverse(there).ToList(), Aside + free, away: false) };
    }

    private CommandStep Step(List<(string Name, string Path)> parts, string aside, bool away) => new(
        "module-cache",
        new Dictionary<string, string>
        {
            ["way"] = away ? "away" : "back",
            ["download"] = ModuleCachePath.Download(Cache, Module, Version),
            ["folder"] = ModuleCachePath.Folder(Cache, Module, Version),
            ["aside"] = aside,
            ["parts"] = string.Join(' ', parts.Select(part => part.Name)),
            ["module"] = $"{Module}@{Version}",
        },
        away
            ? $"move {What(parts.Select(part => part.Name))} of {Module} {Version} from the module cache to {aside}"
            : $"move {What(parts.Select(part => part.Name))} of {Module} {Version} from {aside} back to the module cache")
    {
        Commands = away ? [$"mkdir -p {Sh.Quote(aside)}", .. parts.Select(part => $"mv {Sh.Quote(part.Path)} {Sh.Quote($"{aside}/{part.Name}")}")] : [],
        Before = away ? string.Join(", ", parts.Select(part => part.Path)) : null,
    };

    private static PathQuery Query(string path) => new(path) { Content = false, Follow = false };

    private static string What(IEnumerable<string> parts) => string.Join(", ", parts.Select(part => part switch
    {
        "ziphash" => "the noted hash",
        "zip" => "the archive",
        "mod" => "the go.mod file",
        _ => "the unpacked folder",
    }));
}
