using GoEnv.Kubernetes;
using GoEnv.Targets;
using GoEnv.Tests.ApiServer;

[assembly: AssemblyFixture(typeof(GoEnv.Tests.Kubernetes.ClusterFixture))]

namespace GoEnv.Tests.Kubernetes;

/// <summary>The stand-in cluster, started when the first test needs it.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private readonly Lazy<Task<StandInCluster>> cluster = new(StandInCluster.StartAsync);

    public static SessionLimits Limits { get; } = new() { Total = TimeSpan.FromSeconds(60) };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (cluster.IsValueCreated)
        {
            await (await cluster.Value).DisposeAsync();
        }
    }

    public Task<StandInCluster> NeedAsync()
    {
        Assert.SkipUnless(Container.IsPossible, "This account cannot make PID and mount namespaces.");
        return cluster.Value;
    }

    /// <summary>Clients of the clusters in a kubeconfig file, with nothing else of this machine.</summary>
    public static KubeClients Clients(string config, KubeOptions? options = null) => new(Environment(config), options);

    public static KubeEnvironment Environment(string config) => new()
    {
        Variables = new Dictionary<string, string> { ["KUBECONFIG"] = config, ["PATH"] = "/usr/bin:/bin" },
    };

    internal static ISession Open(KubeClients clients, string target, SessionLimits? limits = null) =>
        new PodSession(Target.Parse(target), limits ?? Limits, clients);
}
