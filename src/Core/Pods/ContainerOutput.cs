using System.Globalization;

namespace GoEnv.Pods;

/// <summary>Reads what pod.sh prints. Pure.</summary>
internal static class ContainerOutput
{
    // cgroup v1 says so where there is no limit.
    private const long Unlimited = 1L << 60;

    private static readonly string[] Names = ["GOMAXPROCS", "GOMEMLIMIT", "GODEBUG"];

    /// <summary>All but the programs, which are known to be there or unknown with the reason.</summary>
    public static ContainerInside Parse(ProbeOutput output)
    {
        var main = output.Number("main");
        return new ContainerInside
        {
            Process = output.Text("name"),
            ProcessId = main,
            HeedsTerm = output.Text("term").To(signals => signals.Trim().Length > 0),
            Uid = output.Number("uid"),
            Processors = output.Text("cpus") is { IsKnown: true } list ? Count(list.Value) : Fact<long>.Unknown(output.Text("cpus").Reason ?? "it was not told"),
            Machine = output.Text("machine"),
            CgroupVersion = output.Number("cgroup"),
            CpuLimit = CpuLimit(output),
            CpuLimitAbove = CpuLimitAbove(output),
            IsCgroupMountedAlone = output.Number("cpualone").ValueOr(0) == 1,
            MemoryLimit = MemoryLimit(output),
            Throttling = Throttling(output),
            Debugger = output.Text("dlv"),
            Toolchains = output.Rows("toolchain")
                .Select(row => new ContainerToolchain(row.TextOrNull("path") ?? string.Empty, row.TextOrNull("version") is { Length: > 0 } version ? version : null))
                .ToList(),
            Programs = main.IsUnknown ? Unknown(main.Reason!)
                : output.Text("tools") is { IsUnknown: true } tools ? Unknown($"executables cannot be read there: {tools.Reason}")
                : output.Number("denied").ValueOr(0) is > 0 and var denied ? Unknown($"this account may not read the executables of {denied} of its processes")
                : Unread(output) is { } unread ? Unknown($"this account may not read {unread}")
                : ((Fact<bool>)true).To<IReadOnlyList<GoProgramInside>>(_ => []),
        };
    }

    /// <summary>The variables that the Go runtime of a process read at its start.</summary>
    public static Fact<IReadOnlyDictionary<string, string>> Settings(ProbeOutput output, int process)
    {
        var row = output.NamedRows("process").FirstOrDefault(row => row.Name == process.ToString(CultureInfo.InvariantCulture)).Row;
        return row is null ? Fact<IReadOnlyDictionary<string, string>>.Unknown("its environment was not read")
            : row.Text("environment").To<IReadOnlyDictionary<string, string>>(_ =>
                Names.Where(name => row.Text(name).IsKnown).ToDictionary(name => name, name => row.Text(name).Value));
    }

    private static string? Unread(ProbeOutput output) =>
        output.NamedRows("file").Select(file => file.Row.TextOrNull("unread")).FirstOrDefault(path => path is not null);

    private static Fact<IReadOnlyList<GoProgramInside>> Unknown(string reason) => Fact<IReadOnlyList<GoProgramInside>>.Unknown(reason);

    // 0-3,8
    private static Fact<long> Count(string list)
    {
        long count = 0;
        foreach (var part in list.Split(','))
        {
            var ends = part.Split('-');
            if (!long.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
                || !long.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last) || ends.Length > 2)
            {
                return Fact<long>.Unknown($"'{list}' is no list of processors");
            }

            count += last - first + 1;
        }

        return count;
    }

    private static Fact<double> CpuLimit(ProbeOutput output)
    {
        if (!output.Number("cgroup").IsKnown)
        {
            return Fact<double>.Unknown(output.Number("cgroup").Reason ?? "cgroups were not told");
        }

        return output.Text("cpu") is { IsUnknown: true } unread ? Fact<double>.Unknown(unread.Reason!) : Quota(output.Text("cpu").ValueOr("max"));
    }

    private static Fact<double> CpuLimitAbove(ProbeOutput output)
    {
        var limits = output.Rows("above").Select(row => Quota(row.Text("cpu").ValueOr("max"))).ToList();
        return limits.Exists(limit => limit.IsUnknown) ? limits.First(limit => limit.IsUnknown)
            : limits.Exists(limit => limit.IsKnown) ? limits.Where(limit => limit.IsKnown).Min(limit => limit.Value)
            : Fact<double>.Absent;
    }

    // Both versions, with the period behind the quota: max 100000, -1 100000, 50000 100000.
    private static Fact<double> Quota(string text) => text.Split(' ') switch
    {
        ["max", ..] or ["-1", ..] => Fact<double>.Absent,
        [var quota, var period]
            when double.TryParse(quota, NumberStyles.None, CultureInfo.InvariantCulture, out var used)
                && double.TryParse(period, NumberStyles.None, CultureInfo.InvariantCulture, out var of) && of > 0 => used / of,
        _ => Fact<double>.Unknown($"'{text}' is no limit of processors"),
    };

    private static Fact<long> MemoryLimit(ProbeOutput output) => output switch
    {
        _ when output.Number("cgroup").IsUnknown => Fact<long>.Unknown(output.Number("cgroup").Reason!),
        _ when output.Text("memory") is { IsAbsent: true } or { IsKnown: true, Value: "max" } => Fact<long>.Absent,
        _ => output.Number("memory") is { IsKnown: true, Value: >= Unlimited } ? Fact<long>.Absent : output.Number("memory"),
    };

    private static Fact<CpuThrottling> Throttling(ProbeOutput output) => output.Lines("cpustat") switch
    {
        _ when output.Number("cgroup").IsUnknown => Fact<CpuThrottling>.Unknown(output.Number("cgroup").Reason!),
        { IsUnknown: true } lines => Fact<CpuThrottling>.Unknown(lines.Reason!),
        { IsAbsent: true } => Fact<CpuThrottling>.Absent,
        { Value: var lines } when Number(lines, "nr_periods") is { } periods && Number(lines, "nr_throttled") is { } throttled => new CpuThrottling(periods, throttled),
        _ => Fact<CpuThrottling>.Absent,
    };

    private static long? Number(string lines, string name) => lines.Split('\n')
        .Select(line => line.Split(' '))
        .Where(words => words.Length == 2 && words[0] == name && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out _))
        .Select(words => (long?)long.Parse(words[1], NumberStyles.None, CultureInfo.InvariantCulture))
        .FirstOrDefault();
}
