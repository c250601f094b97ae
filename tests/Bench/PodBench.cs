using GoEnv.Pods;
using GoEnv.Tests.ApiServer;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Bench;

/// <summary>An audit of pods of the stand-in API server against kubectl exec with the same script, and its memory.</summary>
internal static class PodBench
{
    private const int Pods = 200;
    private const int Rounds = 3;

    public static async Task RunAsync()
    {
        if (!Container.IsPossible || Tool.Find("kubectl") is not { } kubectl)
        {
            Console.WriteLine("pods: needs kubectl, and an account that can make PID and mount namespaces");
            return;
        }

        var folder = Directory.CreateTempSubdirectory("goenv-bench").FullName;
        await using var server = new StandInServer();
        try
        {
            await server.StartAsync();
            var root = Path.Combine(folder, "root");
            ContainerRoot.Make(root, "dash");
            using var container = await Container.StartAsync(root, "/app/server", "1000000");
            var config = Path.Combine(folder, "admin.conf");
            File.WriteAllText(config, KubeConfigText.Of(server.Address, KubeConfigText.Authority(server.Pki), KubeConfigText.Certificate(server.Pki, "admin", "system:masters")));
            var script = Path.Combine(folder, "script.sh");
            File.WriteAllText(script, ContainerReader.Compose("0123456789abcdef0123456789abcdef", TimeSpan.FromSeconds(20)).Text);
            Fill(server, container, Pods);

            Ours(config);
            var before = server.Requests.Count;
            Ours(config);
            Console.WriteLine($"requests for {Pods} pods: {server.Requests.Count - before}");
            var names = server.Pods.Select(pod => pod.Name).ToArray();
            var m = Measure.Medians(Rounds, () => Ours(config), () => Xargs(kubectl, config, script, names));
            Console.WriteLine($"audit of {Pods} pods / xargs -P16 kubectl exec with the same script, wall: {m[0].Wall / m[1].Wall:0.00}");
            Console.WriteLine($"the same two, CPU time of the client: {m[0].Cpu / m[1].Cpu:0.00}");
            Console.WriteLine($"  medians: ours {m[0].Wall:0.00} s ({m[0].Cpu:0.00} s CPU), kubectl {m[1].Wall:0.00} s ({m[1].Cpu:0.00} s)");

            var small = Peak(config, folder);
            Fill(server, container, 10 * Pods);
            var large = Peak(config, folder);
            Console.WriteLine($"peak memory, {10 * Pods} pods / {Pods} pods: {(double)large / small:0.00} ({large >> 10} MiB, {small >> 10} MiB)");
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

    private static void Ours(string config) => Measure.Run(
        "env", [$"KUBECONFIG={config}", Repository.Console, "Invoke-PodGoAudit", "-Namespace", "apps", "-ThrottleLimit", "16", "-o", "jsonl"], 0, 1, 2);

    private static void Xargs(string kubectl, string config, string script, string[] names) => Measure.Run(
        "sh",
        ["-c", "printf '%s\\n' \"$@\" | KUBECONFIG=$0 xargs -P 16 -I{} sh -c '\"$1\" exec -i -n apps \"$3\" -- sh <\"$2\" >/dev/null 2>&1' sh " + kubectl + " " + script + " {}", config, .. names],
        0);

    private static long Peak(string config, string folder)
    {
        var report = Path.Combine(folder, "peak");
        Measure.Run("sh", ["-c", "KUBECONFIG=$0 \"$1\" Invoke-PodGoAudit -Namespace apps -o jsonl >/dev/null 2>&1 & pid=$!; "
            + "while [ -r /proc/$pid/status ] && grep VmHWM /proc/$pid/status >\"$2.new\" && [ -s \"$2.new\" ]; do mv \"$2.new\" \"$2\"; sleep 0.05; done; wait", config, Repository.Console, report], 0);
        return long.Parse(File.ReadAllText(report).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
