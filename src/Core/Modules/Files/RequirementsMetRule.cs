using GoEnv.Toolchain;

namespace GoEnv.Modules.Files;

/// <summary>Holds the requirements and the go line of go.mod against what the required modules ask for in their turn, as the module cache has them.</summary>
public sealed class RequirementsMetRule() : ModuleTreeRule(
    "GE3127", Severity.Error, "go.mod asks for no less than the modules that it requires", ModuleFiles.Mod)
{
    // From here on a go line is a requirement of those who use the module.
    private static readonly GoVersion Strict = GoVersion.Parse("1.21");

    private protected override bool LooksAt(ModuleTree tree) =>
        tree is { Mod: not null, GoWork.IsAbsent: true } && !tree.RequirementNotes.IsAbsent && BuildMode.Of(tree).Value != "vendor";

    private protected override IEnumerable<Problem> Judge(ModuleTree tree)
    {
        var (mod, mode) = (tree.Mod!, BuildMode.Of(tree));
        if (!tree.RequirementNotes.TryGet(out var notes))
        {
            return [Problem.Unknown($"What the modules ask for that {mod.File} requires is not known: {tree.RequirementNotes.Reason}.")];
        }

        var problems = GoLine(tree, mod, mode, notes).Concat(mode.Value == "mod" ? [] : Versions(tree, mod, notes)).ToList();
        return mode.IsUnknown && problems.Count > 0 ? [Problem.Unknown($"Whether go mends {mod.File} by itself is not known: {mode.Reason}.")] : problems;
    }

    private static IEnumerable<Problem> Versions(ModuleTree tree, GoModFile mod, IReadOnlyList<RequirementNote> notes)
    {
        // A module that is required twice has a rule of its own.
        foreach (var require in mod.Require.Where(require => mod.Require.Count(other => other.Path == require.Path) == 1))
        {
            var higher = notes.Where(note => note.Kind == "low" && note.Path == require.Path && SemanticVersion.Compare(note.Wanted, require.Version) > 0)
                .OrderByDescending(note => IsBuilt(tree, note))
                .FirstOrDefault();
            if (higher is not null)
            {
                yield return At(
                    mod.At(require),
                    $"{mod.At(require)} requires {require}, and {higher.Module} {higher.Version} requires {higher.Wanted} of it: {Stops(tree, higher)}.",
                    "go mod tidy") with { Subject = require.Path };
            }
        }
    }

    private static IEnumerable<Problem> GoLine(ModuleTree tree, GoModFile mod, BuildMode mode, IReadOnlyList<RequirementNote> notes)
    {
        if ((tree.Running is { } go && go < Strict) || !GoVersion.TryParse(mod.Go?.Version ?? "1.16", out var own))
        {
            yield break;
        }

        var newer = notes.Where(note => note.Kind == "go")
            .Select(note => (Note: note, Wanted: GoVersion.TryParse(note.Wanted, out var wanted) ? wanted : own))
            .Where(one => one.Wanted > own && one.Wanted >= Strict)
            .OrderByDescending(one => IsBuilt(tree, one.Note)).ThenByDescending(one => one.Wanted)
            .FirstOrDefault();
        if (newer.Note is not { } note)
        {
            yield break;
        }

        var require = mod.Require.LastOrDefault(require => require.Path == note.Module);
        if (tree.Running is { } running && newer.Wanted > running)
        {
            var place = require is null ? mod.File + ":1" : mod.At(require);
            var stops = IsBuilt(tree, note) ? "builds stop" : "commands that read it stop";
            yield return At(place, $"{place} requires {note.Module} {note.Version}, which needs go {note.Wanted}, and go{running} works here: {stops}.", $"Install Go {note.Wanted} or later.") with { Subject = note.Module };
        }
        else if (mode.Value != "mod")
        {
            var place = mod.Go is null ? mod.File + ":1" : mod.At(mod.Go);
            var says = mod.Go is null ? "has no go line" : $"says go {mod.Go.Version}";
            yield return At(place, $"{place} {says}, and {note.Module} {note.Version} says go {note.Wanted}: {Stops(tree, note)}.", "go mod tidy") with { Subject = "go" };
        }
    }

    private static string Stops(ModuleTree tree, RequirementNote note) =>
        IsBuilt(tree, note) ? "builds want go.mod updated first" : "commands that read all requirements want go.mod updated first";

    private static bool IsBuilt(ModuleTree tree, RequirementNote note) =>
        tree.Imports.TryGet(out var imports) && imports.Any(import => import.Kind == ImportKind.Plain && import.Modules.Contains(note.Module));
}
