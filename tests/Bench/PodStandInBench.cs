using System.Globalization;
using System.Text.RegularExpressions;
using GoEnv.Pods;
using GoEnv.Tests.ApiServer;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Bench;

/// <summary>What an audit of pods costs in requests, bytes and memory, against the stand-in API server.</summary>
internal static partial class PodStandInBench
{
    private const int Pods = 200;
    private const int Rounds = 3;
    private const int RoundsOfMany = 1; // of 2,000 pods, since requests go out at a rate
    private const int ProgramBytes = 30 << 20;

    private static readonly string Nonce = new('0', 32);

    public static async Task RunAsync()
    {
        if (!Container.IsPossible)
        {
            Console.WriteLine("pods: requests, bytes and memory are not measured, since this account cannot make PID and mount namespaces");
            return;
        }

        var folder = Directory.CreateTempSubdirectory("goenv-bench").FullName;
        try
        {
            await using var server = new StandInServer();
            await server.StartAsync();
            var root = Path.Combine(folder, "root");
            ContainerRoot.Make(root, "dash");
            var program = MakeProgram(folder);
            if (program is not null)
            {
                File.Copy(program, root + "/app/api");
            }

            using var relay = new CountingRelay(new Uri(server.Address).Port);
            var config = Path.Combine(folder, "admin.conf");
            File.WriteAllText(config, KubeConfigText.Of($"https://127.0.0.1:{relay.Port}", KubeConfigText.Authority(server.Pki), KubeConfigText.Certificate(server.Pki, "admin", "system:masters")));
            var container = program is null ? await Container.StartAsync(root, "/app/server", "1000000") : await Container.StartAsync(root, "/app/api");
            if (program is null)
            {
                Console.WriteLine("pods: bytes of a large program are not measured, since there is no go on PATH");
            }
            else
            {
                Fill(server, container, 1);
                var before = relay.Received;
                PodBench.Ours(config, "apps", 16);
                Console.WriteLine($"bytes received for one pod with a program of {new FileInfo(program).Length >> 20} MiB, lists and TLS included: {relay.Received - before}");
            }

            // What a pod answers is recorded once, so that thousands of pods cost this machine no processes.
            server.Replay = Record(container);
            Fill(server, container, Pods);
            var (asked, received) = (server.Requests.Count, relay.Received);
            PodBench.Ours(config, "apps", 16);
            if (server.Requests.Count == asked)
            {
                throw new InvalidOperationException("The audit asked nothing.");
            }

            Console.WriteLine($"requests for {Pods} pods: {server.Requests.Count - asked}, of them execs: {server.Requests.Skip(asked).Count(request => request.Contains("/exec?", StringComparison.Ordinal))}");
            Console.WriteLine($"bytes received for each of {Pods} pods: {(relay.Received - received) / Pods}");
            var small = Measure.Median(Enumerable.Range(0, Rounds).Select(_ => (double)Peak(config, folder)));
            Fill(server, container, 10 * Pods);
            var large = Measure.Median(Enumerable.Range(0, RoundsOfMany).Select(_ => (double)Peak(config, folder)));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak memory, {10 * Pods} pods / {Pods} pods: {large / small:0.00} ({large / 1024:0} MiB, {small / 1024:0} MiB)"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Fill(StandInServer server, Container container, int count)
    {
        for (var i = server.Pods.Count; i < count; i++)
        {
            server.Pods.Add(new ClusterPod("apps", $"api-{i}") { Containers = { ("main", container) } });
        }
    }

    private static string Record(Container container)
    {
        using var process = container.Exec(["sh"])!;
        process.StandardInput.Write(ContainerReader.Compose(Nonce, TimeSpan.FromSeconds(20)).Text);
        process.StandardInput.Close();
        return process.StandardOutput.ReadToEnd();
    }

    /// <summary>A Go program of that size that waits; null where there is no go.</summary>
    private static string? MakeProgram(string folder)
    {
        if (Tool.Find("go") is not { } go)
        {
            return null;
        }

        var source = Directory.CreateDirectory(Path.Combine(folder, "src")).FullName;
        File.WriteAllText(Path.Combine(source, "go.mod"), "module example.com/large\n\ngo 1.19\n");
        File.WriteAllBytes(Path.Combine(source, "large.bin"), new byte[ProgramBytes]);
        File.WriteAllText(Path.Combine(source, "main.go"), "package main\n\nimport (\n\t_ \"embed\"\n\t\"time\"\n)\n\n//go:embed large.bin\nvar large string\n\nfunc main() {\n\tfor {\n\t\ttime.Sleep(time.Hour)\n\t\tprintln(large[:1])\n\t}\n}\n");
        // Most of the time of a build is that of the standard library, unless it was built before.
        var cache = Environment.GetEnvironmentVariable("GOCACHE") is { Length: > 0 } given ? given : $"{folder}/gocache";
        Tool.Run("env", "-C", source, "CGO_ENABLED=0", "GOFLAGS=", "GOWORK=off", "GOTOOLCHAIN=local", "GOENV=off", $"GOCACHE={cache}", $"GOPATH={folder}/gopath", go, "build", "-o", "large", ".");
        return Path.Combine(source, "large");
    }

    private static long Peak(string config, string folder)
    {
        var report = Path.Combine(folder, "peak");
        Measure.Run("sh", ["-c", "exec \"$0\" \"$@\" </dev/null", "env", $"KUBECONFIG={config}", "/usr/bin/time", "-f", "peak %M", "-o", report, Repository.Console, "Invoke-PodGoAudit", "-Namespace", "apps", "-o", "jsonl"], 0, 1, 2);
        return long.Parse(PeakLine().Match(File.ReadAllText(report)).Groups["kb"].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("peak (?<kb>[0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PeakLine();
}
