namespace GoEnv.Modules.Files;

/// <summary>The files that a rule reads.</summary>
[Flags]
internal enum ModuleFiles
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>go.mod, of every module of a workspace.</summary>
    Mod = 1,

    /// <summary>go.work.</summary>
    Work = 2,

    /// <summary>go.sum and go.work.sum.</summary>
    Sum = 4,

    /// <summary>vendor/modules.txt.</summary>
    Vendor = 8,
}

/// <summary>A rule over the module files of each path; files that it reads and that are not known make it Unknown.</summary>
public abstract class ModuleTreeRule : Rule<ModuleTreeFacts>
{
    private readonly ModuleFiles reads;

    private protected ModuleTreeRule(string id, Severity severity, string title, ModuleFiles reads)
        : base(id, severity, title) => this.reads = reads;

    /// <inheritdoc/>
    public sealed override bool OnPath => true;

    /// <inheritdoc/>
    protected internal sealed override IEnumerable<Problem> Judge(ModuleTreeFacts facts, RuleContext context)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return facts.Trees.SelectMany(tree => Unread(tree).Concat(LooksAt(tree) ? Judge(tree) : []).Select(problem => problem with { Subject = problem.Subject ?? tree.Path })).Distinct();
    }

    /// <inheritdoc/>
    protected internal sealed override bool AppliesTo(ModuleTreeFacts facts) => facts.Trees.Any(tree => LooksAt(tree) || Unread(tree).Any());

    /// <summary>False for a path of which nothing is said: a pass would say too much.</summary>
    private protected virtual bool LooksAt(ModuleTree tree) => true;

    private protected abstract IEnumerable<Problem> Judge(ModuleTree tree);

    /// <summary>A failure at a line of a file.</summary>
    private protected static Problem At(string location, string message, string fix) =>
        Problem.Fail(message) with { Location = location, Fix = fix };

    private IEnumerable<Problem> Unread(ModuleTree tree)
    {
        var files = new List<(ModuleFiles Kind, string Name, string? Reason)>
        {
            (ModuleFiles.Mod, "go.mod", tree.GoMod.Reason),
            (ModuleFiles.Work, "go.work", tree.GoWork.Reason),
            (ModuleFiles.Sum, "go.sum", tree.GoSum.Reason),
            (ModuleFiles.Sum, "go.work.sum", tree.GoWorkSum.Reason),
            (ModuleFiles.Vendor, "vendor/modules.txt", tree.Vendor.Reason),
            (ModuleFiles.Vendor, "vendor/modules.txt", tree.WorkVendor.Reason),
            (ModuleFiles.Mod, "what some folders hold", tree.HasMoreFolders ? "the module files name more than 200 of them" : null),
        };
        foreach (var folder in tree.Folders.Where(folder => folder.IsUsed))
        {
            files.Add((ModuleFiles.Mod, $"go.mod of {folder.Name}", folder.GoMod.Reason));
            files.Add((ModuleFiles.Sum, $"go.sum of {folder.Name}", folder.GoSum.Reason));
        }

        return files.Where(file => reads.HasFlag(file.Kind) && file.Reason is not null)
            .Select(file => Problem.Unknown($"{file.Name} at {tree.Path} is not known: {file.Reason}."));
    }
}
