using System.Text.Json.Serialization;
using GoEnv.Toolchain;

namespace GoEnv.Modules.Files;

/// <summary>A folder that a use or replace line names, as it was found on the target.</summary>
public sealed record ModuleFolder
{
    /// <summary>The go.mod or go.work that names it.</summary>
    public required string From { get; init; }

    /// <summary>The name as it is written there.</summary>
    public required string Name { get; init; }

    /// <summary>True for a use line.</summary>
    public bool IsUsed { get; init; }

    /// <summary>The folder; absent where there is none.</summary>
    public Fact<string> Path { get; init; }

    /// <summary>Its go.mod; absent where there is none.</summary>
    public Fact<GoModFile> GoMod { get; init; }

    /// <summary>Its go.sum; asked for used folders only.</summary>
    public Fact<GoSumFile> GoSum { get; init; }
}

/// <summary>The module and the workspace that the go command finds in a folder of a target.</summary>
public sealed record ModuleTree
{
    /// <summary>The target.</summary>
    public Target? Target { get; init; }

    /// <summary>The path that was asked about.</summary>
    public required string Path { get; init; }

    /// <summary>The folder that it leads to; absent where there is none.</summary>
    public Fact<string> Folder { get; init; }

    /// <summary>The module's path; null where there is no go.mod that names one.</summary>
    public string? Module => Mod?.Module?.Path;

    /// <summary>The go line's version: go.work's in a workspace, else go.mod's; null without one.</summary>
    public string? Go => (Work as ModuleFile ?? Mod)?.Go?.Version;

    /// <summary>What the module requires.</summary>
    public IReadOnlyList<RequireDirective> Require => Mod?.Require ?? [];

    /// <summary>What it replaces.</summary>
    public IReadOnlyList<ReplaceDirective> Replace => Mod?.Replace ?? [];

    /// <summary>The tools that it names.</summary>
    public IReadOnlyList<ToolDirective> Tool => Mod?.Tool ?? [];

    /// <summary>The nearest go.mod in the folder or above it; absent where there is none.</summary>
    public Fact<GoModFile> GoMod { get; init; }

    /// <summary>The go.sum beside it.</summary>
    public Fact<GoSumFile> GoSum { get; init; }

    /// <summary>The go.work that is in effect: the nearest one, or the one that GOWORK names; absent where there is none.</summary>
    public Fact<GoWorkFile> GoWork { get; init; }

    /// <summary>The go.work.sum beside it.</summary>
    public Fact<GoSumFile> GoWorkSum { get; init; }

    /// <summary>GOWORK in the session; absent where it is not set.</summary>
    public Fact<string> GoWorkSetting { get; init; }

    /// <summary>The vendor folder beside go.mod.</summary>
    public Fact<string> VendorFolder { get; init; }

    /// <summary>Its modules.txt.</summary>
    public Fact<VendorList> Vendor { get; init; }

    /// <summary>The vendor folder beside go.work.</summary>
    public Fact<string> WorkVendorFolder { get; init; }

    /// <summary>Its modules.txt.</summary>
    public Fact<VendorList> WorkVendor { get; init; }

    /// <summary>The folders that use and replace lines name.</summary>
    public IReadOnlyList<ModuleFolder> Folders { get; init; } = [];

    /// <summary>True when there are more such folders than are looked at.</summary>
    public bool HasMoreFolders { get; init; }

    /// <summary>Which toolchain works on it.</summary>
    public ToolchainDecision? Toolchain { get; init; }

    /// <summary>The value of -mod in GOFLAGS; absent where it is not set.</summary>
    public Fact<string> ModFlag { get; init; } = Fact<string>.Absent;

    internal IReadOnlyList<CachedModule> Cached { get; init; } = [];

    // Why what the module cache says of retractions is not known, or not all of it.
    internal string? CachedProblem { get; init; }

    /// <summary>The packages that the module and what it imports take from other modules; absent in a workspace.</summary>
    internal Fact<IReadOnlyList<PackageImport>> Imports { get; init; } = Fact<IReadOnlyList<PackageImport>>.Absent;

    /// <summary>What the required modules ask for in their turn; absent in a workspace and without a module cache.</summary>
    internal Fact<IReadOnlyList<RequirementNote>> RequirementNotes { get; init; } = Fact<IReadOnlyList<RequirementNote>>.Absent;

    /// <summary>The packages of the modules.txt in effect that have no Go files in their vendor folder; absent without one.</summary>
    internal Fact<IReadOnlyList<string>> VendorMissing { get; init; } = Fact<IReadOnlyList<string>>.Absent;

    /// <summary>What the main modules import, where there is a vendor folder; absent without one.</summary>
    internal Fact<IReadOnlyList<VendorImport>> VendorImports { get; init; } = Fact<IReadOnlyList<VendorImport>>.Absent;

    [JsonIgnore]
    internal GoModFile? Mod => GoMod.IsKnown ? GoMod.Value : null;

    [JsonIgnore]
    internal GoWorkFile? Work => GoWork.IsKnown ? GoWork.Value : null;

    /// <summary>The version of the toolchain that works on it; null where there is none or it is not known.</summary>
    internal GoVersion? Running => Toolchain?.Running;

    /// <summary>The modules that are built together: those of the workspace, else the one of go.mod.</summary>
    internal IReadOnlyList<GoModFile> MainModules => Work is null
        ? Mod is { } mod ? [mod] : []
        : Folders.Where(folder => folder.IsUsed && folder.From == Work.File && folder.GoMod.IsKnown).Select(folder => folder.GoMod.Value).DistinctBy(file => file.File).ToList();

    /// <inheritdoc/>
    public override string ToString() => Module ?? Path;
}

/// <summary>What was asked about module files of a target.</summary>
public sealed record ModuleTreeFacts
{
    /// <summary>One for each path.</summary>
    public IReadOnlyList<ModuleTree> Trees { get; init; } = [];

    /// <summary>The commands on PATH whose names begin with <c>go1.</c>: toolchains that go finds by their names.</summary>
    public IReadOnlyList<string> Commands { get; init; } = [];

    /// <summary>The number of paths, for verbose output.</summary>
    public override string ToString() => string.Join(", ", Trees);
}
