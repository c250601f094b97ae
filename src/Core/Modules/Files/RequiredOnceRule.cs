namespace GoEnv.Modules.Files;

/// <summary>Looks for modules that go.mod requires in two lines.</summary>
public sealed class RequiredOnceRule() : ModuleTreeRule("GE3115", Severity.Error, "No module is required twice", ModuleFiles.Mod)
{
    private protected override IEnumerable<Problem> Judge(ModuleTree tree)
    {
        var stops = tree.Work is null && BuildMode.Of(tree).Value != "mod";
        foreach (var (mod, lines) in tree.MainModules.SelectMany(mod => mod.Require.GroupBy(require => require.Path).Where(group => group.Count() > 1).Select(group => (mod, group.ToList()))))
        {
            var last = lines[^1];
            var differ = lines.Exists(line => line.Version != last.Version);
            yield return At(
                mod.At(last),
                $"{mod.At(last)} requires {last}, and line {lines[0].Line} requires {lines[0].Version} of it{(differ && stops ? ": go wants go.mod mended before it does anything" : string.Empty)}.",
                "go mod tidy") with { Subject = last.Path, Severity = differ && stops ? null : Severity.Warning };
        }
    }
}
