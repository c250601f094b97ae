using System.Text.Json.Serialization;
using GoEnv.Binaries;

namespace GoEnv.Pods;

/// <summary>What an exec told of a running container.</summary>
public sealed record ContainerInside
{
    /// <summary>The name of its main process, as the kernel keeps it.</summary>
    public Fact<string> Process { get; init; }

    /// <summary>Its number among the processes that the script saw.</summary>
    public Fact<long> ProcessId { get; init; }

    /// <summary>Whether its main process has a handler for SIGTERM, or waits for it.</summary>
    public Fact<bool> HeedsTerm { get; init; }

    /// <summary>The user that it runs as, by number.</summary>
    public Fact<long> Uid { get; init; }

    /// <summary>How many processors it may run on, by its affinity.</summary>
    public Fact<long> Processors { get; init; }

    /// <summary>The processor as the kernel names it.</summary>
    public Fact<string> Machine { get; init; }

    /// <summary>The version of cgroups that limits processors: 1 or 2.</summary>
    public Fact<long> CgroupVersion { get; init; }

    /// <summary>The limit of the main process's own cgroup, in processors; absent where there is none.</summary>
    public Fact<double> CpuLimit { get; init; }

    /// <summary>The tightest limit of the cgroups above that are seen from within; absent where there is none.</summary>
    public Fact<double> CpuLimitAbove { get; init; } = Fact<double>.Absent;

    /// <summary>True where that cgroup alone is mounted, without a name space of cgroups, as with version 1.</summary>
    public bool IsCgroupMountedAlone { get; init; }

    /// <summary>The limit of memory in bytes; absent where there is none.</summary>
    public Fact<long> MemoryLimit { get; init; }

    /// <summary>How often the limit of processors took effect; absent where there is no limit.</summary>
    public Fact<CpuThrottling> Throttling { get; init; }

    /// <summary>Go toolchains in the container.</summary>
    public IReadOnlyList<ContainerToolchain> Toolchains { get; init; } = [];

    /// <summary>The processes of the debugger Delve; absent where there are none.</summary>
    public Fact<string> Debugger { get; init; } = Fact<string>.Absent;

    /// <summary>The Go programs that run: the main process and those below it, each file once.</summary>
    public Fact<IReadOnlyList<GoProgramInside>> Programs { get; init; }

    /// <summary>Bytes of files that were sent for <see cref="Programs"/>.</summary>
    public long BytesRead { get; init; }

    /// <summary>How many scripts were run.</summary>
    [JsonIgnore]
    public int Execs { get; init; }
}

/// <summary>How often the limit of processors took effect since the container started.</summary>
/// <param name="Periods">Periods in which it could have.</param>
/// <param name="Throttled">Periods in which it did.</param>
public sealed record CpuThrottling(long Periods, long Throttled)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Throttled} of {Periods} periods";
}

/// <summary>A Go toolchain in a container.</summary>
/// <param name="Path">The go command.</param>
/// <param name="Version">The first line of its VERSION file; null where there is none.</param>
public sealed record ContainerToolchain(string Path, string? Version);

/// <summary>A Go program that runs in a container.</summary>
/// <param name="Info">What its executable tells.</param>
/// <param name="Settings">The variables that the Go runtime read at its start: GOMAXPROCS, GOMEMLIMIT and GODEBUG; unknown where they could not be read.</param>
public sealed record GoProgramInside(GoBuildInfo Info, Fact<IReadOnlyDictionary<string, string>> Settings)
{
    /// <summary>A setting; absent where it is not set.</summary>
    public Fact<string> Setting(string name) => !Settings.TryGet(out var all) ? Fact<string>.Unknown(Settings.Reason ?? "it was not read")
        : all.TryGetValue(name, out var value) ? value : Fact<string>.Absent;
}
