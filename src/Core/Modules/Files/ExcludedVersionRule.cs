namespace GoEnv.Modules.Files;

/// <summary>Looks for required versions that the same go.mod excludes.</summary>
public sealed class ExcludedVersionRule() : ModuleTreeRule("GE3117", Severity.Error, "No required version is excluded", ModuleFiles.Mod)
{
    private protected override IEnumerable<Problem> Judge(ModuleTree tree)
    {
        var stops = tree.Work is null && BuildMode.Of(tree).Value == "readonly";
        foreach (var (mod, require) in tree.MainModules.SelectMany(mod => mod.Require.Select(require => (mod, require))))
        {
            if (mod.Exclude.FirstOrDefault(exclude => (exclude.Path, exclude.Version) == (require.Path, require.Version)) is { } excluded)
            {
                yield return At(
                    mod.At(require),
                    $"{mod.At(require)} requires {require}, which line {excluded.Line} excludes{(stops ? ": go wants go.mod mended before it does anything" : ": go passes the requirement over")}.",
                    $"go get {require.Path}@latest") with { Subject = require.Path, Severity = stops ? null : Severity.Warning };
            }
        }
    }
}
