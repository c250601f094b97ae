using System.Globalization;
using System.Text.Json.Nodes;
using GoEnv.Yaml;

namespace GoEnv.Pods.Jobs;

/// <summary>The objects of an audit that runs in the cluster.</summary>
public static class AuditJobManifest
{
    // Who is nobody in most images.
    private const int User = 65532;

    private const int CronJobsStable = 21;
    private const int TtlOn = 21;

    /// <summary>The objects, in the order in which they are to be made.</summary>
    public static IReadOnlyList<JsonObject> Objects(AuditJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        job.Check();
        return [.. AuditJobRoles.Of(job), job.Schedule is null ? Once(job) : Scheduled(job)];
    }

    /// <summary>The objects as YAML.</summary>
    public static string Yaml(AuditJob job) => YamlWriter.Documents(Objects(job));

    internal static JsonObject Metadata(AuditJob job, string name, string? space)
    {
        var metadata = new JsonObject { ["name"] = name };
        if (space is not null)
        {
            metadata["namespace"] = space;
        }

        metadata["labels"] = Labels(job);
        return metadata;
    }

    private static JsonObject Labels(AuditJob job) => new() { [AuditJob.Label] = AuditJob.LabelValue, [AuditJob.NameLabel] = job.Name };

    private static JsonObject Once(AuditJob job) => new()
    {
        ["apiVersion"] = "batch/v1",
        ["kind"] = "Job",
        ["metadata"] = Metadata(job, job.Name, job.Namespace),
        ["spec"] = Spec(job),
    };

    private static JsonObject Scheduled(AuditJob job) => new()
    {
        ["apiVersion"] = job.IsFrom(CronJobsStable) ? "batch/v1" : "batch/v1beta1",
        ["kind"] = "CronJob",
        ["metadata"] = Metadata(job, job.Name, job.Namespace),
        ["spec"] = new JsonObject
        {
            ["schedule"] = job.Schedule,
            ["concurrencyPolicy"] = "Forbid",
            ["jobTemplate"] = new JsonObject
            {
                ["metadata"] = new JsonObject { ["labels"] = Labels(job) },
                ["spec"] = Spec(job),
            },
        },
    };

    private static JsonObject Spec(AuditJob job)
    {
        var spec = new JsonObject { ["backoffLimit"] = job.BackoffLimit };
        if (job.IsFrom(TtlOn))
        {
            spec["ttlSecondsAfterFinished"] = job.TtlSeconds;
        }

        if (job.Shards > 1)
        {
            spec["completionMode"] = "Indexed";
            spec["completions"] = job.Shards;
            spec["parallelism"] = job.Shards;
        }

        spec["template"] = new JsonObject
        {
            ["metadata"] = new JsonObject { ["labels"] = Labels(job) },
            ["spec"] = PodSpec(job),
        };
        return spec;
    }

    private static JsonObject PodSpec(AuditJob job) => new()
    {
        ["serviceAccountName"] = job.Name,
        ["automountServiceAccountToken"] = true,
        ["restartPolicy"] = "Never", // the log of a pod that failed stays
        ["securityContext"] = new JsonObject
        {
            ["runAsNonRoot"] = true,
            ["runAsUser"] = User,
            ["runAsGroup"] = User,
            ["fsGroup"] = User,
            ["seccompProfile"] = new JsonObject { ["type"] = "RuntimeDefault" },
        },
        ["containers"] = new JsonArray(new JsonObject
        {
            ["name"] = AuditJob.Container,
            ["image"] = job.Image,
            ["command"] = new JsonArray("goenvctl"),
            ["args"] = new JsonArray([.. Arguments(job).Select(word => (JsonNode)word.Replace("$(", "$$(", StringComparison.Ordinal))]),
            ["env"] = new JsonArray(
                new JsonObject { ["name"] = "HOME", ["value"] = "/tmp" },
                new JsonObject { ["name"] = "DOTNET_EnableDiagnostics", ["value"] = "0" }),
            ["resources"] = new JsonObject
            {
                ["requests"] = new JsonObject { ["cpu"] = job.CpuRequest, ["memory"] = job.MemoryRequest },
                ["limits"] = new JsonObject { ["memory"] = job.MemoryLimit },
            },
            ["securityContext"] = new JsonObject
            {
                ["allowPrivilegeEscalation"] = false,
                ["readOnlyRootFilesystem"] = true,
                ["capabilities"] = new JsonObject { ["drop"] = new JsonArray("ALL") },
            },
            ["volumeMounts"] = new JsonArray(new JsonObject { ["name"] = "tmp", ["mountPath"] = "/tmp" }),
        }),
        ["volumes"] = new JsonArray(new JsonObject { ["name"] = "tmp", ["emptyDir"] = new JsonObject { ["sizeLimit"] = "64Mi" } }),
    };

    // A pod that audited to the end has done its work, whatever it found: another attempt would find the same.
    private static IEnumerable<string> Arguments(AuditJob job)
    {
        // Its own pods are no part of what is asked.
        var selector = (job.Selector is null ? string.Empty : job.Selector + ",") + $"{AuditJob.Label}!={AuditJob.LabelValue}";
        return
        [
            "Invoke-PodGoAudit",
            .. job.Audited.Count == 0 ? ["-AllNamespaces"] : job.Audited.SelectMany(space => new[] { "-Namespace", space }),
            "-Selector", selector,
            .. job.Rules.SelectMany(rule => new[] { "-Rule", rule }),
            .. job.IncludePassed ? ["-IncludePassed"] : Array.Empty<string>(),
            .. job.Shards > 1 ? ["-JobShards", job.Shards.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>(),
            "-FailOn", "Never",
            "-MaxUnknown", int.MaxValue.ToString(CultureInfo.InvariantCulture),
            "-o", "jsonl-report",
        ];
    }
}
