namespace GoEnv.Toolchain;

/// <summary>One Go toolchain of a target.</summary>
public sealed record GoToolchain
{
    /// <summary>The go command, as it was found first: on PATH, on the login shell's PATH, in a usual place.</summary>
    public required string Path { get; init; }

    /// <summary>The file that <see cref="Path"/> leads to.</summary>
    public required string RealPath { get; init; }

    /// <summary>Every place where the same file was found, <see cref="Path"/> first.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>The version that it reports itself; null where it was not started, did not answer, or names no release.</summary>
    public GoVersion? Version { get; init; }

    /// <summary>What it answered to <c>go version</c>.</summary>
    public Fact<string> VersionText { get; init; }

    /// <summary>The first line of GOROOT's VERSION file.</summary>
    public Fact<string> VersionFile { get; init; }

    /// <summary>The tree that it belongs to; null for a shim, and for a go command without a tree beside it.</summary>
    public string? GoRoot { get; init; }

    /// <summary>The GOARCH that its go command is built for; null where the file does not tell.</summary>
    public string? Arch { get; init; }

    /// <summary>Why <see cref="Arch"/> could not be asked; null where it was.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string? HeaderProblem { get; init; }

    /// <summary>The platforms that its tree has compilers for, such as <c>linux_amd64</c>.</summary>
    public IReadOnlyList<string> ToolPlatforms { get; init; } = [];

    /// <summary>What laid it out.</summary>
    public ToolchainManager Manager { get; init; }

    /// <summary>True for a version manager's shim or launcher, which starts a toolchain and is none.</summary>
    public bool IsShim { get; init; }

    /// <summary>True for gccgo, whose releases are those of GCC.</summary>
    public bool IsGccgo { get; init; }

    /// <summary>Its place on the session's PATH, from 1; null when it is not on it.</summary>
    public int? OnPath { get; init; }

    /// <summary>Its place on the login shell's PATH, from 1; null when it is not on it.</summary>
    public int? OnLoginPath { get; init; }

    /// <summary>Mode and owner of GOROOT.</summary>
    public Fact<PathOwner> Owner { get; init; }

    /// <summary>Mode and owner of the go command.</summary>
    public Fact<PathOwner> CommandOwner { get; init; }

    /// <summary>A file or folder of the tree's commands, compilers or source that every account may write; absent where there is none.</summary>
    public Fact<string> OpenPath { get; init; } = Fact<string>.Absent;

    /// <summary>Whether it runs; null when it was not started.</summary>
    public bool? Runs { get; init; }

    /// <summary>Why it does not run or was not started; null when it runs.</summary>
    public string? Problem { get; init; }

    /// <summary>The minor release that the tree's source says it is.</summary>
    public Fact<long> SourceMinor { get; init; }

    /// <summary>The newest minor release that the tree's api folder describes; absent where a package left the folder out.</summary>
    public Fact<long> ApiMinor { get; init; }

    /// <summary>What the tree's compiler answered to <c>-V=full</c>; unknown for a toolchain that is not on a PATH.</summary>
    public Fact<string> Compiler { get; init; }

    /// <summary>Files of the tree that belong to older releases, with the first minor release that no longer has them.</summary>
    public IReadOnlyList<Leftover> Leftovers { get; init; } = [];

    /// <summary>The path and the version.</summary>
    public override string ToString() => Version is null ? Path : $"{Path} ({Version})";
}

/// <summary>A file of an older release in a tree.</summary>
/// <param name="GoneSince">The minor number of a release that no longer has the file.</param>
/// <param name="File">The file, relative to GOROOT.</param>
public sealed record Leftover(int GoneSince, string File);
