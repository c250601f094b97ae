using GoEnv.Toolchain;

namespace GoEnv.Modules.Files;

/// <summary>Compares the toolchain line with the go line and with the names that toolchains have.</summary>
public sealed class ToolchainLineRule() : ModuleTreeRule(
    "GE3105", Severity.Warning, "The toolchain line names a release and fits the go line", ModuleFiles.Mod | ModuleFiles.Work)
{
    private protected override IEnumerable<Problem> Judge(ModuleTree tree)
    {
        var file = tree.Work as ModuleFile ?? tree.Mod;
        if (file?.Toolchain is not { } line || (line.Name == "default" && file is GoWorkFile))
        {
            yield break;
        }

        var edit = $"go {(file is GoWorkFile ? "work" : "mod")} edit -toolchain=";
        if (line.Name == "default")
        {
            // The parser takes it and 'go help' names it; outside a workspace every build asks for it to be taken out.
            yield return At(file.At(line), $"{file.At(line)} says toolchain default, which go wants taken out of a go.mod: builds stop with 'updates to go.mod needed'.", edit + "none") with { Severity = Severity.Error };
        }

        if (!GoVersion.TryParse(line.Name, out var named))
        {
            if (line.Name != "default" && !GoVersion.TryParse(line.Name.Split('-')[0], out _))
            {
                yield return At(file.At(line), $"{file.At(line)} names {line.Name}, which is no version of Go: go wants the file mended.", edit + "none") with
                {
                    Severity = file is GoModFile ? Severity.Error : null,
                };
            }

            yield break;
        }

        if (named < GoVersion.Parse("1.21"))
        {
            // Toolchains have had names since 1.21, and outside a workspace go wants an older one gone before it does anything.
            yield return At(file.At(line), $"{file.At(line)} names {line.Name}, and no toolchain before go1.21.0 can be named there: go wants the file mended.", edit + "none") with
            {
                Severity = file is GoModFile ? Severity.Error : null,
            };
        }
        else if (named is { Patch: null, IsPrerelease: false })
        {
            yield return At(
                file.At(line),
                $"{file.At(line)} names {line.Name}, which is a language version and no toolchain: a go command older than that stops.",
                $"{edit}{line.Name}.0");
        }
        else if (file.Go is { } go && GoVersion.TryParse(go.Version, out var least) && named < least)
        {
            yield return At(file.At(line), $"{file.At(line)} names {line.Name}, which is older than go {go.Version} in line {go.Line} and has no effect.", edit + "none");
        }
    }
}
