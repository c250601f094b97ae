using GoEnv.Toolchain;

namespace GoEnv.Modules.Files;

/// <summary>The -mod that go works with in a tree where no command line says otherwise, and why it passes a vendor folder over.</summary>
/// <param name="Value"><c>mod</c>, <c>readonly</c> or <c>vendor</c>; null where it is not known.</param>
/// <param name="Reason">Why it is not known, or why there is a vendor folder that is not used; a clause, null otherwise.</param>
internal sealed record BuildMode(string? Value, string? Reason = null)
{
    public bool IsUnknown => Value is null;

    public static BuildMode Of(ModuleTree tree)
    {
        if (tree.ModFlag.IsUnknown)
        {
            return new BuildMode(null, tree.ModFlag.Reason);
        }

        var folder = tree.Work is null ? tree.VendorFolder : tree.WorkVendorFolder;
        if (tree.ModFlag.TryGet(out var flag))
        {
            return new BuildMode(flag, flag != "vendor" && folder.IsKnown ? $"GOFLAGS has -mod={flag}" : null);
        }

        if (folder.IsUnknown)
        {
            return new BuildMode(null, folder.Reason);
        }

        if (folder.IsAbsent)
        {
            return new BuildMode("readonly", tree.Work is not null && tree.VendorFolder.IsKnown ? $"{tree.Work.File} is in effect, and there is no vendor folder beside it" : null);
        }

        var file = tree.Work as ModuleFile ?? tree.Mod;
        if (file?.Go is not { } line || !GoVersion.TryParse(line.Version, out var version))
        {
            return new BuildMode("readonly", $"{file?.File} has no go line");
        }

        if (version < GoVersion.Parse("1.14"))
        {
            return new BuildMode("readonly", $"{file.At(line)} says go {line.Version}, and vendor folders are used from go 1.14 on");
        }

        // Vendor folders of workspaces came with 1.22.
        if (tree.Running is { } running && running < GoVersion.Parse("1.22"))
        {
            return tree.Work is null ? new BuildMode("vendor") : new BuildMode("readonly", $"go{running} uses no vendor folder in a workspace");
        }

        var list = tree.Work is null ? tree.Vendor : tree.WorkVendor;
        return list.IsUnknown ? new BuildMode(null, list.Reason)
            : (list.IsKnown && list.Value.IsForWorkspace) == (tree.Work is not null) ? new BuildMode("vendor")
            : new BuildMode("readonly", tree.Work is null ? "it was made for a workspace, and none is in effect" : "it was made for one module, and a workspace is in effect");
    }
}
