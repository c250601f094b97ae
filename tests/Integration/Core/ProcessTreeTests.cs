using System.Diagnostics;
using System.Globalization;
using GoEnv.Targets;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Core;

public sealed class ProcessTreeTests
{
    // A shell that is stopped in the middle of a fork still gets its child, which is not yet among its children then.
    [Fact]
    public async Task Nothing_is_left_of_a_tree_that_is_ended_while_it_grows()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processes are counted in /proc");
        var cancellation = TestContext.Current.CancellationToken;
        var seconds = "4" + Random.Shared.Next(100_000, 1_000_000).ToString(CultureInfo.InvariantCulture);
        var script = $"i=0; while [ $i -lt 40 ]; do (sh -c 'sleep {seconds} & sleep {seconds}') & echo; i=$((i+1)); done; wait";
        List<LinuxProcess> left;
        for (var round = 0; round < 100; round++)
        {
            using var process = Process.Start(new ProcessStartInfo("sh", ["-c", script]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            for (var line = round % 40; line >= 0; line--)
            {
                _ = await process.StandardOutput.ReadLineAsync(cancellation);
            }

            ProcessTree.Kill(process);
            await process.WaitForExitAsync(cancellation);
        }

        var time = Stopwatch.StartNew();
        do
        {
            left = LinuxProcess.All().Where(process => process.CommandLine.Contains(seconds, StringComparison.Ordinal)).ToList();
        }
        while (left.Count > 0 && time.Elapsed.TotalSeconds < 5);
        left.ForEach(process => Process.GetProcessById(process.Pid).Kill());
        Assert.Empty(left.Select(process => process.CommandLine));
    }
}
