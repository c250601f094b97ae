using System.Globalization;
using GoEnv.Binaries;
using GoEnv.Targets;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Bench;

/// <summary>Reading build information: many files against the go command, bytes of a remote file, and memory of a large one.</summary>
internal static class BinaryBench
{
    private const int Files = 1000;
    private const int Rounds = 5;

    private static string Go => Path.Combine(
        Environment.GetEnvironmentVariable("GOENV_TEST_GO") is { Length: > 0 } folder
            ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "goenv-tests", "go"),
        "1.27");

    public static async Task RunAsync()
    {
        if (!File.Exists(Path.Combine(Go, "bin", "go")))
        {
            Console.WriteLine("there is no Go 1.27 (GOENV_TEST_GO): reading of binaries not measured");
            return;
        }

        var folder = Directory.CreateTempSubdirectory("goenv-bench").FullName;
        try
        {
            await TreeAsync(folder);
            await RemoteAsync();
            Memory(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Reads one file and prints this process's peak memory in KiB.</summary>
    public static void RunPeak(string path)
    {
        var info = GoBinary.Read(path);
        Console.WriteLine(File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)) + " " + info.Module);
    }

    // Ten different programs, linked a hundred times each: the content is in memory for both.
    private static async Task TreeAsync(string folder)
    {
        var tree = Directory.CreateDirectory(Path.Combine(folder, "tree")).FullName;
        var programs = Directory.GetFiles(Path.Combine(Go, "pkg", "tool"), "*", SearchOption.AllDirectories)
            .Concat(Directory.GetFiles(Path.Combine(Go, "bin"))).Order(StringComparer.Ordinal).Take(10).ToList();
        for (var i = 0; i < Files; i++)
        {
            var name = Path.Combine(tree, (i / 100).ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"p{i}"));
            Directory.CreateDirectory(Path.GetDirectoryName(name)!);
            Tool.Run("ln", Path.GetFullPath(programs[i % programs.Count]), name);
        }

        var counted = 0;
        var measured = Measure.Medians(
            Rounds,
            () => counted = BinarySearch.Read(BinarySearch.Find(tree, recurse: true), packages: false, CancellationToken.None).Count(info => info.Problem is null),
            () => Measure.Run(Path.Combine(Go, "bin", "go"), ["version", "-m", tree], 0));
        Console.WriteLine($"build info of {counted} binaries in one tree, in process / go version -m: {measured[0].Wall / measured[1].Wall:0.00} ({measured[0].Wall * 1000:0} ms, {measured[1].Wall * 1000:0} ms)");

        var session = new LocalSession(Target.Local, new SessionLimits());
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var answer = await new TargetBinaries(session, new BinaryQuery { Paths = [tree], Recurse = true }, TimeSpan.FromSeconds(60)).ReadAsync(CancellationToken.None);
        Console.WriteLine($"the same through a session: {answer.Files.Count} files, {answer.RoundTrips} round trips, {answer.BytesRead / answer.Files.Count} bytes a file, {watch.Elapsed.TotalSeconds:0.0} s");
    }

    private static async Task RemoteAsync()
    {
        var compiler = Directory.GetFiles(Path.Combine(Go, "pkg", "tool"), "compile", SearchOption.AllDirectories).Single();
        var session = new LocalSession(Target.Local, new SessionLimits());
        foreach (var packages in (bool[])[false, true])
        {
            var answer = await new TargetBinaries(session, new BinaryQuery { Paths = [compiler], Packages = packages }, TimeSpan.FromSeconds(20)).ReadAsync(CancellationToken.None);
            var size = new FileInfo(compiler).Length;
            Console.WriteLine($"bytes read of a remote binary of {size / 1e6:0} MB{(packages ? " with its packages" : string.Empty)}: {answer.BytesRead} ({100.0 * answer.BytesRead / size:0.000} %), {answer.RoundTrips} round trips");
        }
    }

    private static void Memory(string folder)
    {
        var small = Path.Combine(Go, "bin", "gofmt");
        var large = Path.Combine(folder, "large");
        File.Copy(small, large);
        using (var file = File.OpenWrite(large))
        {
            file.SetLength(2L << 30);
        }

        Console.WriteLine($"peak memory, a file of 2 GB / of {new FileInfo(small).Length / 1e6:0} MB: {Peak(large) / Peak(small):0.00}");
    }

    private static double Peak(string path) => Measure.Median(Enumerable.Range(0, Rounds).Select(_ =>
        double.Parse(Tool.Run(Environment.ProcessPath!, "peak", path).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1].Trim('\t'), CultureInfo.InvariantCulture)));
}
