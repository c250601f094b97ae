namespace GoEnv.Modules.Files;

/// <summary>Looks for the go.mod of a folder and the module path in it.</summary>
public sealed class ModuleNameRule() : ModuleTreeRule("GE3102", Severity.Error, "The folder lies in a module that has a name", ModuleFiles.Mod)
{
    private protected override IEnumerable<Problem> Judge(ModuleTree tree)
    {
        if (tree.Folder.IsAbsent)
        {
            yield return Problem.Fail($"There is no folder {tree.Path} on the target.") with { Fix = "Name a folder that is there." };
        }
        else if (tree.GoMod.IsAbsent && tree.GoWork.IsAbsent)
        {
            yield return Problem.Fail($"Neither {tree.Folder} nor a folder above it has a go.mod.") with { Fix = $"cd {tree.Folder} && go mod init MODULE/PATH" };
        }

        foreach (var mod in tree.MainModules.Prepend(tree.Mod).OfType<GoModFile>().DistinctBy(file => file.File))
        {
            if (mod.Module is null)
            {
                if (mod.Errors.All(error => !mod.Syntax.Text(error.Position.Offset, Math.Min(error.Position.Offset + 6, mod.Syntax.Bytes.Length)).StartsWith("module", StringComparison.Ordinal)))
                {
                    yield return At(mod.File + ":1", $"{mod.File} has no module line.", "go mod edit -module=MODULE/PATH");
                }
            }
            else if (mod.Module.Path is "go" or "toolchain")
            {
                yield return At(mod.At(mod.Module), $"{mod.At(mod.Module)} names the module {mod.Module.Path}, which Go keeps for itself.", "go mod edit -module=MODULE/PATH");
            }
            else if (ModulePath.Fault(mod.Module.Path) is { } fault)
            {
                yield return At(mod.At(mod.Module), $"{mod.At(mod.Module)} names the module '{mod.Module.Path}', which Go refuses: {fault}.", "go mod edit -module=MODULE/PATH");
            }
        }
    }
}
