using System.Globalization;
using System.Text.Json.Serialization;
using GoEnv.Toolchain;

namespace GoEnv.Binaries;

/// <summary>What a Go binary tells of how it was built. Values that it does not record are null.</summary>
public sealed record GoBuildInfo
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>The Go version that built it; null where it cannot be read or is none of a release.</summary>
    public GoVersion? GoVersion { get; init; }

    /// <summary>The Go version as it stands in the file, with experiments, such as <c>go1.27.3 X:nodwarf5</c>.</summary>
    public string? GoVersionText { get; init; }

    /// <summary>The path of the main package.</summary>
    public string? Package { get; init; }

    /// <summary>The main module; null where the binary was built without modules.</summary>
    public GoModule? Main { get; init; }

    /// <summary>The path of the main module.</summary>
    public string? Module => Main?.Path;

    /// <summary>The version of the main module; <c>(devel)</c> where the go command knew none.</summary>
    public string? Version => Main?.Version;

    /// <summary>The other modules, in the order of the file.</summary>
    public IReadOnlyList<GoModule> Deps { get; init; } = [];

    /// <summary>The build settings, in the order of the file, such as <c>-trimpath</c>, <c>GOOS</c> and <c>vcs.revision</c>; none before Go 1.18.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>What the headers of the file say.</summary>
    public BinaryFile? File { get; init; }

    /// <summary>The packages that code was linked in of, sorted; null where they were not asked for.</summary>
    public IReadOnlyList<string>? Packages { get; init; }

    /// <summary>Why <see cref="Packages"/> is not all of them; null when it is.</summary>
    public string? PackagesIncomplete { get; init; }

    /// <summary>The target that the file is on; null for this machine.</summary>
    public Target? Target { get; init; }

    /// <summary>The target's name, for tables.</summary>
    [JsonIgnore]
    public string TargetName => (Target ?? Target.Local).Name;

    /// <summary>The processes that run it; null where they were not asked for.</summary>
    public IReadOnlyList<BinaryProcess>? Processes { get; init; }

    /// <summary>True for the executable of a process whose file was deleted or replaced; null where processes were not asked for.</summary>
    public bool? IsDeleted { get; init; }

    /// <summary>True for the executable of a process whose path is one of a container; null where processes were not asked for.</summary>
    public bool? IsInContainer { get; init; }

    /// <summary>Why there is no build information; null where there is.</summary>
    public BinaryProblem? Problem { get; init; }

    /// <summary>What tells the file from every other one of its target, whatever names lead to it; null where that is not known.</summary>
    [JsonIgnore]
    internal string? FileId { get; init; }

    /// <summary>True where the path is a link to the file.</summary>
    [JsonIgnore]
    internal bool IsAlias { get; init; }

    /// <summary>Operating system and processor, such as <c>linux/amd64</c>.</summary>
    public string? Platform => File is null ? null : $"{Setting("GOOS") ?? File.Os ?? "unknown"}/{Setting("GOARCH") ?? File.Arch}";

    /// <summary>What the file is for; in JSON, where <c>kind</c> names the type of object, it is the file's.</summary>
    [JsonIgnore]
    public BinaryKind? Kind => File?.Kind;

    /// <summary>Static or dynamic.</summary>
    public BinaryLinkage? Linkage => File?.Linkage;

    /// <summary>The commit that it was built from.</summary>
    public string? Revision => Setting("vcs.revision");

    /// <summary>When that commit was made.</summary>
    public DateTimeOffset? RevisionTime =>
        DateTimeOffset.TryParse(Setting("vcs.time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>True when the tree differed from the commit.</summary>
    public bool? IsModified => Flag("vcs.modified", "true");

    /// <summary>True when it was built with cgo.</summary>
    public bool? IsCgo => Flag("CGO_ENABLED", "1");

    /// <summary>True when the race detector is in it.</summary>
    public bool? IsRace => Recorded("-race");

    /// <summary>True when it was built with <c>-trimpath</c>.</summary>
    public bool? IsTrimpath => Recorded("-trimpath");

    /// <summary>The GODEBUG settings that the main module's go line brought with it.</summary>
    public string? DefaultGodebug => Setting("DefaultGODEBUG");

    /// <summary>One build setting; null where it is not recorded.</summary>
    public string? Setting(string name) => Settings.GetValueOrDefault(name);

    private bool? Flag(string name, string yes) => Setting(name) is { } value ? value == yes : null;

    // A flag that is off is not recorded, but only where settings are recorded at all.
    private bool? Recorded(string name) => Settings.Count == 0 ? null : Setting(name) == "true";
}
