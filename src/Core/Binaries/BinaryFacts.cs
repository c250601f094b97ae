namespace GoEnv.Binaries;

/// <summary>The binaries of a target that are judged.</summary>
public sealed record BinaryFacts
{
    /// <summary>Those that were read, and those that could not be, with their problem.</summary>
    public IReadOnlyList<JudgedBinary> Binaries { get; init; } = [];

    /// <summary>The target's operating system as Go names it.</summary>
    public Fact<string> Os { get; init; }

    /// <summary>The target's processor as Go names it.</summary>
    public Fact<string> Arch { get; init; }

    /// <summary>The binaries with build information.</summary>
    internal IEnumerable<JudgedBinary> Read => Binaries.Where(binary => binary.Info.Problem is null);

    /// <summary>Those of them that serve.</summary>
    internal IEnumerable<JudgedBinary> Deployed => Read.Where(binary => binary.Stage == BinaryStage.Deployment);

    /// <summary>How many there are, and of which stages.</summary>
    public override string ToString() => string.Join(
        ", ",
        Binaries.GroupBy(binary => binary.Stage).OrderByDescending(stage => stage.Key).Select(stage => $"{stage.Count()} {Word(stage.Key)}"));

    private static string Word(BinaryStage stage) => stage switch
    {
        BinaryStage.Deployment => "deployed",
        BinaryStage.Distribution => "of the distribution",
        _ => "in development",
    };
}

/// <summary>A binary and what rules ask of its place.</summary>
/// <param name="Info">What it tells.</param>
/// <param name="Stage">What it is there.</param>
public sealed record JudgedBinary(GoBuildInfo Info, BinaryStage Stage)
{
    /// <summary>Whether the loader that it names is on the target; absent where it names none.</summary>
    public Fact<bool> HasLoader { get; init; } = Fact<bool>.Absent;

    /// <summary>The nearest go.mod file above it; null where there is none.</summary>
    public NearbyModule? Module { get; init; }

    /// <summary>The file.</summary>
    internal string Path => Info.Path;

    /// <summary>What findings name: the file, and in a container, where other containers have the same path, the first process.</summary>
    internal string Subject => Info is { IsInContainer: true, Processes: [var process, ..] } ? $"{Path} of process {process}" : Path;

    /// <summary>True when it runs, whatever the target says of itself.</summary>
    internal bool IsRunning => Info.Processes is { Count: > 0 };

    /// <summary>The severity of a fault: for a binary of the distribution it is for information.</summary>
    internal Severity? Milder(Severity? severity = null) => Stage == BinaryStage.Distribution ? Severity.Information : severity;
}
