using GoEnv.Kubernetes;
using GoEnv.Pods;
using GoEnv.Releases;
using GoEnv.Targets;
using GoEnv.Tests.Kubernetes;

namespace GoEnv.Tests.Pods;

/// <summary>Audits all pods of a namespace as Invoke-PodGoAudit does, with the newest releases as current.</summary>
internal static class PodAudits
{
    public static async Task<IReadOnlyList<Finding>> RunAsync(string config, string space, Func<KubeClients, EphemeralLook>? look = null)
    {
        using var clients = ClusterFixture.Clients(config);
        using var collector = new PodCollector(clients, ClusterFixture.Limits, 8) { Ephemeral = look?.Invoke(clients) };
        var source = new PodSource(clients, null);
        var listed = new Dictionary<Target, ListedPod>();
        await foreach (var pod in source.ListAsync(space, null, null, default))
        {
            listed.Add(pod.Target, pod);
        }

        var audit = new Audit
        {
            Open = target => new PodSession(target, ClusterFixture.Limits, clients),
            Probes = [],
            Rules = Catalog.Rules.Where(rule => rule.Category == Category.Pod).ToList(),
            Releases = GoReleases.Shipped with { Date = DateOnly.FromDateTime(DateTime.UtcNow) },
            Pods = target => token => collector.CollectAsync(source, listed[target], token),
        };
        var results = await Task.WhenAll(listed.Keys.Select(target => audit.RunAsync(target, default)));
        return results.SelectMany(result => result.Findings).ToList();
    }

    /// <summary>Runs goenvctl against a cluster; the test is skipped where it is not built.</summary>
    public static async Task<(string Output, int ExitCode)> GoenvctlAsync(string config, params IReadOnlyList<string> words)
    {
        var console = Path.Combine(Repository.Root, "out/goenvctl/goenvctl");
        Assert.SkipUnless(File.Exists(console), "goenvctl is not built for this platform");
        var result = await ProcessRunner.RunAsync(
            ["sh", "-c", "exec \"$0\" \"$@\" </dev/null", console, .. words], null, null, TimeSpan.FromMinutes(2), 8 * 1024 * 1024, default,
            environment: new Dictionary<string, string> { ["KUBECONFIG"] = config });
        return (System.Text.Encoding.UTF8.GetString(result.Output.Span), result.ExitCode);
    }
}
