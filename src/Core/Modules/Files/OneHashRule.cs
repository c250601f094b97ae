namespace GoEnv.Modules.Files;

/// <summary>Looks for versions with two different hashes in one go.sum.</summary>
public sealed class OneHashRule() : ModuleTreeRule("GE3110", Severity.Error, "go.sum has one hash for each version", ModuleFiles.Sum)
{
    private protected override IEnumerable<Problem> Judge(ModuleTree tree) => FileSyntaxRule.Sums(tree)
        .SelectMany(sum => sum.Entries
            .Where(entry => entry.Hash.StartsWith("h1:", StringComparison.Ordinal))
            .GroupBy(entry => (entry.Path, entry.Version))
            .Select(group => group.DistinctBy(entry => entry.Hash).ToList())
            .Where(hashes => hashes.Count > 1)
            .Select(hashes => At(
                $"{sum.File}:{hashes[1].Line}",
                $"{sum.File} has two hashes of {hashes[0].Path} {hashes[0].Version}, in lines {hashes[0].Line} and {hashes[1].Line}: one of them fails.",
                "Find out which line is right, remove the other, and run go mod verify.") with { Subject = $"{hashes[0].Path} {hashes[0].Version}" }));
}
