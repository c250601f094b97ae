using GoEnv.Toolchain;

namespace GoEnv.Modules.Files;

/// <summary>Looks for a -mod in GOFLAGS with which go cannot work on the tree.</summary>
public sealed class ModFlagRule() : ModuleTreeRule("GE3118", Severity.Error, "The -mod of GOFLAGS fits the module", ModuleFiles.Work)
{
    private protected override IEnumerable<Problem> Judge(ModuleTree tree)
    {
        if (tree.ModFlag.IsUnknown)
        {
            yield return Problem.Unknown($"Whether GOFLAGS fits {tree.Path} is not known: {tree.ModFlag.Reason}.");
        }
        else if (tree.ModFlag.TryGet(out var flag) && tree.MainModules.Count > 0)
        {
            var folder = tree.Work is null ? tree.VendorFolder : tree.WorkVendorFolder;
            var message = tree.Work is { } work && flag == "mod" ? $"GOFLAGS has -mod=mod, which go refuses where {work.File} is in effect."
                : tree.Work is { } file && flag == "vendor" && tree.Running is { } running && running < GoVersion.Parse("1.22") ? $"GOFLAGS has -mod=vendor, which go{running} refuses where {file.File} is in effect."
                : flag == "vendor" && folder.IsAbsent && tree.MainModules.Any(mod => mod.Require.Count + mod.Replace.Count > 0) ? $"GOFLAGS has -mod=vendor, and {tree} has no vendor folder: builds stop."
                : flag is not ("mod" or "readonly" or "vendor") ? $"GOFLAGS has -mod={flag}, which go does not know: every command on {tree} stops."
                : null;
            if (message is not null)
            {
                yield return Problem.Fail(message) with { Subject = "GOFLAGS", Actual = "-mod=" + flag, Fix = "Take -mod out of GOFLAGS." };
            }
        }
    }
}
