using GoEnv.Toolchain;

namespace GoEnv.Modules.Files;

/// <summary>Where the toolchain comes from that works on a module.</summary>
public enum ToolchainOutcome
{
    /// <summary>It could not be told.</summary>
    Unknown,

    /// <summary>There is no go command.</summary>
    NoGo,

    /// <summary>The go command that is started does it itself.</summary>
    Local,

    /// <summary>It hands over to a command on PATH that has the toolchain's name.</summary>
    OnPath,

    /// <summary>It hands over to a toolchain of the module cache.</summary>
    ModuleCache,

    /// <summary>It downloads the toolchain first.</summary>
    Download,

    /// <summary>It stops.</summary>
    Refused,
}

/// <summary>Which toolchain works on a module, and why.</summary>
public sealed record ToolchainDecision
{
    /// <summary>Where it comes from.</summary>
    public required ToolchainOutcome Outcome { get; init; }

    /// <summary>The toolchain's name, such as <c>go1.27.3</c>; null where it is not known.</summary>
    public string? Name { get; init; }

    /// <summary>Why it stops or could not be told, as a clause; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>The steps of the decision, in order.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>The line that asks for it, as <c>path:line</c>; null where none does.</summary>
    public string? Location { get; init; }

    /// <summary>The version that works on the module, where one will.</summary>
    internal GoVersion? Running =>
        Outcome is ToolchainOutcome.Local or ToolchainOutcome.OnPath or ToolchainOutcome.ModuleCache or ToolchainOutcome.Download
        && GoVersion.TryParse(Name, out var version)
            ? version
            : null;

    /// <summary>Decides as the go command does when it starts in the folder (source: cmd/go's internal/toolchain).</summary>
    public static ToolchainDecision Of(ModuleTree tree, ToolchainFacts facts, IReadOnlyList<string> commands) =>
        new ToolchainChoice(tree, facts, commands).Decide();

    /// <inheritdoc/>
    public override string ToString() => Outcome switch
    {
        ToolchainOutcome.NoGo => "none",
        ToolchainOutcome.Unknown => "unknown",
        ToolchainOutcome.Refused => "refused",
        ToolchainOutcome.Download => $"{Name} (download)",
        _ => Name ?? string.Empty,
    };
}
