namespace GoEnv.Binaries;

/// <summary>Looks for deployed binaries of a tree with changes that no commit has.</summary>
public sealed class CommittedTreeRule() : DeployedBinaryRule("GE9020", Severity.Warning, "Deployed binaries are built from a committed tree")
{
    private protected override Problem? Judge(JudgedBinary binary, RuleContext context) => binary.Info.IsModified == true
        ? Problem.Fail($"'{binary.Path}' was built from {Commit(binary.Info)} with changes that were not committed (vcs.modified=true).") with
        {
            Expected = "vcs.modified=false",
            Actual = "vcs.modified=true",
            Fix = "Commit the changes, see that 'git status --porcelain' prints nothing, and build again.",
        }
        : null;

    private static string Commit(GoBuildInfo info) => info.Revision is { Length: > 12 } revision ? $"commit {revision[..12]}" : info.Revision is { } name ? $"commit {name}" : "a tree";
}

/// <summary>Looks for deployed binaries that know neither their version nor their commit.</summary>
public sealed class MainVersionRule() : DeployedBinaryRule("GE9021", Severity.Warning, "Deployed binaries know what they were built from")
{
    private protected override Problem? Judge(JudgedBinary binary, RuleContext context) => binary.Info switch
    {
        { Main: { Version: "(devel)" or "", Replace: null } main, Revision: null } => Problem.Fail($"'{binary.Path}' has no version of its main module {main.Path}, only '{main.Version}', and no commit.") with
        {
            Actual = main.Version,
            Fix = "Build it in a checkout of the repository with -buildvcs=true and Go 1.24 or newer, or with 'go install PACKAGE@VERSION'.",
        },

        // Before Go 1.24 a build in a repository knew its commit and not its version.
        { Main: { Version: "(devel)", Replace: null } main, Revision: { } revision } => Problem.Fail($"'{binary.Path}' has no version of its main module {main.Path}; its commit is {revision}.") with
        {
            Severity = Severity.Information,
            Actual = main.Version,
            Fix = "Build it with Go 1.24 or newer at a tagged commit.",
        },

        // Files named on the command line, or GO111MODULE=off.
        { Main: null, Package: { } package, Revision: null } => Problem.Fail($"'{binary.Path}' has no main module: it was built {Outside(package)}, so that neither its version nor its commit can be told.") with
        {
            Fix = "Build it by its package's path, in its module and in a checkout of the repository, with -buildvcs=true and Go 1.24 or newer.",
        },
        _ => null,
    };

    private static string Outside(string package) => package == "command-line-arguments" ? "from files named one by one" : $"outside of a module, from the package {package}";
}

/// <summary>Looks for modules of deployed binaries that came from a folder, whose content nobody can tell.</summary>
public sealed class LocalReplaceRule() : DeployedBinaryRule("GE9022", Severity.Warning, "Deployed binaries have no module replaced by a folder")
{
    private protected override Problem? Judge(JudgedBinary binary, RuleContext context)
    {
        var modules = binary.Info.Deps.Append(binary.Info.Main).OfType<GoModule>().Where(module => module.IsReplacedByFolder && !IsPart(module, binary.Info)).ToList();
        return modules.Count == 0 ? null : Problem.Fail($"'{binary.Path}' has {modules[0].Path} from the folder {modules[0].Replace!.Path}{Others(modules.Count)}, so that its source cannot be told.") with
        {
            Evidence = modules.ConvertAll(module => module.ToString()),
            Fix = "Take the replace line out of go.mod, or replace by a module version, and build again.",
        };
    }

    // A folder below the main module is of the same commit; where that is not known, GE9021 says so.
    private static bool IsPart(GoModule module, GoBuildInfo info) =>
        module.Replace!.Path.StartsWith("./", StringComparison.Ordinal) && (info.Revision is not null || info.Main is null or { Version: "(devel)" or "", Replace: null });

    private static string Others(int count) => count switch { 1 => string.Empty, 2 => " and one module more", _ => $" and {count - 1} modules more" };
}
