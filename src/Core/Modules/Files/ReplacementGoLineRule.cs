using GoEnv.Toolchain;

namespace GoEnv.Modules.Files;

/// <summary>Looks for local replacements whose go.mod asks for a newer Go than the go.mod that uses them.</summary>
public sealed class ReplacementGoLineRule() : ModuleTreeRule(
    "GE3124", Severity.Error, "The go line is no lower than those of local replacements", ModuleFiles.Mod)
{
    // From here on a go line is a requirement of those who use the module.
    private static readonly GoVersion Strict = GoVersion.Parse("1.21");

    private protected override IEnumerable<Problem> Judge(ModuleTree tree)
    {
        // A workspace has its own line, and what that asks for is said by GE3111.
        if (tree is not { Mod: { } mod, Work: null, GoWork.IsAbsent: true } || (tree.Running is { } go && go < Strict))
        {
            yield break;
        }

        var mode = BuildMode.Of(tree);
        foreach (var replace in mod.Replace.Where(replace => replace.IsFolder && IsUsed(mod, replace)))
        {
            var folder = tree.Folders.FirstOrDefault(folder => folder.From == mod.File && folder.Name == replace.NewPath && !folder.IsUsed);
            if (folder is not { GoMod: { IsKnown: true, Value: { Go: { } line } other } } || !GoVersion.TryParse(line.Version, out var wanted) || wanted < Strict)
            {
                continue; // GE3107 says what of it is missing
            }

            var isLower = mod.Go is { } own && GoVersion.TryParse(own.Version, out var version) && wanted > version;
            if (isLower && mode.IsUnknown)
            {
                yield return Problem.Unknown($"Whether the go line of {mod.File} is too low for {replace.NewPath} is not known: {mode.Reason}.");
                continue;
            }

            if (tree.Running is { } running && wanted > running && mode.Value != "vendor")
            {
                yield return At(
                    mod.At(replace),
                    $"{mod.At(replace)} replaces {replace.Path} by {replace.NewPath}, and {other.At(line)} says go {line.Version}, which go{running} refuses: commands that read it stop.",
                    $"Install Go {line.Version} or later.") with { Subject = replace.Path };
            }
            else if (isLower && mode.Value == "readonly")
            {
                yield return At(
                    mod.At(mod.Go!),
                    $"{mod.At(mod.Go!)} says go {mod.Go!.Version}, and {other.At(line)}, which replaces {replace.Path}, says go {line.Version}: commands that read it want go.mod updated before they do anything.",
                    "go mod tidy") with { Subject = replace.Path };
            }
        }
    }

    // A later line of the same module and version is said by GE3123.
    private static bool IsUsed(GoModFile mod, ReplaceDirective replace) => mod.Require.Any(require =>
        require.Path == replace.Path
        && (replace.Version ?? require.Version) == require.Version
        && (replace.Version is not null || !mod.Replace.Any(other => other.Path == replace.Path && other.Version == require.Version)));
}
