namespace GoEnv.Modules.Files;

/// <summary>Looks for a vendor folder that go passes over.</summary>
public sealed class VendorUsedRule() : ModuleTreeRule(
    "GE3114", Severity.Warning, "A vendor folder is used where there is one", ModuleFiles.Mod | ModuleFiles.Work | ModuleFiles.Vendor)
{
    private protected override IEnumerable<Problem> Judge(ModuleTree tree)
    {
        var mode = BuildMode.Of(tree);
        var folder = tree.Work is not null && tree.WorkVendorFolder.IsKnown ? tree.WorkVendorFolder : tree.VendorFolder;
        var hasList = tree.Vendor.IsKnown || tree.WorkVendor.IsKnown; // a folder of that name may be a package
        if (mode is { Value: "readonly" or "mod", Reason: { } reason } && folder.TryGet(out var path) && hasList)
        {
            yield return Problem.Fail($"{path} is passed over: {reason}.") with { Subject = path, Location = path + "/modules.txt:1", Fix = $"Remove {path}, or build with -mod=vendor." };
        }
    }
}
