using System.Globalization;
using GoEnv.Binaries;
using GoEnv.Toolchain;

namespace GoEnv.Pods;

/// <summary>What the Go runtime makes of its container. Pure.</summary>
internal static class GoRuntime
{
    private static readonly (string Unit, int Shift)[] Units = [("KiB", 10), ("MiB", 20), ("GiB", 30), ("TiB", 40), ("B", 0)];
    private static readonly GoVersion Aware = GoVersion.Parse("1.25");
    private static readonly GoVersion AwareWhereMountedAlone = GoVersion.Parse("1.26");
    private static readonly GoVersion TakesSign = GoVersion.Parse("1.26");
    private static readonly GoVersion WithMemoryLimit = GoVersion.Parse("1.19");

    /// <summary>The same in a container, where the runtime looks at the cgroup of its own process and at none above it.</summary>
    public static Fact<(long Threads, string Why)> MaxProcs(GoProgramInside program, ContainerInside inside) =>
        MaxProcs(program, inside.CpuLimit, inside.Processors, inside.CgroupVersion.ValueOr(0), inside.IsCgroupMountedAlone);

    /// <summary>
    /// The GOMAXPROCS that a program starts with, and why, as a clause. The variable goes over all; go.uber.org/automaxprocs
    /// rounds the limit down; Go 1.25 rounds it up and takes two at least, unless containermaxprocs=0.
    /// </summary>
    public static Fact<(long Threads, string Why)> MaxProcs(GoProgramInside program, Fact<double> limit, Fact<long> processors, long cgroup = 0, bool isMountedAlone = false)
    {
        if (program.Setting("GOMAXPROCS") is { IsUnknown: true } unread)
        {
            return Fact<(long, string)>.Unknown(unread.Reason!);
        }

        var text = program.Setting("GOMAXPROCS").ValueOr(string.Empty);
        if (text.StartsWith('+') && program.Info.GoVersion is { } built && !IsOlder(built, TakesSign))
        {
            text = text[1..];
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var set) && set > 0)
        {
            return (set, "by the variable GOMAXPROCS");
        }

        if (!processors.TryGet(out var all))
        {
            return Fact<(long, string)>.Unknown(processors.Reason ?? "the processors are not known");
        }

        if (limit.IsAbsent)
        {
            return (all, "one for each processor");
        }

        var info = program.Info;
        if (info.Problem is not null || info.GoVersion is not { } version)
        {
            return Fact<(long, string)>.Unknown(info.Problem?.Message.TrimEnd('.') ?? $"it says '{info.GoVersionText}'");
        }

        // Before 1.5 it knows version 1 of cgroups alone, and leaves the runtime's choice.
        var knowsByItself = Find(info, "go.uber.org/automaxprocs") is not { } module
            || (cgroup == 2 && module.Version.Split('.') is ["v1", "0" or "1" or "2" or "3" or "4", ..]);
        if (knowsByItself && IsOlder(version, Aware))
        {
            return (all, $"one for each processor, since Go {version} does not know the limit");
        }

        var godebug = Last(program.Setting("GODEBUG").ValueOr(string.Empty), "containermaxprocs");
        if (knowsByItself && (godebug ?? Last(info.DefaultGodebug ?? string.Empty, "containermaxprocs")) <= 0)
        {
            return (all, godebug is { } off
                ? string.Create(CultureInfo.InvariantCulture, $"one for each processor, since GODEBUG has containermaxprocs={off}")
                : "one for each processor, since the go line of its main module is older than 1.25");
        }

        if (!limit.TryGet(out var cpus))
        {
            return Fact<(long, string)>.Unknown(limit.Reason!);
        }

        return !knowsByItself ? (Math.Clamp((long)Math.Floor(cpus), 1, all), "by automaxprocs, which is linked in")
            : isMountedAlone && IsOlder(version, AwareWhereMountedAlone)
                ? Fact<(long, string)>.Unknown($"Go {version} may not find the limit of a cgroup that is mounted without those above it (go.dev/issue/76390)")
            : (Math.Min(all, Math.Max(2, (long)Math.Ceiling(cpus))), $"by the limit, which Go {version} knows");
    }

    /// <summary>GOMEMLIMIT in bytes; absent where there is none; null for a text that the runtime does not take.</summary>
    public static Fact<long> MemoryLimit(GoProgramInside program)
    {
        var text = program.Setting("GOMEMLIMIT");
        return !text.TryGet(out var value) ? text.To(_ => 0L) : value is "" or "off" ? Fact<long>.Absent
            : Bytes(value) is { } bytes ? bytes : Fact<long>.Unknown($"GOMEMLIMIT is '{value}'");
    }

    /// <summary>True for a program that heeds GOMEMLIMIT.</summary>
    public static bool HasMemoryLimit(GoVersion version) => !IsOlder(version, WithMemoryLimit);

    /// <summary>True where a module is linked in.</summary>
    public static bool Has(GoBuildInfo info, string module) => Find(info, module) is not null;

    private static GoModule? Find(GoBuildInfo info, string module) =>
        info.Deps.FirstOrDefault(dep => dep.Path == module || dep.Path.StartsWith(module + "/v", StringComparison.Ordinal));

    private static bool IsOlder(GoVersion version, GoVersion line) => !version.IsDevel && (version.Major, version.Minor).CompareTo((line.Major, line.Minor)) < 0;

    // Of a setting that stands twice the last one counts that is a number.
    private static int? Last(string godebug, string name) => godebug.Split(',')
        .Select(setting => setting.Split('=', 2))
        .Where(setting => setting.Length == 2 && setting[0] == name)
        .Select(setting => int.TryParse(setting[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : (int?)null)
        .LastOrDefault(number => number is not null);

    private static long? Bytes(string text)
    {
        var (unit, shift) = Units.FirstOrDefault(one => text.EndsWith(one.Unit, StringComparison.Ordinal), (Unit: string.Empty, Shift: 0));
        return long.TryParse(text[..^unit.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= long.MaxValue >> shift ? number << shift : null;
    }
}
