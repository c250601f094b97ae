using System.Globalization;
using System.Text;
using GoEnv.Kubernetes;
using GoEnv.Policies;
using GoEnv.Releases;
using GoEnv.Reports;

namespace GoEnv.Pods.Jobs;

/// <summary>Reads what the pods of an audit in the cluster printed. What is missing is said, never left out.</summary>
public sealed class AuditJobReader(KubeClient client, string space)
{
    private const string IndexAnnotation = "batch.kubernetes.io/job-completion-index";
    private const int LogBytes = 64 * 1024 * 1024;

    /// <summary>The newest job of an audit; null where there is none.</summary>
    public async Task<KubeJob?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var selection = new KubeSelection { Namespace = space, Labels = $"{AuditJob.Label}={AuditJob.LabelValue},{AuditJob.NameLabel}={name}" };
        KubeJob? newest = null;
        await foreach (var job in client.ListAsync<KubeJob>(KubeJob.Resource, selection, cancellationToken).ConfigureAwait(false))
        {
            newest = newest is null || job.Metadata.CreationTimestamp > newest.Metadata.CreationTimestamp ? job : newest;
        }

        return newest;
    }

    /// <summary>The pods of a job by their index, the best of each first: one that succeeded, else the newest.</summary>
    public async Task<ILookup<int, Pod>> PodsAsync(KubeJob job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        var pods = new List<Pod>();
        await foreach (var pod in client.ListAsync<Pod>(KubeResource.Pods, new KubeSelection { Namespace = space, Labels = "job-name=" + job.Metadata.Name }, cancellationToken).ConfigureAwait(false))
        {
            pods.Add(pod);
        }

        return pods.OrderByDescending(pod => pod.Status?.Phase == "Succeeded").ThenByDescending(pod => pod.Metadata.CreationTimestamp).ToLookup(IndexOf);
    }

    /// <summary>The findings of one part with one on itself, the last, and what became of it; <paramref name="target"/> stands for the job.</summary>
    public async Task<(IReadOnlyList<Finding> Findings, AuditShard Shard)> ReceiveAsync(Target target, KubeJob job, int index, Pod? pod, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        var (findings, shard) = await ReadAsync(job, index, pod, cancellationToken).ConfigureAwait(false);
        var facts = new FactSet();
        facts.Add(new PodFacts { Pod = pod ?? new Pod(job.Metadata, new PodSpec(), null), Shard = shard });
        var context = new RuleContext(target, Policy.Default, GoReleases.Shipped, now);
        return ([.. findings, .. GoEnv.Judge.Apply([new AuditReceivedRule()], facts, context)], shard);
    }

    private async Task<(IReadOnlyList<Finding> Findings, AuditShard Shard)> ReadAsync(KubeJob job, int index, Pod? pod, CancellationToken cancellationToken)
    {
        var ended = pod?.StatusOf(AuditJob.Container)?.State?.Terminated;
        if (pod is null)
        {
            var why = job.Status?.Conditions?.FirstOrDefault(condition => condition is { Type: "Failed", Status: "True" }) is { } failed ? $" (the job failed: {failed.Reason})" : string.Empty;
            return ([], new AuditShard(index, "there is no pod of it" + why, $"Read 'kubectl describe job -n {space} {job.Metadata.Name}'; pods that were deleted took their logs with them."));
        }

        var describe = $"Read 'kubectl describe pod -n {space} {pod.Metadata.Name}' and its log.";
        if (ended is null)
        {
            return ([], new AuditShard(index, $"its pod '{pod.Metadata.Name}' has not ended ({pod.StatusOf(AuditJob.Container)?.State?.ToString() ?? pod.Status?.Phase ?? "no status"})",
                $"Wait until it has with -WaitSeconds. {describe}"));
        }

        var findings = new List<Finding>();
        string? problem;
        try
        {
            var log = Encoding.UTF8.GetString(await client.WholeLogAsync(space, pod.Metadata.Name, AuditJob.Container, LogBytes, cancellationToken).ConfigureAwait(false));
            problem = Read(log, pod.Metadata.Name, findings);
            if (ended.ExitCode != 0)
            {
                var said = log.Split('\n').LastOrDefault(line => line.StartsWith("goenvctl: ", StringComparison.Ordinal))?["goenvctl: ".Length..];
                problem = $"its pod '{pod.Metadata.Name}' ended with exit code {ended.ExitCode}{(ended.Reason is null or "Error" or "Completed" ? string.Empty : $" ({ended.Reason})")}"
                    + (said is null ? string.Empty : $", saying: {KubeFailure.Cut(said).TrimEnd('.')}");
            }
        }
        catch (KubeException e)
        {
            (problem, describe) = ($"the log of its pod '{pod.Metadata.Name}' cannot be read: {e.What}", e.RecommendedAction);
        }

        return (findings, new AuditShard(index, problem, problem is null ? null : describe) { Findings = findings.Count });
    }

    /// <summary>Takes the findings of a log; why they are not all, null where they are.</summary>
    internal static string? Read(string log, string name, List<Finding> findings)
    {
        try
        {
            // One by one, so that those before the fault are kept.
            foreach (var finding in ReportReader.ReadLog(new StringReader(log), name))
            {
                findings.Add(finding);
            }

            return null;
        }
        catch (FormatException e)
        {
            return $"its log is cut off or no report ({Text.TargetText.Clean(e.Message).TrimEnd('.')})";
        }
    }

    private static int IndexOf(Pod pod) =>
        pod.Metadata.Annotations.TryGetValue(IndexAnnotation, out var index) && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
