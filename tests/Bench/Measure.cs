using System.Diagnostics;
using System.Runtime.InteropServices;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Bench;

/// <summary>Wall time and CPU time of commands, with the processes that they start and wait for.</summary>
internal static class Measure
{
    public sealed record Sample(double Wall, double Cpu);

    /// <summary>Medians of each command over <paramref name="rounds"/>; the commands take turns, so that drift hits all alike.</summary>
    public static Sample[] Medians(int rounds, params Action[] commands)
    {
        var samples = commands.Select(_ => new List<Sample>()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < commands.Length; i++)
            {
                samples[i].Add(Time(commands[i]));
            }
        }

        return samples.Select(s => new Sample(Median(s.Select(x => x.Wall)), Median(s.Select(x => x.Cpu)))).ToArray();
    }

    /// <summary>Runs a program; its output is thrown away; an exit code that is not expected ends the bench.</summary>
    public static void Run(string program, string[] arguments, params int[] exitCodes)
    {
        var (exitCode, _, error) = Tool.Try(program, arguments);
        if (!exitCodes.Contains(exitCode))
        {
            throw new InvalidOperationException($"{program} ended with {exitCode}: {error}");
        }
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private static Sample Time(Action action)
    {
        var cpu = ChildrenCpu();
        var watch = Stopwatch.StartNew();
        action();
        return new Sample(watch.Elapsed.TotalSeconds, ChildrenCpu() - cpu);
    }

    private static double ChildrenCpu()
    {
        const int children = -1;
        var usage = new long[18];
        return GetResourceUsage(children, usage) == 0
            ? usage[0] + usage[2] + ((usage[1] + usage[3]) / 1e6)
            : throw new InvalidOperationException("getrusage failed.");
    }

    [DllImport("libc", EntryPoint = "getrusage")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetResourceUsage(int who, [Out] long[] usage);
}
