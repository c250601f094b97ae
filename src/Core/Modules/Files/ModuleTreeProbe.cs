using GoEnv.Toolchain;

namespace GoEnv.Modules.Files;

/// <summary>Asks for go.mod, go.work and what belongs to them in folders of the target.</summary>
public sealed class ModuleTreeProbe(params string[] paths) : Probe<ModuleTreeFacts>(
    "modfiles", "set -- " + string.Join(' ', paths.Select(Quote)), "modfiles-imports", "modfiles-graph", "modfiles-walk", "modfiles-vendor")
{
    /// <inheritdoc/>
    public override bool OnPath => true;

    /// <inheritdoc/>
    protected internal override ModuleTreeFacts Parse(ProbeOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var setting = output.Text("gowork");
        return new ModuleTreeFacts
        {
            Trees = output.Rows("tree").Select(row => Tree(row) with { GoWorkSetting = setting }).ToList(),
            Commands = (output.TextOrNull("commands") ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries),
        };
    }

    /// <inheritdoc/>
    private protected override ModuleTreeFacts Complete(ModuleTreeFacts facts, FactSet others, RuleContext context)
    {
        var toolchain = others.Get<ToolchainFacts>();
        return facts with
        {
            Trees = facts.Trees.Select(tree => tree with
            {
                Target = context.Target,
                Toolchain = toolchain is null ? null : ToolchainDecision.Of(tree, toolchain, facts.Commands),
                ModFlag = toolchain is null
                    ? Fact<string>.Unknown(others.Reason(typeof(ToolchainFacts)))
                    : ModFlagOf(toolchain),
            }).ToList(),
        };
    }

    private static Fact<string> ModFlagOf(ToolchainFacts toolchain)
    {
        if (toolchain.Winner is not null && toolchain.GoEnv.IsUnknown && !toolchain.Session.ContainsKey("GOFLAGS"))
        {
            return Fact<string>.Unknown($"GOFLAGS is not known: {toolchain.GoEnv.Reason}");
        }

        var flags = toolchain.Session.GetValueOrDefault("GOFLAGS") is { Length: > 0 } session ? session : toolchain.Env("GOFLAGS");
        var words = (flags ?? string.Empty).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => word.TrimStart('-')).ToList();
        if (words.Exists(word => word.StartsWith("modfile=", StringComparison.Ordinal)))
        {
            return Fact<string>.Unknown("GOFLAGS has -modfile, so that go reads another file in place of go.mod");
        }

        var flag = words.LastOrDefault(word => word.StartsWith("mod=", StringComparison.Ordinal));
        return flag is { Length: > 4 } ? flag[4..] : Fact<string>.Absent;
    }

    private static ModuleTree Tree(ProbeOutput row)
    {
        var mod = row.TextOrNull("mod/path") ?? string.Empty;
        var work = row.TextOrNull("work/path") ?? string.Empty;
        var folder = row.Text("folder-path");
        var missing = folder.IsKnown ? null : folder.IsAbsent ? string.Empty : folder.Reason;
        return new ModuleTree
        {
            Path = row.TextOrNull("asked") ?? string.Empty,
            Folder = folder,
            GoMod = Read(row, "mod/text", bytes => GoModFile.Parse(bytes, mod), missing),
            GoSum = Read(row, "sum/text", bytes => GoSumFile.Parse(bytes, Beside(mod, "go.sum")), missing),
            GoWork = Read(row, "work/text", bytes => GoWorkFile.Parse(bytes, work), missing, work),
            GoWorkSum = Read(row, "worksum/text", bytes => GoSumFile.Parse(bytes, work + ".sum"), missing),
            VendorFolder = missing is null ? row.Text("vendor/folder") : Fact<string>.Absent,
            Vendor = Read(row, "vendor/text", bytes => VendorList.Parse(bytes, Beside(mod, "vendor/modules.txt")), missing),
            WorkVendorFolder = missing is null ? row.Text("workvendor/folder") : Fact<string>.Absent,
            WorkVendor = Read(row, "workvendor/text", bytes => VendorList.Parse(bytes, Beside(work, "vendor/modules.txt")), missing),
            VendorMissing = missing is null
                ? row.Lines("vendored/missing").To(lines => (IReadOnlyList<string>)lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                : Fact<IReadOnlyList<string>>.Absent,
            VendorImports = missing is null ? Known(row.Lines("vendored/imports"), VendorImport.Read) : Fact<IReadOnlyList<VendorImport>>.Absent,
            HasMoreFolders = row.TextOrNull("more") == "yes",
            Folders = row.Rows("folder").Select(Folder).DistinctBy(one => (one.From, one.Name, one.IsUsed)).ToList(),
            Cached = row.Rows("cached").Select(CachedModule.Read).OfType<CachedModule>().ToList(),
            CachedProblem = row.Text("mod/path").IsKnown ? row.Text("retracted").Reason ?? row.Rows("cached").Select(one => one.Bytes("text").Reason).FirstOrDefault(reason => reason is not null) : null,
            Imports = missing is null ? Known(row.Lines("walk"), PackageImport.Read) : Fact<IReadOnlyList<PackageImport>>.Absent,
            RequirementNotes = missing is null ? Known(row.Lines("graph"), RequirementNote.Read) : Fact<IReadOnlyList<RequirementNote>>.Absent,
        };
    }

    private static ModuleFolder Folder(ProbeOutput row)
    {
        var path = row.Text("path");
        var root = path.TryGet(out var known) ? known : row.TextOrNull("name") ?? string.Empty;
        return new ModuleFolder
        {
            From = row.TextOrNull("from") ?? string.Empty,
            Name = row.TextOrNull("name") ?? string.Empty,
            IsUsed = row.TextOrNull("kind") == "use",
            Path = path,
            GoMod = Read(row, "mod", bytes => GoModFile.Parse(bytes, root + "/go.mod")),
            GoSum = Read(row, "sum", bytes => GoSumFile.Parse(bytes, root + "/go.sum")),
        };
    }

    // A workspace that GOWORK names and that is not there is something to judge, and no absence.
    private static Fact<T> Read<T>(ProbeOutput row, string key, Func<byte[], T> parse, string? missing = null, string? named = null)
        where T : notnull
    {
        if (missing is not null)
        {
            return missing.Length == 0 ? Fact<T>.Absent : Fact<T>.Unknown(missing);
        }

        var bytes = row.Bytes(key);
        return bytes.IsAbsent && named is { Length: > 0 } ? Fact<T>.Unknown($"GOWORK names {named}, which is not there") : bytes.To(parse);
    }

    private static Fact<IReadOnlyList<T>> Known<T>(Fact<string> lines, Func<string, IReadOnlyList<T>?> read) =>
        lines.TryGet(out var text) && read(text) is null ? Fact<IReadOnlyList<T>>.Unknown("a name in the module cannot be read") : lines.To(known => read(known)!);

    private static string Beside(string file, string name) => file[..(file.LastIndexOf('/') + 1)] + name;

    private static string Quote(string path) => "'" + path.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
