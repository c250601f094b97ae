using System.Diagnostics;
using System.Globalization;
using GoEnv.Reports;
using GoEnv.Tests.Reports;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Bench;

/// <summary>Reports of many findings: memory of all formats against JSON lines alone, and the first line of an audit that goes on.</summary>
internal static class ReportBench
{
    private const int Findings = 100_000;
    private const int Rounds = 3;

    // A machine that has no time for it is no reason to wait: it takes about two minutes on two cores.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(270);
    private static readonly string[] Endings = ["html", "md", "json", "jsonl", "csv", "sarif", "xml", "prom"];

    // Answers for a host that is asked, and never for the host 'silent'; says when it had answered.
    private const string Client = """
        #!/bin/sh
        for command; do :; done
        case " $* " in
          *" silent "*) exec sleep 600 ;;
        esac
        sh -c "$command"
        code=$?
        date +%s%N > "${0%/*}/answered"
        exit $code
        """;

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("goenv-bench").FullName;
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await MemoryAsync(folder, limit.Token);
            await FirstLineAsync(folder, limit.Token);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine($"the reports are not measured: {Limit.TotalSeconds:0} s were not enough");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MemoryAsync(string folder, CancellationToken stop)
    {
        var input = Path.Combine(folder, "findings.jsonl");
        await using (var text = new StreamWriter(input) { NewLine = "\n" })
        {
            var report = ReportFormats.Create(ReportFormat.JsonLines, text);
            using var one = new Report(Samples.Header, [report]);
            for (var i = 0; i < Findings / 1000; i++)
            {
                // A thousand findings of other targets each time.
                foreach (var finding in Samples.Mixed(999))
                {
                    one.Add(finding with { Target = Target.Ssh(string.Create(CultureInfo.InvariantCulture, $"web{i:000}-{finding.Target.Name.Length}")) });
                }
            }

            one.Complete();
        }

        string[] all = [.. Endings.Select(ending => Path.Combine(folder, "all." + ending))];
        var lines = new List<(double Seconds, double Peak)>();
        var every = new List<(double Seconds, double Peak)>();
        for (var round = 0; round < Rounds; round++)
        {
            lines.Add(await ExportAsync(input, [Path.Combine(folder, "alone.jsonl")], stop));
            every.Add(await ExportAsync(input, all, stop));
        }

        var (base1, base2) = (Measure.Median(lines.Select(x => x.Peak)), Measure.Median(lines.Select(x => x.Seconds)));
        var (peak, seconds) = (Measure.Median(every.Select(x => x.Peak)), Measure.Median(every.Select(x => x.Seconds)));
        Console.WriteLine($"{Findings} findings to all formats / to JSON lines alone, peak memory: {peak / base1:0.00} ({peak:0} and {base1:0} MiB; {seconds:0.0} and {base2:0.0} s)");
    }

    private static async Task<(double Seconds, double Peak)> ExportAsync(string input, string[] paths, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$@\" < \"$0\"", input, Repository.Console, "Export-GoReport", .. paths]) { UseShellExecute = false })!;
        using var end = stop.Register(() => process.Kill(entireProcessTree: true));
        var exited = process.WaitForExitAsync(CancellationToken.None);
        var peak = 0d;
        while (!exited.IsCompleted)
        {
            peak = Math.Max(peak, PeakOf(process.Id));
            await Task.WhenAny(exited, Task.Delay(10, CancellationToken.None));
        }

        stop.ThrowIfCancellationRequested();

        return process.ExitCode == 0 ? (watch.Elapsed.TotalSeconds, peak) : throw new InvalidOperationException($"goenvctl ended with {process.ExitCode}.");
    }

    private static double PeakOf(int id)
    {
        try
        {
            var line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0; // it has ended
        }
    }

    private static async Task FirstLineAsync(string folder, CancellationToken stop)
    {
        var bin = Directory.CreateDirectory(Path.Combine(folder, "bin")).FullName;
        var ssh = Path.Combine(bin, "ssh");
        await File.WriteAllTextAsync(ssh, Client, stop);
        File.SetUnixFileMode(ssh, (UnixFileMode)0x1ed);
        var waits = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var start = new ProcessStartInfo(Repository.Console, ["Test-GoEnvironment", "silent", "answers", "-IncludePassed", "-o", "jsonl"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["PATH"] = bin + ":" + Environment.GetEnvironmentVariable("PATH");
            using var process = Process.Start(start)!;
            using var end = stop.Register(() => process.Kill(entireProcessTree: true));
            _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
            await process.StandardOutput.ReadLineAsync(CancellationToken.None);
            var now = DateTimeOffset.UtcNow;
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            stop.ThrowIfCancellationRequested();
            var answered = long.Parse(await File.ReadAllTextAsync(Path.Combine(bin, "answered"), stop), CultureInfo.InvariantCulture);
            waits.Add((now - DateTimeOffset.UnixEpoch).TotalSeconds - (answered / 1e9));
        }

        Console.WriteLine($"first byte of JSON lines after the first target answers, another one silent: {Measure.Median(waits):0.00} s");
    }
}
