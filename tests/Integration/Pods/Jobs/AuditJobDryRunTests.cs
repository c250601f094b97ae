using GoEnv.Pods.Jobs;

namespace GoEnv.Tests.Pods.Jobs;

/// <summary>What New-PodGoAuditJob writes, as the server judges it.</summary>
public sealed class AuditJobDryRunTests
{
    [Theory]
    [MemberData(nameof(PodClusters.All), MemberType = typeof(PodClusters))]
    public async Task All_objects_of_each_kind_of_job_pass_a_dry_run(string kind)
    {
        await using var cluster = await PodClusters.StartAsync(kind);
        var job = new AuditJob { Name = "goenv-audit", Namespace = cluster.Namespace, Image = "registry.example/goenvctl:1", Minor = cluster.Minor };
        AuditJob[] jobs =
        [
            job, job with { Audited = [cluster.Namespace], Rules = ["GE7001"], Selector = "app=api" }, job with { Schedule = "@daily" },
            .. cluster.Minor >= 22 ? [job with { Shards = 3 }] : Array.Empty<AuditJob>(),
        ];
        foreach (var one in jobs.SelectMany(AuditJobManifest.Objects))
        {
            await cluster.DryRunAsync(one);
        }
    }
}
