using System.Text.Json;
using System.Text.Json.Nodes;
using GoEnv.Kubernetes;
using GoEnv.Pods;
using GoEnv.Pods.Jobs;
using GoEnv.Policies;
using GoEnv.Releases;
using GoEnv.Yaml;

namespace GoEnv.Tests.Pods.Jobs;

public sealed class AuditJobTests
{
    private static readonly AuditJob Job = new() { Name = "audit", Namespace = "ops", Image = "registry.example/goenvctl:1", Audited = ["apps"], Minor = 36 };

    [Fact]
    public void Roles_have_the_verbs_of_the_audit_and_no_others()
    {
        Assert.Equal(["configmaps:list", "events:list", "pods/exec:create,get", "pods/log:get", "pods:get,list"], RulesOf(Job, "Role"));
        Assert.Equal(["nodes:list"], RulesOf(Job, "ClusterRole"));
        Assert.Equal(["configmaps:list", "events:list", "nodes:list", "pods/exec:create,get", "pods/log:get", "pods:get,list"], RulesOf(Job with { Audited = [] }, "ClusterRole"));
        Assert.Empty(RulesOf(Job with { Audited = [] }, "Role"));
    }

    [Theory]
    [InlineData(34, "pods/exec:get")]
    [InlineData(35, "pods/exec:create,get")]
    [InlineData(null, "pods/exec:create,get")]
    public void Exec_has_create_where_the_release_asks_for_it(int? minor, string rule) => Assert.Contains(rule, RulesOf(Job with { Minor = minor }, "Role"));

    [Theory]
    [InlineData(20, "batch/v1beta1", false)]
    [InlineData(21, "batch/v1", true)]
    [InlineData(null, "batch/v1", true)]
    public void A_CronJob_is_of_the_version_that_the_release_has(int? minor, string version, bool hasTtl)
    {
        var cron = Last(Job with { Minor = minor, Schedule = "0 3 * * *" });
        Assert.Equal(("CronJob", version), ((string)cron["kind"]!, (string)cron["apiVersion"]!));
        Assert.Equal(hasTtl, cron["spec"]!["jobTemplate"]!["spec"]!.AsObject().ContainsKey("ttlSecondsAfterFinished"));
    }

    [Fact]
    public void Shards_are_an_indexed_job_whose_index_picks_the_part()
    {
        var spec = Last(Job with { Shards = 4 })["spec"]!;
        Assert.Equal("Indexed 4 4", $"{spec["completionMode"]} {spec["completions"]} {spec["parallelism"]}");
        Assert.Contains("-JobShards 4 ", Args(spec), StringComparison.Ordinal);
        Assert.DoesNotContain("-JobShards", Args(Last(Job)["spec"]!), StringComparison.Ordinal);
        var refused = Assert.Throws<FormatException>(() => AuditJobManifest.Objects(Job with { Shards = 2, Minor = 21 }));
        Assert.Contains("no indexed Jobs", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_pod_passes_the_level_restricted()
    {
        var pod = Last(Job)["spec"]!["template"]!.DeepClone().AsObject();
        pod["metadata"]!["name"] = "p";
        var facts = GivenPod.Of(pod.Deserialize<Pod>(KubeJson.Options)!);
        string[] rules = ["GE7030", "GE7031", "GE7032", "GE7033", "GE7034", "GE7041", "GE7042", "GE7043", "GE7044", "GE7045", "GE7050", "GE7064"];
        Assert.All(rules, id => Assert.Empty(Catalog.Rules.OfType<Rule<PodFacts>>().Single(rule => rule.Id == id)
            .Judge(facts, new RuleContext(Target.Parse("pod:ops/p"), Policy.Default, GoReleases.Shipped, DateTimeOffset.UnixEpoch))));
        Assert.True((bool)pod["spec"]!["securityContext"]!["runAsNonRoot"]!);
    }

    [Fact]
    public void The_audit_leaves_out_its_own_pods_and_no_reference_is_expanded()
    {
        var args = Args(Last(Job with { Selector = "a=$(X)", Audited = ["apps", "web"], Rules = ["GE70*"], IncludePassed = true })["spec"]!);
        Assert.Equal("Invoke-PodGoAudit -Namespace apps -Namespace web -Selector a=$$(X),app.kubernetes.io/name!=goenvctl -Rule GE70* -IncludePassed -FailOn Never -MaxUnknown 2147483647 -o jsonl-report ", args);
    }

    [Theory]
    [InlineData("no name of a namespace", "Apps", "0 3 * * *", "128Mi")]
    [InlineData("no schedule", "apps", "daily", "128Mi")]
    [InlineData("no quantity", "apps", "@daily", "much")]
    [InlineData("above the limit", "apps", "@daily", "1Gi")]
    public void What_cannot_be_is_refused(string message, string space, string schedule, string memory) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => AuditJobManifest.Yaml(Job with { Audited = [space], Schedule = schedule, MemoryRequest = memory })).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("1.35", 35)]
    [InlineData("v1.20.2", 20)]
    [InlineData("v1.35.2+k3s1", 35)]
    [InlineData("1.31+", 31)]
    [InlineData("v1.33.1-eks-123", 33)]
    public void A_release_is_read(string text, int minor) => Assert.Equal(minor, AuditJob.MinorOf(text));

    [Theory]
    [InlineData("")]
    [InlineData("2.1")]
    [InlineData("1.x")]
    [InlineData("latest")]
    public void What_is_no_release_is_refused(string text) => Assert.Throws<FormatException>(() => AuditJob.MinorOf(text));

    [Theory]
    [InlineData("yes")]
    [InlineData("1.20")]
    [InlineData("0x1F")]
    [InlineData("*/5 * * * *")]
    [InlineData("@daily")]
    [InlineData("a: b")]
    [InlineData("a #b")]
    [InlineData("- x")]
    [InlineData("")]
    [InlineData("~")]
    [InlineData("ends:")]
    [InlineData("line\nbreak\t\"quote\" \\ back")]
    public void A_text_is_read_back_as_the_same_text(string text)
    {
        var yaml = YamlWriter.Write(new JsonObject { ["a"] = new JsonArray(new JsonObject { ["k"] = text, ["n"] = 1 }, text), [text] = true });
        var read = YamlFile.Parse(yaml, "x.yaml");
        var item = read.Entries[0].Value.Items[0].Entries[0].Value;
        Assert.All([item, read.Entries[0].Value.Items[1], read.Entries[1].Key], value => Assert.Equal((YamlKind.Text, text), (value.Kind, value.RawText)));
        Assert.True(item.IsQuoted);
    }

    private static List<string> RulesOf(AuditJob job, string kind) => AuditJobManifest.Objects(job)
        .Where(one => (string)one["kind"]! == kind)
        .SelectMany(role => role["rules"]!.AsArray())
        .Select(rule => $"{rule!["resources"]![0]}:{string.Join(',', rule["verbs"]!.AsArray())}")
        .Order(StringComparer.Ordinal).ToList();

    private static JsonObject Last(AuditJob job) => AuditJobManifest.Objects(job)[^1];

    private static string Args(JsonNode spec) => string.Concat(spec["template"]!["spec"]!["containers"]![0]!["args"]!.AsArray().Select(word => word + " "));
}
