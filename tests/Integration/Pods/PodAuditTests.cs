using System.Text.Json.Nodes;
using GoEnv.Tests.Binaries;

namespace GoEnv.Tests.Pods;

[Collection(typeof(SharedBinaries))]
public sealed class PodAuditTests(GoBinaries binaries)
{
    // The program knows neither version nor commit, and its memory has no limit of its own: these are known of every pod here.
    private static readonly string[] OfTheProgram = ["GE7021"];

    [Theory]
    [MemberData(nameof(PodClusters.All), MemberType = typeof(PodClusters))]
    public async Task Each_fault_is_named_once_and_no_other_and_without_exec_what_the_spec_tells(string kind)
    {
        await using var cluster = await PodClusters.StartAsync(kind);
        var seeds = FaultSeeds.Of(binaries, cluster.Platform).ToList();
        await cluster.AddMapAsync("settings", ("API_TOKEN", "hunter2-x"), ("COLOUR", "red"));
        await cluster.AddAsync(seeds.Select(seed => seed.Seed).ToList());
        var before = cluster.Requests;

        var findings = await PodAudits.RunAsync(cluster.Config, cluster.Namespace);

        var requests = cluster.Requests - before;
        Assert.InRange(requests ?? 1, 1, seeds.Count + 10);
        Assert.All(findings, finding => Assert.DoesNotContain("hunter2", finding.ToString(), StringComparison.Ordinal));
        var faults = findings.Where(finding => finding.Status == FindingStatus.Fail && !cluster.OfEveryPod.Concat(OfTheProgram).Contains(finding.RuleId)
            && !finding.Message.Contains("does not tell the version nor the commit", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            seeds.SelectMany(seed => seed.Faults.Select(fault => $"{seed.Seed.Name} {fault[..6]}")).Order(StringComparer.Ordinal),
            faults.Select(fault => $"{fault.Target.Host} {fault.RuleId}").Order(StringComparer.Ordinal));
        Assert.All(seeds, seed => Assert.All(seed.Faults, fault =>
            Assert.Contains(fault[7..], faults.Single(one => one.Target.Host == seed.Seed.Name && one.RuleId == fault[..6]).Message, StringComparison.Ordinal)));
        string[] unread = seeds.Any(seed => seed.Seed.Name == "packed") ? ["distroless GE7001", "packed GE7001"] : ["distroless GE7001"];
        Assert.Equal(unread, findings.Where(finding => finding.Status == FindingStatus.Unknown).Select(finding => $"{finding.Target.Host} {finding.RuleId}").Order(StringComparer.Ordinal));

        await WithoutExecAsync(cluster);
    }

    // A server of 1.35 or newer asks for create too; an older one asks for get alone.
    private static async Task WithoutExecAsync(IPodCluster cluster)
    {
        var config = await cluster.AccountAsync("viewer", ("list", "pods"));
        var findings = await PodAudits.RunAsync(config, cluster.Namespace);
        Assert.Contains(findings, finding => finding is { RuleId: "GE7050", Status: FindingStatus.Fail, Target.Host: "secret" });
        Assert.Contains(findings, finding => finding is { RuleId: "GE7060", Status: FindingStatus.Fail, Target.Host: "oom" });
        var runs = findings.Where(finding => finding is { RuleId: "GE7001", Target.Host: "good" }).ToList();
        Assert.Matches($"lacks get (and create )?on pods/exec in the namespace '{cluster.Namespace}'", Assert.Single(runs).Message);
        Assert.DoesNotContain(findings, finding => finding is { RuleId: "GE7001" or "GE7002" or "GE7003", Status: FindingStatus.Pass or FindingStatus.Fail });
        Assert.Equal(FindingStatus.Unknown, findings.Single(finding => finding is { RuleId: "GE7051", Target.Host: "map" }).Status);

        var (output, exit) = await PodAudits.GoenvctlAsync(config, "Invoke-PodGoAudit", "-Namespace", cluster.Namespace, "-o", "jsonl");
        Assert.Equal(2, exit);
        var good = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)
            .Single(finding => (string)finding["ruleId"]! == "GE7001" && ((string)finding["target"]!["name"]!).EndsWith("/good", StringComparison.Ordinal));
        Assert.Equal("Unknown", (string)good["status"]!);
        Assert.Contains(" on pods/exec ", (string)good["message"]!, StringComparison.Ordinal);
    }
}
