namespace GoEnv.Tests.Pods;

/// <summary>The clusters that tests run against: the stand-in always, and a real one where GOENV_TEST_KUBECONFIG names it.</summary>
internal static class PodClusters
{
    public const string StandIn = "stand-in";
    public const string Real = "GOENV_TEST_KUBECONFIG";

    public static TheoryData<string> All => [StandIn, Real];

    /// <summary>A namespace in one of them; the test is skipped where there is no such cluster.</summary>
    public static async Task<IPodCluster> StartAsync(string kind) => kind == Real ? await RealPods.StartAsync() : await StandInPods.StartAsync();
}
