using GoEnv.Kubernetes;
using GoEnv.Pods;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Bench;

/// <summary>
/// An audit of the pods of a real cluster against kubectl exec with the same script; requests, bytes and memory against the
/// stand-in API server.
/// </summary>
internal static class PodBench
{
    private const int Rounds = 3;
    private const int Few = 50;
    private const string Variable = "GOENV_TEST_KUBECONFIG";

    public static async Task RunAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } config)
        {
            Console.WriteLine($"pods: time against kubectl is not measured, since {Variable} names no cluster");
        }
        else if (Tool.Find("kubectl") is not { } kubectl)
        {
            Console.WriteLine("pods: time against kubectl is not measured, since there is no kubectl on PATH");
        }
        else
        {
            await CompareAsync(config, kubectl);
        }

        await PodStandInBench.RunAsync();
    }

    /// <summary>The console's audit of a namespace; of an input that is a pipe it would take its targets.</summary>
    public static void Ours(string config, string space, int throttle) => Measure.Run(
        "sh", ["-c", "exec \"$0\" \"$@\" </dev/null", "env", $"KUBECONFIG={config}", Repository.Console, "Invoke-PodGoAudit", "-Namespace", space, "-ThrottleLimit", $"{throttle}", "-o", "jsonl"], 0, 1, 2);

    private static async Task CompareAsync(string config, string kubectl)
    {
        var (space, pods) = await LargestAsync(config);
        if (pods.Length < Few)
        {
            Console.WriteLine($"pods: the largest namespace, {space}, has {pods.Length} running pods; with fewer than {Few} the start of the process weighs more than it should");
        }

        var folder = Directory.CreateTempSubdirectory("goenv-bench").FullName;
        try
        {
            var script = Path.Combine(folder, "script.sh");
            File.WriteAllText(script, ContainerReader.Compose(new string('0', 32), TimeSpan.FromSeconds(20)).Text);
            Ours(config, space, 16);
            var m = Measure.Medians(Rounds, () => Ours(config, space, 16), () => Xargs(kubectl, config, space, script, pods));
            var version = Tool.Run(kubectl, "version", "--client").Split('\n')[0];
            Console.WriteLine($"audit of {pods.Length} pods / xargs -P16 kubectl exec with the same script, wall: {m[0].Wall / m[1].Wall:0.00}");
            Console.WriteLine($"the same two, CPU time of the client: {m[0].Cpu / m[1].Cpu:0.00}");
            Console.WriteLine($"  medians of {Rounds}: ours {m[0].Wall:0.00} s ({m[0].Cpu:0.00} s CPU), kubectl {m[1].Wall:0.00} s ({m[1].Cpu:0.00} s); {version}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The namespace with the most pods of one container that run, and these pods; no other kind may be in it.</summary>
    private static async Task<(string Space, string[] Pods)> LargestAsync(string config)
    {
        using var clients = new KubeClients(new KubeEnvironment
        {
            Variables = new Dictionary<string, string> { ["KUBECONFIG"] = config, ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? string.Empty },
        });
        var all = new List<Pod>();
        await foreach (var pod in clients.Open().ListAsync<Pod>(KubeResource.Pods, new KubeSelection(), CancellationToken.None))
        {
            all.Add(pod);
        }

        var largest = all.GroupBy(pod => pod.Metadata.Namespace!)
            .Where(group => group.All(pod => pod.Spec.Containers.Count == 1 && pod.StatusOf(pod.Spec.Containers[0].Name)?.State?.Running is not null))
            .MaxBy(group => group.Count())
            ?? throw new InvalidOperationException("No namespace of the cluster has only running pods of one container.");
        return (largest.Key, largest.Select(pod => pod.Metadata.Name).ToArray());
    }

    private static void Xargs(string kubectl, string config, string space, string script, string[] pods) => Measure.Run(
        "sh",
        ["-c", $"printf '%s\\n' \"$@\" | KUBECONFIG='{config}' xargs -P 16 -I{{}} sh -c '{kubectl} exec -i -n {space} {{}} -- sh <{script} >/dev/null 2>&1'", "sh", .. pods],
        0);
}
