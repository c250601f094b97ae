using System.Text;
using System.Text.Json.Nodes;
using GoEnv.Pods.Jobs;
using GoEnv.Targets;
using GoEnv.Tests.ApiServer;
using GoEnv.Tests.Kubernetes;

namespace GoEnv.Tests.Pods.Jobs;

/// <summary>What goenvctl does in the pods of an audit job, and how its findings are received, against the stand-in.</summary>
public sealed class AuditJobRunTests : IAsyncDisposable
{
    private readonly StandInServer server = new();
    private readonly string folder = Directory.CreateTempSubdirectory("goenv-jobs-").FullName;

    private string Config => Path.Combine(folder, "admin.conf");

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_parts_of_all_indexes_are_received_as_one()
    {
        await StartAsync(pods: 12);
        var alone = Count((await RunAsync(null, "Invoke-PodGoAudit", "-Rule", "GE7045", "-o", "jsonl")).Output);
        Assert.Equal(12, alone);
        var words = Words(new AuditJob { Name = "goenv-audit", Namespace = "apps", Image = "x", Audited = ["apps"], Shards = 3, Rules = ["GE7045"] });
        for (var index = 0; index < 3; index++)
        {
            var (output, exit) = await RunAsync(index, words);
            Assert.Equal(0, exit);
            AddPart(index, "{\"terminated\": {\"exitCode\": 0}}", output);
        }

        AddJob(completions: 3);
        var received = await RunAsync(null, "Receive-PodGoAudit", "-o", "jsonl");
        Assert.Equal((0, alone), (received.ExitCode, Count(received.Output)));
        Assert.Equal(3, received.Output.Split("\"ruleId\":\"GE7070\"").Length - 1);

        // Each fault on its own: never less without a word.
        var last = server.Pods.Last();
        var log = last.Log!;
        await MissesAsync(log[..^30], "is cut off");
        await MissesAsync(log[(log.IndexOf('\n') + 1)..], "cut off at its beginning");
        await MissesAsync(string.Empty, "There is no report");
        last.Edit = State("{\"terminated\": {\"exitCode\": 137, \"reason\": \"OOMKilled\"}}", 2);
        await MissesAsync(log, "exit code 137 (OOMKilled)");
        last.Edit = State("{\"running\": {}}", 2);
        await MissesAsync(log, "has not ended");
        server.Pods.Remove(last);
        await MissesAsync(log, "there is no pod of it");

        async Task MissesAsync(string text, string why)
        {
            last.Log = text;
            var (output, exit) = await RunAsync(null, "Receive-PodGoAudit", "-o", "jsonl");
            Assert.Equal(2, exit);
            Assert.Contains(why, output.Split('\n').Single(line => line.Contains("GE7070", StringComparison.Ordinal) && line.Contains("\"Unknown\"", StringComparison.Ordinal)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_run_that_is_refused_or_has_no_index_leaves_no_whole_report()
    {
        await StartAsync(pods: 1);
        server.Tokens["nobody"] = new ClusterUser("nobody", []);
        await File.WriteAllTextAsync(Config, KubeConfigText.Of(server.Address, KubeConfigText.Authority(server.Pki), "token: nobody"));
        var refused = await RunAsync(null, "Invoke-PodGoAudit", "-o", "jsonl-report");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.DoesNotContain("\"counts\"", refused.Output, StringComparison.Ordinal);
        var noIndex = await RunAsync(null, "Invoke-PodGoAudit", "-JobShards", "3", "-o", "jsonl-report");
        Assert.Equal(64, noIndex.ExitCode);
        Assert.DoesNotContain("\"counts\"", noIndex.Output, StringComparison.Ordinal);
        Assert.Equal(64, (await RunAsync(3, "Invoke-PodGoAudit", "-JobShards", "3", "-o", "jsonl-report")).ExitCode);
    }

    [Fact]
    public async Task The_objects_are_applied_one_by_one_and_only_where_asked()
    {
        await StartAsync(pods: 0);
        string[] words = ["New-PodGoAuditJob", "-Image", "registry.example/goenvctl:1", "-Schedule", "@daily"];
        var written = await RunAsync(null, words);
        Assert.Equal(0, written.ExitCode);
        Assert.Contains("kind: CronJob", written.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync(null, [.. words, "-Apply", "-WhatIf"])).ExitCode);
        Assert.Empty(server.Objects);
        Assert.Equal((string.Empty, 0), await RunAsync(null, [.. words, "-Apply"]));
        Assert.Equal(
            [
                "/api/v1/namespaces/apps/serviceaccounts", "/apis/batch/v1/namespaces/apps/cronjobs",
                "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings", "/apis/rbac.authorization.k8s.io/v1/clusterroles",
                "/apis/rbac.authorization.k8s.io/v1/namespaces/apps/rolebindings", "/apis/rbac.authorization.k8s.io/v1/namespaces/apps/roles",
            ],
            server.Objects.Keys.Order(StringComparer.Ordinal));
        server.Minor = 20;
        Assert.Contains("batch/v1beta1", (await RunAsync(null, words)).Output, StringComparison.Ordinal);
        Assert.Equal(64, (await RunAsync(null, [.. words, "-Shards", "2"])).ExitCode);
    }

    [Fact]
    public async Task The_verbs_of_the_role_are_those_that_the_audit_uses()
    {
        await StartAsync(pods: 2);
        server.Minor = 36;
        server.Tokens["sa"] = new ClusterUser("sa", []);
        foreach (var role in AuditJobManifest.Objects(new AuditJob { Name = "a", Namespace = "apps", Image = "x", Audited = ["apps"], Minor = 36 }).Where(one => one.ContainsKey("rules")))
        {
            foreach (var rule in role["rules"]!.AsArray())
            {
                rule!["verbs"]!.AsArray().ToList().ForEach(verb => server.Rbac.Allow("sa", (string)verb!, (string)rule["resources"]![0]!, (string?)role["metadata"]!["namespace"]));
            }
        }

        server.Pods[0].Edit = json => json["spec"]!["containers"]![0]!["envFrom"] = JsonNode.Parse("""[{"configMapRef": {"name": "settings"}}]""");
        await File.WriteAllTextAsync(Config, KubeConfigText.Of(server.Address, KubeConfigText.Authority(server.Pki), "token: sa"));
        var (output, _) = await RunAsync(null, "Invoke-PodGoAudit", "-o", "jsonl-report");
        Assert.Contains("\"counts\"", output, StringComparison.Ordinal);
        Assert.DoesNotContain("does not allow", output, StringComparison.Ordinal);
        Assert.Contains(server.Requests, request => request.Contains("/configmaps", StringComparison.Ordinal));
        Assert.Contains(server.Requests, request => request.Contains("/events", StringComparison.Ordinal));
    }

    private async Task StartAsync(int pods)
    {
        Assert.SkipUnless(File.Exists(Path.Combine(Repository.Root, "out/goenvctl/goenvctl")), "goenvctl is not built for this platform");
        await server.StartAsync();
        await File.WriteAllTextAsync(Config, KubeConfigText.Of(server.Address, KubeConfigText.Authority(server.Pki), KubeConfigText.Certificate(server.Pki, "admin", "system:masters")));
        for (var i = 0; i < pods; i++)
        {
            server.Pods.Add(new ClusterPod("apps", $"api-{i}") { Labels = { ["app"] = "api" }, Containers = { ("main", null) } });
        }
    }

    private void AddJob(int completions) => server.Objects["/apis/batch/v1/namespaces/apps/jobs"] = [JsonNode.Parse($$$"""
        {"metadata": {"name": "goenv-audit-28", "namespace": "apps", "uid": "j", "creationTimestamp": "2026-11-01T00:00:00Z",
          "labels": {"app.kubernetes.io/name": "goenvctl", "app.kubernetes.io/instance": "goenv-audit"}},
         "spec": {"completions": {{{completions}}}, "completionMode": "Indexed"}, "status": {}}
        """)!.AsObject()];

    private void AddPart(int index, string state, string log) => server.Pods.Add(new ClusterPod("apps", $"goenv-audit-28-{index}")
    {
        Labels = { ["job-name"] = "goenv-audit-28", ["app.kubernetes.io/name"] = "goenvctl" },
        Containers = { ("audit", null) },
        Phase = "Succeeded",
        Log = log,
        Edit = State(state, index),
    });

    private static Action<JsonObject> State(string state, int index) => json =>
    {
        json["metadata"]!["annotations"] = new JsonObject { ["batch.kubernetes.io/job-completion-index"] = $"{index}" };
        json["status"]!["containerStatuses"]![0]!["state"] = JsonNode.Parse(state);
    };

    private static string[] Words(AuditJob job) =>
        AuditJobManifest.Objects(job)[^1]["spec"]!["template"]!["spec"]!["containers"]![0]!["args"]!.AsArray().Select(word => (string)word!).ToArray();

    private static int Count(string output) => output.Split("\"ruleId\":\"GE7045\"").Length - 1;

    private async Task<(string Output, int ExitCode)> RunAsync(int? index, params string[] words)
    {
        var environment = new Dictionary<string, string> { ["KUBECONFIG"] = Config, ["JOB_COMPLETION_INDEX"] = index?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? string.Empty };
        var result = await ProcessRunner.RunAsync(
            ["sh", "-c", "exec \"$0\" \"$@\" </dev/null", Path.Combine(Repository.Root, "out/goenvctl/goenvctl"), .. words], null, null, TimeSpan.FromSeconds(60), 8 * 1024 * 1024, default, environment: environment);
        return (Encoding.UTF8.GetString(result.Output.Span), result.ExitCode);
    }
}
